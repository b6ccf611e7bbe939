namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>Reads the small whole numbers by which headings and items are counted and days are named: 12, １２, 十二, 一百零三.</summary>
internal static class SmallNumbers
{
    /// <summary>Numbers above this are quantities and years, not marks: no outline counts so far.</summary>
    private const int Highest = 199;

    /// <summary>Reads a run of Chinese numerals or digits as a number from 1 to <see cref="Highest"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, ref int at, int end, out int number)
    {
        number = 0;
        var i = at;
        if (i < end && Glyphs.IsDigit(text[i]))
        {
            for (; i < end && Glyphs.IsDigit(text[i]); i++)
            {
                number = (number * 10) + Glyphs.DigitValue(text[i]);
                if (number > Highest)
                {
                    return false;
                }
            }
        }
        else
        {
            var pending = 0;
            for (; i < end && Glyphs.IsChineseNumeral(text[i]); i++)
            {
                var c = text[i];
                if (c == '百')
                {
                    number += (pending == 0 ? 1 : pending) * 100;
                    pending = 0;
                }
                else if (c == '十')
                {
                    number += (pending == 0 ? 1 : pending) * 10;
                    pending = 0;
                }
                else
                {
                    var digit = "零一二三四五六七八九".IndexOf(c, StringComparison.Ordinal);
                    pending = digit < 0 ? 0 : (pending * 10) + digit;
                }

                if (number + pending > Highest)
                {
                    return false;
                }
            }

            number += pending;
        }

        if (i == at || number == 0)
        {
            return false;
        }

        at = i;
        return true;
    }
}
