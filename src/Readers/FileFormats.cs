using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>
/// All formats that are read, and which of them a file is of. Content goes before the name: office folders are full of .doc that are HTML,
/// and of .docx that are not.
/// </summary>
internal static class FileFormats
{
    /// <summary>Bytes at the beginning of a file that tell as much as can be told without looking into an archive.</summary>
    public const int HeadBytes = 4096;

    /// <summary>
    /// Every format, in the order in which signatures and openings are looked for. A reader for another one is written beside the others
    /// and declared here, and nowhere else.
    /// </summary>
    public static IReadOnlyList<FileFormat> All { get; } =
    [
        PdfReader.Format, ZipReader.Format, OldWordReader.Format, HtmlReader.Format, MailReader.Format,
        PlainTextReader.Format, MarkdownReader.Format, WordReader.Format, OfdReader.Format,
        JsonLinesReader.Format, TabbedLinesReader.Format,
    ];

    /// <summary>
    /// Bytes of markup up to which whatever a parser does with it, the square of its length included, takes less than a second
    /// (tools/Attack/README.md tells how that was measured).
    /// </summary>
    public const int OrdinaryMarkup = 32 << 10;

    /// <summary>Bytes of a package up to which the document in it is ordinary.</summary>
    public const int OrdinaryPackage = 256 << 10;

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

    /// <summary>The format that a name alone stands for, or null.</summary>
    /// <param name="name">A file's name or path; only the extension is looked at.</param>
    public static FileFormat? OfName(string name)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        return extension.Length == 0 ? null : All.FirstOrDefault(f => f.Extensions.Contains(extension, StringComparer.Ordinal));
    }

    /// <summary>What the bytes are.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">Its name; only the extension is looked at.</param>
    /// <exception cref="RefusedException">It is nothing that can be read.</exception>
    public static FileFormat Tell(byte[] bytes, string name)
    {
        var format = TellByHead(bytes.AsSpan(0, Math.Min(bytes.Length, HeadBytes)), name);
        return format.Unpack is { } unpack ? unpack(bytes, Path.GetExtension(name).ToLowerInvariant()) : format;
    }

    /// <summary>What the first bytes are; of formats that pack others (<see cref="FileFormat.Unpack"/>) only that they are one.</summary>
    /// <param name="head">The first <see cref="HeadBytes"/>, or the whole file when it is shorter.</param>
    /// <param name="name">Its name; only the extension is looked at.</param>
    /// <exception cref="RefusedException">It is nothing that can be read.</exception>
    public static FileFormat TellByHead(ReadOnlySpan<byte> head, string name)
    {
        if (head.IsEmpty)
        {
            throw new RefusedException("The file is empty.");
        }

        var bytes = head.ToArray();
        if (All.FirstOrDefault(f => f.HasSignature?.Invoke(bytes) == true) is { } signed)
        {
            return signed;
        }

        foreach (var (magic, what) in Unreadable)
        {
            if (head.StartsWith(magic))
            {
                throw new RefusedException($"It is {what}.");
            }
        }

        // Markup is ASCII in every encoding but UTF-16, where dropping the zeros brings it out.
        var opening = Encoding.Latin1.GetString(head)
            .Replace("\0", "", StringComparison.Ordinal)
            .TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', ' ', '\t', '\r', '\n');
        return All.FirstOrDefault(f => f.HasOpening?.Invoke(opening) == true) ?? TellByName(Path.GetExtension(name).ToLowerInvariant());
    }

    private static FileFormat TellByName(string extension) => OfName(extension) switch
    {
        { NameTells: NameTells.Format } format => format,
        { NameTells: NameTells.PlainText } => PlainTextReader.Format,
        { } => throw new RefusedException(
            $"It is named {extension}, but its content is not: it is damaged, or cut short at its beginning."),
        null when extension.Length == 0 => throw new RefusedException(
            "Its format is unknown: the name has no extension, and the content is no document that can be read."),
        null => throw new RefusedException($"Files of the format {extension} are not read."),
    };
}
