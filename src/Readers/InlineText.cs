using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>White space inside a line, the way Chinese text wants it.</summary>
internal static class InlineText
{
    /// <summary>
    /// Collapses white space as HTML does, except that a line break between two Chinese characters is nothing at all (the source was merely
    /// wrapped there) and that ideographic spaces are kept inside the line. Ends are trimmed.
    /// </summary>
    public static string Collapse(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsCollapsible(text[i]))
            {
                result.Append(text[i]);
                continue;
            }

            var broken = false;
            var j = i;
            for (; j < text.Length && IsCollapsible(text[j]); j++)
            {
                broken |= text[j] is '\n' or '\r';
            }

            var between = broken && result.Length > 0 && j < text.Length && IsWide(result[^1]) && IsWide(text[j]);
            if (!between)
            {
                result.Append(' ');
            }

            i = j - 1;
        }

        return result.ToString().Trim();
    }

    /// <summary>Joins a line to the one before it in a paragraph that was wrapped: a space only where both sides are Latin.</summary>
    public static void AppendWrapped(StringBuilder paragraph, ReadOnlySpan<char> line)
    {
        if (paragraph.Length > 0 && line.Length > 0 && !IsWide(paragraph[^1]) && !IsWide(line[0]) && !char.IsWhiteSpace(paragraph[^1]))
        {
            paragraph.Append(' ');
        }

        paragraph.Append(line);
    }

    /// <summary>Tabs and line breaks become spaces.</summary>
    public static string OneLine(string text) => Collapse(text.Replace('\t', ' '));

    /// <summary>True for characters of Chinese text: ideographs, their punctuation and full-width forms.</summary>
    public static bool IsWide(char c) =>
        c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFE30' and <= '\uFE4F' or >= '\uFF00' and <= '\uFFEF'
            or '\u2014' or '\u2018' or '\u2019' or '\u201C' or '\u201D' or '\u2026' || char.IsSurrogate(c);

    private static bool IsCollapsible(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or '\u00A0' or '\u200B' or '\uFEFF';
}
