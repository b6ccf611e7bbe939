using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Export;
using KnowledgeBase.Export.StudyPacks;
using KnowledgeBase.Retrieval.StudyPacks;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Puts together what a group studies.</summary>
[ApiController]
[Queued(Work.Comparison)]
[Route("api/study-pack")]
public sealed class StudyPackController(LiveLibrary library) : ControllerBase
{
    /// <summary>Policy, speeches, cases and questions for discussion on a theme or a question, each choice with its reason.</summary>
    /// <param name="parameters">What it is about, and how long it may take.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet(Name = "study-pack")]
    [ProducesResponseType<StudyPack>(StatusCodes.Status200OK, "application/json")]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<StudyPack> Get([FromQuery] StudyPackParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = new StudyPackRequest { Theme = parameters.Theme, Query = parameters.Q, Minutes = parameters.Minutes };
        var (made, near) = library.Current.Read(still => still.StudyPack(request, cancellationToken) is { } found
            ? (found, "")
            : ((StudyPack?)null, string.Join('、', still.ThemesNear(parameters.Theme!))));
        if (made is not { } pack)
        {
            ModelState.AddModelError("theme", $"There is no theme «{parameters.Theme}»; there are {near} and others (/api/themes).");
            return ValidationProblem(ModelState);
        }

        var format = ExportFormat.Find(parameters.Format) ?? ExportFormat.Json;
        return format == ExportFormat.Json ? pack : ExportFile.Of(new StudyPackExport(pack), format, cancellationToken);
    }
}

/// <summary>The query string of a study pack.</summary>
public sealed class StudyPackParameters : IValidatableObject
{
    /// <summary>Id or name of a theme.</summary>
    [FromQuery(Name = "theme")]
    [MaxLength(WordingParameters.LongestText)]
    [Description("Id or name of a theme.")]
    public string? Theme { get; set; }

    /// <summary>The question in the query language.</summary>
    [FromQuery(Name = "q")]
    [MaxLength(SearchParameters.LongestQuery)]
    [Description("A question in the query language; with a theme, within it.")]
    public string? Q { get; set; }

    /// <summary>Minutes that there are for reading.</summary>
    [FromQuery(Name = "minutes")]
    [Range(StudyPackRequest.FewestMinutes, StudyPackRequest.MostMinutes)]
    [Description("Minutes that there are for reading, 15 to 240.")]
    public int Minutes { get; set; } = 60;

    /// <summary><c>json</c>, <c>md</c> or <c>docx</c>.</summary>
    [FromQuery(Name = "format")]
    [AllowedValues("json", "md", "docx", "", null, ErrorMessage = "format is json, md or docx.")]
    [Description("json (default), or a file: md or docx.")]
    public string? Format { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Theme) && string.IsNullOrWhiteSpace(Q))
        {
            yield return new("A study pack is for a theme or a question: give theme or q.", ["theme", "q"]);
        }
    }
}
