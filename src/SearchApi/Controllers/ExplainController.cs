using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Why a material is found where it is.</summary>
[ApiController]
[Queued(Work.Comparison)]
[Route("api/explain")]
public sealed class ExplainController(LiveLibrary library) : ControllerBase
{
    /// <summary>How the passages of one material come to their scores for a question, best first.</summary>
    /// <param name="q">The question, as in a search.</param>
    /// <param name="id">Id of the material, as searches give it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet(Name = "explain")]
    [ProducesResponseType<ScoreList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<ScoreList> Get(
        [FromQuery, Required, MaxLength(SearchParameters.LongestQuery), Description("The question in the query language.")] string q,
        [FromQuery, Required, Description("Id of the material, as searches give it.")] string id,
        CancellationToken cancellationToken) =>
        library.Current.Explain(q, SearchMode.Best, id, cancellationToken) is { } scores
            ? new ScoreList(id, scores)
            : Problem($"There is no material with the id «{id}».", statusCode: StatusCodes.Status404NotFound, title: "No such material");
}
