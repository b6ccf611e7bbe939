using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>The files that a library was built from.</summary>
public static class LibraryFiles
{
    /// <summary>
    /// Full path of the file that a material was read from: of a material inside of an archive, that of the archive. It is an ordinary file
    /// within one of the corpora, no link; null when there is none, as on a machine that has the index alone.
    /// </summary>
    /// <param name="library">The library.</param>
    /// <param name="id">Id of the material.</param>
    public static string? OriginalOf(this Library library, string id)
    {
        ArgumentNullException.ThrowIfNull(library);
        return library.Find(id)?.Path is { Length: > 0 } path
            ? library.Using(snapshot => BuildNotes.ReadCorpora(snapshot.Reader.UserData))
                .Select(corpus => FileIn(corpus, path))
                .FirstOrDefault(file => file is not null)
            : null;
    }

    /// <summary>
    /// The same for whoever may read the library and perhaps no more: null also where the file holds materials that are not in it, and
    /// where it has been changed since it was read, for then nobody knows yet who may read it.
    /// </summary>
    /// <param name="library">The library.</param>
    /// <param name="id">Id of the material.</param>
    public static string? ReadableOriginalOf(this Library library, string id)
    {
        ArgumentNullException.ThrowIfNull(library);
        return library.OriginalOf(id) is { } file && library.Find(id)?.Path is { } path
            && library.Using(snapshot => !BuildNotes.IsInPart(snapshot.Reader.UserData, path)
                && BuildNotes.ReadBegan(snapshot.Reader.UserData) is { } began
                && File.GetLastWriteTimeUtc(file) <= began.UtcDateTime && File.GetCreationTimeUtc(file) <= began.UtcDateTime)
                ? file
                : null;
    }

    /// <summary>What the last build left out; null when it was one of an earlier version, which doesn't say.</summary>
    public static LeftOutList? LeftOut(this Library library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return library.Using(snapshot => BuildNotes.ReadLeftOut(snapshot.Reader.UserData));
    }

    private static string? FileIn(string corpus, string path)
    {
        if (File.Exists(corpus))
        {
            return Path.GetFileName(corpus) == path.Split('/')[0] ? corpus : null; // a file that was named itself
        }

        var within = Path.TrimEndingDirectorySeparator(Path.GetFullPath(corpus)) + Path.DirectorySeparatorChar;
        var file = new FileInfo(Path.GetFullPath(Path.Combine(corpus, path)));
        while (!file.Exists && file.Directory is { Exists: false } container)
        {
            file = new FileInfo(container.FullName); // what stands behind an archive's name is inside of it
        }

        return file.Exists && file.LinkTarget is null && file.FullName.StartsWith(within, StringComparison.Ordinal) ? file.FullName : null;
    }
}
