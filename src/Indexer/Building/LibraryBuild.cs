using System.Runtime.InteropServices;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Builds an index from a corpus. Files are read, understood and analysed on several threads and written by one, in the order of
/// their ids, so that the same corpus always gives the same index. There is one commit, at the end: whoever searches meanwhile
/// searches the index as it was, and so does everyone when the build is killed.
/// </summary>
internal sealed class LibraryBuild : IDisposable
{
    /// <summary>The same warning is given for at most this many materials of one file.</summary>
    private const int MaxSameWarnings = 5;

    /// <summary>When to try again whether an index that another process writes is free.</summary>
    private static readonly TimeSpan NextTry = TimeSpan.FromMilliseconds(300);

    private readonly string _folder;
    private readonly LibrarySettings _settings;
    private readonly BuildOptions _options;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly IProgress<BuildProgress>? _progress;

    private readonly LibraryWriter _writer;
    private readonly LastBuild _last;

    // The same, or nothing where the index is begun anew.
    private readonly LastBuild _inIndex;
    private readonly bool _everything;
    private readonly string _catalogName;
    private readonly CopySearch _copySearch;

    private readonly List<CatalogFile> _now = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<SkippedFile> _skipped = [];
    private readonly List<FileWarning> _warnings = [];
    private readonly Dictionary<(string Path, LeftOutKind Kind), int> _leftOut = [];

    // Of the file that is being written.
    private readonly List<CatalogMaterial> _ofFile = [];
    private readonly List<FileWarning> _warningsOfFile = [];
    private readonly Dictionary<string, int> _sameWarnings = new(StringComparer.Ordinal);
    private RefusedParts? _refusedOfFile;

    private long _bytes;
    private int _added;
    private int _updated;
    private int _removed;
    private int _unchanged;
    private int _passages;
    private int _families;
    private int _copies;

    private LibraryBuild(
        OpenIndex index, LibrarySettings settings, string folder, BuildOptions options, TimeProvider time,
        IProgress<BuildProgress>? progress)
    {
        _folder = folder;
        _settings = settings;
        _options = options;
        _time = time;
        _startedAt = time.GetUtcNow().ToUnixTimeSeconds();
        _progress = progress;
        _writer = index.Writer;
        _last = index.Last;
        _inIndex = index.IsAnew ? LastBuild.None : index.Last;
        _warnings.AddRange(index.Mended);
        _everything = options.Rebuild || index.IsAnew || SettingsChanged || _last.Damage is not null;
        (_families, _copies) = Copies(_writer.UserData);

        // A number that no file of anybody has: nothing is written over.
        var number = 1 + Directory.GetFiles(folder).Select(path => Path.GetFileName(path))
            .Max(name => Math.Max(BuilderFile.Catalog.NumberOf(name), BuilderFile.Sketches.NumberOf(name)));
        _catalogName = BuilderFile.Catalog.NameOf(number);
        _copySearch = new CopySearch(Path.Combine(folder, BuilderFile.Sketches.NameOf(number)));
    }

    /// <summary>
    /// True when the index was made with another program, lexicon, taxonomy or glossary, so that every material must be made anew.
    /// </summary>
    private bool SettingsChanged =>
        _writer.UserData.GetValueOrDefault(LibraryWriter.FingerprintKey) != _writer.Fingerprint
        || _writer.UserData.GetValueOrDefault(LastBuild.SettingsKey) != _settings.Fingerprint;

    /// <summary>Builds.</summary>
    /// <param name="folder">Folder of the index; made when it isn't there.</param>
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
        var started = time.GetTimestamp();
        IndexPlacement.Check(folder, corpora);
        if (!LibraryFolder.Exists(folder))
        {
            CorpusWalk.CheckThere(corpora);
        }

        Claim(folder, options.Engine, say);
        try
        {
            using var index = Opened();
            using var build = new LibraryBuild(index, settings, folder, options, time, progress);
            if (!options.Rebuild && !index.IsAnew && build._last.Files.Count > 0 && build.SettingsChanged)
            {
                say("the program, lexicon, taxonomy or glossary has changed since the last build: every material is read anew.");
            }

            var (listing, held) = SettledFiles.List(corpora, folder, options, build._last.Files.Values, cancellationToken);
            index.CheckThatNothingIsLost(listing, options);
            build.Run(listing, cancellationToken);
            return build.Report(listing, time.GetElapsedTime(started).TotalSeconds) with { Held = held };
        }
        catch (Exception e)
        {
            LibraryFolder.RemoveUnfinished(folder);
            if (e is LibraryException or IOException or UnauthorizedAccessException || IsTooLarge(e))
            {
                throw new KbException(
                    e is LibraryException { NeedsRebuild: false, InnerException: null }
                        ? e.Message
                        : $"The index in {folder} cannot be written: {e.Message} It is as it was.");
            }

            throw;
        }

        OpenIndex Opened()
        {
            while (true)
            {
                try
                {
                    return OpenIndex.ForBuild(folder, settings, options, time, say, cancellationToken);
                }
                catch (LibraryException e) when (e.Fault == LibraryFault.Locked && time.GetElapsedTime(started) < options.Wait)
                {
                    cancellationToken.WaitHandle.WaitOne(NextTry);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _copySearch.Dispose();

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

    private static (int Families, int Copies) Copies(IReadOnlyDictionary<string, string> data) =>
        (int.Parse(data.GetValueOrDefault(LastBuild.FamiliesKey, "0")), int.Parse(data.GetValueOrDefault(LastBuild.CopiesKey, "0")));

    private static string Shown(CorpusFile file, string path) =>
        path.StartsWith(file.Id, StringComparison.Ordinal) ? file.Path + path[file.Id.Length..] : path;

    private void Run(CorpusListing listing, CancellationToken cancellationToken)
    {
        foreach (var file in listing.Unseen.Where(file => _inIndex.Files.ContainsKey(file.Id)))
        {
            var unseen = new CorpusFile(file.Stamp.Source, file.Id, file.Length, file.Modified, file.Stamp);
            Write(new FileDone(unseen, file.Skipped, Read: 0) { Kept = file });
        }

        _skipped.Clear(); // the listing says why they were not seen
        FileStamp.WaitForNextTick(listing.Files.Select(f => f.Stamp), _time);
        using var reader = new GuardedReader(ReaderCommand.Program);
        GuardedReader.RemoveLeftovers();
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var preparation = new MaterialPreparation(reader, _writer, _settings, _inIndex, _everything, today);
        using var queue = new BuildQueue(preparation, _options.Threads);
        queue.Run(
            listing.Files,
            step =>
            {
                Write(step);
                _progress?.Report(new BuildProgress(BuildStage.Reading, _now.Count, listing.Files.Count, _bytes));
            },
            cancellationToken);

        var removed = Removals.Of(_last, _now, _ids, listing.Roots, _options.AcceptRemovals);
        foreach (var id in removed)
        {
            _writer.Remove(id);
        }

        _removed = removed.Count;
        Commit(listing, cancellationToken);
    }

    private void Commit(CorpusListing listing, CancellationToken cancellationToken)
    {
        var roots = listing.Roots;
        var leftOut = BuildNotes.Write([.. NotRead(listing).Select(s => new LeftOutFile(WithoutRoot(s.Path, roots), s.Reason))]);
        // An index that already says all this is left alone: no new generation, nothing for servers to load.
        if (_writer.UserData.ContainsKey(LastBuild.CatalogKey) && _last.Roots.SequenceEqual(roots, StringComparer.Ordinal)
            && _last.FollowsLinks == listing.FollowsLinks && !_everything && _now.Count == _last.Files.Count
            && _writer.UserData.GetValueOrDefault(BuildNotes.LeftOut) == leftOut
            && _now.TrueForAll(f => _last.Files.TryGetValue(f.Id, out var before) && f.Says(before)))
        {
            return;
        }

        Catalog.Write(Path.Combine(_folder, _catalogName), _now);
        var data = new Dictionary<string, string>(_writer.UserData, StringComparer.Ordinal)
        {
            [LastBuild.CatalogKey] = _catalogName,
            [LastBuild.SettingsKey] = _settings.Fingerprint,
            [BuildNotes.Corpora] = string.Join('\n', roots),
            [BuildNotes.LeftOut] = leftOut,
        };
        data.Remove(LastBuild.LinksKey);
        if (listing.FollowsLinks)
        {
            data[LastBuild.LinksKey] = "followed";
        }

        if (_added + _updated + _removed > 0 || _everything)
        {
            _progress?.Report(new BuildProgress(BuildStage.Comparing, _now.Count, _now.Count, _bytes));
            var report = _copySearch.Find(_last.Sketches, _ids, cancellationToken);
            var arrivals = _now.SelectMany(f => f.Materials).Select(m => KeyValuePair.Create(m.Id, m.Added));
            _writer.Put(report, new Dictionary<string, long>(arrivals, StringComparer.Ordinal));
            data[LastBuild.SketchesKey] = _copySearch.FileName;
            data[LastBuild.FamiliesKey] = $"{report.Families.Count}";
            var copies = report.Families.SelectMany(f => f.Copies).Select(c => c.Id).Distinct(StringComparer.Ordinal);
            data[LastBuild.CopiesKey] = $"{copies.Count()}";
            (_families, _copies) = Copies(data);
        }

        _progress?.Report(new BuildProgress(BuildStage.Writing, _now.Count, _now.Count, _bytes));
        _writer.Commit(data, _time);
        OpenIndex.RemoveLeftovers(_writer, _folder);
    }

    private void Write(BuildStep step)
    {
        switch (step)
        {
            case MaterialReady ready:
                if (ready.Refused is { } refused)
                {
                    Refuse(ready.File, refused);
                }

                if (ready.Material is { } written)
                {
                    Write(ready.File, written);
                }

                break;
            case FileDone done:
                if ((done.Unchanged ?? done.Kept) is { } before)
                {
                    foreach (var material in before.Materials.Where(m => done.Unchanged is not null || !_ids.Contains(m.Id)))
                    {
                        // Where everything is made anew, this one is too, as soon as it can be read.
                        var isOld = done.Kept is not null && _everything;
                        Write(done.File, new ReadyMaterial(isOld ? material with { Hash = 0 } : material, null, []));
                    }

                    _warningsOfFile.AddRange(before.Warnings);
                }

                Finish(done);
                break;
        }
    }

    private void Write(CorpusFile file, ReadyMaterial ready)
    {
        // What was there before has come before, even where it must be made anew; of an index that doesn't say when, now is the earliest.
        var entry = ready.Entry with
        {
            Added = _last.Materials.TryGetValue(ready.Entry.Id, out var known) && known.Added > 0 ? known.Added : _startedAt,
        };
        if (!_ids.Add(entry.Id))
        {
            Refuse(file, new SkippedFile(
                file.Id, $"Another material before it has the id '{entry.Id}' already; ids must be unique in a library."));
            return;
        }

        if (ready.Prepared is { } prepared)
        {
            if (_inIndex.Materials.ContainsKey(entry.Id))
            {
                _updated++;
            }
            else
            {
                _added++;
            }

            _writer.Put(prepared);
            _copySearch.Add(entry.Id, ready.Sketch!);
        }
        else
        {
            _unchanged++;
        }

        _passages += entry.Passages;
        _ofFile.Add(entry);
        var path = file.HoldsLines ? $"{file.Id}/{entry.Id}" : entry.Id;
        foreach (var (kind, characters) in ready.LeftOut)
        {
            // Of a file with a material in every line only the whole is told: its lines may be millions.
            var shown = Shown(file, file.HoldsLines ? file.Id : path);
            CollectionsMarshal.GetValueRefOrAddDefault(_leftOut, (shown, kind), out _) += characters;
        }

        foreach (var warning in ready.Warnings)
        {
            Warn(new FileWarning(path, warning));
        }
    }

    private void Refuse(CorpusFile file, SkippedFile part) => (_refusedOfFile ??= new RefusedParts(file.Id)).Add(part);

    /// <summary>What is odd in the same way in very many lines of a file is said of the first ones and counted for the rest.</summary>
    private void Warn(FileWarning warning)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_sameWarnings, warning.Warning, out _);
        if (++count <= MaxSameWarnings)
        {
            _warningsOfFile.Add(warning);
        }
    }

    private void Finish(FileDone done)
    {
        var file = done.File;
        _warningsOfFile.AddRange(_sameWarnings
            .Where(w => w.Value > MaxSameWarnings)
            .Select(w => new FileWarning(file.Id, $"{w.Key} (so in {w.Value - MaxSameWarnings} more materials of this file)")));
        SkippedFile[] skipped = [.. _refusedOfFile?.All ?? [], .. done.Skipped];
        _now.Add(EntryOf(done) with { Materials = [.. _ofFile], Skipped = skipped, Warnings = [.. _warningsOfFile] });

        // In the report a path begins as the corpus was named, so that it can be opened.
        _skipped.AddRange(skipped.Select(s => s with { Path = Shown(file, s.Path) }));
        _warnings.AddRange(_warningsOfFile.Select(w => w with { Path = Shown(file, w.Path) }));
        _bytes += done.Read;
        _refusedOfFile = null;
        _sameWarnings.Clear();
        _ofFile.Clear();
        _warningsOfFile.Clear();
    }

    /// <summary>
    /// A file that was not read stays as the last build saw it, so that the next one reads it; unless it must be made anew in any case.
    /// </summary>
    private CatalogFile EntryOf(FileDone done) => done.Kept switch
    {
        null => new CatalogFile(done.File.Id, done.File.Length, done.File.Modified, done.Hash, [], [], []) { Stamp = done.File.Stamp },
        var kept when _everything => kept with { Hash = 0, Stamp = kept.Stamp with { Inode = 0, Changed = 0 } },
        var kept => kept,
    };

    private SkippedFile[] NotRead(CorpusListing listing) =>
        [.. listing.Skipped.Concat(_skipped).Concat(_settings.Skipped).OrderBy(s => s.Path, StringComparer.Ordinal)];

    /// <summary>A path as readers of the library see it, who need not know where on its machine a corpus lies.</summary>
    private static string WithoutRoot(string path, IReadOnlyList<string> roots)
    {
        var full = Path.GetFullPath(path);
        return roots.FirstOrDefault(root => full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) is { } root
            ? full[(root.Length + 1)..]
            : Path.GetFileName(path);
    }

    private BuildReport Report(CorpusListing listing, double seconds) => new()
    {
        Materials = _ids.Count,
        Passages = _passages,
        Bytes = _bytes,
        Seconds = Math.Round(seconds, 3),
        MbPerSecond = Math.Round(_bytes / 1e6 / Math.Max(seconds, 1e-3), 3),
        Added = _added,
        Updated = _updated,
        Removed = _removed,
        Unchanged = _unchanged,
        Families = _families,
        Copies = _copies,
        Skipped = NotRead(listing),
        Warnings = [.. listing.Warnings.Concat(_warnings).OrderBy(w => w.Path, StringComparer.Ordinal)],
        LeftOut =
        [
            .. _leftOut.Select(l => new FileLeftOut(l.Key.Path, l.Key.Kind, l.Value))
                .OrderBy(l => l.Path, StringComparer.Ordinal)
                .ThenBy(l => l.Kind),
        ],
    };
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
