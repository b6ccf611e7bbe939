using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Values of filters in a query string, where a list takes repeated parameters or commas.</summary>
internal static class FilterValues
{
    /// <summary>The values of a list, each once.</summary>
    public static IEnumerable<string> Split(string[] values) =>
        values.SelectMany(v => (v ?? "").Split([',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Values of a list that are none of those that there are.</summary>
    public static IEnumerable<ValidationResult> Unknown(string[] values, IReadOnlyList<string> known, string name) =>
        Split(values).Except(known, StringComparer.Ordinal)
            .Select(value => new ValidationResult($"{name} «{value}» is not known; it is one of {string.Join("、", known)}.", [name]));

    /// <summary>Values of a list of years that are none.</summary>
    public static IEnumerable<ValidationResult> NoYears(string[] values) =>
        Split(values).Where(value => !IsYear(value))
            .Select(value => new ValidationResult($"year «{value}» is not a year of four digits.", ["year"]));

    /// <summary>The years of a valid list.</summary>
    public static IReadOnlyList<int> Years(string[] values) =>
        [.. Split(values).Select(value => int.Parse(value, CultureInfo.InvariantCulture))];

    /// <summary>Reads a day or a time with its zone; null for none. False for anything else.</summary>
    public static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];
        var isRead = DateTimeOffset.TryParseExact(text.Trim(), forms, CultureInfo.InvariantCulture, Style, out var read);
        time = isRead ? read : null;
        return isRead;
    }

    private static bool IsYear(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and <= 9999;
}
