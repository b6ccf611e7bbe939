using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>The query string of a list of formulations, for the API and the pages alike.</summary>
public sealed class WordingParameters
{
    /// <summary>Longest formulation that is asked for, in characters.</summary>
    public const int LongestText = 200;

    /// <summary>Words that a formulation must hold.</summary>
    [FromQuery(Name = "q")]
    [MaxLength(LongestText)]
    [Description("Words that the formulation must hold.")]
    public string? Q { get; set; }

    /// <summary><c>numeral</c>, <c>quoted</c>, <c>title</c> or <c>fixed</c>.</summary>
    [FromQuery(Name = "kind")]
    [AllowedValues("numeral", "quoted", "title", "fixed", "", null, ErrorMessage = "kind is numeral, quoted, title or fixed.")]
    [Description("numeral (四个意识), quoted (“最后一公里”), title (《…》) or fixed; all without it.")]
    public string? Kind { get; set; }

    /// <summary>What the glossary says: <c>any</c>, <c>known</c>, <c>current</c>, <c>superseded</c> or <c>unknown</c>.</summary>
    [FromQuery(Name = "status")]
    [AllowedValues("any", "known", "current", "superseded", "unknown", "", null,
        ErrorMessage = "status is any, known, current, superseded or unknown.")]
    [Description("What the glossary says: any (default), known, current, superseded, or unknown, which are perhaps new.")]
    public string? Status { get; set; }

    /// <summary>Materials that must have it, 1 or more.</summary>
    [FromQuery(Name = "min")]
    [Range(1, 1_000_000)]
    [Description("Materials that must have it, 1 or more.")]
    public int Min { get; set; } = 1;

    /// <summary>Page, from 1.</summary>
    [FromQuery(Name = "page")]
    [Range(1, 1_000_000)]
    [Description("Page, from 1.")]
    public int Page { get; set; } = 1;

    /// <summary>Formulations per page, 1 to 200.</summary>
    [FromQuery(Name = "size")]
    [Range(1, 200)]
    [Description("Formulations per page, 1 to 200.")]
    public int Size { get; set; } = 50;

    /// <summary>The request that these parameters ask for. Call it on valid parameters only.</summary>
    public WordingListRequest ToRequest() => new()
    {
        Contains = Q ?? "",
        Kinds = string.IsNullOrEmpty(Kind) ? [] : [Enum.Parse<WordingKind>(Kind, ignoreCase: true)],
        Status = string.IsNullOrEmpty(Status) ? GlossaryStatus.Any : Enum.Parse<GlossaryStatus>(Status, ignoreCase: true),
        FewestMaterials = Min,
        Page = Page,
        Size = Size,
    };
}
