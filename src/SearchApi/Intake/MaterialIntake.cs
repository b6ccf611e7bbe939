using KnowledgeBase.Access;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// Brings files into the corpus, takes them out and back. The corpus stays the truth: what is brought in is a file in its folder
/// <c>inbox</c>, on the disk before anybody is told so, and the index is brought in line with it afterwards.
/// </summary>
internal sealed class MaterialIntake : IDisposable
{
    /// <summary>Bytes of a file at most.</summary>
    public const long LargestFile = 50_000_000;

    /// <summary>Entries of the audit log that are looked through for what was brought in lately.</summary>
    private const int LookedThrough = 2000;

    private static readonly TimeSpan Leftover = TimeSpan.FromHours(1);

    private readonly string _index;
    private readonly StateFolder _state;
    private readonly AuditLog _log;
    private readonly WithdrawnFiles _withdrawn;
    private readonly IndexBuilds _builds;
    private readonly Lock _lock = new();

    /// <param name="index">Folder of the index, which names its corpora.</param>
    /// <param name="state">Folder of state.</param>
    /// <param name="history">Is told of every build.</param>
    /// <param name="time">Says when something happened.</param>
    public MaterialIntake(string index, StateFolder state, BuildHistory history, TimeProvider time)
    {
        _index = index;
        _state = state;
        _log = new AuditLog(state, time);
        _withdrawn = new WithdrawnFiles(state, time);
        _builds = new IndexBuilds(index, state.Path, history, time);
    }

    /// <summary>Brings the index in line with its corpora, as they are now.</summary>
    /// <param name="whole">Full paths of files that were put there whole.</param>
    public Task<BuildOutcome> BuildAsync(params IEnumerable<string> whole) => _builds.RunAsync(whole);

    /// <summary>Receives a file into the inbox, where it has no place yet; <see cref="Place"/> gives it one.</summary>
    /// <param name="content">What it holds.</param>
    /// <param name="name">What its sender calls it.</param>
    /// <param name="cancellation">Ends the request; a file that has not come to its end is not taken.</param>
    /// <exception cref="IntakeException">Nothing can be brought in.</exception>
    /// <exception cref="IOException">The disk is full, or the sender went away.</exception>
    public async Task<Arrival> ReceiveAsync(Stream content, string name, CancellationToken cancellation)
    {
        if (SafeName.Of(name) is not { } safe)
        {
            return Arrival.Refuse(name, RefusalCodes.Name, "Its name has nothing that a file can be called by.");
        }

        var incoming = Path.Combine(InboxFolder(), BuildNotes.NewIncomingName());
        var isWhole = false;
        try
        {
            var (length, hash) = await HashedCopy.WriteAsync(content, incoming, cancellation);
            isWhole = length > 0;
            return isWhole ? new Arrival(name, safe, incoming, length, hash) : Arrival.Refuse(name, RefusalCodes.Empty, "It is empty.");
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(incoming);
            }
        }
    }

    /// <summary>Removes what has no place yet.</summary>
    public static void Discard(IEnumerable<Arrival> arrivals)
    {
        foreach (var arrival in arrivals.Where(a => a.Refusal is null))
        {
            File.Delete(arrival.Path);
        }
    }

    /// <summary>
    /// Gives a file its place in the inbox: in the folder for its level, which is made with its <c>.kbaccess</c> when it is not there.
    /// </summary>
    /// <param name="arrival">The file.</param>
    /// <param name="orders">What is to be done with it.</param>
    /// <param name="by">Who sends it.</param>
    /// <exception cref="AccessException">It cannot be written down, so that it was not taken.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public ReceivedFile Place(Arrival arrival, UploadOrders orders, AuditAct by)
    {
        if (arrival.Refusal is { } refusal)
        {
            return refusal;
        }

        lock (_lock)
        {
            using var turn = _state.LockCorpora();
            var inbox = Path.GetDirectoryName(arrival.Path)!;
            string[] ofName = [.. InboxLevels.Folders(inbox).Select(f => Path.Combine(f, arrival.SafeName)).Where(Path.Exists)];
            var path = orders.Access is null
                ? ofName.FirstOrDefault() ?? Path.Combine(inbox, arrival.SafeName)
                : Path.Combine(InboxLevels.FolderOf(inbox, orders.Access), arrival.SafeName);

            // With another level, a file would be there twice and one of them for readers whom nobody meant.
            string[] elsewhere = orders.Access is null ? [] : [.. ofName.Where(p => p != path)];
            var isThere = ofName.Contains(path, StringComparer.Ordinal) || Path.Exists(path);
            string[] others = isThere ? [path, .. elsewhere] : elsewhere;
            if (Array.Exists(others, p => !File.Exists(p) || new FileInfo(p).LinkTarget is not null))
            {
                return ReceivedFile.Refuse(arrival.Name, RefusalCodes.NotAFile, "Something else of this name lies in the inbox.");
            }

            if (isThere && elsewhere.Length == 0 && HashedCopy.IsOf(path, arrival.Length, arrival.Hash))
            {
                return ReceivedFile.There(arrival.Name, IdOf(path), path, IntakeStatus.Unchanged);
            }

            if (others.Length > 0 && !orders.Replace)
            {
                return ReceivedFile.Refuse(
                    arrival.Name, RefusalCodes.NameTaken,
                    "Another file of this name, or this one with another level, is in the inbox; send it with replace=true, or rename it.");
            }

            return Put(arrival, path, others, elsewhere, orders, by);
        }

        string IdOf(string path) => InboxLevels.IdOf(Path.GetDirectoryName(arrival.Path)!, path);
    }

    /// <summary>
    /// Takes a file back out of the inbox that nothing can read, unless another one lies in its place by now; its bytes stay with whoever
    /// sent it.
    /// </summary>
    /// <returns>Whether its place is free now.</returns>
    public bool PutOut(ReceivedFile received, AuditAct by, string reason)
    {
        lock (_lock)
        {
            using var turn = _state.LockCorpora();
            if (!File.Exists(received.Path) || !HashedCopy.IsOf(received.Path, received.Content.Length, received.Content.Hash))
            {
                return false;
            }

            _log.Add(by with { Action = AuditActions.MaterialRefused, Subject = received.Id!, Detail = reason });
            File.Delete(received.Path);
            return true;
        }
    }

    /// <summary>Withdraws the file of a material: it is kept in the folder of state and leaves the corpus.</summary>
    /// <param name="id">The material.</param>
    /// <param name="title">Its title.</param>
    /// <param name="path">Full path of the file that it was read from; null when it is not there.</param>
    /// <param name="by">Who withdraws it.</param>
    /// <exception cref="IntakeException">It cannot be withdrawn.</exception>
    public void Withdraw(string id, string title, string? path, AuditAct by)
    {
        lock (_lock)
        {
            using var turn = _state.LockCorpora();
            if (path is null || !File.Exists(path) || !IsWholeFile(id, path))
            {
                throw new IntakeException(
                    IntakeFault.NotAFileOfTheCorpus,
                    "It is a part of a file, or its file is not in the corpus any more: what there is has to be changed by hand.");
            }

            _withdrawn.Keep(id, title, path, by.Who);
            _log.Add(by with { Action = AuditActions.MaterialWithdrawn, Subject = id });
            File.Delete(path);
            Durable.Names(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Brings back what was withdrawn last under an id.</summary>
    /// <returns>Full path of its file.</returns>
    /// <exception cref="IntakeException">Nothing was, or another file lies there.</exception>
    public string Restore(string id, AuditAct by)
    {
        lock (_lock)
        {
            using var turn = _state.LockCorpora();
            if (_withdrawn.Find(id) is not var (folder, file, record))
            {
                throw new IntakeException(IntakeFault.NothingWithdrawn, "Nothing was withdrawn under this id.");
            }

            var place = PlaceOf(record);
            if (Path.Exists(place))
            {
                throw new IntakeException(IntakeFault.PlaceTaken, "Another file lies in its place; withdraw that first.");
            }

            var parent = Path.GetDirectoryName(place)!;
            if (!Directory.Exists(parent))
            {
                throw new IntakeException(IntakeFault.FolderGone, "The folder that it lay in is no longer there.");
            }

            var incoming = Path.Combine(parent, BuildNotes.NewIncomingName());
            try
            {
                HashedCopy.Write(file, incoming);
                File.SetLastWriteTimeUtc(incoming, record.Modified);
                _log.Add(by with { Action = AuditActions.MaterialRestored, Subject = id });
                File.Move(incoming, place, overwrite: false);
                Durable.Names(parent);
            }
            finally
            {
                File.Delete(incoming);
            }

            _withdrawn.NoteRestored(folder, record);
            return place;
        }
    }

    /// <summary>Files that were brought in and are there, by who brought them last, the newest first.</summary>
    /// <exception cref="AccessException">The folder of state cannot be read.</exception>
    public IEnumerable<AuditEntry> BroughtIn(int most) => _log.Latest(LookedThrough)
        .Where(e => e.Act.Action is AuditActions.MaterialUploaded or AuditActions.MaterialReplaced)
        .DistinctBy(e => e.Act.Subject, StringComparer.Ordinal)
        .Where(e => IsThere(e.Act.Subject))
        .Take(most);

    /// <summary>What was withdrawn and is not back, the newest first.</summary>
    /// <exception cref="AccessException">The folder of state cannot be read.</exception>
    public IEnumerable<WithdrawnRecord> Withdrawn(int most) => _withdrawn.All()
        .DistinctBy(r => r.Id, StringComparer.Ordinal)
        .Where(r => !Path.Exists(PlaceOf(r)))
        .Take(most);

    public void Dispose() => _builds.Dispose();

    private ReceivedFile Put(
        Arrival arrival, string path, string[] others, string[] elsewhere, UploadOrders orders, AuditAct by)
    {
        var inbox = Path.GetDirectoryName(arrival.Path)!;
        var id = InboxLevels.IdOf(inbox, path);
        foreach (var other in others)
        {
            _withdrawn.Keep(InboxLevels.IdOf(inbox, other), title: null, other, by.Who);
        }

        var level = orders.Access is { } access && !access.Equals(AccessLevel.Public) ? $", {access.Name}" : "";
        _log.Add(by with
        {
            Action = others.Length > 0 ? AuditActions.MaterialReplaced : AuditActions.MaterialUploaded,
            Subject = id,
            Detail = $"{arrival.Length} bytes, SHA-256 {arrival.Hash}{level}",
        });
        File.Move(arrival.Path, path, overwrite: others.Contains(path, StringComparer.Ordinal));
        Durable.Names(Path.GetDirectoryName(path)!);
        foreach (var other in elsewhere)
        {
            _log.Add(by with
            {
                Action = AuditActions.MaterialWithdrawn,
                Subject = InboxLevels.IdOf(inbox, other),
                Detail = $"replaced by {id}",
            });
            File.Delete(other);
            Durable.Names(Path.GetDirectoryName(other)!);
        }

        var status = others.Length > 0 ? IntakeStatus.Replaced : IntakeStatus.Taken;
        return ReceivedFile.There(arrival.Name, id, path, status) with
        {
            InPlaceOf = [.. others.Select(o => InboxLevels.IdOf(inbox, o))],
            Content = (arrival.Length, arrival.Hash),
        };
    }

    /// <summary>The inbox of the first corpus that is a folder; it is made when it is not there.</summary>
    private string InboxFolder()
    {
        if (Corpora().FirstOrDefault(Directory.Exists) is not { } corpus)
        {
            throw new IntakeException(
                IntakeFault.NoCorpus, "The index was built from no folder that a file could be put into, or is not there yet.");
        }

        var inbox = new DirectoryInfo(Path.Combine(corpus, BuildNotes.Inbox));
        if (!inbox.Exists)
        {
            inbox.Create();
            Durable.Names(corpus);
        }
        else if (inbox.LinkTarget is not null)
        {
            throw new IntakeException(IntakeFault.InboxIsLink, "The inbox of the corpus is a link; make it a folder.");
        }

        // What killed servers left.
        var leftovers = inbox.EnumerateFiles(BuildNotes.IncomingPrefix + "*");
        foreach (var left in leftovers.Where(f => DateTime.UtcNow - f.LastWriteTimeUtc > Leftover))
        {
            left.Delete();
        }

        return inbox.FullName;
    }

    /// <summary>
    /// True when a material is all of a file: its id is the path of the file in a corpus then. One that is named after its corpus too,
    /// because an earlier one has such a file, is left alone lest the wrong one goes.
    /// </summary>
    private bool IsWholeFile(string id, string path) => Corpora().Where(Directory.Exists).Any(root =>
        string.Equals(Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), id, StringComparison.Ordinal));

    /// <summary>Where a withdrawn file comes back to: where it lay, or the same place below a corpus that lies elsewhere now.</summary>
    private string PlaceOf(WithdrawnRecord record)
    {
        string[] roots = [.. Corpora().Where(Directory.Exists)];
        return Array.Exists(roots, root => IsIn(root, record.Path))
            ? record.Path
            : roots.Select(root => Path.GetFullPath(Path.Combine(root, record.Id)))
                .FirstOrDefault(p => Directory.Exists(Path.GetDirectoryName(p)) && Array.Exists(roots, root => IsIn(root, p)))
                ?? record.Path;

        static bool IsIn(string root, string path) =>
            path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private bool IsThere(string id) => Corpora().FirstOrDefault(Directory.Exists) is { } corpus && File.Exists(Path.Combine(corpus, id));

    /// <summary>Full paths of the corpora that the index was built from; none when there is no index that says so.</summary>
    public string[] Corpora()
    {
        try
        {
            return LibraryFolder.Exists(_index) ? BuildNotes.ReadCorpora(LibraryFolder.UserData(_index)) : [];
        }
        catch (LibraryException)
        {
            return [];
        }
    }
}
