using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Builds the indexes of a library from a corpus: one of what is public and, where there are materials that not everybody may read, one
/// for each set of rights that readers have (<see cref="LevelIndexes"/>). Each has one commit, and all come at the end, the one of what is
/// public first: whoever searches meanwhile searches what was there, and so does everyone when the build is killed.
/// </summary>
internal sealed class LibraryBuild : IDisposable
{
    /// <summary>When to try again whether an index that another process writes is free.</summary>
    private static readonly TimeSpan NextTry = TimeSpan.FromMilliseconds(300);

    private readonly string _folder;
    private readonly LibrarySettings _settings;
    private readonly BuildOptions _options;
    private readonly TimeProvider _time;
    private readonly IProgress<BuildProgress>? _progress;
    private readonly Action<string> _say;
    private readonly FolderLevels _folders = new();
    private readonly List<IndexBuild> _builds = [];
    private readonly HashSet<AccessLevel> _levels = [];
    private readonly DateTimeOffset _began;
    private readonly long _started;
    private string _words = "";

    private LibraryBuild(
        string folder, LibrarySettings settings, BuildOptions options, TimeProvider time, IProgress<BuildProgress>? progress,
        Action<string> say)
    {
        (_folder, _settings, _options, _time, _progress, _say) = (folder, settings, options, time, progress, say);
        (_began, _started) = (time.GetUtcNow(), time.GetTimestamp());
    }

    /// <summary>Builds.</summary>
    /// <param name="folder">Folder of the library; made when it isn't there.</param>
    /// <param name="corpora">Folders and files to build from.</param>
    /// <param name="settings">Settings of the corpus.</param>
    /// <param name="options">Options.</param>
    /// <param name="time">Clock.</param>
    /// <param name="progress">Told of every file and stage; null tells nobody.</param>
    /// <param name="say">Says what a person should know at once.</param>
    /// <param name="cancellationToken">Ends the build without a commit.</param>
    /// <exception cref="OperationCanceledException">The build was cancelled; the index is as it was.</exception>
    /// <exception cref="KbException">The index cannot be written, or may not be where it is; it is as it was.</exception>
    /// <exception cref="RemovalsRefusedException">More would leave the index than may without a word; it is as it was.</exception>
    public static BuildReport Run(
        string folder, IReadOnlyList<string> corpora, LibrarySettings settings, BuildOptions options, TimeProvider time,
        IProgress<BuildProgress>? progress,
        Action<string> say, CancellationToken cancellationToken)
    {
        IndexPlacement.Check(folder, corpora);
        if (!LibraryFolder.Exists(folder))
        {
            CorpusWalk.CheckThere(corpora);
        }

        Claim(folder, options.Engine, say);
        List<string> folders = [folder];
        try
        {
            using var build = new LibraryBuild(folder, settings, options, time, progress, say);
            return build.Run(corpora, folders, cancellationToken);
        }
        catch (Exception e)
        {
            folders.ForEach(LibraryFolder.RemoveUnfinished);
            if (e is LibraryException or IOException or UnauthorizedAccessException || IsTooLarge(e))
            {
                throw new KbException(
                    e is LibraryException { NeedsRebuild: false, InnerException: null }
                        ? e.Message
                        : $"The index in {folder} cannot be written: {e.Message} It is as it was.");
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _builds.ForEach(build => build.Dispose());

    /// <summary>A file that is larger than the file system or the process may write is told of as a wrong argument.</summary>
    private static bool IsTooLarge(Exception e) =>
        e is ArgumentOutOfRangeException { Source: "System.Private.CoreLib", ParamName: "value" };

    private static void Claim(string folder, string? engine, Action<string> say)
    {
        try
        {
            if (LibraryFolder.Claim(folder, engine) is { } mended)
            {
                say(mended);
            }
        }
        catch (LibraryException e)
        {
            throw new KbException(e.Message);
        }
    }

    /// <summary>The rights that need an index of their own beside that of what is public, the widest last.</summary>
    /// <param name="levels">Levels that materials have.</param>
    /// <param name="sets">Groups that readers have together.</param>
    internal static IReadOnlyList<ReadingRights> Needed(
        IReadOnlyCollection<AccessLevel> levels, IEnumerable<IReadOnlyList<string>> sets)
    {
        var named = levels.SelectMany(l => l.Groups).ToHashSet(StringComparer.Ordinal);
        var needed = new List<ReadingRights> { ReadingRights.Everyone };
        foreach (var rights in sets
            .Select(set => set.Where(named.Contains).ToList())
            .Where(set => set.Count > 0)
            .Select(ReadingRights.Of)
            .Append(ReadingRights.KeyHolder)
            .Append(ReadingRights.Everything)
            .Distinct()
            .Order(ReadingRights.ByWidth))
        {
            // Where others may read just as much, their index serves these too.
            if (!needed.Exists(other => rights.Include(other) && levels.All(l => rights.MayRead(l) == other.MayRead(l))))
            {
                needed.Add(rights);
            }
        }

        return needed[1..];
    }

    private BuildReport Run(
        IReadOnlyList<string> corpora, List<string> folders, CancellationToken cancellationToken)
    {
        var last = LastOfWidest();
        var book = new LevelBook(last);
        var open = Open(ReadingRights.Everyone, book, LastBuild.None, cancellationToken);
        _words = open.Words;
        if (!_options.Rebuild && !open.IsAnew && open.Last.Files.Count > 0 && open.SettingsChanged)
        {
            _say("the program, lexicon, taxonomy or glossary has changed since the last build: every material is read anew.");
        }

        var before = last.Concat(open.Last.Files.Values).DistinctBy(f => f.Id, StringComparer.Ordinal).ToList();
        var (listing, held) = SettledFiles.List(corpora, _folder, _options, before, cancellationToken);
        Run(open, listing, cancellationToken);

        // Wider indexes read what narrower ones may not, and so may find levels that these know nothing of.
        var sets = _options.Groups ?? GroupsBefore();
        while (Needed(_levels, sets).FirstOrDefault(r => !_builds.Exists(b => b.Rights.Equals(r))) is { } rights)
        {
            folders.Add(LevelIndexes.FolderOf(_folder, rights));
            Claim(folders[^1], LibraryFolder.EngineNameOf(_folder), _say);
            Run(Open(rights, book, open.Last, cancellationToken), listing, cancellationToken);
        }

        _builds.ForEach(build => build.Commit(listing, cancellationToken));
        foreach (var unneeded in LevelIndexes.Folders(_folder).Except(folders, StringComparer.Ordinal))
        {
            LevelIndexes.Remove(_folder, unneeded, () => Empty(unneeded));
        }

        var widest = _builds.MaxBy(b => b.Rights, ReadingRights.ByWidth)!;
        var report = widest.Report(listing, _time.GetElapsedTime(_started).TotalSeconds);
        return report with
        {
            Indexes = _builds.Count,
            Held = held,
            Warnings = [.. report.Warnings.Concat(_folders.Problems).Concat(Unread(widest)).Concat(OfNothing(widest))
                .OrderBy(w => w.Path, StringComparer.Ordinal)],
            FolderProblems = _folders.Problems.Count,
        };
    }

    private void Run(IndexBuild build, CorpusListing listing, CancellationToken cancellationToken)
    {
        build.Run(listing, cancellationToken);
        if (build.HasTraces && listing.Unseen.Count == 0)
        {
            // What it holds that cannot be read now would be lost; then it waits for a build that can.
            _say("Materials are no longer for all who could read them: the index that they were in is built anew without them.");
            _builds.Remove(build);
            build = Again(build);
            build.Run(listing, cancellationToken);
        }

        _levels.UnionWith(build.Levels);
    }

    /// <summary>The same build once more, into an index that begins with nothing.</summary>
    private IndexBuild Again(IndexBuild build)
    {
        build.Dispose();
        var folder = LevelIndexes.FolderOf(_folder, build.Rights);
        return Add(build.With(OpenIndex.Emptied(folder, build.Rights, _settings, build.Options, build.Last)));
    }

    private IndexBuild Add(IndexBuild build)
    {
        _builds.Add(build);
        return build;
    }

    private IndexBuild Open(ReadingRights rights, LevelBook book, LastBuild narrower, CancellationToken cancellationToken)
    {
        var folder = LevelIndexes.FolderOf(_folder, rights);
        var options = rights.Equals(ReadingRights.Everyone)
            ? _options
            : _options with { Engine = LibraryFolder.EngineNameOf(_folder), Words = _words };
        return Add(new IndexBuild(
            Opened(), folder, rights, _folders, book, narrower, _began, _settings, options, _time, _progress));

        OpenIndex Opened()
        {
            while (true)
            {
                try
                {
                    return OpenIndex.ForBuild(folder, rights, _settings, options, _time, _say, cancellationToken);
                }
                catch (LibraryException e) when (e.Fault == LibraryFault.Locked && _time.GetElapsedTime(_started) < options.Wait)
                {
                    cancellationToken.WaitHandle.WaitOne(NextTry);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
    }

    /// <summary>The files of the index that held everything, by the last build; none where that cannot be told.</summary>
    private List<CatalogFile> LastOfWidest()
    {
        try
        {
            return LevelIndexes.Folders(_folder).Count > 0 && LevelIndexes.Widest(_folder) is var widest
                && LibraryFolder.UserData(widest).GetValueOrDefault(LastBuild.CatalogKey) is { } name
                ? Catalog.Read(Path.Combine(widest, name)) ?? []
                : [];
        }
        catch (LibraryException)
        {
            return []; // it is damaged, and made anew
        }
    }

    /// <summary>The groups that the indexes are for that are there, where nobody knows those of the keys.</summary>
    private List<IReadOnlyList<string>> GroupsBefore()
    {
        var sets = new List<IReadOnlyList<string>>();
        foreach (var folder in LevelIndexes.Folders(_folder))
        {
            try
            {
                sets.Add(LevelIndexes.RightsOf(folder).Groups);
            }
            catch (LibraryException)
            {
                // It is made anew when its groups are known.
            }
        }

        return sets;
    }

    /// <summary>Groups that materials name and no reader is of: perhaps they are misspelt.</summary>
    private IEnumerable<FileWarning> Unread(IndexBuild widest)
    {
        var known = _options.Groups?.SelectMany(set => set).ToHashSet(StringComparer.Ordinal);
        return known is null
            ? []
            : widest.Levels.SelectMany(l => l.Groups).Distinct(StringComparer.Ordinal).Where(group => !known.Contains(group))
                .Order(StringComparer.Ordinal)
                .Select(group => new FileWarning(
                    _folder,
                    $"No reader's key is of the group «{group}», which materials are for: of readers nobody sees them. "
                    + "'kb key create' with --group makes one; see that the name is right."));
    }

    /// <summary>What is decided about materials that there are not: perhaps their files were moved.</summary>
    private IEnumerable<FileWarning> OfNothing(IndexBuild widest) => _settings.Corrections.Materials
        .Where(id => !widest.Has(id))
        .Order(StringComparer.Ordinal)
        .Select(id => new FileWarning(
            id, "There are corrections of this material, and there is no such material. Where its file was moved, mend the id in them."));

    private void Empty(string folder)
    {
        using var writer = LibraryFolder.OpenWriter(
            folder, _settings.Taxonomy, _settings.Wordings.Glossary, _settings.UserWords, anew: true, server: _options.Server,
            rights: ReadingRights.Everything);
        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal), _time);
    }
}

/// <summary>How to build.</summary>
/// <param name="Threads">Threads that read and understand, 1 or more.</param>
/// <param name="Rebuild">Make everything anew.</param>
internal sealed record BuildOptions(int Threads, bool Rebuild)
{
    /// <summary>Whether links to files outside of the corpora are followed.</summary>
    public bool FollowLinks { get; init; }

    /// <summary>Whether any number of materials may leave the index.</summary>
    public bool AcceptRemovals { get; init; }

    /// <summary>Whether the whole index is checked first, every checksum and every invariant.</summary>
    public bool Verify { get; init; }

    /// <summary>Name of the engine that the index must be of; null for its own, or the default for a new one.</summary>
    public string? Engine { get; init; }

    /// <summary>Addresses of the server that keeps the index; null for those that the environment or the index names.</summary>
    public string? Server { get; init; }

    /// <summary>What cuts the words; null for what the index has, or the lexicon for a new one.</summary>
    public string? Words { get; init; }

    /// <summary>
    /// How long a file must stay as it is before it is read; zero reads every file at once. A file that changes meanwhile is being written:
    /// it is held back.
    /// </summary>
    public TimeSpan Settle { get; init; }

    /// <summary>Full paths of files that are known to be wholly there, so that they need not settle.</summary>
    public IReadOnlySet<string> Whole { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How long to wait for another process that writes the index.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>
    /// Groups that readers have together, a list for each set of them; null when that is not known, and the indexes stay that there are.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>>? Groups { get; init; }

    /// <summary>Bytes of the index that every build may read to see whether they are as they were written.</summary>
    public long CheckBudget { get; init; } = FileChecks.DefaultBudget;
}

/// <summary>How far a build is.</summary>
internal readonly record struct BuildProgress(BuildStage Stage, int FilesDone, int Files, long Bytes);

/// <summary>What a build is at.</summary>
internal enum BuildStage
{
    /// <summary>Files are read, understood and indexed.</summary>
    Reading,

    /// <summary>What is new is compared with everything else, to find copies.</summary>
    Comparing,

    /// <summary>The index is brought to the disk.</summary>
    Writing,
}
