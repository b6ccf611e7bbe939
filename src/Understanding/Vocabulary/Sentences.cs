namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>Where sentences end.</summary>
internal static class Sentences
{
    /// <summary>
    /// A quotation longer than this no longer holds its sentences together: it is a quoted speech, or a quote that nobody closed.
    /// </summary>
    private const int LongestQuotation = 200;

    /// <summary>
    /// End of the sentence that starts at <paramref name="start"/>: behind its 。！？ and the quotes and brackets that close with it, or
    /// <paramref name="end"/>. A 。 inside “…” or （…） ends the sentence only when the quotation ends with it.
    /// </summary>
    public static int EndOf(ReadOnlySpan<char> text, int start, int end)
    {
        var depth = 0;
        var openedAt = start;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (c < '“' && c is not '(' and not ')' && !IsStop(text, i, end))
            {
                continue;
            }

            if (c is '“' or '（' or '(' or '‘')
            {
                if (depth++ == 0)
                {
                    openedAt = i;
                }
            }
            else if (c is '”' or '）' or ')' or '’')
            {
                if (depth > 0)
                {
                    depth--;
                }
            }
            else if (IsStop(text, i, end))
            {
                var behind = i + 1;
                while (behind < end && Glyphs.IsStop(text[behind]))
                {
                    behind++;
                }

                var level = depth;
                while (behind < end && Glyphs.IsCloser(text[behind]))
                {
                    if (level > 0 && text[behind] is '”' or '）' or ')' or '’')
                    {
                        level--;
                    }

                    behind++;
                }

                if (level == 0 || i - openedAt > LongestQuotation)
                {
                    return behind;
                }

                depth = level;
                i = behind - 1;
            }
        }

        return end;
    }

    /// <summary>A half-width full stop ends a sentence only between Chinese characters; elsewhere it stands in numbers and names.</summary>
    private static bool IsStop(ReadOnlySpan<char> text, int at, int end)
    {
        if (text[at] != '.')
        {
            return Glyphs.IsStop(text[at]);
        }

        return at > 0 && Glyphs.IsHan(text[at - 1]) && (at + 1 >= end || Glyphs.IsHan(text[at + 1]) || Glyphs.IsBlank(text[at + 1]));
    }
}
