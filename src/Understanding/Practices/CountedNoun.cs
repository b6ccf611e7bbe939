using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// Where the noun behind a figure and its unit ends (<c>436个[机关党组织]|开展…</c>): at a particle, a verb or a mark, and where a word does.
/// </summary>
internal static class CountedNoun
{
    private const int LongestNoun = 24;

    /// <summary>A clause in front of a noun has at most this many units: 11家[存在用工困难的企业].</summary>
    private const int LongestClause = 24;

    /// <summary>A second noun behind 和 has at most this many units.</summary>
    private const int LongestSecond = 12;

    /// <summary>A particle's word has at most this many units on each side of it.</summary>
    private const int ReachOfWord = 3;

    /// <summary>A noun of at most this many units is whole, whatever words it is made of: 人才培养基地.</summary>
    private const int LongestWhole = 7;

    /// <summary>The end of the noun that begins at the offset, which is the offset when there is none.</summary>
    public static int EndBehind(ReadOnlySpan<char> sentence, int from)
    {
        if (!OpensClause(sentence, from))
        {
            return EndOf(sentence, from);
        }

        var particle = ParticleOfClause(sentence, from);
        if (particle < 0)
        {
            return QuantityWords.NounEnds.LongestPrefix(sentence[from..]) > 0 ? from : EndOf(sentence, from);
        }

        var noun = EndOf(sentence, particle + 1);
        return noun > particle + 1 ? noun : from;
    }

    /// <summary>The noun behind 的, if 的 stands at the offset: 98%的[诉求]; empty when there is none.</summary>
    public static TextSpan BehindParticle(ReadOnlySpan<char> sentence, int at)
    {
        if (at >= sentence.Length || sentence[at] != '的')
        {
            return new TextSpan(at, at);
        }

        var counts = QuantityWords.Circumstances.LongestPrefix(sentence[(at + 1)..]) == 0;
        return counts ? new TextSpan(at + 1, Math.Max(at + 1, EndOf(sentence, at + 1))) : new TextSpan(at, at);
    }

    // 存在…的, 对…有…的: words that only a clause opens with.
    private static bool OpensClause(ReadOnlySpan<char> sentence, int from)
    {
        var length = from < sentence.Length ? QuantityWords.ClauseOpeners.LongestPrefix(sentence[from..]) : 0;
        return length > 0 && WordBorders.Covers(sentence, from, length);
    }

    private static int ParticleOfClause(ReadOnlySpan<char> sentence, int from)
    {
        var clause = sentence.Slice(from, Math.Min(LongestClause, sentence.Length - from));
        var stop = clause.IndexOfAny(QuantityWords.ClauseMarks);
        clause = stop < 0 ? clause : clause[..stop];
        var particle = clause.IndexOf('的');
        return particle < 0 || clause[..particle].ContainsAnyInRange('0', '9') ? -1 : from + particle;
    }

    private static int EndOf(ReadOnlySpan<char> sentence, int from)
    {
        var end = Stretch(sentence, from, out var isItem);
        if (!isItem)
        {
            var whole = EndOfSecond(sentence, from, end);
            if (whole > end)
            {
                return whole;
            }

            end = EndAtVerb(sentence, from, end, LongestWhole);
        }

        while (end > from + 2 && sentence[end - 1] is '共' or '均' or '已' or '各' or '中')
        {
            end--;
        }

        return end;
    }

    // Up to a particle, a verb or a mark; an item when another figure follows.
    private static int Stretch(ReadOnlySpan<char> sentence, int from, out bool isItem)
    {
        isItem = false;
        var end = from;
        for (; end < sentence.Length && end - from < LongestNoun; end++)
        {
            var c = sentence[end];
            var isMark = c is '（' or '）' or '”' or '、';
            if (!char.IsLetterOrDigit(c) && !(isMark && end > from) && !(c == '“' && BelongsToNoun(sentence, from, end)))
            {
                break;
            }

            if (char.IsAsciiDigit(c))
            {
                // 280名支部书记、615名积极分子: the next item of the list; 3家客商采购蒜苗30吨: the next figure.
                var comma = sentence[from..end].LastIndexOf('、');
                isItem = true;
                return TrimMarks(sentence, from, comma >= 0 ? from + comma : EndAtVerb(sentence, from, end, whole: 0));
            }

            if (Ends(sentence, from, end) || (c == '、' && OpensClause(sentence, end + 1)))
            {
                break;
            }
        }

        if (end - from == LongestNoun && end < sentence.Length)
        {
            while (end > from + 1 && !WordBorders.Begins(sentence, end))
            {
                end--; // cut off, but never within a word
            }
        }

        return TrimMarks(sentence, from, end);
    }

    // 和, 在 and the like end it as words, not in 和谐 and 存在; 党组织, 社团组织 are nouns.
    private static bool Ends(ReadOnlySpan<char> sentence, int from, int at)
    {
        var length = QuantityWords.NounEnds.LongestPrefix(sentence[at..]);
        if (length == 1)
        {
            // 和 and 为 join what is one name (中央和国家机关); of the others only the words beside them count: 党员到社区报到 may be a term, too.
            if (at == from || sentence[at] is '和' or '为')
            {
                return at == from || WordBorders.Begins(sentence, at);
            }

            if (sentence[at..] is ['以', '上' or '下' or '内' or '外' or '来' or '前' or '后', ..])
            {
                return false; // 70岁以上老人
            }

            var before = Math.Max(from, at - ReachOfWord);
            return WordBorders.Begins(sentence[before..Math.Min(sentence.Length, at + ReachOfWord)], at - before);
        }

        return at > from
            && (length > 1
                || (sentence[at..].StartsWith("组织", StringComparison.Ordinal) && sentence[at - 1] is not ('党' or '团' or '会' or '社')));
    }

    private static int TrimMarks(ReadOnlySpan<char> sentence, int from, int end)
    {
        while (end > from && sentence[end - 1] is '、' or '（' or '“')
        {
            end--;
        }

        return end;
    }

    // 3起[党员干部和公职人员酒驾问题]，: a second noun that nothing but a mark ends belongs to it.
    private static int EndOfSecond(ReadOnlySpan<char> sentence, int from, int end)
    {
        if (end == from || end + 1 >= sentence.Length || sentence[end] is not ('和' or '及')
            || sentence[end + 1] == '两' || Glyphs.IsChineseNumeral(sentence[end + 1]))
        {
            return end;
        }

        var second = Stretch(sentence, end + 1, out var isItem);
        var isWhole = second >= sentence.Length || QuantityWords.ItemMarks.Contains(sentence[second]);
        var isNoun = second > end + 2 && second - end <= LongestSecond
            && EndAtVerb(sentence, from, end, LongestWhole) == end && EndAtVerb(sentence, end + 1, second, whole: -1) == second;
        return !isItem && isWhole && isNoun ? second : end;
    }

    // “红色驿站”12个 names it, and 村“两委”班子 is one noun; behind 村级党组织“滴灌式”… something else begins.
    private static bool BelongsToNoun(ReadOnlySpan<char> sentence, int from, int quote)
    {
        if (quote == from || sentence[quote - 1] is '、' or '（')
        {
            return true;
        }

        var length = sentence[(quote + 1)..].IndexOf('”');
        return length > 0 && QuantityWords.NationalNames.LongestPrefix(sentence[(quote + 1)..]) == length;
    }

    // 644个[村级党组织]|实施…: a long noun ends in front of the first verb that is a word of its own; one that is none has no noun at all.
    private static int EndAtVerb(ReadOnlySpan<char> sentence, int from, int end, int whole)
    {
        var isOpen = end < sentence.Length && (char.IsLetterOrDigit(sentence[end]) || sentence[end] == '“');
        isOpen |= from < end && QuantityWords.Counted.LongestPrefix(sentence[from..end]) > 0; // 党员|联系群众, and not 人才培养基地
        if (end - from <= whole && !isOpen)
        {
            return end;
        }

        for (var i = from + 1; i < end; i++)
        {
            var length = QuantityWords.Predicates.LongestPrefix(sentence[i..]);
            var isNoun = i + length < end && sentence[i + length - 1] != '了' && QuantityWords.Rates.Contains(sentence[i + length]);
            if (length >= 2 && !isNoun && !IsQuoted(sentence[from..i]) && WordBorders.Begins(sentence, i))
            {
                return i;
            }
        }

        return whole == 0 ? from : end;
    }

    private static bool IsQuoted(ReadOnlySpan<char> words) => words.Count('“') > words.Count('”') || words.Count('（') > words.Count('）');
}
