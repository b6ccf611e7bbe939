using System.CommandLine;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>The options that say where the keys and the audit log of a library are.</summary>
internal sealed class StateOptions(KbConsole console)
{
    private readonly Option<string> _index = KbOptions.Index(console);
    private readonly Option<string[]> _corpus = KbOptions.Corpus();
    private readonly Option<string?> _state = State();

    /// <summary>Who calls a command, as the audit log names them.</summary>
    public static string Caller => Environment.UserName is { Length: > 0 } user ? user : "kb";

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_state);
        command.Add(_index);
        command.Add(_corpus);
    }

    /// <summary>The folder that is meant.</summary>
    /// <exception cref="KbException">It lies in the index or in the corpus, or one of them in it.</exception>
    public StateFolder Folder(ParseResult parsed)
    {
        var index = parsed.GetRequiredValue(_index);
        var path = parsed.GetValue(_state) ?? StateFolder.Beside(index);
        IndexPlacement.CheckState(path, index, parsed.GetValue(_corpus) is { Length: > 0 } corpora ? corpora : [console.DefaultCorpus]);
        return new StateFolder(path);
    }

    private static Option<string?> State()
    {
        var option = new Option<string?>("--state")
        {
            Description = "Folder of keys and audit log, outside of index and corpus. Without it: state beside the folder of the index.",
            HelpName = "DIR",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && (path.Length == 0 || File.Exists(path)))
            {
                result.AddError($"--state {(path.Length == 0 ? "is empty" : $"{path} is a file")}; name a folder.");
            }
        });
        return option;
    }
}
