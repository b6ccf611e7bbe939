using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Brings materials in, withdraws and restores them. Every address needs the key of a librarian.</summary>
[ApiController]
[Authorize(AuthenticationSchemes = Credentials.Key, Roles = "librarian")]
[Route("api/materials")]
public sealed class IntakeController(IntakeDesk desk, KeyDesk keys) : ControllerBase
{
    private const string Restoring = "/restore";

    /// <summary>
    /// Brings files into the corpus, up to 20 of 50 MB each and 200 MB together. What is answered is on the disk, and can be searched
    /// unless searchable is false; what cannot be read is kept out, with the reason.
    /// </summary>
    /// <param name="replace">
    /// True to let a file take the place of another one of its name, which is kept; otherwise it is refused.
    /// </param>
    /// <param name="access">
    /// Who may read the files: public, internal, or names of groups with commas; what a file says itself holds where it is stricter. A
    /// field access in front of the files says the same. Without either, a file that takes the place of another one keeps its level.
    /// </param>
    [HttpPost(Name = "bring-in")]
    [RequestSizeLimit(IntakeDesk.LargestUpload)]
    [Consumes("multipart/form-data")]
    [ProducesResponseType<IntakeResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<IntakeResult>(StatusCodes.Status201Created)]
    [ProducesResponseType<IntakeResult>(StatusCodes.Status422UnprocessableEntity)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status413PayloadTooLarge)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public Task<ActionResult> PostAsync([FromQuery] bool replace, [FromQuery] string? access) => ToldAsync(async by =>
        await desk.BringInAsync(Request, fields => Task.FromResult<UploadOrders?>(new UploadOrders(
            replace, UploadOrders.LevelOf(access, fields.GetValueOrDefault(UploadOrders.AccessField)))), by) switch
        {
            null => Problem("The body has no boundary that can be used.", statusCode: StatusCodes.Status400BadRequest),
            { Files.Count: 0 } => Problem("There is no file in the body.", statusCode: StatusCodes.Status400BadRequest),
            { } result => StatusCode(
                result.Files.Any(f => f.Status is IntakeStatus.Taken or IntakeStatus.Replaced) ? StatusCodes.Status201Created
                : result.Files.Any(f => f.Status == IntakeStatus.Unchanged) ? StatusCodes.Status200OK
                : StatusCodes.Status422UnprocessableEntity,
                result),
        });

    /// <summary>Withdraws a material: its file leaves the corpus and is kept, so that it can be restored.</summary>
    /// <param name="id">Its id, as searches give it; slashes stay as they are.</param>
    [HttpDelete("{**id}", Name = "withdraw")]
    [ProducesResponseType<WithdrawalResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public Task<ActionResult> DeleteAsync(string id) => ToldAsync(async by => Ok(await desk.WithdrawAsync(HttpContext, id, by)));

    /// <summary>Brings back what was withdrawn last under an id, which stands before /restore in the address.</summary>
    /// <param name="id">The id that the material had, and /restore.</param>
    [HttpPost("{**id}", Name = "restore")]
    [ProducesResponseType<RestorationResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public Task<ActionResult> RestoreAsync(string? id) => ToldAsync(async by =>
    {
        if (string.IsNullOrEmpty(id))
        {
            return StatusCode(StatusCodes.Status415UnsupportedMediaType); // files in another form than the address above takes
        }

        if (!id.EndsWith(Restoring, StringComparison.Ordinal))
        {
            return NotFound();
        }

        return Ok(await desk.RestoreAsync(HttpContext, id[..^Restoring.Length], by));
    });

    /// <summary>Does something in the name of the key's holder, and tells what hinders it.</summary>
    private async Task<ActionResult> ToldAsync(Func<AuditAct, Task<ActionResult>> act)
    {
        if (KeyHolder.ActOf(HttpContext, keys) is not { } by)
        {
            return Unauthorized();
        }

        try
        {
            return await act(by);
        }
        catch (IntakeException e)
        {
            return Problem(e.Message, statusCode: e.Status, title: e.Fault switch
            {
                IntakeFault.NoSuchMaterial => "No such material",
                IntakeFault.CannotBeWritten => ProblemCodes.CannotBeChanged,
                _ => null,
            });
        }
    }
}
