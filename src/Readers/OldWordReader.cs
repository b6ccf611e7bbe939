using System.Text;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Documents of older and other office programs (.doc, .wps, .rtf, .odt): LibreOffice turns them into Word's format, which is then read.
/// </summary>
internal static class OldWordReader
{
    /// <summary>What LibreOffice turns into Word 2007: .doc, .wps, .rtf, .odt.</summary>
    public static FileFormat Format { get; } = new("old Word", ".doc", ".wps", ".rtf", ".odt")
    {
        HasSignature = head => head.AsSpan().StartsWith(OleMagic) || head.AsSpan().StartsWith("{\\rtf"u8),
        HasOpening = opening => opening.StartsWith("<?xml", StringComparison.Ordinal)
            && (opening.Contains("progid=\"Word.Document\"", StringComparison.Ordinal)
                || opening.Contains("opendocument", StringComparison.Ordinal)
                || opening.Contains("schemas.microsoft.com/office/2006/xmlPackage", StringComparison.Ordinal)),
        NameTells = NameTells.PlainText,
        Unpack = (bytes, _) => bytes.AsSpan().StartsWith(OleMagic) ? TellOle(bytes) : Format!,
        ReadOne = file => Read(file.Bytes, file.Name, file.Helpers, file.Budget),
        Needs = ["libreoffice-writer"],
    };

    private static ReadOnlySpan<byte> OleMagic => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private const long MaxMessages = 1 << 20;

    /// <summary>LibreOffice reserves far more than it uses, a gigabyte and more.</summary>
    private const long AddressSpace = 4L << 30;

    public static RawMaterial Read(byte[] content, string fileName, HelperPrograms helpers, ReadBudget budget)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        var program = helpers.Find("soffice", "libreoffice-writer", $"Reading {(extension.Length > 0 ? extension : "old Word")} files");
        using var folder = new ScratchFolder();

        // LibreOffice looks at the content; the name is ours so that no character of the original can matter.
        var source = folder.Put("source" + (extension is ".doc" or ".wps" or ".rtf" or ".odt" or ".xml" ? extension : ".doc"), content);
        var profile = new Uri(Path.Combine(folder.Path, "profile")).AbsoluteUri;
        var target = Path.Combine(folder.Path, "out");
        HelperPrograms.Run(
            program,
            [
                $"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", target, source,
            ],
            folder.Path,
            MaxMessages,
            budget,
            AddressSpace);
        var converted = Path.Combine(target, "source.docx");
        if (!File.Exists(converted))
        {
            throw new RefusedException("LibreOffice could not read it: it is damaged, protected with a password, or no document.");
        }

        var length = new FileInfo(converted).Length;
        budget.CheckFileBytes(length);
        return WordReader.Read(File.ReadAllBytes(converted), budget);
    }

    /// <summary>A compound file (OLE): its directory names its streams in UTF-16.</summary>
    private static FileFormat TellOle(ReadOnlySpan<byte> bytes)
    {
        static bool Has(ReadOnlySpan<byte> bytes, string stream) => bytes.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;
        if (Has(bytes, "EncryptedPackage"))
        {
            throw new RefusedException("It is protected with a password; save it without one.");
        }

        if (Has(bytes, "WordDocument") || Has(bytes, "WpsDocument"))
        {
            return Format;
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
