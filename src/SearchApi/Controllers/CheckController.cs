using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Checks drafts. Nothing of a draft is kept.</summary>
[ApiController]
[Route("api/check")]
public sealed class CheckController(LiveLibrary library) : ControllerBase
{
    /// <summary>Longest draft in characters (UTF-16 units).</summary>
    public const int LongestDraft = 50_000;

    /// <summary>Findings that an answer has at most, so that it stays below a megabyte; the others are counted.</summary>
    public const int MostFindings = 500;

    /// <summary>
    /// Formulations that match, almost match, are superseded or unknown, unknown titles, figures that contradict each other, and passages
    /// that stand nearly verbatim in the library. Offsets are UTF-16 units into the draft.
    /// </summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <param name="draft">The draft.</param>
    [HttpPost(Name = "check")]
    [Queued(Work.Draft)]
    [ProducesResponseType<DraftReport>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status413PayloadTooLarge)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status415UnsupportedMediaType)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<DraftReport> Post(Draft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return library.Current.CheckDraft(draft.Text, cancellationToken).Shortened(MostFindings);
    }
}

/// <summary>A draft to be checked.</summary>
/// <param name="Text">Its text, line ends as <c>\n</c>; at most 50,000 characters.</param>
public sealed record Draft(
    [Required(ErrorMessage = "text is missing or empty."), MaxLength(CheckController.LongestDraft)] string Text);
