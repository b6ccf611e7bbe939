namespace KnowledgeBase.Text;

/// <summary>Classes of folded characters; a character may be in several.</summary>
[Flags]
internal enum CharacterClasses : byte
{
    /// <summary>None: a sign.</summary>
    None = 0,

    /// <summary>A Chinese character of the basic plane, 〇 included.</summary>
    Han = 1,

    /// <summary>A Latin, Greek, Cyrillic … letter: any letter that isn't Chinese.</summary>
    Letter = 2,

    /// <summary>0 to 9.</summary>
    Digit = 4,

    /// <summary>A Chinese number may start with it: 一 … 九, 〇, 零, 两, 十, 百, 第.</summary>
    NumberStart = 8,

    /// <summary>It masks a name: * × x 〇.</summary>
    Mask = 16,

    /// <summary>A coinage may start with it: a numeral, or anything behind a quotation mark.</summary>
    Numeral = 32,
}

/// <summary>Which classes a folded character belongs to.</summary>
internal static class Signs
{
    private static readonly CharacterClasses[] Table = Build();

    /// <summary>The classes of a character.</summary>
    public static CharacterClasses ClassesOf(char c) => Table[c];

    /// <summary>A Chinese character of the basic plane, 〇 included.</summary>
    public static bool IsHan(char c) => (Table[c] & CharacterClasses.Han) != CharacterClasses.None;

    /// <summary>A Latin, Greek, Cyrillic … letter: any letter that isn't Chinese.</summary>
    public static bool IsLetter(char c) => (Table[c] & CharacterClasses.Letter) != CharacterClasses.None;

    /// <summary>0 to 9.</summary>
    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>True for punctuation and symbols, false for letters, digits and Chinese characters.</summary>
    public static bool IsSign(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if ((Table[c] & (CharacterClasses.Han | CharacterClasses.Letter | CharacterClasses.Digit)) != CharacterClasses.None)
            {
                return false;
            }
        }

        return true;
    }

    private static CharacterClasses[] Build()
    {
        var table = new CharacterClasses[65536];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (char)i;
            var classes = CharacterClasses.None;
            if (c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '〇')
            {
                classes |= CharacterClasses.Han;
            }
            else if (c is >= 'a' and <= 'z' || (c > 127 && char.IsLetter(c)))
            {
                classes |= CharacterClasses.Letter;
            }

            if (IsDigit(c))
            {
                classes |= CharacterClasses.Digit | CharacterClasses.Numeral;
            }

            if (NumberForms.DigitOf(c) >= 0 || c is '十' or '百' or '第')
            {
                classes |= CharacterClasses.NumberStart;
            }

            if (NumberForms.DigitOf(c) > 0 || c is '十' or '双')
            {
                classes |= CharacterClasses.Numeral;
            }

            if (c is '*' or '×' or 'x' or '〇')
            {
                classes |= CharacterClasses.Mask;
            }

            table[i] = classes;
        }

        return table;
    }
}
