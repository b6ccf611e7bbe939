using System.IO.Compression;
using System.Text;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Archives: every file in them is read by its own reader, in memory; nothing is unpacked to disk, so that no name can escape.
/// </summary>
internal static class ZipReader
{
    /// <summary>Zip archives; those of office programs are documents.</summary>
    public static FileFormat Format { get; } = new("zip archive", ".zip")
    {
        HasSignature = head => head.AsSpan().StartsWith("PK\x03\x04"u8) || head.AsSpan().StartsWith("PK\x05\x06"u8),
        NameTells = NameTells.Damage,
        Unpack = Tell,
        ReadEntries = file => Each(file.Bytes, file.Reader, file.Budget, file.Nesting),
        OrdinaryBytes = _ => FileFormats.OrdinaryPackage,
    };

    public static IEnumerable<ReadItem> Each(byte[] content, MaterialReader reader, ReadBudget budget, int nesting)
    {
        InnerItems.CheckNesting(nesting, budget);

        // Names without the UTF-8 flag come in as their bytes, one a character, and are decoded by their content.
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.Latin1);
        budget.CheckEntries(zip.Entries.Count);
        var names = new InnerItems();
        var levels = LevelsOf(zip, budget);
        foreach (var entry in zip.Entries)
        {
            var name = DecodeName(entry.FullName);
            if (!budget.BeginEntry(name, nesting) || name.EndsWith('/') || IsClutter(name))
            {
                continue;
            }

            foreach (var item in names.Named(name, () => reader.Each(PackageGuard.Expand(entry, budget), name, budget, nesting + 1)))
            {
                yield return levels.Leveled(InnerItems.Clean(name), item);
            }
        }

        if (names.Count == 0 && budget.PassOver == 0)
        {
            yield return ReadItem.Refused("The archive holds no files.");
        }
    }

    private static ArchiveLevels LevelsOf(ZipArchive zip, ReadBudget budget)
    {
        var levels = new ArchiveLevels();
        foreach (var entry in zip.Entries)
        {
            if (DecodeName(entry.FullName) is var name && ArchiveLevels.IsOne(name))
            {
                levels.Add(InnerItems.Clean(name), ContentOf(entry, budget));
            }
        }

        return levels;
    }

    private static byte[]? ContentOf(ZipArchiveEntry entry, ReadBudget budget)
    {
        try
        {
            return entry.Length <= ArchiveLevels.LongestFile ? PackageGuard.Expand(entry, budget) : null;
        }
        catch (Exception e) when (MaterialReader.ReasonOf(e) is not null)
        {
            return null;
        }
    }

    private static string DecodeName(string name) =>
        name.All(c => c <= 0xFF) && name.Any(c => c >= 0x80)
            ? TextDecoder.DecodeName(Encoding.Latin1.GetBytes(name)).Replace('\\', '/')
            : name.Replace('\\', '/');

    /// <summary>What systems and office programs leave behind.</summary>
    private static bool IsClutter(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        return name.StartsWith("__MACOSX/", StringComparison.Ordinal) || file.StartsWith("~$", StringComparison.Ordinal)
            || file is AccessFile.Name or ".DS_Store" or "Thumbs.db" or "desktop.ini";
    }

    private static FileFormat Tell(byte[] bytes, string extension)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var isOffice = false;
            foreach (var entry in zip.Entries)
            {
                switch (entry.FullName)
                {
                    case "OFD.xml":
                        return OfdReader.Format;
                    case "word/document.xml" or "word/document2.xml":
                        return WordReader.Format;
                    case "xl/workbook.xml" or "xl/workbook.bin":
                        throw new RefusedException("It is a spreadsheet (Excel); tables are read from Word, PDF and web pages only.");
                    case "ppt/presentation.xml":
                        throw new RefusedException(
                            "It is a presentation (PowerPoint), which is not read; save its outline as Word or PDF.");
                    case "content.xml" when extension is ".odt" or ".ott":
                        return OldWordReader.Format;
                    case "mimetype" when entry.Length is > 0 and < 200:
                        if (Mimetype(entry) is { } mimetype)
                        {
                            return mimetype.StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal)
                                ? OldWordReader.Format
                                : throw new RefusedException($"It is a document of the type {mimetype}, which is not read.");
                        }

                        break;
                    case "[Content_Types].xml":
                        isOffice = true;
                        break;
                }
            }

            return isOffice && extension is ".docx" or ".docm" or ".dotx" ? WordReader.Format : Format;
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(
                extension is ".docx"
                    ? $"The Word file is damaged or cut short ({e.Message})"
                    : $"The archive is damaged or cut short ({e.Message})",
                e);
        }
    }

    private static string? Mimetype(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.ASCII);
        var buffer = new char[200];
        var mimetype = new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
        return mimetype.StartsWith("application/", StringComparison.Ordinal)
            && mimetype.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '+')
            ? mimetype
            : null;
    }
}
