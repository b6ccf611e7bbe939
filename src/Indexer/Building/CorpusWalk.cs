using KnowledgeBase.Readers;

namespace KnowledgeBase.Indexer.Building;

/// <summary>A file of the corpus.</summary>
/// <param name="Path">Where it is, beginning as the corpus was named on the command line.</param>
/// <param name="Id">Its name in the library: the path from the root of its corpus with <c>/</c>, different from that of every other file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">UTC ticks of its last change.</param>
internal sealed record CorpusFile(string Path, string Id, long Length, long Modified)
{
    /// <summary>True when every line of it is a material with an id of its own.</summary>
    public bool HoldsLines => MaterialLines.AreIn(Path);
}

/// <summary>What lies in the named places: every file is either listed or skipped with a reason, or kept out by the owner's rules.</summary>
internal sealed record CorpusListing(IReadOnlyList<CorpusFile> Files, IReadOnlyList<SkippedFile> Skipped, IReadOnlyList<FileWarning> Warnings)
{
    /// <summary>Full paths of the folders and files that were named.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>True when links to files outside of the corpora were followed.</summary>
    public bool FollowsLinks { get; init; }
}

/// <summary>A corpus that cannot be built from at all.</summary>
internal sealed class CorpusException(string message) : Exception(message);

/// <summary>
/// Walks the folders of a corpus. Follows links to folders, each folder once, and links to files that stay within the corpora; others only when
/// that is asked for, because whoever may put a file into a corpus need not be allowed to read every file that its owner can.
/// </summary>
internal sealed class CorpusWalk
{
    private readonly List<CorpusFile> _files = [];
    private readonly List<SkippedFile> _skipped = [];
    private readonly List<FileWarning> _warnings = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    private readonly bool _followLinks;
    private readonly List<string> _realRoots;

    private CorpusWalk(IReadOnlyList<string> roots, bool followLinks)
    {
        _followLinks = followLinks;
        _realRoots = [.. roots.Select(RealPath)];
    }

    /// <summary>Lists the files of one or more corpora.</summary>
    /// <param name="roots">Folders and files, in the order in which their ids take precedence.</param>
    /// <param name="followLinks">Follow links to files outside of them too.</param>
    /// <exception cref="CorpusException">One of them isn't there.</exception>
    public static CorpusListing List(IReadOnlyList<string> roots, bool followLinks = false)
    {
        var missing = roots.Where(root => !Path.Exists(root)).ToArray();
        if (missing.Length > 0)
        {
            throw new CorpusException($"No such file or folder: {string.Join(", ", missing)}. Name a folder or a file with --corpus.");
        }

        var walk = new CorpusWalk(roots, followLinks);
        foreach (var root in roots)
        {
            if (Directory.Exists(root))
            {
                walk.WalkRoot(root);
            }
            else
            {
                walk.Add(new FileInfo(root), root, Path.GetFileName(root), Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(root))) ?? "");
            }
        }

        return new CorpusListing(
            [.. walk._files.OrderBy(f => f.Id, StringComparer.Ordinal)],
            [.. walk._skipped.OrderBy(s => s.Path, StringComparer.Ordinal)],
            walk._warnings)
        {
            Roots = [.. roots.Select(Path.GetFullPath)],
            FollowsLinks = followLinks,
        };
    }

    private void WalkRoot(string root)
    {
        var rules = IgnoreRules.Of(root);
        var rootName = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));

        // Links to folders wait until every real folder is walked: what can be reached both ways is named after where it really is.
        var folders = new Stack<Folder>();
        var links = new Queue<Folder>();
        var rootFolder = new Folder(new DirectoryInfo(root), root, "", RealPath(root));
        if (!_visited.Add(RealPath(root)))
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

                var real = RealPath(folder.Path);
                if (!_visited.Add(real))
                {
                    _skipped.Add(new SkippedFile(folder.Path, $"It is a link to {real}, a folder that is read already: a loop, or a second way to the same files."));
                    continue;
                }

                folder = folder with { Within = real };
            }

            Enter(folder, rules, rootName, folders, links);
        }
    }

    private void Enter(Folder folder, IgnoreRules rules, string rootName, Stack<Folder> folders, Queue<Folder> links)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = folder.Info.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(folder.Path, $"The folder cannot be opened: {e.Message} Check its permissions."));
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

            if (isLink && !isFolder && !_followLinks && RealPath(path) is var target && File.Exists(target) && !IsWithin(target, folder))
            {
                _skipped.Add(new SkippedFile(
                    path, $"It is a link to {target}, a file outside of the corpus; copy it here, or follow such links with --follow-links."));
            }
            else if (!isFolder)
            {
                Add(entry as FileInfo ?? new FileInfo(path), path, id, rootName);
            }
            else if (isLink)
            {
                links.Enqueue(new Folder(new DirectoryInfo(path), path, id, folder.Within));
            }
            else if (_visited.Add(RealPath(path)))
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
                _skipped.Add(new SkippedFile(path, "It is a link to a file that is not there."));
                return;
            }

            if (target.Length == 0)
            {
                _skipped.Add(new SkippedFile(path, "It is empty, or no ordinary file."));
                return;
            }

            _files.Add(new CorpusFile(path, UniqueId(id, rootName, path), target.Length, target.LastWriteTimeUtc.Ticks));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(path, $"It cannot be looked at: {e.Message}"));
        }
    }

    /// <summary>Files of different roots can have the same path below them; the later one gets the name of its root in front.</summary>
    private string UniqueId(string id, string rootName, string path)
    {
        if (_ids.Add(id))
        {
            return id;
        }

        var unique = $"{rootName}/{id}";
        for (var i = 2; !_ids.Add(unique); i++)
        {
            unique = $"{rootName}-{i}/{id}";
        }

        _warnings.Add(new FileWarning(path, $"Another corpus has a file {id} too; this one is called {unique}."));
        return unique;
    }

    /// <summary>The path with every link in it resolved.</summary>
    private static string RealPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var real = Path.GetPathRoot(full)!;

        // A link can lead to a path with further links, so the walk starts again behind each; a circle of links ends by the limit.
        var rest = new Stack<string>(full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (var links = 0; rest.TryPop(out var name);)
        {
            var next = Path.Combine(real, name);
            if (links < 40 && new FileInfo(next).LinkTarget is { } target)
            {
                links++;
                var resolved = Path.GetFullPath(target, real);
                real = Path.GetPathRoot(resolved)!;
                foreach (var part in resolved[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    rest.Push(part);
                }
            }
            else
            {
                real = next;
            }
        }

        return real;
    }

    /// <summary>True when a file lies in one of the corpora, or in the linked folder that was being walked.</summary>
    private bool IsWithin(string realPath, Folder folder) =>
        _realRoots.Append(folder.Within).Any(root => realPath.StartsWith(
            Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>A folder to be walked.</summary>
    /// <param name="Info">The folder.</param>
    /// <param name="Path">Its path as the corpus was named.</param>
    /// <param name="Id">Its path below the root.</param>
    /// <param name="Within">Real path of the root, or of the last link that led here.</param>
    private sealed record Folder(DirectoryInfo Info, string Path, string Id, string Within);
}
