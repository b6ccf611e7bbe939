namespace KnowledgeBase.Text;

/// <summary>
/// Figures with what they count, dates, and the congresses of the party: however they are written, each is one term. They are told by rule
/// and from what stands directly around them, not by the cut of the sentence, so that a question and a text agree.
/// </summary>
internal static class WrittenForms
{
    /// <summary>Adds what begins at a place, the longest of a kind first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The place.</param>
    /// <param name="lexicon">Words that are terms already: 三个, 二十大.</param>
    /// <param name="forms">Receives them.</param>
    public static void At(FoldedText text, int start, Lexicon lexicon, List<WrittenForm> forms)
    {
        var c = text.Text[start];
        if ((Signs.ClassesOf(c) & (CharacterClasses.Digit | CharacterClasses.NumberStart)) != CharacterClasses.None)
        {
            DateForms.At(text, start, forms);
            QuantityForms.At(text, start, lexicon, forms);
            CongressForms.At(text, start, lexicon, forms);
        }
        else if (CongressForms.MayBegin(c))
        {
            CongressForms.At(text, start, lexicon, forms);
        }
    }

    /// <summary>True where the character in front belongs to another word: white space and the beginning of the text part.</summary>
    internal static bool Joins(FoldedText text, int start) => start > 0 && !text.BreakBefore(start);

    /// <summary>True where a figure may begin: nothing in front of it belongs to it.</summary>
    internal static bool BeginsFigure(FoldedText text, int start)
    {
        if (!Joins(text, start))
        {
            return true;
        }

        var before = text.Text[start - 1];
        var isDecimal = start > 1 && (before == '点'
            ? NumberForms.IsChineseNumeral(text.Text[start - 2])
            : before is '.' or ',' or '/' && Signs.IsDigit(text.Text[start - 2]) && Signs.IsDigit(text.Text[start]));
        return !IsNumeral(before) && !isDecimal;
    }

    /// <summary>Reads an integer in one kind of numerals, without white space in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where it begins; receives its end.</param>
    /// <param name="value">Its value; −1 where there is none.</param>
    internal static bool TryInteger(FoldedText text, ref int at, out int value)
    {
        var end = at;
        var isDigit = end < text.Length && Signs.IsDigit(text.Text[end]);
        while (end < text.Length && end - at < 8 && (end == at || !text.BreakBefore(end))
            && (isDigit ? Signs.IsDigit(text.Text[end]) : NumberForms.IsChineseNumeral(text.Text[end])))
        {
            end++;
        }

        value = -1;
        long number = 0;
        var written = text.Text[at..end];
        if (isDigit)
        {
            number = long.Parse(written, System.Globalization.CultureInfo.InvariantCulture);
        }
        else if (!NumberForms.TryParse(written, out number) || number > int.MaxValue)
        {
            return false;
        }

        (value, at) = ((int)number, end);
        return true;
    }

    internal static bool IsNumeral(char c) => Signs.IsDigit(c) || NumberForms.IsChineseNumeral(c);
}
