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
            ? ExportFile.Of(new ClipExport(request.Marked(list)), ExportFormat.Find(request.Format)!, cancellationToken)
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
/// <param name="Groups">
/// The part of the list that an id belongs to, by id: a heading above those of one part that follow each other.
/// </param>
/// <param name="Notes">What is noted beside an id, by id.</param>
public sealed record ExportRequest(
    [Required(ErrorMessage = "items is missing: ids of what is to be taken away.")]
    [MinLength(1, ErrorMessage = "items is empty: there is nothing to take away.")]
    [MaxLength(LibraryClips.MostItems, ErrorMessage = "items has more than 500 ids.")]
    [Description("Ids of passages, practices and materials, 1 to 500.")]
    IReadOnlyList<string> Items,
    [Required(ErrorMessage = "format is missing: docx, md, csv or json."), Description("docx, md, csv or json.")] string Format,
    [Description("Leave out ids that the library has nothing for, and name them at the end.")] bool SkipUnknown = false,
    [Description("The part of the list that an id belongs to, by id: of at most 100 characters.")]
    IReadOnlyDictionary<string, string?>? Groups = null,
    [Description("What is noted beside an id, by id: of at most 2,000 characters.")]
    IReadOnlyDictionary<string, string?>? Notes = null)
    : IValidatableObject
{
    private const int LongestGroup = 100;
    private const int LongestNote = 2_000;

    /// <summary>The clips with their parts and notes.</summary>
    internal ClipList Marked(ClipList list)
    {
        return list with { Clips = [.. list.Clips.Select(c => c with { Group = OneLine(Of(Groups, c.Id)), Note = Of(Notes, c.Id) })] };

        static string? OneLine(string? text) => text is null
            ? null
            : string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

        static string? Of(IReadOnlyDictionary<string, string?>? given, string id) =>
            given?.GetValueOrDefault(id) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Items.Any(string.IsNullOrWhiteSpace))
        {
            yield return new("One of the items is empty.", ["items"]);
        }

        foreach (var (field, given, longest) in new[] { ("groups", Groups, LongestGroup), ("notes", Notes, LongestNote) })
        {
            foreach (var (id, text) in given ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            {
                if (!Items.Contains(id, StringComparer.Ordinal))
                {
                    yield return new($"{field} has the id «{id}», which is not among the items.", [field]);
                }

                if (text?.Length > longest)
                {
                    yield return new($"{field}: what stands for «{id}» has {text.Length} characters, {longest} at most.", [field]);
                }
            }
        }

        if (ExportFormat.Find(Format) is null)
        {
            yield return new(
                $"format «{Format}» is not known; it is one of {string.Join(", ", ExportFormat.All.Select(f => f.Name))}.", ["format"]);
        }
    }
}
