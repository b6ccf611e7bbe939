using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Decisions;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Understanding.Corrections;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>
/// What the owner of the library decides: corrections of materials, words, formulations and themes, with what they would change, their
/// history and the way back. Every address needs the key of a librarian.
/// </summary>
[ApiController]
[Authorize(AuthenticationSchemes = Credentials.Key, Roles = "librarian")]
[Route("api")]
public sealed class DecisionsController(DecisionDesk desk, KeyDesk keys) : ControllerBase
{
    /// <summary>Changes that an answer has at most.</summary>
    public const int MostChanges = 200;

    /// <summary>What was decided about a material.</summary>
    /// <param name="id">Its id, as searches give it; slashes stay as they are.</param>
    [HttpGet("corrections/{**id}", Name = "correction")]
    [ProducesResponseType<CorrectionResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<CorrectionResult> Correction(string id) => Told(() => desk.Correction(id));

    /// <summary>
    /// Decides about a material: what is sent takes the place of all that was decided about it; what is null or missing is left to the text
    /// and its file. The index follows within the answer, unless state says otherwise.
    /// </summary>
    /// <param name="id">Its id, as searches give it; slashes stay as they are.</param>
    /// <param name="body">What is decided.</param>
    /// <param name="preview">True to be told what it would change, and to change nothing.</param>
    /// <param name="cancellationToken">Ends the preview.</param>
    [HttpPut("corrections/{**id}", Name = "correct")]
    [ProducesResponseType<DecisionResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public Task<ActionResult<DecisionResult>> CorrectAsync(
        string id, CorrectionBody body, [FromQuery] bool preview, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var correction = body.Of(id);
        return ToldAsync(async by => preview
            ? new DecisionResult(null, body.Version, DecisionState.Unchanged, desk.Preview(correction, cancellationToken))
            : await desk.DecideAsync(correction, body.Version, by));
    }

    /// <summary>The files in which the owner says how all materials are understood: taxonomy, glossary, word lists.</summary>
    [HttpGet("settings", Name = "settings")]
    [ProducesResponseType<SettingList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<SettingList> Settings() => Told(() => new SettingList(desk.Settings()));

    /// <summary>A file of settings with its text, which is null when there is none of that name yet.</summary>
    /// <param name="kind">taxonomy, glossary or lexicon.</param>
    /// <param name="name">Its name, which ends in .yaml, for lexicon in .txt.</param>
    [HttpGet("settings/{kind}/{name}", Name = "setting")]
    [ProducesResponseType<SettingResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<SettingResult> Setting(string kind, string name) =>
        DecisionDesk.KindOf(kind) is { } known ? Told(() => desk.Setting(known, name)) : NotFound();

    /// <summary>Changes a file of settings, makes it, or takes it away. Every material is understood anew then.</summary>
    /// <param name="kind">taxonomy, glossary or lexicon.</param>
    /// <param name="name">Its name, which ends in .yaml, for lexicon in .txt.</param>
    /// <param name="body">What it shall hold.</param>
    /// <param name="preview">True to be told what it would change, and to change nothing.</param>
    /// <param name="cancellationToken">Ends the preview.</param>
    [HttpPut("settings/{kind}/{name}", Name = "set")]
    [ProducesResponseType<DecisionResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public Task<ActionResult<DecisionResult>> SetAsync(
        string kind, string name, SettingBody body, [FromQuery] bool preview, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return DecisionDesk.KindOf(kind) is not { } known
            ? Task.FromResult<ActionResult<DecisionResult>>(NotFound())
            : ToldAsync(async by => preview
                ? new DecisionResult(null, body.Version, DecisionState.Unchanged, desk.Preview(known, name, body.Text, cancellationToken))
                : await desk.DecideAsync(known, name, body.Text, body.Version, by));
    }

    /// <summary>What was decided, the newest first: who, when, and the file before and after.</summary>
    /// <param name="subject">Only changes about it: the id of a material, or the name of a file of settings.</param>
    /// <param name="count">How many at most, 1 to 200.</param>
    [HttpGet("changes", Name = "changes")]
    [ProducesResponseType<ChangeList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<ChangeList> Changes([FromQuery] string? subject, [FromQuery, Range(1, MostChanges)] int count = 50) =>
        Told(() => new ChangeList(desk.History(count, subject)));

    /// <summary>Takes a change back, as a new change; refused where the file holds something else by now.</summary>
    /// <param name="number">The number of the change.</param>
    [HttpPost("changes/{number:long}/undo", Name = "undo")]
    [ProducesResponseType<DecisionResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public Task<ActionResult<DecisionResult>> UndoAsync(long number) => ToldAsync(by => desk.UndoAsync(number, by));

    private ActionResult<T> Told<T>(Func<T> ask)
    {
        KeepNowhere();
        try
        {
            return ask();
        }
        catch (DecisionException e)
        {
            return Refused(e);
        }
    }

    private async Task<ActionResult<T>> ToldAsync<T>(Func<AuditAct, Task<T>> act)
    {
        KeepNowhere();
        if (KeyHolder.ActOf(HttpContext, keys) is not { } by)
        {
            return Unauthorized();
        }

        try
        {
            return await act(by);
        }
        catch (DecisionException e)
        {
            return Refused(e);
        }
    }

    /// <summary>None of this goes by the commit that is searched.</summary>
    private void KeepNowhere()
    {
        Response.Headers.CacheControl = "no-store";
        HttpContext.Items[GenerationTags.IsOfTheMoment] = true;
    }

    private ObjectResult Refused(DecisionException e)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (e.Problems.Count > 0)
        {
            extensions["problems"] = e.Problems;
        }

        if (e.Fault == DecisionFault.ChangedMeanwhile)
        {
            extensions["current"] = e.Current;
            extensions["expected"] = e.Expected;
        }

        return Problem(e.Message, statusCode: e.Status, extensions: extensions, title: e.Fault switch
        {
            DecisionFault.CannotBeWritten => ProblemCodes.CannotBeChanged,
            DecisionFault.ChangedMeanwhile => ProblemCodes.ChangedMeanwhile,
            _ => null,
        });
    }
}

/// <summary>What is decided about a material. Null, or empty, where nothing is.</summary>
/// <param name="Version">The version that was seen; empty when nothing had been decided.</param>
/// <param name="Title">Its title.</param>
/// <param name="Date">Its day (2023-07-01), its year (2023), or 不详 when nobody knows.</param>
/// <param name="Issuer">Its issuer, or 不详.</param>
/// <param name="Genre">Its genre.</param>
/// <param name="Tier">Its tier, or 不详.</param>
/// <param name="AddThemes">Ids of themes that the material as a whole has.</param>
/// <param name="RemoveThemes">Ids of themes that neither it nor any of its passages has.</param>
/// <param name="Passages">Decisions about the themes of passages.</param>
/// <param name="Practices">Decisions about practices.</param>
public sealed record CorrectionBody(
    [Required(AllowEmptyStrings = true, ErrorMessage = "version is missing.")] string Version,
    string? Title = null,
    string? Date = null,
    string? Issuer = null,
    string? Genre = null,
    string? Tier = null,
    IReadOnlyList<string>? AddThemes = null,
    IReadOnlyList<string>? RemoveThemes = null,
    IReadOnlyList<PassageCorrection>? Passages = null,
    IReadOnlyList<PracticeCorrection>? Practices = null)
{
    internal Correction Of(string material) => new()
    {
        Material = material,
        Title = Given(Title),
        Date = Given(Date) is { } date ? CorrectionFile.DateOf(date) ?? date : null,
        Issuer = Given(Issuer),
        Genre = Given(Genre),
        Tier = Given(Tier),
        AddThemes = Ids(AddThemes),
        RemoveThemes = Ids(RemoveThemes),
        Passages = [.. (Passages ?? []).Select(p => new PassageCorrection(p?.Words ?? "", Ids(p?.Add), Ids(p?.Remove)))],
        Practices = [.. (Practices ?? []).Select(p => new PracticeCorrection(p?.Words ?? "", p?.IsPractice ?? true, Given(p?.Name)))],
    };

    // What is sent may have null anywhere, whatever the types say.
    private static string[] Ids(IReadOnlyList<string>? ids) => [.. (ids ?? []).OfType<string>()];

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>What a file of settings shall hold.</summary>
/// <param name="Version">The version that was seen; empty when there was no such file.</param>
/// <param name="Text">The text; null takes the file away.</param>
public sealed record SettingBody(
    [Required(AllowEmptyStrings = true, ErrorMessage = "version is missing.")] string Version,
    [MaxLength(DecisionDesk.LongestSetting)] string? Text);
