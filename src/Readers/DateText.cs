using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Readers;

/// <summary>Days as front matter and web pages write them.</summary>
internal static partial class DateText
{
    /// <summary>
    /// Takes the first day in the text: 2023-07-01, 2023/7/1, 2023.7.1, 20230701, 2023年7月1日, each also with a time behind it.
    /// </summary>
    public static bool TryParse(string? text, out DateOnly date)
    {
        date = default;
        if (text is null || Day().Match(text.Length > 200 ? text[..200] : text) is not { Success: true } match)
        {
            return false;
        }

        return DateOnly.TryParseExact(
            $"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}",
            "yyyy-M-d",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out date);
    }

    [GeneratedRegex(
        @"(?<!\d)(?<y>(19|20|21)\d\d)(?:\s*(?:[-/.]|年)\s*(?<m>\d{1,2})\s*(?:[-/.]|月)\s*(?<d>\d{1,2})(?!\d)|(?<m>\d\d)(?<d>\d\d)(?!\d))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();
}
