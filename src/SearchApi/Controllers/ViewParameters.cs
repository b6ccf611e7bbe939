using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Views;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>
/// The query string of a view: what lists of passages, practices and headings have in common. A list takes repeated parameters or commas.
/// A value that a filter doesn't know is left out and named in the answer's warnings.
/// </summary>
public class ViewParameters : IValidatableObject
{
    /// <summary>The question in the query language.</summary>
    [FromQuery(Name = "q")]
    [MaxLength(SearchParameters.LongestQuery)]
    [Description("The question in the query language. Empty lists everything that the filters let through.")]
    public string? Q { get; set; }

    /// <summary>Themes, any of them.</summary>
    [FromQuery(Name = "theme")]
    [Description("Ids or names of themes; any of them.")]
    public string[] Theme { get; set; } = [];

    /// <summary>Genres, any of them.</summary>
    [FromQuery(Name = "genre")]
    [Description("Genres of the material; any of them.")]
    public string[] Genre { get; set; } = [];

    /// <summary>Years, any of them.</summary>
    [FromQuery(Name = "year")]
    [Description("Years of the material; any of them.")]
    public string[] Year { get; set; } = [];

    /// <summary>Tiers, any of them.</summary>
    [FromQuery(Name = "tier")]
    [Description("Tiers; any of them. Of a practice the tier of the unit that acted.")]
    public string[] Tier { get; set; } = [];

    /// <summary>Places, any of them.</summary>
    [FromQuery(Name = "region")]
    [Description("Places in any form (江苏, 江苏省); any of them. Of a practice the place of the unit that acted.")]
    public string[] Region { get; set; } = [];

    /// <summary>Sectors, any of them.</summary>
    [FromQuery(Name = "sector")]
    [Description("Sectors by any of their names (国企, 国有企业); any of them. Of a practice the sector of the unit that acted.")]
    public string[] Sector { get; set; } = [];

    /// <summary>Units, any of them.</summary>
    [FromQuery(Name = "unit")]
    [Description(
        "Units: the one of this name; where there is none, all whose names hold it; any of them. Of a practice the unit that acted, else "
            + "the issuer.")]
    public string[] Unit { get; set; } = [];

    /// <summary>Only what came into the library at this time or after it.</summary>
    [FromQuery(Name = "since")]
    [Description(
        "Only what stands in materials that came into the library on this day (2026-11-01, UTC) or at this time (2026-11-01T08:00:00Z) or "
            + "after it.")]
    public string? Since { get; set; }

    /// <summary><c>together</c> or <c>each</c>.</summary>
    [FromQuery(Name = "copies")]
    [AllowedValues("together", "each", null, ErrorMessage = "copies is together or each.")]
    [Description(
        "How entries that stand in several versions of one text are listed: together as one hit, or each by itself. Default: each where "
            + "the question is for quoted strings alone, together otherwise.")]
    public string? Copies { get; set; }

    /// <summary>Page, from 1.</summary>
    [FromQuery(Name = "page")]
    [Range(1, SearchParameters.DeepestResult)]
    [Description("Page, from 1.")]
    public int Page { get; set; } = 1;

    /// <summary>Entries per page, 1 to 100; in a file up to 1,000.</summary>
    [FromQuery(Name = "size")]
    [Range(1, PageSizes.MostInFile, ErrorMessage = PageSizes.Limits)]
    [Description("Entries per page, 1 to 100; in a file up to 1,000.")]
    public int Size { get; set; } = 10;

    /// <summary><c>json</c>, or a file: <c>docx</c>, <c>md</c> or <c>csv</c>.</summary>
    [FromQuery(Name = "format")]
    [ExportFormats]
    public string? Format { get; set; }

    /// <inheritdoc/>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in FilterValues.NoYears(Year)
            .Concat(FilterValues.NoTime(Since))
            .Concat(FilterValues.TooMany(Theme, Genre, Year, Tier, Region, Sector, Unit)))
        {
            yield return problem;
        }

        foreach (var problem in PageSizes.TooMany(Page, Size, Format))
        {
            yield return problem;
        }
    }

    /// <summary>The request that these parameters ask for. Call it on valid parameters only.</summary>
    public virtual ViewRequest ToRequest() => new()
    {
        Query = Q ?? "",
        Themes = [.. FilterValues.Split(Theme)],
        Genres = [.. FilterValues.Split(Genre)],
        Years = FilterValues.Years(Year),
        Tiers = [.. FilterValues.Split(Tier)],
        Regions = [.. FilterValues.Split(Region)],
        Sectors = [.. FilterValues.Split(Sector)],
        Units = [.. FilterValues.Split(Unit)],
        Since = FilterValues.Time(Since),
        Copies = FilterValues.Copies(Copies),
        Page = Page,
        Size = Size,
    };

    /// <summary>The order that a parameter names; by relevance without it.</summary>
    protected static ViewSort SortOf(string? sort) => sort switch
    {
        "newest" => ViewSort.Newest,
        "oldest" => ViewSort.Oldest,
        "copyable" => ViewSort.Copyable,
        _ => ViewSort.Relevance,
    };
}

/// <summary>The query string of a list of passages.</summary>
public sealed class PassageParameters : ViewParameters
{
    /// <summary><c>relevance</c>, <c>newest</c> or <c>oldest</c>.</summary>
    [FromQuery(Name = "sort")]
    [AllowedValues("relevance", "newest", "oldest", null, ErrorMessage = "sort is relevance, newest or oldest.")]
    [Description("relevance (default), newest or oldest.")]
    public string? Sort { get; set; }

    /// <inheritdoc/>
    public override ViewRequest ToRequest() => base.ToRequest() with { Sort = SortOf(Sort) };
}

/// <summary>The query string of a list of practices.</summary>
public sealed class PracticeParameters : ViewParameters
{
    /// <summary><c>relevance</c>, <c>newest</c>, <c>oldest</c> or <c>copyable</c>.</summary>
    [FromQuery(Name = "sort")]
    [AllowedValues(
        "relevance", "newest", "oldest", "copyable", null, ErrorMessage = "sort is relevance, newest, oldest or copyable.")]
    [Description("relevance (default), newest, oldest, or copyable: those that can be copied best.")]
    public string? Sort { get; set; }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    [FromQuery(Name = "figures")]
    [AllowedValues("true", "false", null, ErrorMessage = "figures is true or false.")]
    [Description("true: practices with figures; false: those without.")]
    public string? Figures { get; set; }

    /// <summary>Kinds of recognition, any of them.</summary>
    [FromQuery(Name = "recognition")]
    [Description("Kinds of recognition: 荣誉称号, 批示肯定, 推广交流, 媒体报道; any of them.")]
    public string[] Recognition { get; set; } = [];

    /// <summary>Grades, any of them.</summary>
    [FromQuery(Name = "grade")]
    [Description("Grades: 3 (可照着做), 2 (可参考), 1 (仅提及); any of them.")]
    public string[] Grade { get; set; } = [];

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in base.Validate(validationContext))
        {
            yield return problem;
        }

        foreach (var grade in FilterValues.Split(Grade).Where(g => g is not ("1" or "2" or "3")))
        {
            yield return new($"grade «{grade}» is not 1, 2 or 3.", ["grade"]);
        }
    }

    /// <inheritdoc/>
    public override ViewRequest ToRequest() => base.ToRequest() with
    {
        Sort = SortOf(Sort),
        HasFigures = Figures switch { "true" => true, "false" => false, _ => null },
        Recognitions = [.. FilterValues.Split(Recognition)],
        Grades = [.. FilterValues.Split(Grade).Select(int.Parse)],
    };
}

/// <summary>The query string of a list of headings.</summary>
public sealed class HeadingParameters : ViewParameters
{
    /// <summary><c>relevance</c>, <c>newest</c> or <c>oldest</c>.</summary>
    [FromQuery(Name = "sort")]
    [AllowedValues("relevance", "newest", "oldest", null, ErrorMessage = "sort is relevance, newest or oldest.")]
    [Description("relevance (default), newest or oldest.")]
    public string? Sort { get; set; }

    /// <summary>A frame.</summary>
    [FromQuery(Name = "pattern")]
    [MaxLength(200)]
    [Description("A frame as patterns has it (以……促……): headings of this frame alone.")]
    public string? Pattern { get; set; }

    /// <inheritdoc/>
    public override ViewRequest ToRequest() => base.ToRequest() with
    {
        Sort = SortOf(Sort),
        Patterns = string.IsNullOrWhiteSpace(Pattern) ? [] : [Pattern],
    };
}
