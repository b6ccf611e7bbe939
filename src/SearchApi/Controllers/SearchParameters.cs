using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>The query string of a search, for the API and the pages alike. A list takes repeated parameters or commas.</summary>
public sealed class SearchParameters : IValidatableObject
{
    /// <summary>Longest question in characters.</summary>
    public const int LongestQuery = 1000;

    /// <summary>Deepest result that can be paged to.</summary>
    public const int DeepestResult = 10_000;

    /// <summary>The question in the query language.</summary>
    [FromQuery(Name = "q")]
    [MaxLength(LongestQuery)]
    [Description("The question in the query language. Empty lists everything that the filters let through.")]
    public string? Q { get; set; }

    /// <summary>Theme ids, any of them.</summary>
    [FromQuery(Name = "theme")]
    [Description("Theme ids; any of them.")]
    public string[] Theme { get; set; } = [];

    /// <summary>Genres, any of them.</summary>
    [FromQuery(Name = "genre")]
    [Description("Genres; any of them.")]
    public string[] Genre { get; set; } = [];

    /// <summary>Years, any of them.</summary>
    [FromQuery(Name = "year")]
    [Description("Years; any of them.")]
    public string[] Year { get; set; } = [];

    /// <summary>Tiers, any of them.</summary>
    [FromQuery(Name = "tier")]
    [Description("Tiers of the issuer; any of them.")]
    public string[] Tier { get; set; } = [];

    /// <summary>Places, any of them.</summary>
    [FromQuery(Name = "region")]
    [Description("Places of the issuer or the material in any form (江苏, 江苏省); any of them.")]
    public string[] Region { get; set; } = [];

    /// <summary>Sectors, any of them.</summary>
    [FromQuery(Name = "sector")]
    [Description("Sectors by any of their names (国企, 国有企业); any of them.")]
    public string[] Sector { get; set; } = [];

    /// <summary>Issuers, any of them.</summary>
    [FromQuery(Name = "unit")]
    [Description("Issuers: the one of this name; where there is none, all whose names hold it; any of them.")]
    public string[] Unit { get; set; } = [];

    /// <summary><c>relevance</c>, <c>newest</c> or <c>oldest</c>.</summary>
    [FromQuery(Name = "sort")]
    [AllowedValues("relevance", "newest", "oldest", null, ErrorMessage = "sort is relevance, newest or oldest.")]
    [Description("relevance (default), newest or oldest.")]
    public string? Sort { get; set; }

    /// <summary><c>together</c> or <c>each</c>.</summary>
    [FromQuery(Name = "copies")]
    [AllowedValues("together", "each", null, ErrorMessage = "copies is together or each.")]
    [Description(
        "How materials of one text are listed: together as one hit, or each by itself. Default: each where the question is for quoted "
            + "strings alone, together otherwise.")]
    public string? Copies { get; set; }

    /// <summary>Only what came into the library at this time or after it.</summary>
    [FromQuery(Name = "since")]
    [Description(
        "Only materials that came into the library on this day (2026-11-01, UTC) or at this time (2026-11-01T08:00:00Z) or after it.")]
    public string? Since { get; set; }

    /// <summary><c>on</c> or <c>off</c>.</summary>
    [FromQuery(Name = "meaning")]
    [AllowedValues("on", "off", null, ErrorMessage = "meaning is on or off.")]
    [Description("on (default): what says the same in other words is found too, where the library has vectors; off: words alone.")]
    public string? Meaning { get; set; }

    /// <summary>Page, from 1.</summary>
    [FromQuery(Name = "page")]
    [Range(1, DeepestResult)]
    [Description("Page, from 1.")]
    public int Page { get; set; } = 1;

    /// <summary>Materials per page, 1 to 100; in a file up to 1,000.</summary>
    [FromQuery(Name = "size")]
    [Range(1, PageSizes.MostInFile, ErrorMessage = PageSizes.Limits)]
    [Description("Materials per page, 1 to 100; in a file up to 1,000.")]
    public int Size { get; set; } = 10;

    /// <summary><c>json</c>, or a file: <c>docx</c>, <c>md</c> or <c>csv</c>.</summary>
    [FromQuery(Name = "format")]
    [ExportFormats]
    public string? Format { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in FilterValues.Unknown(Genre, Genres.All, "genre")
            .Concat(FilterValues.Unknown(Tier, Tiers.All, "tier"))
            .Concat(FilterValues.NoYears(Year))
            .Concat(FilterValues.NoTime(Since))
            .Concat(FilterValues.TooMany(Theme, Genre, Year, Tier, Region, Sector, Unit)))
        {
            yield return wrong;
        }

        foreach (var wrong in PageSizes.TooMany(Page, Size, Format))
        {
            yield return wrong;
        }
    }

    /// <summary>The request that these parameters ask for. Call it on valid parameters only.</summary>
    public SearchRequest ToRequest() => new()
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
        Sort = Sort switch { "newest" => SearchSort.Newest, "oldest" => SearchSort.Oldest, _ => SearchSort.Relevance },
        Copies = FilterValues.Copies(Copies),
        ByMeaning = Meaning != "off",
        Page = Page,
        Size = Size,
    };
}
