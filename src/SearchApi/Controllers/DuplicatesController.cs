using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>What is in the library more than once.</summary>
[ApiController]
[Queued(Work.Comparison)]
[Route("api/duplicates")]
public sealed class DuplicatesController(LiveLibrary library) : ControllerBase
{
    /// <summary>Families of copies, those of the earliest originators first.</summary>
    /// <param name="page">Page, from 1.</param>
    /// <param name="size">Families per page, 1 to 100.</param>
    [HttpGet(Name = "duplicates")]
    [ProducesResponseType<FamilyList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<FamilyList> Get(
        [FromQuery, Range(1, int.MaxValue), Description("Page, from 1.")] int page = 1,
        [FromQuery, Range(1, 100), Description("Families per page, 1 to 100.")] int size = 20)
    {
        var (total, families) = library.Current.Families((int)Math.Min((page - 1L) * size, int.MaxValue), size);
        return FamilyList.From(total, page, size, families);
    }

    /// <summary>Other versions of a material's text, and the passages that it shares with different materials.</summary>
    /// <param name="id">Id of the material, as searches give it; slashes stay as they are.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("{**id}", Name = "versions")]
    [ProducesResponseType<MaterialVersions>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<MaterialVersions> Get(string id, CancellationToken cancellationToken) =>
        library.Current.Read(still => still.Contains(id)
            ? MaterialVersions.From(still.VersionsOf(id), still.OverlapsOf(id, cancellationToken: cancellationToken))
            : null) is { } versions
            ? versions
            : Problem($"There is no material with the id «{id}».", statusCode: StatusCodes.Status404NotFound, title: "No such material");
}
