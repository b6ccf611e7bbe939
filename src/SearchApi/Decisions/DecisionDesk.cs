using KnowledgeBase.Access;
using KnowledgeBase.Retrieval.Decisions;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Understanding.Corrections;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.SearchApi.Decisions;

/// <summary>
/// Where librarians decide: about single materials, and about words, formulations and themes of the whole library. What is decided is a
/// plain text file of the corpus, with its history in the folder of state; the index follows.
/// </summary>
public sealed class DecisionDesk
{
    /// <summary>The kind of a change that corrects a material.</summary>
    public const string CorrectionKind = "correction";

    /// <summary>Units of a file of settings at most.</summary>
    public const int LongestSetting = OwnerFiles.LargestFile;

    /// <summary>For how long the effect of a decision is looked for; behind that it is estimated.</summary>
    private static readonly TimeSpan LongestPreview = TimeSpan.FromSeconds(3);

    private readonly MaterialIntake _intake;
    private readonly IntakeDesk _builds;
    private readonly LiveLibrary _library;
    private readonly FileHistory _history;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;

    /// <param name="intake">Knows the corpora.</param>
    /// <param name="builds">Brings the index in line.</param>
    /// <param name="library">What is searched.</param>
    /// <param name="state">The folder of state.</param>
    /// <param name="patience">For how long an answer waits for the index.</param>
    /// <param name="time">Clock.</param>
    internal DecisionDesk(
        MaterialIntake intake, IntakeDesk builds, LiveLibrary library, StateFolder state, TimeSpan patience, TimeProvider time)
    {
        (_intake, _builds, _library, _patience, _time) = (intake, builds, library, patience, time);
        _history = new FileHistory(state, time);
    }

    private OwnerFiles Files => new([.. _intake.Corpora().Where(Directory.Exists)]);

    /// <summary>What was decided about a material.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="DecisionException">There is no such material, or its file cannot be read.</exception>
    public CorrectionResult Correction(string id) => Told(() =>
    {
        CheckThere(id);
        var (_, path, text) = Files.CorrectionOf(id);
        IReadOnlyList<string> problems = [];
        var correction = text is null ? null : CorrectionFile.Read(path, text, IsTheme(), out problems);
        return new CorrectionResult(correction ?? new Correction { Material = id }, FileHistory.VersionOf(text), problems);
    });

    /// <summary>What a correction would change.</summary>
    /// <param name="correction">The correction; it takes the place of what was decided before.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DecisionException">It cannot be used.</exception>
    public DecisionEffect Preview(Correction correction, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return Told(() =>
        {
            Check(correction);
            var before = Correction(correction.Material).Correction;
            return _library.Current.EffectOn(
                correction.Material, Files.Understanding(correction: correction), TakesBack(before, correction), cancellation);
        });
    }

    /// <summary>Decides about a material.</summary>
    /// <param name="correction">The correction; it takes the place of what was decided before, and of nothing when it is empty.</param>
    /// <param name="version">The version that was seen.</param>
    /// <param name="by">Who decides.</param>
    /// <exception cref="DecisionException">It cannot be used, or somebody else has decided meanwhile.</exception>
    public Task<DecisionResult> DecideAsync(Correction correction, string version, AuditAct by)
    {
        ArgumentNullException.ThrowIfNull(correction);
        var (change, text) = Told(() =>
        {
            Check(correction);
            var (corpus, path, before) = Files.CorrectionOf(correction.Material);
            var after = correction.IsEmpty ? null : CorrectionFile.Write(correction, before);
            return (Changed(CorrectionKind, correction.Material, corpus, path, version, after, by), after);
        });
        return FollowAsync(change, text);
    }

    /// <summary>The files of settings that there are.</summary>
    /// <exception cref="DecisionException">They cannot be read.</exception>
    public IReadOnlyList<SettingResult> Settings() => Told(() =>
    {
        var files = Files;
        return (IReadOnlyList<SettingResult>)
        [
            .. Enum.GetValues<SettingKind>().SelectMany(kind => files.Names(kind).Select(name => new SettingResult(
                kind, name, FileHistory.VersionOf(FileHistory.Read(files.CorpusOf(kind), OwnerFiles.PathOf(kind, name))), null))),
        ];
    });

    /// <summary>A file of settings; its text is null when there is none of that name yet.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="DecisionException">No file can be called so, or it cannot be read.</exception>
    public SettingResult Setting(SettingKind kind, string name) => Told(() =>
    {
        var text = FileHistory.Read(Files.CorpusOf(kind), OwnerFiles.PathOf(kind, name));
        return text?.Length > LongestSetting
            ? throw new DecisionException(
                DecisionFault.CannotBeUsed, $"It is longer than {LongestSetting} characters; change it in the corpus.")
            : new SettingResult(kind, name, FileHistory.VersionOf(text), text);
    });

    /// <summary>What another text of a file of settings would change.</summary>
    /// <param name="kind">The kind of the file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="text">The text; null when the file goes.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DecisionException">It cannot be used.</exception>
    public DecisionEffect Preview(SettingKind kind, string name, string? text, CancellationToken cancellation) => Told(() =>
    {
        Check(kind, name, text);
        var files = Files;
        var library = _library.Current;
        return kind switch
        {
            SettingKind.Taxonomy => library.EffectOf(files.Understanding(name, text), _time, LongestPreview, cancellation),
            SettingKind.Glossary => library.EffectOf(files.Wordings(name, text), _time, LongestPreview, cancellation),
            _ => library.EffectOf(files.Words(), files.Words(name, text), _time, LongestPreview, cancellation),
        };
    });

    /// <summary>Changes a file of settings.</summary>
    /// <param name="kind">The kind of the file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="text">What it shall hold; null takes it away.</param>
    /// <param name="version">The version that was seen.</param>
    /// <param name="by">Who changes it.</param>
    /// <exception cref="DecisionException">It cannot be used, or somebody else has changed it meanwhile.</exception>
    public Task<DecisionResult> DecideAsync(SettingKind kind, string name, string? text, string version, AuditAct by)
    {
        var change = Told(() =>
        {
            Check(kind, name, text);
            var corpus = Files.CorpusOf(kind);
            return Changed(NameOf(kind), name, corpus, OwnerFiles.PathOf(kind, name), version, text, by);
        });
        return FollowAsync(change, text);
    }

    /// <summary>What was decided, the newest first.</summary>
    /// <param name="most">How many changes at most.</param>
    /// <param name="subject">Only those about it; null for all.</param>
    /// <exception cref="DecisionException">The history cannot be read.</exception>
    public IReadOnlyList<ChangeResult> History(int most, string? subject = null) => Told(() =>
    {
        var files = Files;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return (IReadOnlyList<ChangeResult>)
        [
            .. _history.Latest(most, subject).Select(c => ChangeResult.Of(
                c, seen.Add(c.Path) && FileHistory.Read(files.CorpusOf(c), c.Path) == c.After)),
        ];
    });

    /// <summary>A change by its number.</summary>
    /// <exception cref="DecisionException">There is none, or it cannot be read.</exception>
    public ChangeResult Change(long number) => Told(() =>
    {
        var change = Existing(number);
        return ChangeResult.Of(change, FileHistory.Read(Files.CorpusOf(change), change.Path) == change.After);
    });

    /// <summary>Takes a change back, as a new change.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="by">Who takes it back.</param>
    /// <exception cref="DecisionException">There is none, or the file has been changed since.</exception>
    public Task<DecisionResult> UndoAsync(long number, AuditAct by)
    {
        var (undone, before) = Told(() =>
        {
            var change = Existing(number);
            var corpus = Files.CorpusOf(change);
            return (_history.Undo(change, corpus, OwnerFiles.Unfinished(corpus), by), change.Before);
        });
        return FollowAsync(undone, before);
    }

    /// <summary>The name of a kind, as it stands in addresses and in the history.</summary>
    public static string NameOf(SettingKind kind) => kind switch
    {
        SettingKind.Taxonomy => "taxonomy",
        SettingKind.Glossary => "glossary",
        _ => "lexicon",
    };

    /// <summary>The kind of a name; null when there is none.</summary>
    public static SettingKind? KindOf(string name) =>
        Enum.GetValues<SettingKind>().Select(k => (SettingKind?)k).FirstOrDefault(k => NameOf(k!.Value) == name);

    private static bool TakesBack(Correction before, Correction after) =>
        (before.Title is not null && after.Title is null) || (before.Date is not null && after.Date is null)
        || (before.Issuer is not null && after.Issuer is null) || (before.Genre is not null && after.Genre is null)
        || (before.Tier is not null && after.Tier is null);

    private FileChange Existing(long number) => _history.Find(number)
        ?? throw new DecisionException(DecisionFault.NotThere, $"There is no change with the number {number}.");

    private FileChange? Changed(string kind, string subject, string corpus, string path, string version, string? text, AuditAct by) =>
        _history.Change(kind, subject, corpus, path, version, text, OwnerFiles.Unfinished(corpus), by);

    private void CheckThere(string id)
    {
        if (!_library.Current.Contains(id))
        {
            throw new DecisionException(DecisionFault.NotThere, $"There is no material with the id «{id}».");
        }
    }

    private void Check(Correction correction)
    {
        CheckThere(correction.Material);
        if (CorrectionFile.ProblemsOf(correction, IsTheme()) is { Count: > 0 } problems)
        {
            throw new DecisionException(DecisionFault.CannotBeUsed, "The correction cannot be used.") { Problems = problems };
        }
    }

    private void Check(SettingKind kind, string name, string? text)
    {
        _ = OwnerFiles.PathOf(kind, name);
        if (text?.Length > LongestSetting)
        {
            throw new DecisionException(DecisionFault.CannotBeUsed, $"A file has at most {LongestSetting} characters here.");
        }

        if (Files.ProblemsOf(kind, name, text) is { Count: > 0 } problems)
        {
            throw new DecisionException(DecisionFault.CannotBeUsed, "The file cannot be used.") { Problems = problems };
        }
    }

    private Func<string, bool> IsTheme()
    {
        var names = _library.Current.ThemeNames();
        return names.ContainsKey;
    }

    /// <summary>Waits for the index, as long as an answer may.</summary>
    private async Task<DecisionResult> FollowAsync(FileChange? change, string? text)
    {
        var version = FileHistory.VersionOf(text);
        if (change is null)
        {
            return new DecisionResult(null, version, DecisionState.Unchanged, null);
        }

        var following = _builds.FollowAsync();
        try
        {
            var isBuilt = await following.WaitAsync(_patience, _time);
            return new DecisionResult(change.Number, version, isBuilt ? DecisionState.Searchable : DecisionState.NotBuilt, null);
        }
        catch (TimeoutException)
        {
            return new DecisionResult(change.Number, version, DecisionState.Building, null); // the build goes on by itself
        }
    }

    /// <summary>Does something, and tells what hinders it.</summary>
    private T Told<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (ChangedMeanwhileException e)
        {
            throw new DecisionException(DecisionFault.ChangedMeanwhile, e.Message) { Current = e.Current, Expected = e.Expected };
        }
        catch (BehindLinkException e)
        {
            throw new DecisionException(DecisionFault.CannotBeUsed, e.Message);
        }
        catch (TaxonomyException e)
        {
            throw new DecisionException(DecisionFault.CannotBeUsed, "The taxonomy cannot be used as it is.") { Problems = e.Problems };
        }
        catch (GlossaryException e)
        {
            throw new DecisionException(DecisionFault.CannotBeUsed, "The glossary cannot be used as it is.") { Problems = e.Problems };
        }
        catch (Exception e) when (e is AccessException or IOException or UnauthorizedAccessException)
        {
            _builds.NoteCannot(e.Message);
            throw new DecisionException(
                DecisionFault.CannotBeWritten,
                "Nothing was changed: a folder cannot be read or written, or the disk is full. The server's log has the reason.");
        }
    }
}
