using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Export.Answers;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Strings in their context.</summary>
[ApiController]
[Queued(Work.Comparison)]
[Route("api")]
public sealed class ConcordanceController(LiveLibrary library) : ControllerBase
{
    /// <summary>Every place where a string stands, a line each, with what stands around it.</summary>
    /// <param name="parameters">Which string, and which lines.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("kwic", Name = "kwic")]
    [ProducesResponseType<KwicResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<KwicResult> Kwic([FromQuery] KwicParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var kwic = library.Current.Read(still => KwicResult.From(
            still.Kwic(parameters.ToRequest(), cancellationToken),
            parameters.Authority == "true" ? still.AuthorityOf(parameters.Q, cancellationToken) : null));
        return ExportFile.Wanted(parameters.Format) is { } format
            ? ExportFile.Of(new KwicExport(kwic), format, cancellationToken)
            : kwic;
    }

    /// <summary>The words that stand near a string more often than chance would have it, those that are bound most closely first.</summary>
    /// <param name="q">The string.</param>
    /// <param name="words">Words on either side that are looked at, 1 to 10.</param>
    /// <param name="min">Passages in which a word must stand near the string.</param>
    /// <param name="size">Words to return at most, 1 to 200.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("collocates", Name = "collocates")]
    [ProducesResponseType<CollocateList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<CollocateList> Collocates(
        [Required(ErrorMessage = "q is missing."), MaxLength(WordingParameters.LongestText), Description("The string.")]
        string q,
        [Range(1, CollocateRequest.MostWords), Description("Words on either side that are looked at, 1 to 10.")] int words = 5,
        [Range(1, 1_000_000), Description("Passages in which a word must stand near the string, 1 or more.")] int min = 3,
        [Range(1, 200), Description("Words to return at most, 1 to 200.")] int size = 50,
        CancellationToken cancellationToken = default) =>
        library.Current.Collocates(
            new CollocateRequest { Text = q, Words = words, Fewest = min, Size = size }, cancellationToken);

    /// <summary>How up to four strings were used over the years, counted and set against how much the library has of each year.</summary>
    /// <param name="q">The strings; repeat it for each.</param>
    /// <param name="format"><c>json</c>, or a file: <c>docx</c>, <c>md</c> or <c>csv</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("compare", Name = "compare")]
    [ProducesResponseType<WordingComparison>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<WordingComparison> Compare(
        [FromQuery, Description("The strings, 1 to 4; repeat it for each.")] string[] q,
        [FromQuery, ExportFormats] string? format = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(q);
        if (q.Length is 0 or > WordingComparison.MostWordings)
        {
            ModelState.AddModelError(
                "q", $"q stands 1 to {WordingComparison.MostWordings} times, a string each; it stands {q.Length} times.");
        }

        if (Array.Exists(q, text => string.IsNullOrWhiteSpace(text) || text.Length > WordingParameters.LongestText))
        {
            ModelState.AddModelError("q", $"q is a string of 1 to {WordingParameters.LongestText} characters.");
        }

        if (!ModelState.IsValid)
        {
            return ValidationProblem(ModelState);
        }

        var comparison = library.Current.Compare(q, cancellationToken);
        return ExportFile.Wanted(format) is { } file
            ? ExportFile.Of(new ComparisonExport(comparison), file, cancellationToken)
            : comparison;
    }
}
