using System.Buffers;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>Tells the shapes of passages.</summary>
internal static class PassageShapes
{
    /// <summary>A line without a mark at its end that is as long as this was broken by a page, and goes on.</summary>
    private const int ShortLine = 18;

    /// <summary>A line that is longer says something, though its end was cut off.</summary>
    private const int LongestHeading = 60;

    /// <summary>So few short lines are headings.</summary>
    private const int FewestLines = 4;

    /// <summary>Names in one line, from which on it is a list of them …</summary>
    private const int FewestNames = 12;

    /// <summary>… where each has at most so many characters.</summary>
    private const int LongestName = 8;

    private const string LineEnds = SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "，,、”）)";

    private static readonly SearchValues<string> Leaders = SearchValues.Create(["……", "....", "··"], StringComparison.Ordinal);

    private static readonly SearchValues<char> Ends = SearchValues.Create(SentenceMarks.Ends);

    /// <summary>The shape of a passage.</summary>
    public static PassageShape Of(string text)
    {
        var (lines, shorts, sentences) = (0, 0, 0);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.Length == 0)
            {
                continue;
            }

            lines++;
            sentences += line.ContainsAny(Ends) || SentenceMarks.Semicolons.Contains(line[^1], StringComparison.Ordinal)
                || line.Length > LongestHeading ? 1 : 0;
            shorts += IsEntry(line) ? 1 : 0;
        }

        return (lines >= FewestLines && shorts * 2 > lines) || IsOfNames(text) ? PassageShape.List
            : sentences == 0 ? PassageShape.Headings
            : PassageShape.Prose;
    }

    /// <summary>A short line that nothing ends, or one of contents: 总则……3. Rows of tables may be answers.</summary>
    private static bool IsEntry(ReadOnlySpan<char> line) =>
        (line.Length <= ShortLine && !line.Contains('\t') && !LineEnds.Contains(line[^1], StringComparison.Ordinal))
        || (char.IsAsciiDigit(line[^1]) && line.ContainsAny(Leaders));

    private static bool IsOfNames(string text)
    {
        var names = text.AsSpan().Count('、') + 1;
        return names >= FewestNames && text.Length <= names * LongestName && text.AsSpan().Count('，') * 4 < names;
    }
}
