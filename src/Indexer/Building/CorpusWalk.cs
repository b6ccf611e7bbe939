using KnowledgeBase.Readers;

namespace KnowledgeBase.Indexer.Building;

/// <summary>A file of the corpus.</summary>
/// <param name="Path">Where it is, beginning as the corpus was named on the command line.</param>
/// <param name="Id">Its name in the library, which no other file has: the path from the root of its corpus, with <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">UTC ticks of its last change.</param>
/// <param name="Stamp">Which file it is.</param>
internal sealed record CorpusFile(string Path, string Id, long Length, long Modified, FileStamp Stamp)
{
    /// <summary>True when every line of it is a material with an id of its own.</summary>
    public bool HoldsLines => MaterialLines.AreIn(Path);
}

/// <summary>
/// What lies in the named places: every file is either listed or skipped with a reason, or kept out by the owner's rules.
/// </summary>
internal sealed record CorpusListing(
    IReadOnlyList<CorpusFile> Files, IReadOnlyList<SkippedFile> Skipped, IReadOnlyList<FileWarning> Warnings)
{
    /// <summary>Full paths of the folders and files that were named.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>True when links to files outside of the corpora were followed.</summary>
    public bool FollowsLinks { get; init; }

    /// <summary>Of the files that the last build knew: those that lie where this walk could not look. They have not vanished.</summary>
    public IReadOnlyList<CatalogFile> Unseen { get; init; } = [];
}

/// <summary>A corpus that cannot be built from at all.</summary>
internal sealed class CorpusException(string message) : Exception(message);

/// <summary>
/// Walks the folders of a corpus. Follows links to folders, each folder once, and links to files that stay within the corpora; others only
/// when that is asked for, because whoever may put a file into a corpus need not be allowed to read every file that its owner can. What
/// cannot be looked at has not vanished: a folder that cannot be entered, a link that leads nowhere today, a root that is empty or not
/// there although the last build read files of it.
/// </summary>
internal sealed class CorpusWalk
{
    private readonly IReadOnlyCollection<CatalogFile> _before;
    private readonly string? _index;
    private readonly bool _acceptRemovals;
    private readonly List<Found> _found = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly List<FileWarning> _warnings = [];
    private readonly List<string> _unseen = [];
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    private readonly bool _followLinks;
    private readonly List<string> _realRoots;

    private CorpusWalk(
        IReadOnlyList<string> roots, bool followLinks, IReadOnlyCollection<CatalogFile> before, string? index, bool acceptRemovals)
    {
        _followLinks = followLinks;
        _realRoots = [.. roots.Select(RealPath.Of)];
        _before = before;
        _index = index is null ? null : RealPath.Of(index);
        _acceptRemovals = acceptRemovals;
    }

    /// <summary>Lists the files of one or more corpora.</summary>
    /// <param name="roots">Folders and files, in the order in which their ids take precedence.</param>
    /// <param name="followLinks">Follow links to files outside of them too.</param>
    /// <param name="before">The files that the last build knew; null for none.</param>
    /// <param name="index">The folder that the index is written to, which is never read; null for none.</param>
    /// <param name="acceptRemovals">Whether a root that is empty or not there has lost its files, as far as anybody knows.</param>
    /// <exception cref="CorpusException">One of them isn't there, and the last build knew no file of it.</exception>
    public static CorpusListing List(
        IReadOnlyList<string> roots, bool followLinks = false, IReadOnlyCollection<CatalogFile>? before = null,
        string? index = null, bool acceptRemovals = false)
    {
        var walk = new CorpusWalk(roots, followLinks, before ?? [], index, acceptRemovals);
        CheckThere(roots.Where(root => walk.MaterialsOf(root) == 0));
        foreach (var root in roots)
        {
            walk.AddRoot(root);
        }

        return walk.Listing(roots);
    }

    /// <summary>Refuses corpora that are not there.</summary>
    /// <exception cref="CorpusException">One of them isn't.</exception>
    public static void CheckThere(IEnumerable<string> roots)
    {
        string[] missing = [.. roots.Where(root => !Path.Exists(root))];
        if (missing.Length > 0)
        {
            throw new CorpusException($"No such file or folder: {string.Join(", ", missing)}. Name a folder or a file with --corpus.");
        }
    }

    private void AddRoot(string root)
    {
        var found = _found.Count;
        var unseen = _unseen.Count;
        var isRead = _visited.Contains(RealPath.Of(root));
        if (Directory.Exists(root))
        {
            WalkRoot(root);
        }
        else if (Path.Exists(root))
        {
            Add(new FileInfo(root), root, Path.GetFileName(root), Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(root))) ?? "");
        }

        if (_found.Count == found && _unseen.Count == unseen && !isRead && !_acceptRemovals && MaterialsOf(root) is > 0 and var materials)
        {
            var state = Path.Exists(root) ? "It is empty" : "It is not there";
            NotSeen(root, $"{state}, although the index has {materials} materials of it; they stay. "
                + "Bring it back, or build with --accept-removals if they are to go.");
        }
    }

    private int MaterialsOf(string place)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        return _before.Where(file => RealPath.IsWithin(file.Stamp.Source, full)).Sum(file => file.Materials.Count);
    }

    private void NotSeen(string place, string reason)
    {
        _skipped.Add(new SkippedFile(place, reason));
        _unseen.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)));
    }

    private CorpusListing Listing(IReadOnlyList<string> roots)
    {
        var seen = _found.Select(file => file.Stamp.Source).ToHashSet(StringComparer.Ordinal);
        CatalogFile[] unseen = [.. _before.Where(file =>
            !seen.Contains(file.Stamp.Source) && _unseen.Exists(place => RealPath.IsWithin(file.Stamp.Source, place)))];

        // Their ids are given as if they had been found, so that other files keep theirs.
        var ids = unseen.Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
        var files = new List<CorpusFile>(_found.Count);
        foreach (var file in _found)
        {
            if (MaterialIds.ProblemOf(file.Id) is { } problem)
            {
                _skipped.Add(new SkippedFile(file.Path, $"{problem} Rename it."));
            }
            else
            {
                files.Add(new CorpusFile(file.Path, UniqueId(file, ids), file.Length, file.Modified, file.Stamp));
            }
        }

        return new CorpusListing(
            [.. files.OrderBy(f => f.Id, StringComparer.Ordinal)],
            [.. _skipped.OrderBy(s => s.Path, StringComparer.Ordinal)],
            _warnings)
        {
            Roots = [.. roots.Select(Path.GetFullPath)],
            FollowsLinks = _followLinks,
            Unseen = unseen,
        };
    }

    private void WalkRoot(string root)
    {
        var rules = IgnoreRules.Of(root);
        var rootName = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));

        // Links to folders wait until every real folder is walked: what can be reached both ways is named after where it really is.
        var folders = new Stack<Folder>();
        var links = new Queue<Folder>();
        var rootFolder = new Folder(new DirectoryInfo(root), root, "", RealPath.Of(root));
        if (!_visited.Add(RealPath.Of(root)))
        {
            _warnings.Add(new FileWarning(root, "This folder was named twice, or lies in another one that was named; it is read once."));
            return;
        }

        folders.Push(rootFolder);
        while (true)
        {
            if (!folders.TryPop(out var folder))
            {
                if (!links.TryDequeue(out folder))
                {
                    return;
                }

                var real = RealPath.Of(folder.Path);
                if (IsIndex(real))
                {
                    _skipped.Add(new SkippedFile(folder.Path, $"It is a link to {real}, the index that is built; an index is not read."));
                    continue;
                }

                if (!_visited.Add(real))
                {
                    _skipped.Add(new SkippedFile(
                        folder.Path, $"It is a link to {real}, a folder that is read already: a loop, or a second way to the same files."));
                    continue;
                }

                folder = folder with { Within = real };
            }

            Enter(folder, rules, rootName, folders, links);
        }
    }

    private bool IsIndex(string real) => _index is not null && RealPath.IsWithin(real, _index);

    private void Enter(Folder folder, IgnoreRules rules, string rootName, Stack<Folder> folders, Queue<Folder> links)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = folder.Info.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotSeen(
                folder.Path,
                $"The folder cannot be opened: {e.Message} Check its permissions. What was built from it stays in the index.");
            return;
        }

        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var deeper = new List<Folder>();
        foreach (var entry in entries)
        {
            var id = folder.Id.Length == 0 ? entry.Name : $"{folder.Id}/{entry.Name}";
            var path = Path.Combine(folder.Path, entry.Name);
            var isLink = entry.LinkTarget is not null;
            var isFolder = isLink ? Directory.Exists(path) : entry is DirectoryInfo;
            if (rules.Ignores(id, isFolder))
            {
                continue;
            }

            // The bytes of such a name are lost when it is listed, so that nothing can be opened by it.
            if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(path))
            {
                _skipped.Add(new SkippedFile(path, "Its name is not valid UTF-8 and it cannot be opened by it; rename it."));
                continue;
            }

            if (isLink && !isFolder && !_followLinks && RealPath.Of(path) is var target && File.Exists(target) && !IsIndex(target)
                && !IsInCorpus(target, folder))
            {
                _skipped.Add(new SkippedFile(
                    path,
                    $"It is a link to {target}, a file outside of the corpus; copy it here, or follow such links with --follow-links."));
            }
            else if (!isFolder)
            {
                Add(entry as FileInfo ?? new FileInfo(path), path, id, rootName);
            }
            else if (isLink)
            {
                links.Enqueue(new Folder(new DirectoryInfo(path), path, id, folder.Within));
            }
            else if (RealPath.Of(path) is var real && IsIndex(real))
            {
                _skipped.Add(new SkippedFile(path, "It is the index that is built, which a link led to; an index is not read."));
            }
            else if (_visited.Add(real))
            {
                deeper.Add(new Folder((DirectoryInfo)entry, path, id, folder.Within));
            }
        }

        for (var i = deeper.Count - 1; i >= 0; i--)
        {
            folders.Push(deeper[i]);
        }
    }

    private void Add(FileInfo file, string path, string id, string rootName)
    {
        try
        {
            // A link has the size and time of what it points to.
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (!target.Exists)
            {
                NotSeen(path, "It is a link to a file that is not there.");
                return;
            }

            var real = RealPath.Of(path);
            if (IsIndex(real))
            {
                _skipped.Add(new SkippedFile(path, $"It is a link to {real}, a file of the index that is built; an index is not read."));
                return;
            }

            if (target.Length == 0)
            {
                _skipped.Add(new SkippedFile(path, "It is empty, or no ordinary file."));
                return;
            }

            _found.Add(new Found(path, id, rootName, target.Length, target.LastWriteTimeUtc.Ticks, FileStamp.Of(path, real)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotSeen(path, $"It cannot be looked at: {e.Message} What was built from it stays in the index.");
        }
    }

    /// <summary>Files of different roots can have the same path below them; the later one gets the name of its root in front.</summary>
    private string UniqueId(Found file, HashSet<string> ids)
    {
        if (ids.Add(file.Id))
        {
            return file.Id;
        }

        var unique = $"{file.RootName}/{file.Id}";
        for (var i = 2; !ids.Add(unique); i++)
        {
            unique = $"{file.RootName}-{i}/{file.Id}";
        }

        _warnings.Add(new FileWarning(file.Path, $"Another corpus has a file {file.Id} too; this one is called {unique}."));
        return unique;
    }

    /// <summary>True when a file lies in one of the corpora, or in the linked folder that was being walked.</summary>
    private bool IsInCorpus(string realPath, Folder folder) =>
        _realRoots.Append(folder.Within).Any(root => RealPath.IsWithin(realPath, root));

    /// <summary>A folder to be walked.</summary>
    /// <param name="Info">The folder.</param>
    /// <param name="Path">Its path as the corpus was named.</param>
    /// <param name="Id">Its path below the root.</param>
    /// <param name="Within">Real path of the root, or of the last link that led here.</param>
    private sealed record Folder(DirectoryInfo Info, string Path, string Id, string Within);

    /// <summary>A file before it is known whether its id is its own.</summary>
    private sealed record Found(string Path, string Id, string RootName, long Length, long Modified, FileStamp Stamp);
}
