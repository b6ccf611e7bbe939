using System.CommandLine;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Retrieval.Storage;

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

    /// <summary>
    /// The groups that readers have together, by their good keys; null when that cannot be told, which is said where it matters.
    /// </summary>
    /// <param name="path">The folder of state; null for the one beside the index.</param>
    /// <param name="index">The index.</param>
    /// <param name="say">Says what is wrong.</param>
    public static IReadOnlyList<IReadOnlyList<string>>? GroupsOf(string? path, string index, Action<string> say)
    {
        try
        {
            var folder = new StateFolder(path ?? StateFolder.Beside(index));
            var now = TimeProvider.System.GetUtcNow();
            return folder.IsThere
                ? [.. new KeyRing(folder, TimeProvider.System).List().Where(k => k.IsGood(now) && k.Groups.Count > 0).Select(k => k.Groups)]
                : [];
        }
        catch (Exception e) when (e is AccessException or IOException or UnauthorizedAccessException)
        {
            if (path is not null || LevelIndexes.Folders(index).Count > 0)
            {
                say($"the groups of readers cannot be told, and stay those that there are indexes for: {e.Message}");
            }

            return null;
        }
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

    /// <summary>The option that names the folder of state.</summary>
    public static Option<string?> State()
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
