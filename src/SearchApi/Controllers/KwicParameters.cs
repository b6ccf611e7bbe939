using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Concordance;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>The query string of a concordance, for the API and the pages alike. A list takes repeated parameters or commas.</summary>
public sealed class KwicParameters : IValidatableObject
{
    /// <summary>Lines of a page of JSON at most.</summary>
    private const int MostLines = 500;

    /// <summary>The string.</summary>
    [FromQuery(Name = "q")]
    [Required(ErrorMessage = "q is missing: the string that is looked for.")]
    [MaxLength(WordingParameters.LongestText)]
    [Description("The string, exactly as it stands.")]
    public string Q { get; set; } = "";

    /// <summary><c>date</c>, <c>left</c> or <c>right</c>.</summary>
    [FromQuery(Name = "sort")]
    [AllowedValues("date", "left", "right", "", null, ErrorMessage = "sort is date, left or right.")]
    [Description("date (default, oldest first), left (by what stands in front, read backwards) or right (by what stands behind).")]
    public string? Sort { get; set; }

    /// <summary>Characters of context on either side.</summary>
    [FromQuery(Name = "context")]
    [Range(1, KwicRequest.MostContext)]
    [Description("Characters of context on either side, 1 to 100.")]
    public int Context { get; set; } = 20;

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

    /// <summary><c>true</c> or <c>false</c>.</summary>
    [FromQuery(Name = "authority")]
    [AllowedValues("true", "false", null, ErrorMessage = "authority is true or false.")]
    [Description("true: the place to cite is told too, which takes longer than the lines. Default: false.")]
    public string? Authority { get; set; }

    /// <summary>Page, from 1.</summary>
    [FromQuery(Name = "page")]
    [Range(1, 1_000_000)]
    [Description("Page, from 1.")]
    public int Page { get; set; } = 1;

    /// <summary>Lines per page, 1 to 500; in a file up to 10,000.</summary>
    [FromQuery(Name = "size")]
    [Range(1, KwicRequest.MostLines)]
    [Description("Lines per page, 1 to 500; in a file up to 10,000.")]
    public int Size { get; set; } = 50;

    /// <summary><c>json</c>, or a file: <c>docx</c>, <c>md</c> or <c>csv</c>.</summary>
    [FromQuery(Name = "format")]
    [ExportFormats]
    public string? Format { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        FilterValues.Unknown(Genre, Genres.All, "genre")
            .Concat(FilterValues.Unknown(Tier, Tiers.All, "tier"))
            .Concat(FilterValues.NoYears(Year))
            .Concat(PageSizes.TooMany(Size, MostLines, KwicRequest.MostLines, Format));

    /// <summary>The request that these parameters ask for. Call it on valid parameters only.</summary>
    public KwicRequest ToRequest() => new()
    {
        Text = Q,
        Sort = string.IsNullOrEmpty(Sort) ? KwicSort.Date : Enum.Parse<KwicSort>(Sort, ignoreCase: true),
        Context = Context,
        Genres = [.. FilterValues.Split(Genre)],
        Years = FilterValues.Years(Year),
        Tiers = [.. FilterValues.Split(Tier)],
        Page = Page,
        Size = Size,
    };
}
