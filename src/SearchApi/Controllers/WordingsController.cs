using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>The formulations (提法) of the library.</summary>
[ApiController]
[Queued(Work.Comparison)]
[Route("api")]
public sealed class WordingsController(LiveLibrary library) : ControllerBase
{
    /// <summary>
    /// Formulations that were recognised in the materials, the most widespread first, each with its materials by year and genre.
    /// </summary>
    /// <param name="parameters">Which ones.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("wordings", Name = "wordings")]
    [ProducesResponseType<WordingList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<WordingList> List([FromQuery] WordingParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return library.Current.Wordings(parameters.ToRequest(), cancellationToken);
    }

    /// <summary>
    /// Everything about one formulation, or any other string: glossary, counts by year, genre and tier, variants, first materials.
    /// </summary>
    /// <param name="q">The formulation; quotes or 《》 around the whole don't matter.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("wording", Name = "wording")]
    [ProducesResponseType<WordingResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<WordingResult> Get(
        [Required(ErrorMessage = "q is missing."), MaxLength(WordingParameters.LongestText)] string q,
        CancellationToken cancellationToken) =>
        WordingResult.From(library.Current.Wording(q, cancellationToken));
}
