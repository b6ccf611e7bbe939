using System.Security.Cryptography;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>Everything that lies below a folder: names, bytes, links.</summary>
internal static class FolderState
{
    /// <summary>A line for every file, folder and link, in ordinal order.</summary>
    public static string[] Of(string folder) =>
    [
        .. new DirectoryInfo(folder)
            .EnumerateFileSystemInfos(
                "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Concat(
                new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(e => e.LinkTarget is not null))
            .Select(e => $"{Path.GetRelativePath(folder, e.FullName)} {Content(e)}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static string Content(FileSystemInfo entry) => entry switch
    {
        { LinkTarget: { } target } => $"-> {target}",
        FileInfo file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))),
        _ => "folder",
    };
}
