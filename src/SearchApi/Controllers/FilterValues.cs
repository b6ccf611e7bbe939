using System.ComponentModel.DataAnnotations;
using System.Globalization;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Values of filters in a query string, where a list takes repeated parameters or commas.</summary>
public static class FilterValues
{
    /// <summary>Values of all filters together.</summary>
    public const int MostValues = 100;

    /// <summary>The values of a list, each once.</summary>
    internal static IEnumerable<string> Split(string[] values) =>
        values.SelectMany(v => (v ?? "").Split([',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Values of a list that are none of those that there are.</summary>
    internal static IEnumerable<ValidationResult> Unknown(string[] values, IReadOnlyList<string> known, string name) =>
        Split(values).Except(known, StringComparer.Ordinal)
            .Select(value => new ValidationResult($"{name} «{value}» is not known; it is one of {string.Join("、", known)}.", [name]));

    /// <summary>Values of a list of years that are none.</summary>
    internal static IEnumerable<ValidationResult> NoYears(string[] values) =>
        Split(values).Where(value => !IsYear(value))
            .Select(value => new ValidationResult($"year «{value}» is not a year of four digits.", ["year"]));

    /// <summary>What is wrong when the filters have too many values in all.</summary>
    internal static IEnumerable<ValidationResult> TooMany(params string[][] filters)
    {
        if (filters.Sum(values => Split(values).Count()) > MostValues)
        {
            yield return new($"The filters have more than {MostValues} values in all: choose fewer.", ["theme"]);
        }
    }

    /// <summary>What is wrong with a time that cannot be read.</summary>
    internal static IEnumerable<ValidationResult> NoTime(string? since)
    {
        if (!SinceTime.TryRead(since, out _))
        {
            yield return new($"since «{since}» cannot be read; give {SinceTime.Forms}.", ["since"]);
        }
    }

    /// <summary>The time of a valid <c>since</c>; null without one.</summary>
    internal static DateTimeOffset? Time(string? since) => SinceTime.TryRead(since, out var time) ? time : null;

    /// <summary>How copies are listed by a valid value; as the question asks for it without one.</summary>
    internal static CopyListing Copies(string? copies) =>
        copies switch { "together" => CopyListing.Together, "each" => CopyListing.OneByOne, _ => CopyListing.AsAsked };

    /// <summary>The years of a valid list.</summary>
    internal static IReadOnlyList<int> Years(string[] values) =>
        [.. Split(values).Select(value => int.Parse(value, CultureInfo.InvariantCulture))];

    private static bool IsYear(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and <= 9999;
}
