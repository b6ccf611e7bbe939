using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Duplicates;

/// <summary>Where clauses begin and end in a text, told for the units of its skeleton.</summary>
/// <param name="skeleton">The skeleton of the text.</param>
/// <param name="text">The text.</param>
internal sealed class ClauseBorders(Skeleton skeleton, string text)
{
    /// <summary>What parts clauses beside the ends of sentences; inside of figures (1,184, 8:30) these part nothing.</summary>
    private const string Inner = "，," + SentenceMarks.Semicolons + SentenceMarks.Colons + "…\n\r\u2028\u2029";

    private const string Closing = "”’」』）)》〉】〕]\"'";
    private const string Opening = "“‘「『（(《〈【〔[\"'";

    /// <summary>Units behind which the end of a clause is not looked for.</summary>
    private const int LongestClause = 400;

    /// <summary>Units on either side that are cut into words where a stretch has no border of clauses.</summary>
    private const int Around = 40;

    private static readonly Lazy<Segmenter> Words = new(() => new Segmenter(Lexicon.Default));

    /// <summary>For each unit and the end, the unit that its clause begins with; made when the first border is asked for.</summary>
    private int[]? _starts;

    /// <summary>True where a clause begins with a unit, and the one before ends.</summary>
    public bool IsBorder(int unit) => StartOf(unit) == unit;

    /// <summary>The unit that the clause of a unit begins with.</summary>
    public int StartOf(int unit) => (_starts ??= Starts())[unit];

    /// <summary>The unit behind the clause whose last units are those in front of a unit, looked for some hundred units on.</summary>
    public int EndOf(int unit)
    {
        var last = Math.Min(skeleton.Length, unit + LongestClause);
        while (unit < last && !IsBorder(unit))
        {
            unit++;
        }

        return unit;
    }

    /// <summary>True where no word goes on over the border in front of a unit.</summary>
    public bool PartsWords(int unit)
    {
        if (IsBorder(unit))
        {
            return true;
        }

        var from = Math.Max(StartOf(unit), unit - Around);
        var to = Math.Min(EndOf(unit), unit + Around);
        var start = skeleton.Folded.OriginalStart(skeleton.Position(from));
        var here = skeleton.Folded.OriginalStart(skeleton.Position(unit));
        var folded = new FoldedText(text.AsSpan(start, skeleton.Folded.OriginalEnd(skeleton.Position(to - 1)) - start));
        var words = new List<Word>();
        Words.Value.Segment(folded, words);
        return words.Exists(word => start + folded.OriginalStart(word.Start) == here);
    }

    /// <summary>The mark that ends the sentence in front of a unit, folded; null where none does.</summary>
    public char? EndMark(int unit)
    {
        var (start, end) = Gap(unit);
        var mark = FirstMark(start, end);
        return mark < end && SentenceMarks.IsEnd(text[mark]) ? FoldedText.Fold(text.AsSpan(mark, 1))[0] : null;
    }

    /// <summary>
    /// The stretch of the text from one unit to another, with what belongs to it at borders of clauses: figures, what opens and what
    /// closes.
    /// </summary>
    /// <param name="first">The first unit.</param>
    /// <param name="behind">Behind the last one.</param>
    /// <param name="withMark">Whether the mark that ends the sentence belongs to it.</param>
    public TextSpan Span(int first, int behind, bool withMark)
    {
        var start = IsBorder(first) ? StartAt(first) : skeleton.Folded.OriginalStart(skeleton.Position(first));
        if (!IsBorder(behind))
        {
            return new TextSpan(start, skeleton.Folded.OriginalEnd(skeleton.Position(behind - 1)));
        }

        var (gap, gapEnd) = Gap(behind);
        var end = FirstMark(gap, gapEnd);
        end += withMark && end < gapEnd ? 1 : 0;
        for (; end < gapEnd && Closing.IndexOf(text[end], StringComparison.Ordinal) is >= 0 and var kind; end++)
        {
            if (text.IndexOf(Opening[kind], start, end - start) < 0)
            {
                break;
            }
        }

        while (end > gap && (FoldedText.IsWhiteSpace(text[end - 1]) || Opening.Contains(text[end - 1], StringComparison.Ordinal)))
        {
            end--;
        }

        return new TextSpan(start, end);
    }

    /// <summary>Where the clause begins that a unit is the first of: behind the mark, white space and what closes.</summary>
    private int StartAt(int unit)
    {
        var (gap, end) = Gap(unit);
        var start = gap;
        for (var mark = FirstMark(gap, end); mark < end; mark = FirstMark(mark + 1, end))
        {
            start = mark + 1;
        }

        while (start < end && (FoldedText.IsWhiteSpace(text[start]) || "”’」』）)》〉】〕]".Contains(text[start], StringComparison.Ordinal)))
        {
            start++;
        }

        return start;
    }

    private int[] Starts()
    {
        var starts = new int[skeleton.Length + 1];
        for (var unit = 1; unit < skeleton.Length; unit++)
        {
            var (gap, end) = Gap(unit);
            starts[unit] = FirstMark(gap, end) < end ? unit : starts[unit - 1];
        }

        starts[^1] = skeleton.Length;
        return starts;
    }

    /// <summary>What stands between a unit and the one before.</summary>
    private (int Start, int End) Gap(int unit) => (
        unit == 0 ? 0 : skeleton.Folded.OriginalEnd(skeleton.Position(unit - 1)),
        unit == skeleton.Length ? text.Length : skeleton.Folded.OriginalStart(skeleton.Position(unit)));

    /// <summary>The first mark from a place on that parts clauses; the end where there is none.</summary>
    private int FirstMark(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (SentenceMarks.IsEnd(text[i])
                || (Inner.Contains(text[i], StringComparison.Ordinal)
                    && !(i > 0 && i + 1 < text.Length && char.IsDigit(text[i - 1]) && char.IsDigit(text[i + 1]))))
            {
                return i;
            }
        }

        return end;
    }
}
