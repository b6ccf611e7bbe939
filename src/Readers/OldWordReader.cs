using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Documents of older and other office programs (.doc, .wps, .rtf, .odt): LibreOffice turns them into Word's format, which is then read.
/// </summary>
internal static class OldWordReader
{
    private const long MaxMessages = 1 << 20;

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
            budget);
        var converted = Path.Combine(target, "source.docx");
        if (!File.Exists(converted))
        {
            throw new RefusedException("LibreOffice could not read it: it is damaged, protected with a password, or no document.");
        }

        var length = new FileInfo(converted).Length;
        budget.CheckFileBytes(length);
        return WordReader.Read(File.ReadAllBytes(converted), budget);
    }
}
