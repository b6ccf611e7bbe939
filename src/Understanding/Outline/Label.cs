using System.Buffers;
using System.Collections.Frozen;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// What tells a label (把牢政治方向。扛起政治责任。) from a short sentence of running text (群众的眼睛是雪亮的。).
/// </summary>
internal static class Label
{
    /// <summary>A run-in heading has at least this many solid units.</summary>
    public const int Shortest = 3;

    /// <summary>A run-in heading has at most this many solid units.</summary>
    public const int Longest = 26;

    /// <summary>A clause that stands above a series of labels has at most this many.</summary>
    public const int LongestAboveSeries = 40;

    /// <summary>Words that state, refer, reason or report: a label holds none of them.</summary>
    private static readonly IReadOnlyList<string> StatingWords = WordList.Words("outline", "stating");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OpeningVerbs = WordList.Set("outline", "opening-verbs");

    /// <summary>Single verbs that open labels of a few characters: 抓源头，强根基.</summary>
    private static readonly SearchValues<char> ShortVerbs = WordList.Characters("outline", "short-verbs");

    /// <summary>True when the words open with a verb that labels in party documents open with.</summary>
    public static bool OpensWithVerb(ReadOnlySpan<char> words) =>
        words.Length >= 2
            && (OpeningVerbs.Contains(words[..2]) || (words.Length >= 3 && OpeningVerbs.Contains(words[..3]))
                || ShortVerbs.Contains(words[0]));

    /// <summary>
    /// True when a sentence, given without its final 。, could be a label: short, of at most three limbs, neither question nor speech,
    /// and without words that state, refer or report.
    /// </summary>
    /// <param name="words">The sentence without its final 。.</param>
    /// <param name="longest">How many solid units it may have.</param>
    public static bool HasShape(ReadOnlySpan<char> words, int longest = Longest)
    {
        if (words.Length < Shortest || words.Length > longest + 8)
        {
            return false;
        }

        var solid = 0;
        var commas = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (Glyphs.IsBlank(words[i]))
            {
                continue;
            }

            if (IsOfSentence(words, i))
            {
                return false;
            }

            solid++;
            commas += words[i] is '，' or ',' ? 1 : 0;
        }

        return solid >= Shortest && solid <= longest && (solid > Shortest || OpensWithVerb(words)) && commas <= 2
            && (Glyphs.IsHan(words[0]) || words[0] is '“' or '《')
            && !words.StartsWith("习近平总书记", StringComparison.Ordinal)
            && !States(words);
    }

    /// <summary>
    /// True for what stands in a sentence and in no label: its marks, shares, days and years, and 是 and 我 but for words such as 求是, 是非,
    /// 自我革命 and 民呼我为.
    /// </summary>
    private static bool IsOfSentence(ReadOnlySpan<char> words, int at)
    {
        var before = at > 0 ? words[at - 1] : '\0';
        var behind = at + 1 < words.Length ? words[at + 1] : '\0';
        return words[at] switch
        {
            '；' or ';' or '：' or ':' or '？' or '?' or '！' or '!' or '。' or '…' or '%' or '％' => true,
            '*' => !NamesMasked(words, at),
            '是' => before != '求' && behind != '非' && !IsQuoted(words, at),
            '我' => before != '自' && behind != '为' && !IsQuoted(words, at),
            '年' or '月' or '日' => Glyphs.IsDigit(before),
            _ => false,
        };
    }

    private static bool States(ReadOnlySpan<char> words)
    {
        foreach (var word in StatingWords)
        {
            var at = words.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && !IsQuoted(words, at) && !(word == "这" && IsApposition(words, at)) && !(word == "必须" && at == 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>擦亮**县机关党建品牌 hides a name, 建成**个示范点 a number.</summary>
    private static bool NamesMasked(ReadOnlySpan<char> words, int at)
    {
        while (at < words.Length && words[at] == '*')
        {
            at++;
        }

        return at < words.Length && "省市县区州旗镇乡村街社局委路".Contains(words[at], StringComparison.Ordinal);
    }

    /// <summary>抓好就业这个头等大事: 这个 between a verb's object and what it is states nothing.</summary>
    private static bool IsApposition(ReadOnlySpan<char> words, int at) =>
        at >= Shortest && at + 1 < words.Length && words[at + 1] == '个' && OpensWithVerb(words);

    /// <summary>解决好“政绩为谁而树”的问题: what stands in quotes states nothing.</summary>
    private static bool IsQuoted(ReadOnlySpan<char> words, int at) =>
        words[..at].LastIndexOf('“') > words[..at].LastIndexOf('”') && words[at..].Contains('”');

    /// <summary>Number of units that aren't white space.</summary>
    public static int SolidLength(ReadOnlySpan<char> words) => Glyphs.CountSolid(words);

    /// <summary>Number of units of a candidate's words that aren't white space.</summary>
    public static int SolidLength(ReadOnlySpan<char> text, HeadingCandidate candidate) =>
        Glyphs.CountSolid(text[candidate.Start..candidate.End]);

    /// <summary>Number of commas in a candidate's words.</summary>
    public static int Commas(ReadOnlySpan<char> text, HeadingCandidate candidate) => text[candidate.Start..candidate.End].Count('，');

    /// <summary>True when a digit stands outside quotes: 新建绿色工厂100家 tells how much, it names nothing.</summary>
    public static bool HoldsFigure(ReadOnlySpan<char> words)
    {
        var depth = 0;
        foreach (var c in words)
        {
            if (c == '“')
            {
                depth++;
            }
            else if (c == '”')
            {
                depth--;
            }
            else if (depth <= 0 && Glyphs.IsDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True when two labels are built alike: the same marks of punctuation at about the same places.
    /// </summary>
    public static bool AreParallel(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int i = 0, j = 0, limb1 = 0, limb2 = 0;
        while (true)
        {
            while (i < one.Length && !IsLimbEnd(one[i]))
            {
                (i, limb1) = (i + 1, limb1 + 1);
            }

            while (j < other.Length && !IsLimbEnd(other[j]))
            {
                (j, limb2) = (j + 1, limb2 + 1);
            }

            var slack = Math.Max(limb1, limb2) > 8 ? 3 : 1;
            if (Math.Abs(limb1 - limb2) > slack || (i < one.Length) != (j < other.Length))
            {
                return false;
            }

            if (i >= one.Length)
            {
                return true;
            }

            if (one[i] != other[j])
            {
                return false;
            }

            (i, j, limb1, limb2) = (i + 1, j + 1, 0, 0);
        }
    }

    private static bool IsLimbEnd(char c) => c is '，' or '、' or ',';
}
