using System.Buffers;

namespace KnowledgeBase.Materials.Wordings;

/// <summary>
/// Recognises slogans of parallel clauses outside quotes: 讲党性、重品行、作表率; 以清为美、以廉为荣. Clauses of one length, parted by 、,
/// that share a character at one place or are all demands (a verb and its object).
/// </summary>
internal static class Parallels
{
    private const int ShortestClause = 3;
    private const int LongestClause = 6;
    private const int ShortestPair = 4;
    private const int MostClauses = 8;

    private static readonly SearchValues<char> Verbs = SearchValues.Create(
        "学强重建讲守负作做带抓促亮比听跟感办惠暖聚育兴展举知懂谋解破创争树立提增补守担找悟开悉察访问纾增转优保稳防控改治管服务敢善勇明践履查纠严把受长挑打扛筑汇送传帮见走进扬当立用推兴燃释激凝");

    /// <summary>What lists of offices and places end in; they are parallel, but no slogan.</summary>
    private static readonly SearchValues<char> Names = SearchValues.Create("局部委办院县区市镇村站所厅科处室校会团队长员人者家业品县类年月日元个项记任器机");

    /// <summary>What may follow the last clause directly; anything else would go on with it.</summary>
    private static readonly SearchValues<char> Closers = SearchValues.Create("的等之为上");

    /// <summary>Adds start and end of each, by ascending start.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="found">Gets the stretches.</param>
    public static void Find(ReadOnlySpan<char> text, List<TextSpan> found)
    {
        for (var at = 0; ;)
        {
            var next = text[at..].IndexOf('、');
            if (next < 0)
                return;
            at += next;
            var span = RunAt(text, at);
            if (span.Length > 0)
                found.Add(span);
            at = Math.Max(span.End, at + 1);
        }
    }

    private static TextSpan RunAt(ReadOnlySpan<char> text, int comma)
    {
        // The length of the clauses is that of the one between the first two 、; with only one 、 every length is tried.
        var inner = text[(comma + 1)..Math.Min(text.Length, comma + LongestClause + 2)].IndexOf('、');
        if (inner >= 0)
            return inner >= ShortestClause ? Run(text, comma, inner, least: 3) : default;
        for (var length = LongestClause; length >= ShortestPair; length--)
        {
            var pair = Run(text, comma, length, least: 2);
            if (pair.Length > 0)
                return pair;
        }

        return default;
    }

    private static TextSpan Run(ReadOnlySpan<char> text, int comma, int length, int least)
    {
        var start = comma - length;
        if (start < 0 || !IsClause(text, start, length))
            return default;
        var clauses = 1;
        var end = comma;
        while (clauses < MostClauses && end < text.Length && text[end] == '、' && end + 1 + length <= text.Length && IsClause(text, end + 1, length))
        {
            end += 1 + length;
            clauses++;
        }

        if (clauses < least || (end < text.Length && !Closers.Contains(text[end]) && text[end] is >= '一' and <= '鿿' or '、'))
            return default;
        var shared = 0;
        for (var place = 0; place < length; place++)
        {
            var same = true;
            for (var i = 1; i < clauses && same; i++)
                same = text[start + place] == text[start + i * (length + 1) + place];
            if (same)
                shared++;
        }

        if (Names.Contains(text[end - 1]) && Names.Contains(text[comma - 1]))
            return default;

        // Two clauses must share their first character and, past another one, a second: 以清为美、以廉为荣. More of them share the first.
        var isSlogan = clauses == 2
            ? shared >= 2 && text[start] == text[comma + 1] && text[start + 1] != text[comma + 2]
            : AllDemands(text, start, length, clauses) || (text[start] == text[comma + 1] && shared > 0 && shared < length - 1);
        return isSlogan ? new TextSpan(start, end) : default;
    }

    private static bool AllDemands(ReadOnlySpan<char> text, int start, int length, int clauses)
    {
        if (length > 4)
            return false;
        for (var i = 0; i < clauses; i++)
        {
            if (!Verbs.Contains(text[start + i * (length + 1)]))
                return false;
        }

        return true;
    }

    private static bool IsClause(ReadOnlySpan<char> text, int start, int length)
    {
        foreach (var c in text.Slice(start, length))
        {
            if (c is < '一' or > '鿿' or '的' or '了' or '和' or '等' or '同')
                return false;
        }

        return true;
    }
}
