using System.Text;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexer;

/// <summary>
/// Writes for people: what a terminal would obey is shown escaped (<see cref="VisibleText"/>). <c>WriteLine</c> writes one line, whatever
/// stands in it; <c>Write</c> takes line feeds for the ends of lines.
/// </summary>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value != '\n' && VisibleText.IsHidden(value))
        {
            inner.Write(VisibleText.Of(value.ToString()));
        }
        else
        {
            inner.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        var rest = value ?? "";
        for (int end; (end = rest.IndexOf('\n', StringComparison.Ordinal)) >= 0; rest = rest[(end + 1)..])
        {
            inner.Write(VisibleText.Of(rest[..end]));
            inner.Write('\n');
        }

        inner.Write(VisibleText.Of(rest));
    }

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(VisibleText.Of(value ?? ""));

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
