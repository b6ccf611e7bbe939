using System.Globalization;
using System.Text;

namespace KnowledgeBase.Export.Documents;

/// <summary>
/// Writes a document as CommonMark with tables. Texts come out as they went in: no sign of theirs is taken for markup, and what looks
/// like HTML is shown and not obeyed.
/// </summary>
internal static class MarkdownFile
{
    private const int DeepestHeading = 6;
    private const string Signs = @"\`*_{}[]#|~!$^";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(TextDocument document, Stream output, CancellationToken cancellationToken)
    {
        using var writer = new StreamWriter(output, Encoding, bufferSize: 1 << 14, leaveOpen: true) { NewLine = "\n" };
        if (document.Title.Length > 0)
        {
            writer.WriteLine($"# {Line(document.Title)}");
        }

        foreach (var block in document.Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(writer, block);
        }

        for (var i = 0; i < document.Remarks.Count; i++)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n[^{i + 1}]: {Line(document.Remarks[i])}"));
        }
    }

    private static void Write(StreamWriter writer, TextBlock block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                // The title is the one heading of the first level.
                writer.WriteLine($"\n{new string('#', Math.Min(heading.Level + 1, DeepestHeading))} {Line(heading.Text)}");
                break;
            case CitationBlock citation:
                writer.WriteLine($"\n> {Line(citation.Text)}");
                break;
            case ListBlock list:
                writer.WriteLine();
                for (var i = 0; i < list.Items.Count; i++)
                {
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {Line(list.Items[i])}"));
                }

                break;
            case TableBlock table:
                writer.WriteLine();
                WriteRow(writer, table.Columns);
                WriteRow(writer, table.Columns.Select(_ => "---"), isText: false);
                foreach (var row in table.Rows)
                {
                    WriteRow(writer, row);
                }

                break;
            case RemarkedBlock remarked:
                writer.Write('\n');
                var at = 0;
                foreach (var mark in remarked.Marks.Where(m => !m.Begins))
                {
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Line(remarked.Text[at..mark.Place])}[^{mark.Remark + 1}]"));
                    at = mark.Place;
                }

                writer.WriteLine(Line(remarked.Text[at..]));
                break;
            case ParagraphBlock paragraph:
                foreach (var line in PlainCharacters.Lines(paragraph.Text))
                {
                    writer.WriteLine($"\n{Escaped(line)}");
                }

                break;
        }
    }

    private static void WriteRow(StreamWriter writer, IEnumerable<string> cells, bool isText = true) =>
        writer.WriteLine($"| {string.Join(" | ", isText ? cells.Select(Line) : cells)} |");

    private static string Line(string text) => Escaped(PlainCharacters.Line(text));

    private static string Escaped(string line)
    {
        var escaped = new StringBuilder(line.Length + 16);
        var digits = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (var i = 0; i < line.Length; i++)
        {
            var sign = line[i];
            switch (sign)
            {
                // Written as characters of HTML, since some programs look for tags before they look for backslashes.
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                default:
                    escaped.Append(BeginsBlock(sign, i, digits) || Signs.Contains(sign, StringComparison.Ordinal) ? "\\" : "").Append(sign);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Signs that begin a list, a rule or the underline of a heading where they begin a line: <c>-</c>, <c>1.</c>.</summary>
    private static bool BeginsBlock(char sign, int place, int digits) =>
        (place == 0 && sign is ('-' or '+' or '=' or ':')) || (place > 0 && place == digits && sign is ('.' or ')'));
}
