using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>
/// Tells what a file is. Content goes before the name: office folders are full of .doc that are HTML, and of .docx that are not.
/// </summary>
internal static class FileKinds
{
    /// <summary>Bytes at the beginning of a file that tell as much as can be told without looking into an archive.</summary>
    public const int HeadBytes = 4096;

    private static ReadOnlySpan<byte> OleMagic => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly (byte[] Magic, string Name)[] Unreadable =
    [
        ("Rar!"u8.ToArray(), "a RAR archive; unpack it, or pack it as .zip"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive; unpack it, or pack it as .zip"),
        ([0x1F, 0x8B], "a gzip archive; unpack it, or pack it as .zip"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a picture (PNG); put it into a PDF to have its text recognised"),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG); put it into a PDF to have its text recognised"),
        ("GIF8"u8.ToArray(), "a picture (GIF)"),
        ("II*\0"u8.ToArray(), "a picture (TIFF); put it into a PDF to have its text recognised"),
        ("MM\0*"u8.ToArray(), "a picture (TIFF); put it into a PDF to have its text recognised"),
        ("MZ"u8.ToArray(), "a Windows program"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"),
        ("SQLite format 3"u8.ToArray(), "a database"),
    ];

    /// <summary>What the bytes are.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">Its name; only the extension is looked at.</param>
    /// <exception cref="RefusedException">It is nothing that can be read.</exception>
    public static FileKind Tell(byte[] bytes, string name)
    {
        var kind = TellByHead(bytes.AsSpan(0, Math.Min(bytes.Length, HeadBytes)), name);
        return kind switch
        {
            FileKind.Zip => TellZip(bytes, Path.GetExtension(name).ToLowerInvariant()),
            FileKind.OldWord when bytes.AsSpan().StartsWith(OleMagic) => TellOle(bytes),
            _ => kind,
        };
    }

    /// <summary>
    /// What the first bytes are; of archives (<see cref="FileKind.Zip"/>) and old Office files (<see cref="FileKind.OldWord"/>) only that they
    /// are some.
    /// </summary>
    /// <param name="head">The first <see cref="HeadBytes"/>, or the whole file when it is shorter.</param>
    /// <param name="name">Its name; only the extension is looked at.</param>
    /// <exception cref="RefusedException">It is nothing that can be read.</exception>
    public static FileKind TellByHead(ReadOnlySpan<byte> head, string name)
    {
        if (head.IsEmpty)
        {
            throw new RefusedException("The file is empty.");
        }

        if (head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
        {
            return FileKind.Pdf;
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return FileKind.Zip;
        }

        if (head.StartsWith(OleMagic) || head.StartsWith("{\\rtf"u8))
        {
            return FileKind.OldWord;
        }

        foreach (var (magic, what) in Unreadable)
        {
            if (head.StartsWith(magic))
            {
                throw new RefusedException($"It is {what}.");
            }
        }

        return TellText(head, Path.GetExtension(name).ToLowerInvariant());
    }

    private static FileKind TellText(ReadOnlySpan<byte> head, string extension)
    {
        // Markup is ASCII in every encoding but UTF-16, where dropping the zeros brings it out.
        var start = Encoding.Latin1.GetString(head)
            .Replace("\0", "", StringComparison.Ordinal)
            .TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', ' ', '\t', '\r', '\n');
        if (start.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return FileKind.Html;
        }

        if (start.StartsWith("<?xml", StringComparison.Ordinal))
        {
            if (start.Contains("progid=\"Word.Document\"", StringComparison.Ordinal)
                || start.Contains("opendocument", StringComparison.Ordinal)
                || start.Contains("schemas.microsoft.com/office/2006/xmlPackage", StringComparison.Ordinal))
            {
                return FileKind.OldWord;
            }

            if (start.Contains("<html", StringComparison.OrdinalIgnoreCase))
            {
                return FileKind.Html;
            }
        }

        if (start.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase))
        {
            return FileKind.Mail;
        }

        return extension switch
        {
            ".txt" or ".text" => FileKind.Text,
            ".md" or ".markdown" => FileKind.Markdown,
            ".html" or ".htm" or ".xhtml" or ".shtml" => FileKind.Html,
            ".eml" or ".mht" or ".mhtml" => FileKind.Mail,
            ".jsonl" => FileKind.JsonLines,
            ".doc" or ".docx" or ".wps" or ".rtf" or ".odt" => FileKind.Text,
            ".pdf" or ".ofd"
            or ".zip" => throw new RefusedException(
                $"It is named {extension}, but its content is not: it is damaged, or cut short at its beginning."),
            "" => throw new RefusedException(
                "Its format is unknown: the name has no extension, and the content is no document that can be read."),
            _ => throw new RefusedException($"Files of the format {extension} are not read."),
        };
    }

    private static FileKind TellZip(byte[] bytes, string extension)
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
                        return FileKind.Ofd;
                    case "word/document.xml" or "word/document2.xml":
                        return FileKind.Word;
                    case "xl/workbook.xml" or "xl/workbook.bin":
                        throw new RefusedException("It is a spreadsheet (Excel); tables are read from Word, PDF and web pages only.");
                    case "ppt/presentation.xml":
                        throw new RefusedException(
                            "It is a presentation (PowerPoint), which is not read; save its outline as Word or PDF.");
                    case "content.xml" when extension is ".odt" or ".ott":
                        return FileKind.OldWord;
                    case "mimetype" when entry.Length is > 0 and < 200:
                        if (Mimetype(entry) is { } mimetype)
                        {
                            return mimetype.StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal)
                                ? FileKind.OldWord
                                : throw new RefusedException($"It is a document of the type {mimetype}, which is not read.");
                        }

                        break;
                    case "[Content_Types].xml":
                        isOffice = true;
                        break;
                }
            }

            return isOffice && extension is ".docx" or ".docm" or ".dotx" ? FileKind.Word : FileKind.Zip;
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

    /// <summary>A compound file (OLE): its directory names its streams in UTF-16.</summary>
    private static FileKind TellOle(ReadOnlySpan<byte> bytes)
    {
        static bool Has(ReadOnlySpan<byte> bytes, string stream) => bytes.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;
        if (Has(bytes, "EncryptedPackage"))
        {
            throw new RefusedException("It is protected with a password; save it without one.");
        }

        if (Has(bytes, "WordDocument") || Has(bytes, "WpsDocument"))
        {
            return FileKind.OldWord;
        }

        if (Has(bytes, "Workbook"))
        {
            throw new RefusedException("It is a spreadsheet (Excel); tables are read from Word, PDF and web pages only.");
        }

        if (Has(bytes, "PowerPoint Document"))
        {
            throw new RefusedException("It is a presentation (PowerPoint), which is not read; save its outline as Word or PDF.");
        }

        if (Has(bytes, "__substg1.0_"))
        {
            throw new RefusedException("It is an Outlook message (.msg), which is not read; save it as .eml.");
        }

        throw new RefusedException("It is an old Office file without a Word document in it, or it is damaged.");
    }
}
