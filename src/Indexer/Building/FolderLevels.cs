using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Who may read what lies in a folder: the one line of the file <c>.kbaccess</c> in it, or in the nearest folder above that has one. Lines
/// that begin with <c>#</c> are remarks. Where there is none, everybody may. A file that cannot be understood keeps the folder to
/// librarians. Safe for any number of threads.
/// </summary>
internal sealed class FolderLevels
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AccessLevel> _known = new(StringComparer.Ordinal);
    private readonly List<FileWarning> _problems = [];

    /// <summary>What is wrong with files that were read, each once, in the order in which they were.</summary>
    public IReadOnlyList<FileWarning> Problems
    {
        get
        {
            lock (_lock)
            {
                return [.. _problems];
            }
        }
    }

    /// <summary>
    /// The level of what lies at a place. Where links lead there, it is the stricter of that of the place and that of what lies there
    /// really: a link makes nothing public.
    /// </summary>
    /// <param name="source">Full path, as the corpus leads to it.</param>
    /// <param name="real">The same with every link resolved.</param>
    public AccessLevel Of(string source, string real)
    {
        lock (_lock)
        {
            var level = OfFolder(Path.GetDirectoryName(source));
            return source == real ? level : AccessLevel.Stricter(level, OfFolder(Path.GetDirectoryName(real)));
        }
    }

    private AccessLevel OfFolder(string? folder)
    {
        if (folder is null)
        {
            return AccessLevel.Public;
        }

        if (!_known.TryGetValue(folder, out var level))
        {
            level = Stated(Path.Combine(folder, AccessFile.Name)) ?? OfFolder(Path.GetDirectoryName(folder));
            _known.Add(folder, level);
        }

        return level;
    }

    /// <summary>What a file says; null when there is none.</summary>
    private AccessLevel? Stated(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists && file.LinkTarget is null && !Directory.Exists(path))
        {
            return null;
        }

        string problem;
        try
        {
            if (AccessFile.Parse(OrdinaryFile.ReadSettingsLines(path), out problem) is { } level)
            {
                return level;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"It cannot be read: {e.Message}";
        }

        _problems.Add(new FileWarning(
            path,
            $"{problem} Until that is mended, librarians alone may read what lies in this folder. {AccessFile.Remedy}"));
        return AccessLevel.Closed;
    }
}
