using System.Runtime.InteropServices;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.StoredFields;

namespace KnowledgeBase.FullText.Writing;

/// <summary>
/// Writes an index: adds, replaces and deletes blocks of documents, and commits. All members may be called by several threads at a
/// time; what different threads add is gathered side by side. One writer at a time has an index open.
/// <para>
/// Nothing is visible to readers, nor survives the end of the process, before <see cref="Commit"/> has returned; then all of it is
/// and does. Disposing without a commit drops what was done since the last one.
/// </para>
/// <para>
/// When the disk fails or damage is met, the call that noticed throws, and so does every later call (the first one, when a merge in
/// the background noticed): the writer is to be disposed, which removes what it has written and no commit needs as far as that is
/// possible, and the index opened again, which goes on from the last commit.
/// </para>
/// </summary>
public sealed class IndexWriter : IDisposable
{
    // More deletions than this in waiting are applied, so that they do not eat the memory that documents are to have.
    private const int MaxPendingDeletes = 200_000;

    private readonly IndexDirectory _directory;
    private readonly IndexWriterOptions _options;
    private readonly IDisposable _lock;
    private readonly IReadOnlyList<IndexField> _fields;

    // Threads that add hold it shared; who needs all buffers at rest holds it alone.
    private readonly ReaderWriterLockSlim _adding = new(LockRecursionPolicy.NoRecursion);
    private readonly Lock _committing = new();

    // Guards all that follows.
    private readonly Lock _sync = new();
    private readonly List<SegmentState> _segments = [];
    private readonly Stack<SegmentBuffer> _restingBuffers = new();
    private readonly List<PendingDelete> _pendingDeletes = [];
    private readonly Dictionary<string, int> _fileReferences = new(StringComparer.Ordinal);
    private readonly HashSet<string> _syncedFiles = new(StringComparer.Ordinal);
    private readonly List<string> _orphans = [];
    private readonly HashSet<string> _liveFilesWritten = new(StringComparer.Ordinal);
    private readonly long _firstSegment;
    private readonly SharedDictionary _dictionary = new();
    private readonly CancellationTokenSource _closing = new();
    private Manifest _committed;
    private bool _changed;
    private long _operation;
    private long _nextSegment;
    private long _bufferedBytes;
    private Task? _merging;
    private Exception? _failure;
    private bool _disposed;

    private IndexWriter(IndexDirectory directory, IndexSchema schema, IndexWriterOptions options, IDisposable writeLock)
    {
        _directory = directory;
        _options = options;
        _lock = writeLock;
        Schema = schema;
        _fields = InternalFields.Of(schema);
        CheckReplaceable(Manifest.FileName);
        CheckReplaceable(Manifest.PendingName);
        _committed = (options.StartAnew ? null : Manifest.Read(directory)) ??
            new Manifest(Guid.Empty, LastGeneration(), 0, schema, new Dictionary<string, string>(StringComparer.Ordinal), []);
        if (_committed.Schema.DifferenceFrom(schema) is { } difference)
        {
            throw new IndexException(
                $"The index in {directory.Location} has another schema; {difference}. Delete the folder and build the index anew.");
        }

        // An index of the first format version gets its identity now, too.
        Identity = _committed.Identity == Guid.Empty ? Guid.NewGuid() : _committed.Identity;
        _nextSegment = _committed.NextSegment;
        FindOrphans();
        _firstSegment = _nextSegment;
        if (!options.StartAnew)
        {
            DeleteOrphans();
        }

        try
        {
            foreach (var info in _committed.Segments)
            {
                var core = new SegmentCore(directory, info, _fields);
                var state = new SegmentState(info, core);
                _segments.Add(state);
                _dictionary.Adopt(core.Stored.Dictionary);
                if (info.Live is not null)
                {
                    state.Live = LiveDocs.Read(directory, info.Live, info.Id, info.MaxDoc, info.Deleted);
                }

                foreach (var file in info.Files)
                {
                    _syncedFiles.Add(file.Name);
                    AddReference(file.Name); // as a segment of the writer
                    AddReference(file.Name); // as part of the last commit
                }
            }
        }
        catch
        {
            _segments.ForEach(s => s.Core.Release());
            throw;
        }
    }

    /// <summary>The fields of the index.</summary>
    public IndexSchema Schema { get; }

    /// <summary>Which index this is; see <see cref="IndexReader.Identity"/>.</summary>
    public Guid Identity { get; }

    /// <summary>What was given to the last <see cref="Commit"/>.</summary>
    public IReadOnlyDictionary<string, string> CommittedUserData
    {
        get
        {
            lock (_sync)
            {
                return _committed.UserData;
            }
        }
    }

    /// <summary>The number of the last commit; 0 before the first.</summary>
    public long Generation
    {
        get
        {
            lock (_sync)
            {
                return _committed.Generation;
            }
        }
    }

    /// <summary>Opens the index in a folder for writing, or makes one there; files that a killed writer left behind are removed.</summary>
    /// <param name="path">The folder; made if it is not there.</param>
    /// <param name="schema">The fields. An index that is there must have the same.</param>
    /// <param name="options">Memory and merging; defaults if null.</param>
    /// <exception cref="IndexLockedException">Another writer has it open.</exception>
    /// <exception cref="IndexException">It has another schema, is damaged, or has a format that this version does not write.</exception>
    public static IndexWriter Open(string path, IndexSchema schema, IndexWriterOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(new FileSystemDirectory(path), schema, options);
    }

    internal static IndexWriter Open(IndexDirectory directory, IndexSchema schema, IndexWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new IndexWriterOptions();
        options.Validate();
        var writeLock = directory.AcquireWriteLock(options.Owner);
        try
        {
            return new IndexWriter(directory, schema, options, writeLock);
        }
        catch
        {
            writeLock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Adds documents that belong together: they get consecutive numbers, now and after every merge, and become visible at once.
    /// They have no key, so only a merge of the whole index can be rid of them.
    /// </summary>
    /// <param name="block">One document or more; the buffers may be used again when the call returns.</param>
    public void AddDocuments(IReadOnlyList<IndexDocument> block) => Add(default, block);

    /// <summary>Adds one document without a key.</summary>
    public void AddDocument(IndexDocument document) => Add(default, [document]);

    /// <summary>Replaces all documents that were added under the key by these; together they become visible, or not at all.</summary>
    /// <param name="key">1 to <see cref="IndexDocument.MaxTermLength"/> bytes.</param>
    /// <param name="block">The documents, which stay together; none is the same as <see cref="Delete(ReadOnlySpan{byte})"/>.</param>
    public void UpdateDocuments(ReadOnlySpan<byte> key, IReadOnlyList<IndexDocument> block)
    {
        CheckKey(key);
        Add(key, block);
    }

    /// <summary>Replaces all documents that were added under the key, given as text, by these.</summary>
    public void UpdateDocuments(string key, IReadOnlyList<IndexDocument> block) =>
        UpdateDocuments(System.Text.Encoding.UTF8.GetBytes(key), block);

    /// <summary>Deletes all documents that were added under the key; none is no error.</summary>
    public void Delete(ReadOnlySpan<byte> key)
    {
        CheckKey(key);
        Add(key, []);
    }

    /// <summary>Deletes all documents that were added under the key, given as text.</summary>
    public void Delete(string key) => Delete(System.Text.Encoding.UTF8.GetBytes(key));

    /// <summary>
    /// Makes all that was done so far durable and visible, in one step: a process killed at any moment leaves this commit or the one
    /// before. Calls that run at the same time may be part of it or of the next.
    /// </summary>
    /// <param name="userData">Kept with the commit; null keeps what the last one had.</param>
    /// <returns>The number of the commit; that of the last one if there was nothing to do.</returns>
    public long Commit(IReadOnlyDictionary<string, string>? userData = null)
    {
        lock (_committing)
        {
            Manifest manifest;
            _adding.EnterWriteLock();
            try
            {
                CheckUsable();
                FlushAll();
                lock (_sync)
                {
                    if (!_changed && userData is null && _committed.Generation > 0)
                    {
                        return _committed.Generation;
                    }

                    manifest = PrepareCommit(userData);
                }
            }
            catch (Exception e) when (e is not ObjectDisposedException)
            {
                Fail(e);
                throw;
            }
            finally
            {
                _adding.ExitWriteLock();
            }

            try
            {
                foreach (var file in manifest.Segments.SelectMany(s => s.Files))
                {
                    bool synced;
                    lock (_sync)
                    {
                        synced = _syncedFiles.Contains(file.Name);
                    }

                    if (!synced)
                    {
                        _directory.SyncFile(file.Name);
                        lock (_sync)
                        {
                            _syncedFiles.Add(file.Name);
                        }
                    }
                }

                manifest.Publish(_directory);
            }
            catch (Exception e)
            {
                Fail(e);
                throw;
            }

            lock (_sync)
            {
                var before = _committed;
                _committed = manifest;
                foreach (var file in before.Segments.SelectMany(s => s.Files))
                {
                    ReleaseReference(file.Name);
                }

                // Of an index that was begun anew: what it replaced.
                DeleteOrphans();
            }

            StartMerging();
            return manifest.Generation;
        }
    }

    /// <summary>
    /// Merges all that is committed or added so far into at most <paramref name="maxSegments"/> segments, leaving deleted documents
    /// out. Waits for it; takes effect for readers with the next commit. An index that rarely changes is searched faster so.
    /// </summary>
    public void ForceMerge(int maxSegments = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSegments, 1);
        ApplyAllDeletes();
        while (true)
        {
            WaitForMerges();
            cancellationToken.ThrowIfCancellationRequested();
            List<SegmentState> sources;
            lock (_sync)
            {
                CheckUsable();
                if (_merging is not null)
                {
                    continue;
                }

                if (_segments.Count <= maxSegments && _segments.TrueForAll(s => s.DeletedCount == 0))
                {
                    return;
                }

                sources = maxSegments == 1 ? [.. _segments] : SmallestNeighbours(maxSegments);
                BeginMerge(sources);
            }

            RunMerge(sources);
        }
    }

    /// <summary>Waits until no merge is under way nor due.</summary>
    public void WaitForMerges()
    {
        while (true)
        {
            Task? merging;
            lock (_sync)
            {
                CheckUsable();
                merging = _merging;
            }

            if (merging is null)
            {
                return;
            }

            merging.Wait();
        }
    }

    /// <summary>Closes the index; what was not committed is dropped. Waits for merges to stop.</summary>
    public void Dispose()
    {
        Task? merging;
        lock (_sync)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            merging = _merging;
            _closing.Cancel();
        }

        merging?.Wait();
        _adding.EnterWriteLock(); // waits for calls under way
        try
        {
            lock (_sync)
            {
                foreach (var segment in _segments)
                {
                    segment.Core.Release();
                }

                while (_restingBuffers.TryPop(out var buffer))
                {
                    buffer.Dispose();
                }

                if (_failure is not null)
                {
                    DeleteUncommitted();
                }
                else
                {
                    var kept = _committed.Segments.SelectMany(s => s.Files).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
                    foreach (var name in _fileReferences.Keys)
                    {
                        if (!kept.Contains(name))
                        {
                            DeleteFile(name);
                        }
                    }
                }
            }
        }
        finally
        {
            _adding.ExitWriteLock();
            _lock.Dispose();
        }

        _closing.Dispose();
    }

    private static void CheckKey(ReadOnlySpan<byte> key)
    {
        if (key.Length is 0 or > IndexDocument.MaxTermLength)
        {
            throw new ArgumentException($"A key has {key.Length} bytes; 1 to {IndexDocument.MaxTermLength} are possible.", nameof(key));
        }
    }

    private void Add(ReadOnlySpan<byte> key, IReadOnlyList<IndexDocument> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (key.IsEmpty && block.Count == 0)
        {
            return;
        }

        var full = false;
        _adding.EnterReadLock();
        try
        {
            CheckUsable();
            if (block.Count == 0)
            {
                lock (_sync)
                {
                    _pendingDeletes.Add(new PendingDelete(key.ToArray(), ++_operation));
                    _changed = true;
                    full = _pendingDeletes.Count > MaxPendingDeletes;
                }
            }
            else
            {
                full = AddToBuffer(key, block);
            }
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            Fail(e);
            throw;
        }
        finally
        {
            _adding.ExitReadLock();
        }

        if (full)
        {
            ApplyAllDeletes();
        }

        StartMerging();
    }

    /// <returns>Whether enough deletions wait for it to be time to apply them.</returns>
    private bool AddToBuffer(ReadOnlySpan<byte> key, IReadOnlyList<IndexDocument> block)
    {
        SegmentBuffer? buffer;
        lock (_sync)
        {
            _restingBuffers.TryPop(out buffer);
        }

        buffer ??= new SegmentBuffer(_fields, _dictionary);
        var before = buffer.HeldBytes;
        try
        {
            buffer.AddBlock(block, key);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        var grown = buffer.HeldBytes - before;
        SegmentBuffer? toFlush = null;
        long number = 0;
        bool full;
        lock (_sync)
        {
            buffer.StampLastBlock(++_operation);
            _changed = true;
            if (!key.IsEmpty)
            {
                _pendingDeletes.Add(new PendingDelete(key.ToArray(), _operation));
            }

            full = _pendingDeletes.Count > MaxPendingDeletes;
            _bufferedBytes += grown;
            if (_bufferedBytes < _options.MemoryBudget)
            {
                _restingBuffers.Push(buffer);
            }
            else
            {
                toFlush = TakeLargest(buffer);
                _bufferedBytes -= toFlush.HeldBytes;
                number = _nextSegment++;
            }
        }

        if (toFlush is not null)
        {
            Flush(toFlush, number);
        }

        return full;
    }

    private SegmentBuffer TakeLargest(SegmentBuffer own)
    {
        var largest = own;
        foreach (var other in _restingBuffers)
        {
            largest = other.HeldBytes > largest.HeldBytes ? other : largest;
        }

        if (largest != own)
        {
            var others = _restingBuffers.Where(b => b != largest).ToArray();
            _restingBuffers.Clear();
            foreach (var other in others)
            {
                _restingBuffers.Push(other);
            }

            _restingBuffers.Push(own);
        }

        return largest;
    }

    private void Flush(SegmentBuffer buffer, long number)
    {
        using (buffer)
        {
            var info = buffer.Flush(_directory, number);
            var core = new SegmentCore(_directory, info, _fields);
            lock (_sync)
            {
                _segments.Add(new SegmentState(info, core) { Blocks = [.. buffer.Blocks] });
                AddReferences(info);
            }
        }
    }

    /// <summary>Writes all buffers and applies all deletions. The caller keeps adders out.</summary>
    private void FlushAll()
    {
        while (true)
        {
            SegmentBuffer? buffer;
            long number;
            lock (_sync)
            {
                if (!_restingBuffers.TryPop(out buffer))
                {
                    break;
                }

                number = _nextSegment++;
                _bufferedBytes -= buffer.HeldBytes;
            }

            Flush(buffer, number);
        }

        lock (_sync)
        {
            ApplyDeletes(_segments);
            _pendingDeletes.Clear();
        }
    }

    private void ApplyAllDeletes()
    {
        _adding.EnterWriteLock();
        try
        {
            CheckUsable();
            FlushAll();
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            Fail(e);
            throw;
        }
        finally
        {
            _adding.ExitWriteLock();
        }
    }

    /// <summary>Applies to each segment the deletions that came after its last application.</summary>
    private void ApplyDeletes(IEnumerable<SegmentState> segments)
    {
        var cursor = new PostingsCursor();
        var keyField = _fields[^1];
        foreach (var segment in segments)
        {
            var keys = segment.Core.TermsOf(keyField.Id);
            var deletes = CollectionsMarshal.AsSpan(_pendingDeletes);
            var first = deletes.Length;
            while (first > 0 && deletes[first - 1].Operation > segment.AppliedOperation)
            {
                first--;
            }

            for (var i = first; keys is not null && i < deletes.Length; i++)
            {
                if (keys.TryGet(deletes[i].Key, out var meta))
                {
                    segment.Core.OpenPostings(cursor, keyField, meta);
                    for (var doc = cursor.Next(); doc != PostingsCursor.NoMoreDocs; doc = cursor.Next())
                    {
                        if (segment.OperationOf(doc) < deletes[i].Operation)
                        {
                            segment.Delete(doc);
                        }
                    }
                }
            }

            segment.AppliedOperation = _operation;
            segment.Blocks = null;
        }

        // Segments of which nothing lives need not be kept; one that is being merged goes with the merge.
        for (var i = _segments.Count - 1; i >= 0; i--)
        {
            if (!_segments[i].Busy && _segments[i].DeletedCount == _segments[i].Info.MaxDoc)
            {
                var empty = _segments[i];
                _segments.RemoveAt(i);
                empty.Core.Release();
                ReleaseReferences(empty.Info);
            }
        }
    }

    /// <summary>Writes the live documents that changed and takes a reference to every file of the commit to be.</summary>
    private Manifest PrepareCommit(IReadOnlyDictionary<string, string>? userData)
    {
        var generation = _committed.Generation + 1;
        foreach (var segment in _segments)
        {
            if (segment.LiveChanged)
            {
                var name = SegmentFiles.Live(segment.Info.Number, generation);
                _liveFilesWritten.Add(name);
                var file = LiveDocs.Write(_directory, name, segment.Info.Id, segment.Info.MaxDoc, segment.Live!);
                AddReference(name);
                if (segment.Info.Live is { } old)
                {
                    ReleaseReference(old.Name);
                }

                segment.Info = segment.Info with { Deleted = segment.DeletedCount, LiveGeneration = generation, Live = file };
                segment.LiveChanged = false;
            }
        }

        _changed = false;
        var manifest = new Manifest(
            Identity,
            generation,
            _nextSegment,
            Schema,
            new Dictionary<string, string>(userData ?? _committed.UserData, StringComparer.Ordinal),
            [.. _segments.Select(s => s.Info)]);
        foreach (var file in manifest.Segments.SelectMany(s => s.Files))
        {
            AddReference(file.Name);
        }

        return manifest;
    }

    private void StartMerging()
    {
        if (!_options.BackgroundMerges)
        {
            return;
        }

        lock (_sync)
        {
            if (_merging is not null || _disposed || _failure is not null || ChooseMerge() is not { } sources)
            {
                return;
            }

            try
            {
                BeginMerge(sources);
            }
            catch (IndexException e)
            {
                Fail(e); // told by the next call: what this one was asked for is done
                return;
            }

            _merging = Task.Factory.StartNew(
                () => MergeUntilDone(sources), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void MergeUntilDone(List<SegmentState> sources)
    {
        try
        {
            while (true)
            {
                RunMerge(sources);
                lock (_sync)
                {
                    if (_disposed || _failure is not null || ChooseMerge() is not { } next)
                    {
                        return;
                    }

                    sources = next;
                    BeginMerge(sources);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the writer is being closed
        }
        catch (Exception e)
        {
            Fail(e); // told by the next call
        }
        finally
        {
            lock (_sync)
            {
                _merging = null;
            }
        }
    }

    private List<SegmentState>? ChooseMerge()
    {
        var sizes = new (long, double, bool)[_segments.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            var segment = _segments[i];
            var deleted = (double)segment.DeletedCount / segment.Info.MaxDoc;
            sizes[i] = ((long)(segment.Info.Length * (1 - deleted)), deleted, segment.Busy);
        }

        return MergePolicy.Choose(sizes, _options) is { } choice ? _segments.GetRange(choice.First, choice.Count) : null;
    }

    /// <summary>
    /// The neighbours whose merge costs least among those that bring the index down to <paramref name="maxSegments"/> segments.
    /// </summary>
    private List<SegmentState> SmallestNeighbours(int maxSegments)
    {
        var count = Math.Max(1, _segments.Count - maxSegments + 1);
        if (count == 1)
        {
            return [_segments.Find(s => s.DeletedCount > 0)!];
        }

        var best = 0;
        var least = long.MaxValue;
        for (var first = 0; first + count <= _segments.Count; first++)
        {
            var sum = _segments.Skip(first).Take(count).Sum(s => s.Info.Length);
            if (sum < least)
            {
                least = sum;
                best = first;
            }
        }

        return _segments.GetRange(best, count);
    }

    private void BeginMerge(List<SegmentState> sources)
    {
        sources.ForEach(s => s.Busy = true);
        ApplyDeletes(sources);
        foreach (var source in sources)
        {
            source.LiveAtMerge = source.Live is null ? null : (ulong[])source.Live.Clone();
        }
    }

    private void RunMerge(List<SegmentState> sources)
    {
        long number;
        lock (_sync)
        {
            number = _nextSegment++;
        }

        try
        {
            // Each core is held by its segment, which stays in the list while the segment is busy.
            var merger = new SegmentMerger([.. sources.Select(s => (s.Core, s.LiveAtMerge))], _fields, _closing.Token);
            SegmentInfo? info = null;
            SegmentCore? core = null;
            if (merger.MaxDoc > 0)
            {
                info = merger.Merge(_directory, number, _dictionary);
                core = new SegmentCore(_directory, info, _fields);
            }

            lock (_sync)
            {
                FinishMerge(sources, merger, info, core);
            }
        }
        catch (OperationCanceledException)
        {
            Abandon(sources, number);
            throw;
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }

    private void FinishMerge(List<SegmentState> sources, SegmentMerger merger, SegmentInfo? info, SegmentCore? core)
    {
        ApplyDeletes(sources);
        SegmentState? merged = null;
        if (info is not null)
        {
            merged = new SegmentState(info, core!) { AppliedOperation = _operation };
            AddReferences(info);
            for (var s = 0; s < sources.Count; s++)
            {
                // What was deleted while the merge ran.
                var newDocs = merger.NewDocs[s];
                for (var doc = 0; doc < newDocs.Length; doc++)
                {
                    if (newDocs[doc] >= 0 && !sources[s].IsLive(doc))
                    {
                        merged.Delete(newDocs[doc]);
                    }
                }
            }
        }

        // Other merges may have changed the list, but not between the sources: they are neighbours and busy.
        var at = _segments.IndexOf(sources[0]);
        _segments.RemoveRange(at, sources.Count);
        if (merged is not null)
        {
            _segments.Insert(at, merged);
        }

        foreach (var source in sources)
        {
            source.Core.Release();
            ReleaseReferences(source.Info);
        }

        _changed = true;
    }

    private void Abandon(List<SegmentState> sources, long number)
    {
        lock (_sync)
        {
            foreach (var source in sources)
            {
                source.Busy = false;
                source.LiveAtMerge = null;
            }

            foreach (var name in _directory.ListFiles())
            {
                if (name.StartsWith(SegmentFiles.Name(number) + ".", StringComparison.Ordinal))
                {
                    DeleteFile(name);
                }
            }
        }
    }

    private void CheckUsable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failure is { } failure)
        {
            var message = $"The writer has failed before: {failure.Message.TrimEnd('.')}. "
                + "Close it and open the index again; it goes on from the last commit.";
            throw failure is IndexCorruptException damage
                ? IndexCorruptException.Again(message, damage)
                : new IndexException(message, failure);
        }
    }

    private void Fail(Exception e)
    {
        lock (_sync)
        {
            _failure ??= e;
        }
    }

    /// <summary>
    /// Removes what a writer that has failed wrote, so that a full disk is not left full: all that neither the last commit that it
    /// knows of needs, nor the one that is on the disk, which may be newer when only the last step of a commit has failed.
    /// </summary>
    private void DeleteUncommitted()
    {
        try
        {
            var kept = (Manifest.Read(_directory)?.Segments ?? []).Concat(_committed.Segments)
                .SelectMany(s => s.Files).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var name in _directory.ListFiles())
            {
                var written = name == Manifest.PendingName || _liveFilesWritten.Contains(name)
                    || (SegmentFiles.TryParse(name, out var number, out _) && number >= _firstSegment);
                if (written && !kept.Contains(name))
                {
                    DeleteFile(name);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IndexException)
        {
            // The disk goes on failing. The next writer removes it.
        }
    }

    /// <summary>The number of the last commit of an index that is begun anew, so that its readers see that there is a newer one.</summary>
    private long LastGeneration()
    {
        try
        {
            return Manifest.Read(_directory)?.Generation ?? 0;
        }
        catch (IndexException)
        {
            return 0; // what cannot be read has no readers
        }
    }

    /// <exception cref="IndexException">A file has this name that the engine did not write.</exception>
    private void CheckReplaceable(string name)
    {
        if (_directory.ListFiles().Contains(name, StringComparer.Ordinal) && !EngineFiles.IsOwn(_directory, name))
        {
            throw new IndexException(
                $"{Path.Combine(_directory.Location, name)} is no file of an index, and an index needs its name. "
                + "Move it away, or delete it, and try again.");
        }
    }

    /// <summary>Finds what killed writers left, and numbers for new segments that no file of anybody has.</summary>
    private void FindOrphans()
    {
        var known = _committed.Segments.SelectMany(s => s.Files).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in _directory.ListFiles())
        {
            if (known.Contains(name) || name == Manifest.FileName)
            {
                continue;
            }

            var isOwn = EngineFiles.IsOwn(_directory, name);
            if (isOwn)
            {
                _orphans.Add(name);
            }

            if (SegmentFiles.TryParse(name, out var number, out var kind) && (!isOwn || _options.StartAnew))
            {
                _nextSegment = Math.Max(_nextSegment, number + 1);
                if (kind == FileKind.LiveDocs && !isOwn)
                {
                    CheckReplaceable(name); // it may stand where a segment that is known would write next
                }
            }
        }
    }

    private void DeleteOrphans()
    {
        _orphans.ForEach(DeleteFile);
        _orphans.Clear();
    }

    private void AddReferences(SegmentInfo info)
    {
        foreach (var file in info.Files)
        {
            AddReference(file.Name);
        }
    }

    private void ReleaseReferences(SegmentInfo info)
    {
        foreach (var file in info.Files)
        {
            ReleaseReference(file.Name);
        }
    }

    private void AddReference(string file) => CollectionsMarshal.GetValueRefOrAddDefault(_fileReferences, file, out _)++;

    private void ReleaseReference(string file)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_fileReferences, file);
        if (--count == 0)
        {
            _fileReferences.Remove(file);
            _syncedFiles.Remove(file);
            DeleteFile(file);
        }
    }

    private void DeleteFile(string name)
    {
        try
        {
            _directory.DeleteFile(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody keeps it open where that forbids deleting. The next writer removes it.
        }
    }

    private readonly record struct PendingDelete(byte[] Key, long Operation);

    /// <summary>A segment and what the writer knows of it beyond the files.</summary>
    private sealed class SegmentState(SegmentInfo info, SegmentCore core)
    {
        public SegmentInfo Info { get; set; } = info;

        public SegmentCore Core => core;

        public ulong[]? Live { get; set; }

        public bool LiveChanged { get; set; }

        public int DeletedCount { get; private set; } = info.Deleted;

        public bool Busy { get; set; }

        public ulong[]? LiveAtMerge { get; set; }

        /// <summary>All deletions up to this operation are applied.</summary>
        public long AppliedOperation { get; set; }

        /// <summary>First documents and operations of the blocks; null once all deletions of their time are applied.</summary>
        public (int FirstDoc, long Operation)[]? Blocks { get; set; }

        public bool IsLive(int doc) => Live is null || (Live[doc >> 6] & (1UL << (doc & 63))) != 0;

        public void Delete(int doc)
        {
            if (IsLive(doc))
            {
                Live ??= LiveDocs.CreateFull(Info.MaxDoc);
                Live[doc >> 6] &= ~(1UL << (doc & 63));
                LiveChanged = true;
                DeletedCount++;
            }
        }

        /// <summary>The operation that added the document; 0 when that is long past.</summary>
        public long OperationOf(int doc)
        {
            if (Blocks is null)
            {
                return 0;
            }

            var low = 0;
            var high = Blocks.Length - 1;
            while (low < high)
            {
                var middle = (low + high + 1) >>> 1;
                if (Blocks[middle].FirstDoc <= doc)
                {
                    low = middle;
                }
                else
                {
                    high = middle - 1;
                }
            }

            return Blocks[low].Operation;
        }
    }
}
