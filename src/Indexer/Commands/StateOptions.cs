using System.CommandLine;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>The options that say where the keys and the audit log of a library are.</summary>
internal sealed class StateOptions(KbConsole console)
{
    /// <summary>Names the index in the environment, for the server as for these commands.</summary>
    private const string IndexVariable = "KB_INDEX";

    private readonly Option<string> _index = KbOptions.Index(console);
    private readonly Option<string[]> _corpus = KbOptions.Corpus();
    private readonly Option<string?> _state = State();
    private readonly Option<string?> _config = new("--config")
    {
        Description = $"File of settings, of which index, state and corpus count here. Without it {SettingsFile.Variable}, or "
            + $"{SettingsFile.Name} in the project's folder.",
        HelpName = "FILE",
    };

    /// <summary>Who calls a command, as the audit log names them.</summary>
    public static string Caller => Environment.UserName is { Length: > 0 } user ? user : "kb";

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_state);
        command.Add(_index);
        command.Add(_corpus);
        command.Add(_config);
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

    /// <summary>The places that are meant: by the options, the environment, the file of settings, or by default, in this order.</summary>
    /// <exception cref="KbException">
    /// The folder of state lies in the index or in a corpus, or one of them in it, or the file of settings cannot be used.
    /// </exception>
    public LibraryPlaces Places(ParseResult parsed)
    {
        var settings = Settings(parsed);
        var index = parsed.GetResult(_index) is { Implicit: false } ? parsed.GetRequiredValue(_index)
            : Given(Environment.GetEnvironmentVariable(IndexVariable)) ?? Given(settings.GetValueOrDefault("index"))
            ?? console.DefaultIndex;
        var state = parsed.GetValue(_state) ?? Given(settings.GetValueOrDefault("state")) ?? StateFolder.Beside(index);
        string[] corpora = parsed.GetValue(_corpus) is { Length: > 0 } named ? named
            : Given(settings.GetValueOrDefault("corpus")) is { } set ? [set]
            : [.. LastBuild.RootsOf(index).DefaultIfEmpty(console.DefaultCorpus)];
        IndexPlacement.CheckState(state, index, corpora);
        return new LibraryPlaces(index, new StateFolder(state), corpora);
    }

    /// <summary>The folder of state that is meant.</summary>
    /// <exception cref="KbException">As for <see cref="Places"/>.</exception>
    public StateFolder Folder(ParseResult parsed) => Places(parsed).State;

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

    private static string? Given(string? value) => value is { Length: > 0 } ? value : null;

    private Dictionary<string, string?> Settings(ParseResult parsed)
    {
        if (SettingsFile.Find(
            parsed.GetValue(_config), Environment.GetEnvironmentVariable(SettingsFile.Variable), console.Root) is not { } path)
        {
            return [];
        }

        var settings = SettingsFile.Read(path, out var fault);
        return fault is null ? settings : throw new KbException(fault);
    }
}

/// <summary>Where the parts of a library are.</summary>
/// <param name="Index">Folder of the index.</param>
/// <param name="State">Folder of state.</param>
/// <param name="Corpora">Folders and files of the corpora.</param>
internal sealed record LibraryPlaces(string Index, StateFolder State, IReadOnlyList<string> Corpora);
