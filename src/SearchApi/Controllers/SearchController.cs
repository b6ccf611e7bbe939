using KnowledgeBase.Export.Answers;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Search in the library.</summary>
[ApiController]
[Queued(Work.Search)]
[Route("api/search")]
public sealed class SearchController(LiveLibrary library) : ControllerBase
{
    /// <summary>Materials that match, each with its best passages, and counts over all of them.</summary>
    [HttpGet(Name = "search")]
    [ProducesResponseType<SearchResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<SearchResult> Get([FromQuery] SearchParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = parameters.ToRequest();
        return library.Current.Read<ActionResult<SearchResult>>(still =>
        {
            foreach (var theme in request.Themes.Where(t => still.ThemeOf(t) is null))
            {
                var near = string.Join("、", still.ThemesNear(theme));
                ModelState.AddModelError("theme", $"theme «{theme}» is not in the taxonomy; near it: {near}. GET /api/themes lists it.");
            }

            if (!ModelState.IsValid)
            {
                return ValidationProblem();
            }

            var response = still.Search(request, cancellationToken);
            if (response.Meaning is MeaningUse.Late or MeaningUse.Failed)
            {
                HttpContext.Items[GenerationTags.IsOfTheMoment] = true;
            }

            var result = SearchResult.From(response, request);
            return ExportFile.Wanted(parameters.Format) is { } format
                ? ExportFile.Of(new SearchExport(result), format, cancellationToken)
                : result;
        });
    }
}
