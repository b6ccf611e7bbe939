using System.IO.Compression;
using System.Text;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Archives: every file in them is read by its own reader, in memory; nothing is unpacked to disk, so that no name can escape.</summary>
internal static class ZipReader
{
    public static IEnumerable<ReadItem> Each(byte[] content, MaterialReader reader, ReadBudget budget, int nesting)
    {
        InnerItems.CheckNesting(nesting, budget);

        // Names without the UTF-8 flag come in as their bytes, one a character, and are decoded by their content.
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.Latin1);
        budget.CheckEntries(zip.Entries.Count);
        var names = new InnerItems();
        foreach (var entry in zip.Entries)
        {
            var name = DecodeName(entry.FullName);
            if (!budget.BeginEntry(name, nesting) || name.EndsWith('/') || IsClutter(name))
            {
                continue;
            }

            foreach (var item in names.Named(name, () => reader.Each(PackageGuard.Expand(entry, budget), name, budget, nesting + 1)))
            {
                yield return item;
            }
        }

        if (names.Count == 0 && budget.PassOver == 0)
        {
            yield return ReadItem.Refused("The archive holds no files.");
        }
    }

    private static string DecodeName(string name) =>
        name.All(c => c <= 0xFF) && name.Any(c => c >= 0x80) ? TextDecoder.DecodeName(Encoding.Latin1.GetBytes(name)).Replace('\\', '/') : name.Replace('\\', '/');

    /// <summary>What systems and office programs leave behind.</summary>
    private static bool IsClutter(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        return name.StartsWith("__MACOSX/", StringComparison.Ordinal) || file.StartsWith("~$", StringComparison.Ordinal)
            || file is ".DS_Store" or "Thumbs.db" or "desktop.ini";
    }
}
