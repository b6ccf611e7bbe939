using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Single materials.</summary>
[ApiController]
[Queued(Work.Search)]
[Route("api/materials")]
public sealed class MaterialsController(LiveLibrary library) : ControllerBase
{
    /// <summary>
    /// A material with everything that was understood of it, passages and practices with the ids by which they are exported. Offsets are
    /// UTF-16 units into its text.
    /// </summary>
    /// <param name="id">Its id, as searches give it; slashes stay as they are.</param>
    [HttpGet("{**id}", Name = "material")]
    [ProducesResponseType<MaterialResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<MaterialResult> Get(string id) =>
        library.Current.Find(id) is { } found
            ? MaterialResult.From(found.Material)
            : Problem($"There is no material with the id «{id}».", statusCode: StatusCodes.Status404NotFound, title: "No such material");
}
