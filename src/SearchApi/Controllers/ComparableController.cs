using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>What others did in a like place.</summary>
[ApiController]
[Route("api/comparable")]
public sealed class ComparableController(LiveLibrary library) : ControllerBase
{
    /// <summary>
    /// Materials comparable with one of the library, or with a passage or a practice of it: why, and what stands in both.
    /// </summary>
    /// <param name="id">Id of the material, as searches give it; slashes stay as they are.</param>
    /// <param name="passage">Number of a passage of it, from 0.</param>
    /// <param name="practice">Number of a practice of it, from 0.</param>
    /// <param name="size">Materials, 1 to 20.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("{**id}", Name = "comparable")]
    [Queued(Work.Comparison)]
    [ProducesResponseType<ComparableResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<ComparableResult> Get(
        string id,
        [FromQuery, Range(0, 1_000_000), Description("Number of a passage of it, from 0, to compare that alone.")] int? passage = null,
        [FromQuery, Range(0, 1_000_000), Description("Number of a practice of it, from 0, to compare that alone.")] int? practice = null,
        [FromQuery, Range(1, LibraryComparable.MostMaterials), Description("Materials, 1 to 20.")] int size = 5,
        CancellationToken cancellationToken = default)
    {
        if (passage is not null && practice is not null)
        {
            ModelState.AddModelError("practice", "Give a passage or a practice, not both.");
            return ValidationProblem(ModelState);
        }

        var part = (passage, practice) switch
        {
            ({ }, _) => ComparedPart.Passage,
            (_, { }) => ComparedPart.Practice,
            _ => ComparedPart.Whole,
        };
        return library.Current.Comparable(id, part, passage ?? practice ?? 0, size, cancellationToken) is { } found
            ? ComparableResult.From(found)
            : Problem(
                part == ComparedPart.Whole
                    ? $"There is no material with the id «{id}»."
                    : $"There is no material with the id «{id}», or it has no {part.ToString().ToLowerInvariant()} {passage ?? practice}.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such material");
    }

    /// <summary>Materials comparable with a text. Nothing of it is kept.</summary>
    /// <param name="pasted">The text.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpPost(Name = "comparableToText")]
    [Queued(Work.Draft)]
    [ProducesResponseType<ComparableResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status413PayloadTooLarge)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status415UnsupportedMediaType)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<ComparableResult> Post(PastedText pasted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pasted);
        return ComparableResult.From(library.Current.ComparableTo(pasted.Text, pasted.Size, cancellationToken));
    }
}

/// <summary>A text to be compared.</summary>
/// <param name="Text">The text, line ends as <c>\n</c>; at most 50,000 characters.</param>
/// <param name="Size">Materials, 1 to 20.</param>
public sealed record PastedText(
    [Required(ErrorMessage = "text is missing or empty."), MaxLength(LibraryComparable.LongestText)] string Text,
    [Range(1, LibraryComparable.MostMaterials)] int Size = 5);
