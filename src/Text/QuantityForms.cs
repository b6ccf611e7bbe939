using System.Globalization;
using KnowledgeBase.Text.Numerals;

namespace KnowledgeBase.Text;

/// <summary>
/// Figures with what they count: 十八场 and 18场, 三万六千元, 36,000元 and 3.6万元, 第三届 and 第3届, 300多名 and 300余名, 三季度 and 第三季度; and
/// 三成, which is 30%.
/// </summary>
internal static class QuantityForms
{
    /// <summary>Greater figures are no quantities of anything.</summary>
    private const double Largest = 1e15;

    /// <summary>Behind these a round number is a vague one: 几十, 数百, 上千.</summary>
    private const string Vague = "几数上";

    /// <summary>What is told by its place with 第 and without: 三季度 is 第三季度, never three of them.</summary>
    private const string Quarter = "季度";

    public static void At(FoldedText text, int start, Lexicon lexicon, List<WrittenForm> forms)
    {
        var all = text.Text;
        var isOrdinal = all[start] == '第';
        var from = isOrdinal ? start + 1 : start;
        if (from >= text.Length || !MayBegin(all[from]) || !Begins(text, start, from, isOrdinal)
            || !NumeralReader.TryRead(all[from..WallBehind(text, from)], 0, out var numeral)
            || numeral.Value is not ({ } value and >= 0 and < Largest))
        {
            return;
        }

        var end = from + numeral.End;
        if (numeral.IsPercentage || (!isOrdinal && IsTenths(all[end..], value, lexicon)))
        {
            AddShare(all, start, end, numeral, forms);
        }
        else if (end < text.Length && IsCounted(all, end))
        {
            var more = numeral.Bound == NumeralBound.AtLeast ? "余" : "";
            AddCounted(all, start, end, (isOrdinal ? "第" : "") + Written(value) + more, value, lexicon, forms);
        }
    }

    private static string Written(double value) => ((decimal)value).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>三成, 三成半; what is written with % is a word of its own already.</summary>
    private static void AddShare(ReadOnlySpan<char> text, int start, int end, Numeral numeral, List<WrittenForm> forms)
    {
        if (!numeral.IsPercentage)
        {
            forms.Add(new WrittenForm(end + 1 - start, Written(numeral.Value!.Value * 10) + "%", WordKind.Number));
        }
        else if (text[start] != '第' && numeral.Bound == NumeralBound.Exact && text[end - 1] is '成' or '半')
        {
            forms.Add(new WrittenForm(end - start, Written(numeral.Value!.Value) + "%", WordKind.Number));
        }
    }

    /// <summary>True where something that can be counted stands directly behind a figure: 18场, not 18和19.</summary>
    private static bool IsCounted(ReadOnlySpan<char> text, int end) =>
        Signs.IsHan(text[end]) && !NumberForms.IsChineseNumeral(text[end]) && text[end - 1] is not ('上' or '右' or '内' or '下')
        && !WordAnalyzer.IsFunctionWord(text.Slice(end, 1));

    private static void AddCounted(
        ReadOnlySpan<char> text, int start, int end, string figure, double value, Lexicon lexicon, List<WrittenForm> forms)
    {
        foreach (var length in MeasureWords.LongOnes(text[end..]))
        {
            var unit = text.Slice(end, length).ToString();
            forms.Add(new WrittenForm(end + length - start, (unit == Quarter ? figure.TrimStart('第') : figure) + unit, WordKind.Number));
        }

        // A single numeral is part of many words: only before a measure word it counts.
        if (end - start > 1 || Signs.IsDigit(text[start]) || MeasureWords.IsMeasure(text[end]))
        {
            forms.Add(new WrittenForm(end + 1 - start, Known(figure, value, text[end], lexicon), WordKind.Number));
        }
    }

    /// <summary>True for 成 behind a figure up to ten, unless it begins another word: 三成群众, but 三成立.</summary>
    private static bool IsTenths(ReadOnlySpan<char> text, double value, Lexicon lexicon) =>
        text is ['成', ..] && value is >= 1 and <= 10
        && (text.Length < 2 || lexicon.Find(text[..2]) < 0 || (text.Length > 2 && lexicon.Find(text[1..3]) >= 0));

    /// <summary>三个, which the lexicon has, for 3个, so that both are that word; 18场 as it is.</summary>
    private static string Known(string prefix, double value, char unit, Lexicon lexicon)
    {
        if (prefix.Length == 1 && value is >= 1 and < 10)
        {
            ReadOnlySpan<char> word = [(value == 2 ? "两" : NumberForms.InChinese((long)value))[0], unit];
            if (lexicon.Find(word) >= 0)
            {
                return word.ToString();
            }
        }

        return prefix + unit;
    }

    private static bool MayBegin(char c) => Signs.IsDigit(c) || NumberForms.DigitOf(c) >= 0 || c == '十';

    private static bool Begins(FoldedText text, int start, int from, bool isOrdinal)
    {
        if (isOrdinal)
        {
            return !text.BreakBefore(from);
        }

        return WrittenForms.BeginsFigure(text, start)
            && !(WrittenForms.Joins(text, start) && (text.Text[start - 1] == '第' || IsVague(text, start)));
    }

    private static bool IsVague(FoldedText text, int start) =>
        text.Text[start] == '十' && Vague.Contains(text.Text[start - 1], StringComparison.Ordinal);

    /// <summary>White space parts numerals, not a figure and its unit.</summary>
    private static int WallBehind(FoldedText text, int start)
    {
        var end = start + 1;
        while (end < text.Length && !text.BreakBefore(end))
        {
            end++;
        }

        return end;
    }
}
