namespace KnowledgeBase.Retrieval.Queries;

/// <summary>What words are recognised by that stand for more than themselves, without a name before them.</summary>
internal static class TypedForms
{
    /// <summary>Characters in each gap of a frame where no number is given.</summary>
    public const int UsualGap = 12;

    /// <summary>A longer stretch beside an ellipsis was pasted: it is a sentence, and no part of a frame.</summary>
    private const int LongestAnchor = 8;

    private const int LongestPattern = 16;

    /// <summary>What the name of a body ends in before the number of its document: 云组发, 政办函, 国务院令.</summary>
    private const string EndsOfBodies = SureEndsOfBodies + "电電通报報告规組组工党黨委政";

    /// <summary>Those that hardly anything else ends in; behind the others a year is a year.</summary>
    private const string SureEndsOfBodies = "发發字函办辦文令";

    private const int ShortestBody = 2;

    /// <summary>
    /// Length of a year in brackets with a number behind it (（2019）12号, [2023]第5号) that begins here; 0 where none does.
    /// </summary>
    public static int DocumentNumber(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !"(（[［〔【﹝".Contains(text[0], StringComparison.Ordinal))
        {
            return 0;
        }

        var at = 1;
        SkipWhiteSpace(text, ref at);
        var year = Digits(text, ref at);
        SkipWhiteSpace(text, ref at);
        if (year != 4 || at >= text.Length || !")）]］〕】﹞".Contains(text[at], StringComparison.Ordinal))
        {
            return 0;
        }

        at++;
        SkipWhiteSpace(text, ref at);
        if (at < text.Length && text[at] == '第')
        {
            at++;
            SkipWhiteSpace(text, ref at);
        }

        var number = Digits(text, ref at);
        SkipWhiteSpace(text, ref at);
        return number is >= 1 and <= 5 && at < text.Length && text[at] is '号' or '號' ? at + 1 : 0;
    }

    /// <summary>
    /// End of a year without brackets and a number (2019年12号, 2019-12号) that begins behind the name of a body; 0 where none does.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="at">Where the year would begin.</param>
    public static int NumberWithoutBrackets(ReadOnlySpan<char> text, int at)
    {
        if (at < ShortestBody || !SureEndsOfBodies.Contains(text[at - 1], StringComparison.Ordinal))
        {
            return 0;
        }

        var year = Digits(text, ref at);
        if (year != 4 || at >= text.Length || text[at] is not ('年' or '-' or '—' or '－'))
        {
            return 0;
        }

        at++;
        at += at < text.Length && text[at] == '第' ? 1 : 0;
        return Digits(text, ref at) is >= 1 and <= 5 && at < text.Length && text[at] is '号' or '號' ? at + 1 : 0;
    }

    /// <summary>
    /// Length of the white space between the name of a body and the number of its document, which parts nothing (云组发 〔2019〕12号); 0 for
    /// what parts words.
    /// </summary>
    /// <param name="text">The whole question.</param>
    /// <param name="at">A place of white space in it.</param>
    public static int SpaceBeforeNumber(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        SkipWhiteSpace(text, ref end);
        return at > 0 && end > at && EndsOfBodies.Contains(text[at - 1], StringComparison.Ordinal) && DocumentNumber(text[end..]) > 0
            ? end - at
            : 0;
    }

    /// <summary>
    /// The strings of a frame, 以 and 为 of 以…为…; empty for an ellipsis alone. Null for what is no frame: text without an ellipsis, with
    /// one string, or with a whole clause beside one.
    /// </summary>
    public static IReadOnlyList<string>? Anchors(string text)
    {
        var anchors = new List<string>();
        var hasGap = false;
        var start = 0;
        for (var i = 0; i <= text.Length;)
        {
            var gap = i < text.Length ? Ellipsis(text.AsSpan(i)) : 0;
            if (gap == 0 && i < text.Length)
            {
                i++;
                continue;
            }

            if (i > start)
            {
                anchors.Add(text[start..i]);
            }

            hasGap |= gap > 0;
            i += Math.Max(gap, 1);
            start = i;
        }

        return hasGap && anchors.Count != 1 && anchors.TrueForAll(a => a.Length <= LongestAnchor) ? anchors : null;
    }

    /// <summary>What a word with <c>*</c> behind it, or <c>*</c> and <c>?</c> between its letters, is; null for all other text.</summary>
    public static PatternKind? Pattern(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > LongestPattern || !char.IsLetter(text[0]))
        {
            return null;
        }

        var inner = 0;
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] is '*' or '＊' or '?')
            {
                // Two of them are a masked figure or name (下降**%), and a mark at the end of a clause asks.
                if (!char.IsLetter(text[i - 1]) || !char.IsLetter(text[i + 1]))
                {
                    return null;
                }

                inner++;
            }
            else if (!char.IsLetterOrDigit(text[i]))
            {
                return null;
            }
        }

        var isOpen = text[^1] is '*' or '＊';
        if (!isOpen && !char.IsLetterOrDigit(text[^1]))
        {
            return null;
        }

        return inner > 0 ? PatternKind.Wildcard : isOpen ? PatternKind.Prefix : null;
    }

    /// <summary>Length of the ellipsis that begins here: …, ……, ... or more.</summary>
    private static int Ellipsis(ReadOnlySpan<char> text)
    {
        var length = 0;
        var dots = 0;
        while (length < text.Length && text[length] is '…' or '⋯' or '.' or '．' or '。')
        {
            dots += text[length] is '…' or '⋯' ? 3 : 1;
            length++;
        }

        return dots >= 3 ? length : 0;
    }

    private static void SkipWhiteSpace(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private static int Digits(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is (>= '0' and <= '9') or (>= '０' and <= '９'))
        {
            at++;
        }

        return at - start;
    }
}
