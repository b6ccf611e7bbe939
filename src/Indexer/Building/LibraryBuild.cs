using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Builds an index from a corpus. Files are read, understood and analysed on several threads and written by one, in the order of
/// their ids, so that the same corpus always gives the same index. There is one commit, at the end: whoever searches meanwhile
/// searches the index as it was, and so does everyone when the build is killed.
/// </summary>
internal sealed class LibraryBuild
{
    /// <summary>What the fingerprint of a commit holds beside the library's own.</summary>
    private const string SettingsKey = "settings";

    private const string CatalogKey = "catalog";

    private const string RootsKey = "corpora";

    private const string LinksKey = "links";

    private const string SketchesKey = "sketches";

    private const string FamiliesKey = "families";

    private const string CopiesKey = "copies";

    /// <summary>Characters of all texts together that are read and understood before it is their turn to be written.</summary>
    private const int MaxTextAhead = 1 << 20;

    /// <summary>What a material weighs beside its text.</summary>
    private const int MaterialWeight = 4096;

    /// <summary>
    /// What is understood of a text takes some 200 bytes for each of its characters until it is written; three million of them, ten average
    /// books, keep a build under its ceiling of memory.
    /// </summary>
    private static readonly ReadLimits Limits = ReadLimits.Default with { MaxTextLength = 3 << 20 };

    /// <summary>The same warning is said of so many materials of one file.</summary>
    private const int MaxSameWarnings = 5;

    private readonly LibraryWriter _writer;
    private readonly LibrarySettings _settings;
    private readonly string _folder;
    private readonly BuildOptions _options;
    private readonly TimeProvider _time;
    private readonly IProgress<BuildProgress>? _progress;
    private readonly GuardedReader _reader;
    private readonly TextInFlight _inFlight = new(MaxTextAhead);

    private readonly Dictionary<string, CatalogFile> _before;
    private readonly Dictionary<string, CatalogMaterial> _materialsBefore = new(StringComparer.Ordinal);
    private readonly List<CatalogFile> _now = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<SkippedFile> _skipped = [];
    private readonly List<FileWarning> _warnings = [];
    private readonly bool _everythingChanged;
    private readonly int _number;
    private readonly ConcurrentBag<Sketcher> _sketchers = [];

    // Made with the first material that is new or changed.
    private readonly DuplicateFinder _finder = new();
    private readonly HashSet<string> _sketched = new(StringComparer.Ordinal);
    private SketchFile? _sketches;

    // Of the file that is being written.
    private readonly List<CatalogMaterial> _ofFile = [];
    private readonly List<SkippedFile> _skippedOfFile = [];
    private readonly List<FileWarning> _warningsOfFile = [];
    private readonly Dictionary<string, int> _sameWarnings = new(StringComparer.Ordinal);

    private long _bytes;
    private int _added;
    private int _updated;
    private int _removed;
    private int _unchanged;
    private int _passages;
    private int _families;
    private int _copies;

    private LibraryBuild(
        LibraryWriter writer, GuardedReader reader, LibrarySettings settings, string folder, BuildOptions options, TimeProvider time,
        IProgress<BuildProgress>? progress)
    {
        _reader = reader;
        _writer = writer;
        _settings = settings;
        _folder = folder;
        _options = options;
        _time = time;
        _progress = progress;
        var catalog = writer.UserData.TryGetValue(CatalogKey, out var name) ? Catalog.Read(Path.Combine(folder, name)) : null;
        _before = (catalog ?? []).ToDictionary(f => f.Id, StringComparer.Ordinal);
        foreach (var material in _before.Values.SelectMany(f => f.Materials))
        {
            _materialsBefore[material.Id] = material;
        }

        if (catalog is null && writer.UserData.Count > 0)
        {
            // The catalog was lost: what the index has is known by its ids alone, and all of it is made anew.
            foreach (var id in LibraryFolder.MaterialIds(folder))
            {
                _materialsBefore[id] = new CatalogMaterial(id, 0, 0);
            }
        }

        _everythingChanged = options.Rebuild || SettingsChanged || catalog is null || SketchesBefore is not { } sketches || !SketchFile.Exists(sketches);
        (_families, _copies) = Copies(writer.UserData);
        _number = name is null ? 1 : int.Parse(name.AsSpan("catalog-".Length)) + 1;
    }

    /// <summary>The file of sketches of the last build.</summary>
    private string? SketchesBefore => _writer.UserData.GetValueOrDefault(SketchesKey) is { } name ? Path.Combine(_folder, name) : null;

    /// <summary>True when the index was made with another program, lexicon, taxonomy or glossary, so that every material must be made anew.</summary>
    private bool SettingsChanged =>
        _writer.UserData.GetValueOrDefault(LibraryWriter.FingerprintKey) != _writer.Fingerprint
        || _writer.UserData.GetValueOrDefault(SettingsKey) != _settings.Fingerprint;

    /// <summary>Builds.</summary>
    /// <param name="folder">Folder of the index; made when it isn't there.</param>
    /// <param name="listing">The corpus.</param>
    /// <param name="settings">Settings of the corpus.</param>
    /// <param name="options">Options.</param>
    /// <param name="time">Clock.</param>
    /// <param name="progress">Told of every file and stage; null tells nobody.</param>
    /// <param name="say">Says what a person should know at once.</param>
    /// <param name="cancellationToken">Ends the build without a commit.</param>
    /// <exception cref="OperationCanceledException">The build was cancelled; the index is as it was.</exception>
    public static BuildReport Run(
        string folder, CorpusListing listing, LibrarySettings settings, BuildOptions options, TimeProvider time, IProgress<BuildProgress>? progress,
        Action<string> say, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var writer = OpenWriter(folder, settings, say);
        using var reader = new GuardedReader(ReaderCommand.Program);
        GuardedReader.RemoveLeftovers();
        var build = new LibraryBuild(writer, reader, settings, folder, options, time, progress);
        if (build._before.Count > 0 && !options.Rebuild && build.SettingsChanged)
        {
            say("the program, lexicon, taxonomy or glossary has changed since the last build: every material is read anew.");
        }

        try
        {
            build.Run(listing, cancellationToken);
        }
        finally
        {
            build._sketches?.Dispose();
        }

        return build.Report(listing, time.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>What is wrong with the catalog beside an index that is sound itself; the next build mends it.</summary>
    public static IEnumerable<string> VerifyCatalog(string folder, LibraryVerification index)
    {
        if (index.Problems.Count > 0 || !index.UserData.TryGetValue(CatalogKey, out var name))
        {
            yield break;
        }

        if (Catalog.Read(Path.Combine(folder, name)) is not { } files)
        {
            yield return $"{name}, byte 0: the list of what was built is missing or damaged.";
        }
        else if (files.Sum(f => f.Materials.Count) is var materials && materials != index.Materials)
        {
            yield return $"{name}: it lists {materials} materials, and the index has {index.Materials}.";
        }

        if (index.UserData.GetValueOrDefault(SketchesKey) is not { } sketches || !SketchFile.IsSound(Path.Combine(folder, sketches)))
        {
            yield return $"{index.UserData.GetValueOrDefault(SketchesKey, "sketches")}: the sketches that copies are found by are missing or damaged; 'kb build --rebuild' makes them.";
        }
    }

    private static LibraryWriter OpenWriter(string folder, LibrarySettings settings, Action<string> say)
    {
        try
        {
            return LibraryFolder.OpenWriter(folder, settings.Taxonomy, settings.Wordings.Glossary, settings.UserWords);
        }
        catch (LibraryException e) when (e.NeedsRebuild)
        {
            say($"{e.Message} It is derived from the corpus, so it is deleted and built anew.");
            LibraryFolder.Delete(folder);
            return LibraryFolder.OpenWriter(folder, settings.Taxonomy, settings.Wordings.Glossary, settings.UserWords);
        }
    }

    /// <summary>The corpora that an index was built from, as full paths; empty when there is no index or it doesn't say.</summary>
    public static string[] RootsOf(string folder)
    {
        try
        {
            return LibraryFolder.Exists(folder) && LibraryFolder.UserData(folder).GetValueOrDefault(RootsKey) is { Length: > 0 } roots ? roots.Split('\n') : [];
        }
        catch (LibraryException)
        {
            return []; // the build says what is wrong with it, and makes it anew where it can
        }
    }

    /// <summary>True when an index was built with links to files outside of its corpora; false when there is none.</summary>
    public static bool FollowsLinks(string folder)
    {
        try
        {
            return LibraryFolder.Exists(folder) && LibraryFolder.UserData(folder).ContainsKey(LinksKey);
        }
        catch (LibraryException)
        {
            return false; // as above
        }
    }

    private static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return MemoryMarshal.Read<ulong>(hash);
    }

    private static ulong HashOf(Stream content) => MemoryMarshal.Read<ulong>(SHA256.HashData(content));

    private void Run(CorpusListing listing, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var queue = new BlockingCollection<Task<Step>>(boundedCapacity: Math.Max(16, 8 * _options.Threads));
        var workers = new TaskFactory(
            stop.Token, TaskCreationOptions.None, TaskContinuationOptions.None,
            new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, _options.Threads).ConcurrentScheduler);
        var feeding = Task.Run(() => Feed(listing.Files, workers, queue, stop.Token), CancellationToken.None);
        try
        {
            var turn = 0L;
            foreach (var first in queue.GetConsumingEnumerable(stop.Token))
            {
                _inFlight.Turn(turn++);
                for (var next = first; next is not null;)
                {
                    next.Wait(stop.Token);
                    var step = next.Result;
                    Write(step);
                    next = (step as MaterialsReady)?.Next;
                }

                _progress?.Report(new BuildProgress(BuildStage.Reading, _now.Count, listing.Files.Count, _bytes));
            }

            feeding.GetAwaiter().GetResult();
        }
        catch
        {
            stop.Cancel();
            ((IAsyncResult)feeding).AsyncWaitHandle.WaitOne();
            throw;
        }

        var removed = _materialsBefore.Keys.Where(id => !_ids.Contains(id)).ToList();
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
        // An index that already says all this is left alone: no new generation, nothing for servers to load.
        if (_writer.UserData.ContainsKey(CatalogKey) && _writer.UserData.GetValueOrDefault(RootsKey) == string.Join('\n', roots)
            && _writer.UserData.ContainsKey(LinksKey) == listing.FollowsLinks && !_everythingChanged && _now.Count == _before.Count
            && _now.TrueForAll(f => _before.TryGetValue(f.Id, out var before) && f.Says(before)))
        {
            return;
        }

        var name = $"catalog-{_number}";
        Catalog.Write(Path.Combine(_folder, name), _now);
        var data = new Dictionary<string, string>(_writer.UserData, StringComparer.Ordinal)
        {
            [CatalogKey] = name,
            [SettingsKey] = _settings.Fingerprint,
            [RootsKey] = string.Join('\n', roots),
        };
        data.Remove(LinksKey);
        if (listing.FollowsLinks)
        {
            data[LinksKey] = "followed";
        }

        if (_added + _updated + _removed > 0 || _everythingChanged)
        {
            _progress?.Report(new BuildProgress(BuildStage.Comparing, _now.Count, _now.Count, _bytes));
            FindCopies(data, cancellationToken);
        }

        _progress?.Report(new BuildProgress(BuildStage.Writing, _now.Count, _now.Count, _bytes));
        _writer.Commit(data, _time);
        foreach (var path in (string[])[.. Directory.EnumerateFiles(_folder, "catalog-*"), .. Directory.EnumerateFiles(_folder, "sketches-*")])
        {
            if (Path.GetFileName(path) is var file && file != name && file != data[SketchesKey])
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Compares what is new with everything else, and writes what is a copy of what.</summary>
    private void FindCopies(Dictionary<string, string> data, CancellationToken cancellationToken)
    {
        var sketches = Sketches;
        if (_unchanged > 0)
        {
            if (SketchesBefore is not { } before || !SketchFile.IsSound(before))
            {
                throw new KbException($"{_folder}: the sketches of the last build are damaged. Build anew with 'kb build --rebuild'.");
            }

            foreach (var (id, sketch) in SketchFile.Read(before).Where(s => _ids.Contains(s.Id) && !_sketched.Contains(s.Id)))
            {
                sketches.Add(id, sketch);
                _finder.Add(id, sketch);
            }
        }

        sketches.Complete();
        var report = _finder.Find(cancellationToken);
        _writer.Put(report);
        data[SketchesKey] = SketchesName;
        data[FamiliesKey] = $"{report.Families.Count}";
        data[CopiesKey] = $"{report.Families.SelectMany(f => f.Copies).Select(c => c.Id).Distinct(StringComparer.Ordinal).Count()}";
        (_families, _copies) = Copies(data);
    }

    private string SketchesName => $"sketches-{_number}";

    private SketchFile Sketches => _sketches ??= new SketchFile(Path.Combine(_folder, SketchesName));

    private static (int Families, int Copies) Copies(IReadOnlyDictionary<string, string> data) =>
        (int.Parse(data.GetValueOrDefault(FamiliesKey, "0")), int.Parse(data.GetValueOrDefault(CopiesKey, "0")));

    /// <summary>Puts the work of every file into the queue, in order; runs on a thread of its own.</summary>
    private void Feed(IReadOnlyList<CorpusFile> files, TaskFactory workers, BlockingCollection<Task<Step>> queue, CancellationToken cancellation)
    {
        try
        {
            var number = 0L;
            foreach (var file in files)
            {
                _before.TryGetValue(file.Id, out var before);
                if (before is not null && !_everythingChanged && before.Length == file.Length && before.Modified == file.Modified && before.Skipped.Count == 0)
                {
                    queue.Add(Task.FromResult<Step>(new FileDone(file, before, [], Read: 0)), cancellation);
                    number++;
                }
                else if (file.HoldsLines)
                {
                    FeedLines(file, workers, queue, ref number, cancellation);
                }
                else
                {
                    var turn = number++;
                    queue.Add(Begin(workers, coming => Prepare(file, before, turn, coming, cancellation), cancellation), cancellation);
                }
            }
        }
        finally
        {
            queue.CompleteAdding();
        }
    }

    /// <summary>Starts work that gives its first step, and with it those that follow, to the source that it is given.</summary>
    private static Task<Step> Begin(TaskFactory workers, Action<StepSource> work, CancellationToken cancellation)
    {
        var steps = new StepSource();
        var first = steps.Last.Task;
        _ = workers.StartNew(
            () =>
            {
                try
                {
                    work(steps);
                }
                catch (Exception e)
                {
                    steps.Last.SetException(e);
                }
            },
            cancellation);
        return first;
    }

    private void FeedLines(
        CorpusFile file, TaskFactory workers, BlockingCollection<Task<Step>> queue, ref long number, CancellationToken cancellation)
    {
        var skipped = new List<SkippedFile>();
        try
        {
            foreach (var line in MaterialLines.Read(file.Path, Limits, cancellation))
            {
                if (line.Material is { } raw)
                {
                    // Before it is kept in the queue, so that many long lines are not kept at once.
                    _inFlight.Enter(number++, Weight(raw), cancellation);
                    queue.Add(workers.StartNew<Step>(() => PrepareLine(file, line.Id!, raw), cancellation), cancellation);
                }
                else
                {
                    skipped.Add(new SkippedFile(file.Id, line.Refusal!));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            skipped.Add(new SkippedFile(file.Id, $"It cannot be read: {e.Message}"));
        }

        // Lines are told apart by their own hashes, so the file as a whole needs none.
        queue.Add(Task.FromResult<Step>(new FileDone(file, null, skipped, file.Length)), cancellation);
        number++;
    }

    private MaterialsReady PrepareLine(CorpusFile file, string id, RawMaterial raw)
    {
        var hash = HashOf(Encoding.UTF8.GetBytes(string.Concat(raw.FrontMatter.ToString(), "\n", raw.Text)));
        return new MaterialsReady(file, [Ready(file, id, raw, hash)]);
    }

    /// <summary>Reads a file material by material: each goes on to be written before the next is read.</summary>
    private void Prepare(CorpusFile file, CatalogFile? before, long turn, StepSource steps, CancellationToken cancellation)
    {
        var refusals = new List<SkippedFile>();
        ulong hash = 0;
        long length = 0;
        try
        {
            if (file.Length > Limits.MaxFileBytes)
            {
                steps.End(Refused(
                    file, $"It is {file.Length / 1048576.0:N1} MiB; files over {Limits.MaxFileBytes / 1048576.0:N0} MiB are not read."));
                return;
            }

            using var content = OrdinaryFile.OpenRead(file.Path);
            length = content.Length;
            hash = HashOf(content);

            // Touched, copied back, checked out anew: the same bytes are the same file.
            if (before is not null && !_everythingChanged && before.Hash == hash && before.Length == length && before.Skipped.Count == 0)
            {
                steps.End(new FileDone(file, before, [], length));
                return;
            }

            foreach (var item in _reader.Each(content, Path.GetFileName(file.Path), Limits, cancellation))
            {
                if (item.Material is { } raw)
                {
                    _inFlight.Enter(turn, Weight(raw), cancellation);
                    steps.Add(next => new MaterialsReady(file, [Ready(file, Inside(file.Id, item.InnerName), raw, hash)]) { Next = next });
                }
                else
                {
                    refusals.Add(new SkippedFile(Inside(file.Id, item.InnerName), item.Refusal!));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refusals.Add(new SkippedFile(file.Id, $"It cannot be opened: {e.Message}"));
        }

        steps.End(new FileDone(file, null, refusals, length) { Hash = hash });
    }

    private static long Weight(RawMaterial raw) => raw.Text.Length + MaterialWeight;

    private ReadyMaterial Ready(CorpusFile file, string id, RawMaterial raw, ulong hash)
    {
        // Only lines can be unchanged here: a file that is would not have been read this far.
        if (file.HoldsLines && !_everythingChanged && _materialsBefore.TryGetValue(id, out var before) && before.Hash == hash)
        {
            return new ReadyMaterial(before, null, raw.Warnings) { Weight = Weight(raw) };
        }

        var material = _settings.Understand(raw, id, file.Path);
        var prepared = _writer.Prepare(material, file.Id);
        var sketcher = _sketchers.TryTake(out var spare) ? spare : new Sketcher();
        var sketch = sketcher.Sketch(material);
        _sketchers.Add(sketcher);
        return new ReadyMaterial(new CatalogMaterial(id, hash, prepared.Passages), prepared, material.Warnings) { Sketch = sketch, Weight = Weight(raw) };
    }

    private static FileDone Refused(CorpusFile file, string reason) => new(file, null, [new SkippedFile(file.Id, reason)], 0);

    private static string Inside(string id, string innerName) => innerName.Length == 0 ? id : $"{id}/{innerName}";

    // From here on everything runs on the one thread that writes.
    private void Write(Step step)
    {
        switch (step)
        {
            case MaterialsReady ready:
                foreach (var material in ready.Materials)
                {
                    Write(ready.File, material);
                    _inFlight.Leave(material.Weight);
                }

                break;
            case FileDone { Before: { } before } done:
                foreach (var material in before.Materials)
                {
                    Write(done.File, new ReadyMaterial(material, null, []));
                }

                _warningsOfFile.AddRange(before.Warnings);
                Finish(done with { Hash = before.Hash });
                break;
            case FileDone done:
                Finish(done);
                break;
        }
    }

    private void Write(CorpusFile file, ReadyMaterial ready)
    {
        var entry = ready.Entry;
        if (!_ids.Add(entry.Id))
        {
            _skippedOfFile.Add(new SkippedFile(
                file.Id, $"Another material before it has the id '{entry.Id}' already; ids must be unique in a library."));
            return;
        }

        if (ready.Prepared is { } prepared)
        {
            if (_materialsBefore.ContainsKey(entry.Id))
            {
                _updated++;
            }
            else
            {
                _added++;
            }

            _writer.Put(prepared);
            Sketches.Add(entry.Id, ready.Sketch!);
            _finder.Add(entry.Id, ready.Sketch!);
            _sketched.Add(entry.Id);
        }
        else
        {
            _unchanged++;
        }

        _passages += entry.Passages;
        _ofFile.Add(entry);
        foreach (var warning in ready.Warnings)
        {
            Warn(new FileWarning(file.HoldsLines ? $"{file.Id}/{entry.Id}" : entry.Id, warning));
        }
    }

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
        _sameWarnings.Clear();
        _skippedOfFile.AddRange(done.Skipped);
        _now.Add(new CatalogFile(file.Id, file.Length, file.Modified, done.Hash, [.. _ofFile], [.. _skippedOfFile], [.. _warningsOfFile]));

        // In the report a path begins as the corpus was named, so that it can be opened.
        _skipped.AddRange(_skippedOfFile.Select(s => s with { Path = Shown(file, s.Path) }));
        _warnings.AddRange(_warningsOfFile.Select(w => w with { Path = Shown(file, w.Path) }));
        _bytes += done.Read;
        _ofFile.Clear();
        _skippedOfFile.Clear();
        _warningsOfFile.Clear();
    }

    private static string Shown(CorpusFile file, string path) =>
        path.StartsWith(file.Id, StringComparison.Ordinal) ? file.Path + path[file.Id.Length..] : path;

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
        Skipped = [.. listing.Skipped.Concat(_skipped).OrderBy(s => s.Path, StringComparer.Ordinal)],
        Warnings = [.. listing.Warnings.Concat(_warnings).OrderBy(w => w.Path, StringComparer.Ordinal)],
    };

    private abstract record Step(CorpusFile File);

    /// <summary>Materials of a file that are ready to be written.</summary>
    private sealed record MaterialsReady(CorpusFile File, IReadOnlyList<ReadyMaterial> Materials) : Step(File)
    {
        /// <summary>What comes next of the same file; null when that stands in the queue by itself.</summary>
        public Task<Step>? Next { get; init; }
    }

    /// <summary>The steps of one file, each given away as soon as it is there.</summary>
    private sealed class StepSource
    {
        /// <summary>The step that comes next.</summary>
        public TaskCompletionSource<Step> Last { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Add(Func<Task<Step>, MaterialsReady> make)
        {
            var next = new TaskCompletionSource<Step>(TaskCreationOptions.RunContinuationsAsynchronously);
            Last.SetResult(make(next.Task));
            Last = next;
        }

        public void End(FileDone done) => Last.SetResult(done);
    }

    /// <summary>The end of a file.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Before">What the last build left of it, when it is unchanged.</param>
    /// <param name="Skipped">What of it is not in the index; paths begin with its id.</param>
    /// <param name="Read">Bytes that were read of it.</param>
    private sealed record FileDone(CorpusFile File, CatalogFile? Before, IReadOnlyList<SkippedFile> Skipped, long Read) : Step(File)
    {
        public ulong Hash { get; init; }
    }

    /// <summary>A material with its entry for the catalog; nothing is prepared when it is unchanged.</summary>
    private sealed record ReadyMaterial(CatalogMaterial Entry, PreparedMaterial? Prepared, IReadOnlyList<string> Warnings)
    {
        /// <summary>Set when <see cref="Prepared"/> is.</summary>
        public MaterialSketch? Sketch { get; init; }

        /// <summary>What it holds of <see cref="TextInFlight"/>.</summary>
        public long Weight { get; init; }
    }
}

/// <summary>How to build.</summary>
/// <param name="Threads">Threads that read and understand, 1 or more.</param>
/// <param name="Rebuild">Make everything anew.</param>
internal sealed record BuildOptions(int Threads, bool Rebuild);

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
