using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Suggestions while somebody types.</summary>
[ApiController]
[Queued(Work.Search)]
[Route("api/suggest")]
public sealed class SuggestController(LiveLibrary library) : ControllerBase
{
    /// <summary>
    /// Themes, terms, formulations, practices, units and headings of the library that somebody may mean who has typed this: by its
    /// characters, its pinyin or its initials, the likeliest first.
    /// </summary>
    /// <param name="q">What was typed, perhaps unfinished.</param>
    /// <param name="size">How many to answer with at most.</param>
    [HttpGet(Name = "suggest")]
    [ProducesResponseType<SuggestionList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<SuggestionList> Get(
        [MaxLength(SearchParameters.LongestQuery), Description("What was typed.")] string q = "",
        [Range(1, LibrarySuggestions.Most), Description("Suggestions at most, 1 to 50.")] int size = 10) =>
        new SuggestionList(q, library.Current.Suggest(q, size));
}
