using System.Runtime.InteropServices;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Builds one index of a library: of all materials that certain readers may read. Files are read, understood and analysed on several
/// threads and written by one, in the order of their ids, so that the same corpus always gives the same index. What is not for those
/// readers leaves no trace in it: no entry in its lists, no warning, no number.
/// </summary>
internal sealed class IndexBuild : IDisposable
{
    /// <summary>The same warning is given for at most this many materials of one file.</summary>
    private const int MaxSameWarnings = 5;

    /// <summary>Seconds by which a clock may have been set back, and what came before it is believed all the same.</summary>
    private const long MostSetBack = 24 * 60 * 60;

    private readonly string _folder;
    private readonly LibrarySettings _settings;
    private readonly BuildOptions _options;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _began;
    private readonly long _arriving;
    private readonly IProgress<BuildProgress>? _progress;

    private readonly OpenIndex _index;
    private readonly LibraryWriter _writer;
    private readonly ReadingRights _rights;
    private readonly FolderLevels _folders;
    private readonly LevelBook _book;
    private readonly LevelSieve _sieve;
    private readonly LastBuild _narrower;
    private readonly LastBuild _last;

    // The same, or nothing where the index is begun anew.
    private readonly LastBuild _inIndex;
    private readonly bool _everything;
    private readonly string _catalogName;
    private readonly CopySearch _copySearch;

    private readonly List<CatalogFile> _now = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _inPart = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);
    private readonly HashSet<AccessLevel> _levels = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly List<FileWarning> _warnings = [];
    private readonly Dictionary<(string Path, LeftOutKind Kind), int> _leftOut = [];

    // Of the file that is being written.
    private readonly List<CatalogMaterial> _ofFile = [];
    private readonly List<CatalogMaterial> _hiddenOfFile = [];
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

    /// <param name="index">The index, which is closed with the build.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="rights">Whose rights it is made for.</param>
    /// <param name="folders">Levels of folders.</param>
    /// <param name="book">What is known of materials and their levels; grows with what is read.</param>
    /// <param name="narrower">
    /// The last build of the index of what is public, which says when a material came where this index does not; none for that index.
    /// </param>
    /// <param name="began">When the build began to look at files.</param>
    /// <param name="settings">Settings of the corpus.</param>
    /// <param name="options">Options.</param>
    /// <param name="time">Clock.</param>
    /// <param name="progress">Told of every file and stage; null tells nobody.</param>
    public IndexBuild(
        OpenIndex index, string folder, ReadingRights rights, FolderLevels folders, LevelBook book, LastBuild narrower,
        DateTimeOffset began, LibrarySettings settings, BuildOptions options, TimeProvider time, IProgress<BuildProgress>? progress)
    {
        _index = index;
        _rights = rights;
        _folders = folders;
        _book = book;
        _narrower = narrower;
        _folder = folder;
        _settings = settings;
        _options = options;
        _time = time;
        _began = began;
        _progress = progress;
        _writer = index.Writer;
        _last = index.Last;
        _arriving = Arriving(time.GetUtcNow().ToUnixTimeSeconds(), _last.Materials.Values.Concat(narrower.Materials.Values));
        _inIndex = index.IsAnew ? LastBuild.None : index.Last;
        _warnings.AddRange(index.Mended);
        _everything = options.Rebuild || index.IsAnew || SettingsChanged || _last.Damage is not null;
        (_families, _copies) = Copies(_writer.UserData);
        _sieve = new LevelSieve(rights, folders, book, _inIndex, _everything, settings.DecidedOf);

        // A number that no file of anybody has: nothing is written over.
        var number = 1 + Directory.GetFiles(folder).Select(path => Path.GetFileName(path))
            .Max(name => Math.Max(BuilderFile.Catalog.NumberOf(name), BuilderFile.Sketches.NumberOf(name)));
        _catalogName = BuilderFile.Catalog.NameOf(number);
        _copySearch = new CopySearch(Path.Combine(folder, BuilderFile.Sketches.NameOf(number)));
    }

    /// <summary>
    /// When what is new comes into the library: never before what came before it, so that it is told to who asks what came since. A clock
    /// that was set back by more than a day was wrong before, and is believed now.
    /// </summary>
    private static long Arriving(long now, IEnumerable<CatalogMaterial> known)
    {
        var newest = known.Select(m => m.Added).DefaultIfEmpty().Max();
        return newest - now <= MostSetBack ? Math.Max(now, newest) : now;
    }

    private string[] InPartBefore => _writer.UserData.GetValueOrDefault(BuildNotes.InPart, "").Split('\n');

    /// <summary>Whose rights the index is made for.</summary>
    public ReadingRights Rights => _rights;

    /// <summary>How it is built.</summary>
    public BuildOptions Options => _options;

    /// <summary>What cuts its words.</summary>
    public string Words => _writer.Words;

    /// <summary>
    /// Whether the index holds traces of materials that are no longer for those who read it: words and numbers of what is removed stay in
    /// the files of an engine for a while. It is to be begun anew then.
    /// </summary>
    public bool HasTraces { get; private set; }

    /// <summary>Whether the index is begun anew.</summary>
    public bool IsAnew => _index.IsAnew;

    /// <summary>Levels of all materials that were met, for the index or not.</summary>
    public IReadOnlySet<AccessLevel> Levels => _levels;

    /// <summary>Whether a material is in the index, when all were read.</summary>
    public bool Has(string id) => _ids.Contains(id);

    /// <summary>Files of the index, when all were read.</summary>
    public IReadOnlyList<CatalogFile> Files => _now;

    /// <summary>What was left by the last build.</summary>
    public LastBuild Last => _last;

    /// <summary>
    /// True when the index was made with another program, lexicon, taxonomy or glossary, so that every material must be made anew.
    /// </summary>
    public bool SettingsChanged =>
        _writer.UserData.GetValueOrDefault(LibraryWriter.FingerprintKey) != _writer.Fingerprint
        || _writer.UserData.GetValueOrDefault(LastBuild.SettingsKey) != _settings.Fingerprint;

    /// <inheritdoc/>
    public void Dispose()
    {
        _copySearch.Dispose();
        _index.Dispose();
    }

    private static (int Families, int Copies) Copies(IReadOnlyDictionary<string, string> data) =>
        (int.Parse(data.GetValueOrDefault(LastBuild.FamiliesKey, "0")), int.Parse(data.GetValueOrDefault(LastBuild.CopiesKey, "0")));

    private static string Shown(CorpusFile file, string path) =>
        path.StartsWith(file.Id, StringComparison.Ordinal) ? file.Path + path[file.Id.Length..] : path;

    /// <summary>The same build, into another index.</summary>
    public IndexBuild With(OpenIndex index) =>
        new(index, _folder, _rights, _folders, _book, _narrower, _began, _settings, _options, _time, _progress);

    /// <summary>Reads all that is for the index. Nothing is seen of it before <see cref="Commit"/>.</summary>
    /// <exception cref="RemovalsRefusedException">More would leave the index than may without a word.</exception>
    public void Run(CorpusListing listing, CancellationToken cancellationToken)
    {
        _index.CheckThatNothingIsLost(listing, _options);
        foreach (var file in listing.Unseen.Select(f => _inIndex.Files.GetValueOrDefault(f.Id)).OfType<CatalogFile>())
        {
            var unseen = new CorpusFile(file.Stamp.Source, file.Id, file.Length, file.Modified, file.Stamp);
            Write(new FileDone(unseen, file.Skipped, Read: 0)
            {
                Kept = file,
                IsHidden = !_sieve.LetsThrough(_sieve.LevelOf(unseen)),
                Hidden = [.. file.Materials.Where(m => !_sieve.LetsThrough(_sieve.LevelOf(unseen, m)))],
            });
        }

        _skipped.Clear(); // the listing says why they were not seen
        FileStamp.WaitForNextTick(listing.Files.Select(f => f.Stamp), _time);
        using var reader = new GuardedReader(ReaderCommand.Program);
        GuardedReader.RemoveLeftovers();
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var preparation = new MaterialPreparation(reader, _writer, _settings, _inIndex, _everything, _sieve, today);
        using var queue = new BuildQueue(preparation, _options.Threads);
        queue.Run(
            listing.Files,
            step =>
            {
                Write(step);
                _progress?.Report(new BuildProgress(BuildStage.Reading, _now.Count, listing.Files.Count, _bytes));
            },
            cancellationToken);

        var removed = Removals.Of(_last, _now, _ids, _hidden, listing.Roots, _options.AcceptRemovals);
        foreach (var id in removed)
        {
            _writer.Remove(id);
        }

        _removed = removed.Count;
        HasTraces = !_index.IsAnew
            && (_writer.UserData.ContainsKey(LastBuild.TracesKey) || _last.Materials.Keys.Any(_hidden.Contains));
    }

    /// <summary>Makes what was read last, and visible to whoever opens the index.</summary>
    public void Commit(CorpusListing listing, CancellationToken cancellationToken)
    {
        var roots = listing.Roots;
        var leftOut = BuildNotes.Write(
        [
            .. NotRead(listing).Where(s => !_settings.IsCorrection(s.Path))
                .Select(s => new LeftOutFile(WithoutRoot(s.Path, roots), s.Reason)),
        ]);
        var inPart = string.Join('\n', _inPart);

        // An index that already says all this is left alone: no new generation, nothing for servers to load.
        if (_writer.UserData.ContainsKey(LastBuild.CatalogKey) && _last.Roots.SequenceEqual(roots, StringComparer.Ordinal)
            && _last.FollowsLinks == listing.FollowsLinks && !_everything && _now.Count == _last.Files.Count
            && _writer.UserData.GetValueOrDefault(BuildNotes.LeftOut) == leftOut && _writer.UserData.ContainsKey(BuildNotes.Began)
            && _writer.UserData.GetValueOrDefault(BuildNotes.InPart) == inPart
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
            [BuildNotes.InPart] = inPart,
            [BuildNotes.Began] = _began.ToString("O"),
        };
        data.Remove(LastBuild.LinksKey);
        data.Remove(LastBuild.TracesKey);
        if (HasTraces)
        {
            data[LastBuild.TracesKey] = "there";
        }

        if (_index.IsAnew)
        {
            data[BuildNotes.Anew] = _began.ToString("O");
        }

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

                if (ready.Hidden is { } hidden)
                {
                    _hiddenOfFile.Add(hidden);
                }

                if (ready.Material is { } written)
                {
                    Write(ready.File, written);
                }

                break;
            case FileDone { IsHidden: true } done:
                _hiddenOfFile.AddRange(done.Hidden);
                Finish(done);
                break;
            case FileDone done:
                _hiddenOfFile.AddRange(done.Hidden);
                if ((done.Unchanged ?? done.Kept) is { } before)
                {
                    foreach (var material in before.Materials.Where(m => done.Unchanged is not null
                        || (!_ids.Contains(m.Id) && _sieve.LetsThrough(_sieve.LevelOf(done.File, m)))))
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
            Added = (_last.Materials.GetValueOrDefault(ready.Entry.Id) ?? _narrower.Materials.GetValueOrDefault(ready.Entry.Id))
                is { Added: > 0 and var known } ? known : _arriving,
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
        var level = _sieve.LevelOf(file);
        _hidden.UnionWith(_hiddenOfFile.Select(m => m.Id));
        _levels.UnionWith(_ofFile.Concat(_hiddenOfFile).Select(m => _sieve.LevelOf(file, m)));
        SkippedFile[] skipped = [.. _refusedOfFile?.All ?? [], .. done.Skipped];
        var entry = EntryOf(done, level) with { Skipped = skipped };
        if (done is { Unchanged: null, Kept: null, IsHidden: false })
        {
            _book.Add(entry with { Materials = [.. _ofFile, .. _hiddenOfFile] });
        }

        // Not even that there is a file is for those who may read nothing of it.
        if (!done.IsHidden && (_hiddenOfFile.Count == 0 || _ofFile.Count > 0))
        {
            Enter(done, entry);
        }

        _bytes += done.Read;
        _refusedOfFile = null;
        _sameWarnings.Clear();
        _ofFile.Clear();
        _hiddenOfFile.Clear();
        _warningsOfFile.Clear();
    }

    /// <summary>Enters a file in the catalog of the index and in its report.</summary>
    private void Enter(FileDone done, CatalogFile entry)
    {
        var file = done.File;
        if (_hiddenOfFile.Count > 0 || (!done.IsKnown && (done.Unchanged ?? done.Kept) is not null
            && InPartBefore.Contains(file.Id, StringComparer.Ordinal)))
        {
            _inPart.Add(file.Id);
        }

        _warningsOfFile.AddRange(_sameWarnings
            .Where(w => w.Value > MaxSameWarnings)
            .Select(w => new FileWarning(file.Id, $"{w.Key} (so in {w.Value - MaxSameWarnings} more materials of this file)")));
        _now.Add(entry with { Materials = [.. _ofFile], Warnings = [.. _warningsOfFile] });

        // In the report a path begins as the corpus was named, so that it can be opened.
        _skipped.AddRange(entry.Skipped.Select(s => s with { Path = Shown(file, s.Path) }));
        _warnings.AddRange(_warningsOfFile.Select(w => w with { Path = Shown(file, w.Path) }));
    }

    /// <summary>
    /// A file that was not read stays as the last build saw it, so that the next one reads it; unless it must be made anew in any case.
    /// </summary>
    private CatalogFile EntryOf(FileDone done, AccessLevel level) => done.Kept switch
    {
        null => new CatalogFile(done.File.Id, done.File.Length, done.File.Modified, done.Hash, [], [], [])
        {
            Stamp = done.File.Stamp,
            Level = level.Written,
        },
        var kept when _everything => kept with { Hash = 0, Stamp = kept.Stamp with { Inode = 0, Changed = 0 } },
        var kept => kept,
    };

    /// <summary>The level of what lies at a place; of a folder, its own.</summary>
    private AccessLevel LevelOf(string path)
    {
        var (source, real) = (Path.GetFullPath(path), RealPath.Of(path));
        return Directory.Exists(path)
            ? _folders.Of(Path.Combine(source, AccessFile.Name), Path.Combine(real, AccessFile.Name))
            : _folders.Of(source, real);
    }

    private SkippedFile[] NotRead(CorpusListing listing) =>
    [
        .. listing.Skipped
            .Where(s => _sieve.LetsThrough(LevelOf(s.Path)))
            .Concat(_skipped)
            .Concat(_settings.Skipped)
            .OrderBy(s => s.Path, StringComparer.Ordinal),
    ];

    /// <summary>A path as readers of the library see it, who need not know where on its machine a corpus lies.</summary>
    private static string WithoutRoot(string path, IReadOnlyList<string> roots)
    {
        var full = Path.GetFullPath(path);
        return roots.FirstOrDefault(root => full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) is { } root
            ? full[(root.Length + 1)..]
            : Path.GetFileName(path);
    }

    /// <summary>What came of it.</summary>
    public BuildReport Report(CorpusListing listing, double seconds) => new()
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
        Restricted = _now.Sum(f => f.Materials.Count(m => !f.LevelOf(m).Equals(AccessLevel.Public))),
        Closed = _now.Sum(f => f.Materials.Count(m => f.LevelOf(m).Equals(AccessLevel.Closed))),
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
