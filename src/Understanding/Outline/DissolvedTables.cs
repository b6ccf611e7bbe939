using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// Tells the cells of a table that a conversion set on lines of their own: between lines that hold the numbers of its rows (1, 2, 3 …)
/// there are only short lines, which would be taken for headings.
/// </summary>
internal static class DissolvedTables
{
    /// <summary>Fewer rows may be anything.</summary>
    private const int FewestRows = 3;

    /// <summary>A row has at most this many lines: between the numbers of two pages there are more.</summary>
    private const int MostLinesOfRow = 12;

    /// <summary>Names of columns stand in front of the first row.</summary>
    private const int MostColumns = 10;

    /// <summary>A name of a column has at most this many units.</summary>
    private const int LongestColumn = 16;

    /// <summary>Makes rows of the lines of each such table.</summary>
    public static void Mark(ReadOnlySpan<char> text, List<TextParagraph> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (RowNumber(text, lines[i]) != 1)
            {
                continue;
            }

            var (last, row, rows) = (i, 0, 1);
            for (var next = NextRow(text, lines, last, rows + 1); next > 0; next = NextRow(text, lines, last, rows + 1))
            {
                (row, last) = (Math.Max(row, next - last), next);
                rows++;
            }

            if (rows < FewestRows || row < 2)
            {
                continue;
            }

            // The last row is no longer than the others, and a heading with a mark of its own ends it.
            var end = last + 1;
            while (end < lines.Count && end < last + row && lines[end].Kind == ParagraphKind.Body && !IsMarked(text, lines[end]))
            {
                end++;
            }

            var start = i;
            while (start > 0 && i - start < MostColumns && lines[start - 1] is { Kind: ParagraphKind.Body, Length: <= LongestColumn }
                && !IsMarked(text, lines[start - 1]))
            {
                start--;
            }

            // Only below 序号 the short lines in front are surely names of columns.
            for (var k = FirstColumn(text, lines, start, i); k < end; k++)
            {
                lines[k] = lines[k] with { Kind = ParagraphKind.TableRow };
            }

            i = end - 1;
        }
    }

    private static int FirstColumn(ReadOnlySpan<char> text, List<TextParagraph> lines, int start, int first)
    {
        for (var k = start; k < first; k++)
        {
            if (text[lines[k].Start..lines[k].End] is "序号" or "编号" or "序 号")
            {
                return k;
            }
        }

        return first;
    }

    /// <summary>The line with the number of the next row; 0 when there is none near.</summary>
    private static int NextRow(ReadOnlySpan<char> text, List<TextParagraph> lines, int from, int number)
    {
        for (var i = from + 1; i < lines.Count && i <= from + MostLinesOfRow; i++)
        {
            if (RowNumber(text, lines[i]) == number)
            {
                return i;
            }

            if (IsMarked(text, lines[i]))
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>一、…, （一）…: what parts a document parts no row.</summary>
    private static bool IsMarked(ReadOnlySpan<char> text, TextParagraph line) =>
        line.Kind == ParagraphKind.Body && Marker.TryRead(text, line.Start, line.End, out var mark)
        && mark.Style is >= MarkerStyle.Part and <= MarkerStyle.Circled && !Glyphs.IsDigit(text[line.Start]);

    /// <summary>The number that is all of a line; −1 for any other.</summary>
    private static int RowNumber(ReadOnlySpan<char> text, TextParagraph line) =>
        line.Kind == ParagraphKind.PageNumber && line.Length <= 3
        && int.TryParse(text[line.Start..line.End], System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? number
        : -1;
}
