using System.IO.Compression;
using System.Xml;

namespace KnowledgeBase.Readers;

/// <summary>
/// Opens zipped documents (.docx, .ofd) safely: what their directory claims is not believed, every part is expanded under the budget, and
/// XML is read without document types, so that nothing is fetched, nothing multiplies and nothing nests without end.
/// </summary>
internal static class PackageGuard
{
    /// <summary>Bytes of an entry that are made ready for because the directory names them.</summary>
    private const long MaxBelieved = 4 << 20;

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
        using var stream = Open(entry, budget);

        // What the directory says of the length may be a lie, so it only saves copies where it is none.
        using var all = new MemoryStream((int)Math.Clamp(entry.Length, 0, MaxBelieved));
        stream.CopyTo(all);
        return all.Length == all.Capacity ? all.GetBuffer() : all.ToArray();
    }

    /// <summary>True for the parts of an office document that are XML.</summary>
    public static bool IsXml(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens an entry as a stream that spends from the budget what is read of it.</summary>
    /// <exception cref="RefusedException">It is encrypted; or, on reading, larger than the limits allow.</exception>
    public static Stream Open(ZipArchiveEntry entry, ReadBudget budget) => entry.IsEncrypted
        ? throw new RefusedException("It is protected with a password; save it without one.")
        : new ExpandingStream(entry.Open(), entry.CompressedLength, budget);

    /// <summary>A reader that keeps to the rules above, except for the depth, which <see cref="CheckDepth"/> looks at.</summary>
    public static XmlReader Xml(Stream xml) => XmlReader.Create(xml, Settings);

    /// <summary>Reads XML through once, to see that it may be loaded.</summary>
    /// <exception cref="XmlException">It is not well-formed, or has a document type.</exception>
    /// <exception cref="RefusedException">It nests too deeply, or goes beyond the budget.</exception>
    public static void CheckDepth(ZipArchiveEntry entry, ReadBudget budget)
    {
        using var reader = Xml(Open(entry, budget));
        while (reader.Read())
        {
            if (reader.Depth > budget.Limits.MaxMarkupDepth)
            {
                throw new RefusedException(
                    $"Its XML is nested more than {budget.Limits.MaxMarkupDepth} elements deep, far beyond what an office program writes.");
            }
        }

        budget.Cancellation.ThrowIfCancellationRequested();
    }

    private sealed class ExpandingStream(Stream expanded, long compressed, ReadBudget budget) : Stream
    {
        private long _total;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = expanded.Read(buffer);
            _total += read;
            budget.SpendExpanded(read, _total, compressed);
            budget.CheckFileBytes(_total);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                expanded.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
