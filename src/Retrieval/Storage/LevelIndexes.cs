using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>
/// The indexes of a library whose materials are not all for everybody: one for each set of rights that readers have, each an index like
/// any other. The folder of the library is the one of what is public; the others lie in <c>levels/</c> in it. What an index holds, its
/// words, numbers and names, is for whoever has its rights, and nothing else is read for them.
/// </summary>
public static class LevelIndexes
{
    /// <summary>The folder that they lie in.</summary>
    public const string FolderName = "levels";

    private const string OfKeyHolders = "internal";
    private const string OfEverything = "all";
    private const string OfGroups = "groups-";

    /// <summary>Where the index for certain rights lies.</summary>
    /// <param name="library">The folder of the library.</param>
    /// <param name="rights">The rights.</param>
    public static string FolderOf(string library, ReadingRights rights)
    {
        ArgumentNullException.ThrowIfNull(rights);
        if (rights.Equals(ReadingRights.Everyone))
        {
            return library;
        }

        var name = rights.Equals(ReadingRights.Everything)
            ? OfEverything
            : rights.Groups.Count == 0
                ? OfKeyHolders
                : OfGroups + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rights.Written)).AsSpan(0, 8));
        return Path.Combine(library, FolderName, name);
    }

    /// <summary>The folders in <see cref="FolderName"/> that hold an index, in ordinal order.</summary>
    public static IReadOnlyList<string> Folders(string library) =>
        [.. All(library).Where(folder => LibraryMarker.Read(folder).State == MarkerState.Sound && LibraryFolder.Exists(folder))];

    /// <summary>The index of a library that holds all of it.</summary>
    /// <param name="library">The folder of the library.</param>
    /// <exception cref="LibraryException">One that might be it is damaged.</exception>
    public static string Widest(string library) => Folders(library) switch
    {
        [] => library,
        var folders when folders.FirstOrDefault(folder => Path.GetFileName(folder) == OfEverything) is { } all => all,
        var folders => folders.MaxBy(RightsOf, ReadingRights.ByWidth)!,
    };

    /// <summary>Whose rights an index is made for; everything, where it does not say.</summary>
    /// <exception cref="LibraryException">There is no index, or it is damaged.</exception>
    public static ReadingRights RightsOf(string folder) =>
        ReadingRights.FromWritten(LibraryFolder.UserData(folder).GetValueOrDefault(IndexMetadata.Rights)) ?? ReadingRights.Everything;

    /// <summary>
    /// Removes an index from <see cref="FolderName"/> that nobody needs any more. Whoever has it open goes on; what else lies there stays.
    /// </summary>
    /// <param name="library">The folder of the library.</param>
    /// <param name="folder">The index.</param>
    /// <param name="emptied">Called first for an index that a server keeps: it is to be emptied there.</param>
    public static void Remove(string library, string folder, Action emptied)
    {
        ArgumentNullException.ThrowIfNull(emptied);
        if (!All(library).Contains(folder, StringComparer.Ordinal) || !LibraryFolder.HoldsOnlyAnIndex(folder))
        {
            return;
        }

        if (LibraryFolder.EngineNameOf(folder) == LibraryEngines.Distributed)
        {
            emptied();
        }

        try
        {
            Directory.Delete(folder, recursive: true);
            if (!Directory.EnumerateFileSystemEntries(Path.Combine(library, FolderName)).Any())
            {
                Directory.Delete(Path.Combine(library, FolderName));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next build tries again. Until then it is served to those whose rights it has, as it was.
        }
    }

    /// <summary>The other indexes of the library that one is of.</summary>
    internal static IReadOnlyList<string> Others(string folder)
    {
        var full = Path.GetFullPath(folder);
        var library = IsOne(full) ? Path.GetDirectoryName(Path.GetDirectoryName(full))! : full;
        return [.. Folders(library).Prepend(library).Where(other => other != full)];
    }

    /// <summary>Whether a folder is the one of such indexes, with nothing else in it.</summary>
    internal static bool AreOwn(string path) =>
        new DirectoryInfo(path) is { Exists: true, LinkTarget: null } folder
        && folder.EnumerateFileSystemInfos().All(entry => entry is DirectoryInfo && IsName(entry.Name) && entry.LinkTarget is null);

    /// <summary>Whether an index is one of these, by where it lies.</summary>
    internal static bool IsOne(string folder) =>
        Path.GetFullPath(folder) is var full && IsName(Path.GetFileName(full))
        && Path.GetFileName(Path.GetDirectoryName(full)) == FolderName;

    private static string[] All(string library)
    {
        var folder = Path.Combine(library, FolderName);
        return new DirectoryInfo(folder) is { Exists: true, LinkTarget: null } levels
            ?
            [
                .. levels.EnumerateDirectories()
                    .Where(entry => IsName(entry.Name) && entry.LinkTarget is null)
                    .Select(entry => Path.Combine(folder, entry.Name))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    private static bool IsName(string name) =>
        name is OfKeyHolders or OfEverything
        || (name.Length == OfGroups.Length + 16 && name.StartsWith(OfGroups, StringComparison.Ordinal)
            && name.Skip(OfGroups.Length).All(char.IsAsciiHexDigitLower));
}
