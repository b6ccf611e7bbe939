using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Export;
using KnowledgeBase.Export.Clips;
using KnowledgeBase.Retrieval.Clips;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Takes passages, practices and materials away as a file. Nothing of a list is kept.</summary>
[ApiController]
[Queued(Work.Comparison)]
[Route("api/export")]
public sealed class ExportController(LiveLibrary library) : ControllerBase
{
    /// <summary>A file with passages, practices and whole materials in the order asked for, each with its citation.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <param name="request">What is wanted.</param>
    [HttpPost(Name = "export")]
    [ProducesResponseType<Stream>(
        StatusCodes.Status200OK,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/markdown", "text/csv", "application/json")]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status413PayloadTooLarge)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status415UnsupportedMediaType)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult Post(ExportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var list = library.Current.Clips(request.Items, cancellationToken);
        if (list is null)
        {
            ModelState.AddModelError("items", "The materials are too long to be taken at once: ask for fewer.");
        }
        else if (list.Unknown.Count > 0 && !(request.SkipUnknown && list.Clips.Count > 0))
        {
            ModelState.AddModelError(
                "items", $"The library has nothing with {Named(list.Unknown)}. With skipUnknown the rest is taken, where there is one.");
        }

        return list is not null && ModelState.IsValid
            ? ExportFile.Of(new ClipExport(list), ExportFormat.Find(request.Format)!, cancellationToken)
            : ValidationProblem(ModelState);
    }

    private static string Named(IReadOnlyList<string> ids) =>
        $"{(ids.Count == 1 ? "the id" : "these ids:")} {string.Join(", ", ids.Select(id => $"«{id}»"))}";
}

/// <summary>What is to be taken away.</summary>
/// <param name="Items">Ids of passages (<c>讲话/2023.md#p12</c>), practices (<c>…#a3</c>) and materials, 1 to 500.</param>
/// <param name="Format"><c>docx</c>, <c>md</c>, <c>csv</c> or <c>json</c>.</param>
/// <param name="SkipUnknown">
/// True to leave out ids that the library has nothing for, and name them at the end; otherwise they are refused.
/// </param>
public sealed record ExportRequest(
    [Required(ErrorMessage = "items is missing: ids of what is to be taken away.")]
    [MinLength(1, ErrorMessage = "items is empty: there is nothing to take away.")]
    [MaxLength(LibraryClips.MostItems, ErrorMessage = "items has more than 500 ids.")]
    [Description("Ids of passages, practices and materials, 1 to 500.")]
    IReadOnlyList<string> Items,
    [Required(ErrorMessage = "format is missing: docx, md, csv or json."), Description("docx, md, csv or json.")] string Format,
    [Description("Leave out ids that the library has nothing for, and name them at the end.")] bool SkipUnknown = false)
    : IValidatableObject
{
    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Items.Any(string.IsNullOrWhiteSpace))
        {
            yield return new("One of the items is empty.", ["items"]);
        }

        if (ExportFormat.Find(Format) is null)
        {
            yield return new(
                $"format «{Format}» is not known; it is one of {string.Join(", ", ExportFormat.All.Select(f => f.Name))}.", ["format"]);
        }
    }
}
