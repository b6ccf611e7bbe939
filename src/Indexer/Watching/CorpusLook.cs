using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Watching;

/// <summary>
/// All that a build would go by, without opening a file of the corpus: which files there are with their sizes, times, numbers and levels,
/// which are left out, and the library's settings. Two looks that are alike need no build between them.
/// </summary>
internal static class CorpusLook
{
    /// <summary>What lies in the corpora now, as a hash; null when they cannot be looked at, which a build then explains.</summary>
    /// <param name="roots">The corpora.</param>
    /// <param name="followLinks">Whether links to files outside of them are followed.</param>
    /// <param name="index">Folder of the index.</param>
    public static string? At(IReadOnlyList<string> roots, bool followLinks, string index)
    {
        try
        {
            var listing = CorpusWalk.List(roots, followLinks, index: index);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var levels = new FolderLevels();
            foreach (var file in listing.Files)
            {
                var level = levels.Of(file.Stamp.Source, file.Stamp.Real);
                Add(hash, $"{file.Id}\n{file.Length} {file.Modified} {file.Stamp} {level}");
            }

            foreach (var skipped in listing.Skipped)
            {
                Add(hash, $"{skipped.Path}\n{skipped.Reason}");
            }

            foreach (var setting in roots.SelectMany(IgnoreRules.SettingsOf).Order(StringComparer.Ordinal))
            {
                var file = new FileInfo(setting);
                Add(hash, $"{setting}\n{file.Length} {file.LastWriteTimeUtc.Ticks}");
            }

            return Convert.ToHexString(hash.GetHashAndReset());
        }
        catch (Exception e) when (e is CorpusException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Add(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + '\0'));
}
