using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Queries;

/// <summary>A document number in a question: 云组发〔2019〕12号, in whatever brackets, with white space or 第 in it or without.</summary>
/// <param name="Before">What stands in front of the year, without white space: who issued it, and perhaps other words.</param>
/// <param name="Year">Four digits.</param>
/// <param name="Number">One to five digits.</param>
/// <param name="Behind">What stands behind it.</param>
internal sealed record AskedNumber(string Before, string Year, string Number, string Behind)
{
    /// <summary>What is longer is no name of a body in front of a number without brackets.</summary>
    private const int LongestBody = 8;

    /// <summary>The first in a text; null where there is none.</summary>
    public static AskedNumber? In(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (TypedForms.DocumentNumber(text.AsSpan(at)) is > 0 and var length)
            {
                var digits = string.Concat(FoldedText.Fold(text.AsSpan(at, length)).Where(char.IsAsciiDigit));
                return new AskedNumber(FoldedText.Fold(text.AsSpan(0, at)), digits[..4], digits[4..], text[(at + length)..]);
            }
        }

        return WithoutBrackets(text);
    }

    /// <summary>A text that is nothing but a number whose year stands in no brackets: 云组发2019年12号.</summary>
    private static AskedNumber? WithoutBrackets(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (at < 0 || at > LongestBody || TypedForms.NumberWithoutBrackets(text, at) != text.Length)
        {
            return null;
        }

        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return new AskedNumber(FoldedText.Fold(text.AsSpan(0, at)), digits[..4], digits[4..], "");
    }

    /// <summary>The year as it is folded: the beginning of all numbers of one body and year.</summary>
    public string YearWritten => $"({Year})";

    /// <summary>How the number is written behind the name of a body, folded.</summary>
    public IEnumerable<string> Spellings
    {
        get
        {
            var number = Number.TrimStart('0') is { Length: > 0 } digits ? digits : Number;
            string[] numbers = number == Number ? [number] : [number, Number];
            return numbers.SelectMany(n => (string[])[$"{YearWritten}{n}号", $"{YearWritten}第{n}号"]);
        }
    }
}
