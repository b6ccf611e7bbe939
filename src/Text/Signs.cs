namespace KnowledgeBase.Text;

/// <summary>Which class a folded character belongs to.</summary>
internal static class Signs
{
    /// <summary>A Chinese character of the basic plane, 〇 included.</summary>
    public static bool IsHan(char c) => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '〇';

    /// <summary>A Latin, Greek, Cyrillic … letter: any letter that isn't Chinese.</summary>
    public static bool IsLetter(char c) => c is >= 'a' and <= 'z' || (c > 127 && !IsHan(c) && char.IsLetter(c));

    /// <summary>0 to 9.</summary>
    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>True for punctuation and symbols, false for letters, digits and Chinese characters.</summary>
    public static bool IsSign(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (IsHan(c) || IsLetter(c) || IsDigit(c))
                return false;
        }

        return true;
    }
}
