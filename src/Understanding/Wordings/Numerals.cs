using System.Buffers;
using System.Collections.Frozen;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Recognises numeral contractions by their build: 四聚焦四强化, 双报到双报告, 五比一争.</summary>
internal static class Numerals
{
    private const int LongestLimb = 3;

    private static readonly SearchValues<char> Small = SearchValues.Create("一二两三四五六七八九十双");

    /// <summary>What follows a number that only counts or dates.</summary>
    private static readonly SearchValues<char> Measures = WordList.Characters("wordings", "measures");

    private static readonly SearchValues<char> Quantities = WordList.Characters("wordings", "quantities");

    private static readonly SearchValues<char> Stops = WordList.Characters("wordings", "stops");

    /// <summary>Sayings that are built like contractions; their numbers count nothing.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Sayings =
        WordList.Set("wordings", "sayings");

    /// <summary>True for 一 to 十, 两 and 双.</summary>
    public static bool IsSmallNumeral(char c) => Small.Contains(c);

    /// <summary>True for a word that a number counts or dates.</summary>
    public static bool IsMeasure(char c) => Measures.Contains(c);

    /// <summary>True for a word that makes an amount or a time of a number even where it stands in quotes: “三天”, but not “五方”.</summary>
    public static bool IsQuantity(char c) => Quantities.Contains(c);

    /// <summary>
    /// True when quoted words are built as a numeral contraction: a small number and what isn't a measure, with nothing behind it but,
    /// at most, limbs of the same build. “五一” and “十四五” are numbers alone and contract nothing.
    /// </summary>
    public static bool LooksLikeContraction(ReadOnlySpan<char> words) =>
        words.Length is >= 2 and <= 12 && IsSmallNumeral(words[0])
        && (words[1] == '个' || !(words.Length == 2 ? IsQuantity(words[1]) : IsMeasure(words[1])))
        && (words.Length <= 5 || words[2..].ContainsAny(Small)) && words.ContainsAnyExcept(Small);

    /// <summary>
    /// Finds contractions of two limbs or more, each a number with one to three characters: 四聚焦四强化. The limbs are alike in length,
    /// the numbers are not both 一, and nothing in them counts or dates.
    /// </summary>
    /// <param name="text">Folded text.</param>
    /// <param name="found">Gets start and end of each, by ascending start.</param>
    public static void Find(ReadOnlySpan<char> text, List<TextSpan> found)
    {
        for (var at = 0; ;)
        {
            var next = text[at..].IndexOfAny(Small);
            if (next < 0)
            {
                return;
            }

            at += next;
            var end = ContractionAt(text, at);
            if (end > 0 && !Sayings.Contains(text[at..end]))
            {
                found.Add(new TextSpan(at, end));
            }

            at = Math.Max(end, at + 1);
        }
    }

    /// <summary>True for words that are a number and nothing else: 五一, 十四五.</summary>
    public static bool IsNumber(ReadOnlySpan<char> words) => !words.ContainsAnyExcept(Small);

    private static int ContractionAt(ReadOnlySpan<char> text, int start)
    {
        if (start > 0 && (IsNumber(text[start - 1]) || text[start - 1] is '第' or '分' or '之' or '百' or '千' or '万' or '零' or '〇'))
        {
            return 0;
        }

        var first = LimbLength(text, start);
        if (first == 0)
        {
            return 0;
        }

        var second = start + 1 + first;
        if (second >= text.Length || !Small.Contains(text[second]) || (text[start] == '一' && text[second] == '一'))
        {
            return 0;
        }

        // The first limb ends where the next number begins; the second, which nothing closes, is as long as the first or up to a boundary.
        var length = Math.Min(LimbLength(text, second), first);
        if (length == 0 || (length != first && !EndsWord(text, second + 1 + length)))
        {
            return 0;
        }

        var end = second + 1 + length;
        if (first == 1 && text[start] == text[second] && text[start + 1] == text[second + 1])
        {
            return 0;
        }

        while (end < text.Length && Small.Contains(text[end]) && LimbLength(text, end) >= first)
        {
            end += 1 + first;
        }

        return end;
    }

    /// <summary>Number of characters behind a number up to the next one or a boundary; 0 when they don't make a limb.</summary>
    private static int LimbLength(ReadOnlySpan<char> text, int number)
    {
        var length = 0;
        for (var i = number + 1; i < text.Length && length < LongestLimb; i++, length++)
        {
            var c = text[i];
            if (Small.Contains(c) || c is < '一' or > '鿿' || Stops.Contains(c))
            {
                break;
            }

            if (length == 0 && Measures.Contains(c))
            {
                return 0;
            }
        }

        return length;
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int at) => at >= text.Length || text[at] is < '一' or > '鿿';

    private static bool IsNumber(char c) => Small.Contains(c) || char.IsAsciiDigit(c);
}
