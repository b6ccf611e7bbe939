using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Materials that are about the same as another one.</summary>
[ApiController]
[Queued(Work.Comparison)]
[Route("api/similar")]
public sealed class SimilarController(LiveLibrary library) : ControllerBase
{
    /// <summary>
    /// Other materials about the same, best first, each with the passage that speaks for it and why it is similar. Versions of the
    /// material's own text are left out.
    /// </summary>
    /// <param name="id">Id of the material, as searches give it; slashes stay as they are.</param>
    /// <param name="size">Materials, 1 to 100.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("{**id}", Name = "similar")]
    [ProducesResponseType<IReadOnlyList<SearchResult.Hit>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<IReadOnlyList<SearchResult.Hit>> Get(
        string id,
        [FromQuery, Range(1, 100), Description("Materials, 1 to 100.")] int size = 5,
        CancellationToken cancellationToken = default) =>
        library.Current.Read(still => still.Contains(id) ? still.Similar(id, size, cancellationToken) : null) is { } similar
            ? Ok(similar.Select(SearchResult.Of).ToList())
            : Problem($"There is no material with the id «{id}».", statusCode: StatusCodes.Status404NotFound, title: "No such material");
}
