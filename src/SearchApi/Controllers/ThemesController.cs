using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>The taxonomy.</summary>
[ApiController]
[Queued(Work.Search)]
[Route("api/themes")]
public sealed class ThemesController(LiveLibrary library) : ControllerBase
{
    /// <summary>All themes in the order of the taxonomy, each with the number of its materials.</summary>
    [HttpGet(Name = "themes")]
    [ProducesResponseType<IReadOnlyList<ThemeOverview>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<IReadOnlyList<ThemeOverview>> Get() => Ok(library.Current.Themes());
}
