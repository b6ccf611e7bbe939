using System.Text;
using KnowledgeBase.Access;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// The folders of the inbox: the inbox itself, and one in it for each level that files were given, which says the level as any folder of a
/// corpus does.
/// </summary>
internal static class InboxLevels
{
    /// <summary>The folders that are there, the inbox first.</summary>
    /// <exception cref="IOException">The inbox cannot be looked at.</exception>
    public static IEnumerable<string> Folders(string inbox) => new DirectoryInfo(inbox).EnumerateDirectories()
        .Where(f => f.LinkTarget is null && File.Exists(Path.Combine(f.FullName, AccessFile.Name)))
        .Select(f => f.FullName)
        .Order(StringComparer.Ordinal)
        .Prepend(inbox);

    /// <summary>The folder for files of a level. It is made when it is not there, and says its level before anything comes in.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static string FolderOf(string inbox, AccessLevel level)
    {
        if (level.Equals(AccessLevel.Public))
        {
            return inbox;
        }

        var name = SafeName.Of(level.Name)!;
        for (var number = 1; ; number++)
        {
            var folder = new DirectoryInfo(Path.Combine(inbox, number == 1 ? name : $"{name}-{number}"));
            if (!Path.Exists(folder.FullName) || IsUnfinished(folder))
            {
                Make(folder, level);
                return folder.FullName;
            }

            if (folder is { Exists: true, LinkTarget: null } && level.Equals(Stated(folder)))
            {
                return folder.FullName;
            }
        }
    }

    /// <summary>The id of what lies in the inbox.</summary>
    public static string IdOf(string inbox, string path) =>
        $"{BuildNotes.Inbox}/{Path.GetRelativePath(inbox, path).Replace(Path.DirectorySeparatorChar, '/')}";

    /// <summary>Whether a folder was made here and the server killed before it said anything.</summary>
    private static bool IsUnfinished(DirectoryInfo folder) =>
        folder is { Exists: true, LinkTarget: null }
        && folder.EnumerateFileSystemInfos().All(e => e.Name.StartsWith(BuildNotes.IncomingPrefix, StringComparison.Ordinal));

    private static void Make(DirectoryInfo folder, AccessLevel level)
    {
        folder.Create();
        var unfinished = Path.Combine(folder.FullName, BuildNotes.NewIncomingName());
        var line = $"{(level.Groups.Count > 0 ? string.Join('、', level.Groups) : level.Name)}\n";
        using (var file = UnfinishedFile.Write(unfinished, Path.Combine(folder.FullName, AccessFile.Name), Encoding.UTF8.GetBytes(line)))
        {
            file.Finish(overwrite: false);
        }

        Durable.Names(folder.Parent!.FullName);
    }

    private static AccessLevel? Stated(DirectoryInfo folder)
    {
        try
        {
            return AccessFile.Parse(OrdinaryFile.ReadSettingsLines(Path.Combine(folder.FullName, AccessFile.Name)), out _);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
