using System.ComponentModel;
using KnowledgeBase.Export.Answers;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Views of a question other than its materials: passages, practices, headings.</summary>
[ApiController]
[Queued(Work.Search)]
[Route("api")]
public sealed class ViewsController(LiveLibrary library) : ControllerBase
{
    /// <summary>Materials whose outlines are laid side by side at most.</summary>
    public const int MostOutlines = 20;

    /// <summary>Passages that match, each by itself with the citation of its material, and counts over all of them.</summary>
    [HttpGet("passages", Name = "passages")]
    [ProducesResponseType<PassagesResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<PassagesResult> Passages([FromQuery] PassageParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = parameters.ToRequest();
        var passages = PassagesResult.From(library.Current.Passages(request, cancellationToken), request);
        return ExportFile.Wanted(parameters.Format) is { } format
            ? ExportFile.Of(new PassagesExport(passages), format, cancellationToken)
            : passages;
    }

    /// <summary>Practices that match, with the unit that acted, its tier, place and sector, and counts over all of them.</summary>
    [HttpGet("practices", Name = "practices")]
    [ProducesResponseType<PracticesResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<PracticesResult> Practices([FromQuery] PracticeParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = parameters.ToRequest();
        var practices = PracticesResult.From(library.Current.Practices(request, cancellationToken), request);
        return ExportFile.Wanted(parameters.Format) is { } format
            ? ExportFile.Of(new PracticesExport(practices), format, cancellationToken)
            : practices;
    }

    /// <summary>Headings that hold the words of the question, and frames that those of several materials have in common.</summary>
    [HttpGet("headings", Name = "headings")]
    [ProducesResponseType<HeadingsResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<HeadingsResult> Headings([FromQuery] HeadingParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = parameters.ToRequest();
        var headings = HeadingsResult.From(library.Current.Headings(request, cancellationToken), request);
        return ExportFile.Wanted(parameters.Format) is { } format
            ? ExportFile.Of(new HeadingsExport(headings), format, cancellationToken)
            : headings;
    }

    /// <summary>Whole outlines of materials, to be laid side by side.</summary>
    /// <param name="id">Ids of materials, as searches give them; repeat the parameter, up to 20 times.</param>
    /// <param name="format"><c>json</c>, or a file: <c>docx</c>, <c>md</c> or <c>csv</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("outlines", Name = "outlines")]
    [ProducesResponseType<OutlinesResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<OutlinesResult> Outlines(
        [FromQuery, Description("Ids of materials; repeat the parameter, up to 20 times.")] string[] id,
        [FromQuery, ExportFormats] string? format = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > MostOutlines)
        {
            ModelState.AddModelError("id", $"Give 1 to {MostOutlines} ids of materials.");
            return ValidationProblem();
        }

        var outlines = OutlinesResult.From(library.Current.Outlines(id), id);
        if (outlines.Outlines.Count == 0)
        {
            return Problem(
                "There is no material with any of these ids.", statusCode: StatusCodes.Status404NotFound, title: "No such material");
        }

        return ExportFile.Wanted(format) is { } file
            ? ExportFile.Of(new OutlinesExport(outlines), file, cancellationToken)
            : outlines;
    }
}
