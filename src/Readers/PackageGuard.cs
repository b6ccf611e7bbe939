using System.IO.Compression;
using System.Xml;

namespace KnowledgeBase.Readers;

/// <summary>
/// Opens zipped documents (.docx, .ofd) safely: what their directory claims is not believed, every part is expanded under the budget, and
/// XML is read without document types, so that nothing is fetched, nothing multiplies and nothing nests without end.
/// </summary>
internal static class PackageGuard
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = true,
    };

    /// <summary>Expands an entry.</summary>
    /// <exception cref="RefusedException">It is larger than the limits allow.</exception>
    public static byte[] Expand(ZipArchiveEntry entry, ReadBudget budget)
    {
        if (entry.IsEncrypted)
        {
            throw new RefusedException("It is protected with a password; save it without one.");
        }

        using var all = new MemoryStream();
        using var stream = entry.Open();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, read);
            budget.SpendExpanded(read, all.Length, entry.CompressedLength);
            budget.CheckFileBytes(all.Length);
        }

        return all.ToArray();
    }

    /// <summary>A reader that keeps to the rules above, except for the depth, which <see cref="CheckDepth"/> looks at.</summary>
    public static XmlReader Xml(byte[] xml) => XmlReader.Create(new MemoryStream(xml, writable: false), Settings);

    /// <summary>Reads XML through once, to see that it may be loaded.</summary>
    /// <exception cref="XmlException">It is not well-formed, or has a document type.</exception>
    /// <exception cref="RefusedException">It nests too deeply.</exception>
    public static void CheckDepth(byte[] xml, ReadBudget budget)
    {
        using var reader = Xml(xml);
        while (reader.Read())
        {
            if (reader.Depth > budget.Limits.MaxMarkupDepth)
            {
                throw new RefusedException($"Its XML is nested more than {budget.Limits.MaxMarkupDepth} elements deep, far beyond what an office program writes.");
            }
        }

        budget.Cancellation.ThrowIfCancellationRequested();
    }
}
