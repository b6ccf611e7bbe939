using System.Globalization;
using System.Text;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>How words are compared with labels: by their letters, ideographs and digits alone.</summary>
internal static class ComparedWords
{
    /// <summary>The text without punctuation, signs and white space.</summary>
    public static string Of(string? text)
    {
        var words = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value == '_'
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber)
            {
                words.Append(rune.ToString());
            }
        }

        return words.ToString();
    }
}
