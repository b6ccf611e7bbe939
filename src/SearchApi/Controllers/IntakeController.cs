using KnowledgeBase.Access;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Brings materials in, withdraws and restores them. Every address needs the key of a librarian.</summary>
[ApiController]
[Authorize(AuthenticationSchemes = Credentials.Key, Roles = "librarian")]
[Route("api/materials")]
public sealed partial class IntakeController(LiveLibrary library, KeyDesk desk, ILogger<IntakeController> log) : ControllerBase
{
    /// <summary>Files of a request at most.</summary>
    public const int MostFiles = 20;

    /// <summary>Bytes of a request at most.</summary>
    public const int LargestUpload = 200_000_000;

    private const string Restoring = "/restore";
    private const int LongestBoundary = 200;

    /// <summary>What throws for a body that is cut short, as for a disk that fails.</summary>
    private static readonly string? MultipartSource = typeof(MultipartReader).Assembly.GetName().Name;

    private MaterialIntake Intake => HttpContext.RequestServices.GetRequiredService<MaterialIntake>();

    /// <summary>
    /// Brings files into the corpus, up to 20 of 50 MB each and 200 MB together. What is answered is on the disk, and can be searched
    /// unless searchable is false; what cannot be read is kept out, with the reason.
    /// </summary>
    /// <param name="replace">
    /// True to let a file take the place of another one of its name, which is kept; otherwise it is refused.
    /// </param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpPost(Name = "bring-in")]
    [RequestSizeLimit(LargestUpload)]
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
    public Task<ActionResult> PostAsync([FromQuery] bool replace, CancellationToken cancellationToken) => ToldAsync(async by =>
    {
        if (HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(Request.ContentType).Boundary).Value is not { Length: > 0 } boundary
            || boundary.Length > LongestBoundary)
        {
            return Problem("The body has no boundary that can be used.", statusCode: StatusCodes.Status400BadRequest);
        }

        var files = new List<ReceivedFile>();
        var isAnswered = false;
        try
        {
            await ReceiveAsync(boundary, replace, by, files, cancellationToken);
            isAnswered = true;
        }
        finally
        {
            // Who goes away in the middle has brought in what came whole.
            if (!isAnswered && files.Exists(f => f.Path is not null))
            {
                _ = Intake.BuildAsync();
            }
        }

        return files.Count == 0
            ? Problem("There is no file in the body.", statusCode: StatusCodes.Status400BadRequest)
            : await AnswerAsync(files, by);
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
    public Task<ActionResult> DeleteAsync(string id) => ToldAsync(async by =>
    {
        if (library.Current.Find(id) is not { } found)
        {
            return NoSuchMaterial(id);
        }

        Intake.Withdraw(id, library.Current.OriginalOf(id), by);
        var isBuilt = await IsBuiltAsync();
        return Ok(new WithdrawalResult(id, found.Material.Facts.Title, isBuilt && !library.Current.Contains(id)));
    });

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

        var own = id[..^Restoring.Length];
        Intake.Restore(own, by);
        var isSearchable = await IsBuiltAsync();
        return Ok(new RestorationResult(own, Understood(own), isSearchable));
    });

    /// <summary>Takes the files of a body, one after another, as far as it can be read.</summary>
    private async Task ReceiveAsync(
        string boundary, bool replace, AuditAct by, List<ReceivedFile> files, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, Request.Body) { BodyLengthLimit = MaterialIntake.LargestFile };
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (NameOf(section) is not { } name)
                {
                    continue; // a field, of which there are none that say anything
                }

                if (files.Count == MostFiles)
                {
                    files.Add(ReceivedFile.Refuse(name, $"A request has at most {MostFiles} files."));
                    return;
                }

                files.Add(await Intake.ReceiveAsync(section.Body, name, replace, by, cancellationToken));
            }
        }
        catch (InvalidDataException)
        {
            files.Add(ReceivedFile.Refuse("", $"What follows could not be read: a file has at most {MaterialIntake.LargestFile} bytes."));
        }
        catch (IOException e) when (e is not BadHttpRequestException && e.Source == MultipartSource)
        {
            files.Add(ReceivedFile.Refuse("", "What follows could not be read: the body ends in the middle of it."));
        }
    }

    private async Task<ActionResult> AnswerAsync(List<ReceivedFile> files, AuditAct by)
    {
        var isSearchable = true;
        if (files.Exists(f => f.Path is not null))
        {
            var outcome = await Intake.BuildAsync();
            isSearchable = Follow(outcome);
            if (PutOutUnreadable(files, outcome, by))
            {
                isSearchable = await IsBuiltAsync();
            }
        }

        var result = new IntakeResult(
            [.. files.Select(f => new IntakeResult.File(f.Name, f.Id, f.Status, f.Reason, f.Id is null ? null : Understood(f.Id)))],
            isSearchable);
        return StatusCode(
            files.Exists(f => f.Status is ReceivedFile.Taken or ReceivedFile.Replaced) ? StatusCodes.Status201Created
            : files.Exists(f => f.Status == ReceivedFile.Unchanged) ? StatusCodes.Status200OK
            : StatusCodes.Status422UnprocessableEntity,
            result);
    }

    /// <summary>Puts out what nothing can read; what it had taken the place of comes back.</summary>
    /// <returns>True when something came back, which the index has to follow.</returns>
    private bool PutOutUnreadable(List<ReceivedFile> files, BuildOutcome outcome, AuditAct by)
    {
        var hasComeBack = false;
        foreach (var (at, file) in files.Index().ToList())
        {
            if (file is { Path: { } path, Status: ReceivedFile.Taken or ReceivedFile.Replaced }
                && outcome.Skipped.TryGetValue(path, out var reason))
            {
                Intake.PutOut(file, by, reason);
                files[at] = ReceivedFile.Refuse(file.Name, reason);
                if (file.Status == ReceivedFile.Replaced)
                {
                    Intake.Restore(file.Id!, by);
                    hasComeBack = true;
                }
            }
        }

        return hasComeBack;
    }

    private async Task<bool> IsBuiltAsync() => Follow(await Intake.BuildAsync());

    /// <summary>Moves on to what was built; false when nothing could be, which the log explains.</summary>
    private bool Follow(BuildOutcome outcome)
    {
        if (outcome.Problem is { } problem)
        {
            LogNotBuilt(problem);
            return false;
        }

        try
        {
            library.Refresh();
            return true;
        }
        catch (LibraryException e)
        {
            LogNotBuilt(e.Message);
            return false;
        }
    }

    private UnderstoodMaterial? Understood(string id) =>
        library.Current.Find(id)?.Material is { Facts: var facts } material
            ? new UnderstoodMaterial(
                facts.Title, facts.Genre.Value, facts.Date?.Value, facts.Year?.Value, facts.Issuer?.Value, material.Passages.Count)
            : null;

    /// <summary>Does something in the name of the key's holder, and tells what hinders it.</summary>
    private async Task<ActionResult> ToldAsync(Func<AuditAct, Task<ActionResult>> act)
    {
        if (KeyHolder.KeyOf(User, desk) is not { } key)
        {
            return Unauthorized();
        }

        try
        {
            return await act(new AuditAct(key.Name, "", "")
            {
                Key = key.Id,
                Address = HttpContext.Connection.RemoteIpAddress?.ToString(),
            });
        }
        catch (IntakeException e)
        {
            return Problem(e.Message, statusCode: e.Status);
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            LogCannot(e.Message);
            return Problem(
                "Nothing was changed: a folder cannot be written, or the disk is full. The server's log has the reason.",
                statusCode: StatusCodes.Status503ServiceUnavailable, title: "The library cannot be changed at the moment");
        }
    }

    /// <summary>What the sender did wrong, or his going away, is told as everywhere.</summary>
    private bool IsOfTheDisk(Exception e) => e is AccessException or UnauthorizedAccessException
        || (e is IOException and not BadHttpRequestException && e.Source != "Microsoft.AspNetCore.Server.Kestrel.Core"
            && !HttpContext.RequestAborted.IsCancellationRequested);

    private ObjectResult NoSuchMaterial(string id) =>
        Problem($"There is no material with the id «{id}».", statusCode: StatusCodes.Status404NotFound, title: "No such material");

    private static string? NameOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFileDisposition()
            ? disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value
            : null;

    [LoggerMessage(EventId = 191, Level = LogLevel.Error, Message = "The index could not be brought in line: {Reason}")]
    private partial void LogNotBuilt(string reason);

    [LoggerMessage(EventId = 192, Level = LogLevel.Error, Message = "The library cannot be changed: {Reason}")]
    private partial void LogCannot(string reason);
}

/// <summary>What became of files that were sent.</summary>
/// <param name="Files">Each file, in the order in which they came.</param>
/// <param name="Searchable">Whether the index is in line with the corpus; false when it could not be built, and will be later.</param>
public sealed record IntakeResult(IReadOnlyList<IntakeResult.File> Files, bool Searchable)
{
    /// <summary>A file that was sent.</summary>
    /// <param name="Name">What its sender called it.</param>
    /// <param name="Id">Its id in the library; null when it was refused.</param>
    /// <param name="Status"><c>taken</c>, <c>replaced</c>, <c>unchanged</c> (the same bytes are there already) or <c>refused</c>.</param>
    /// <param name="Reason">Why it was refused; null when it was not.</param>
    /// <param name="Material">What was understood of it; null when refused, of several materials or not searchable yet.</param>
    public sealed record File(string Name, string? Id, string Status, string? Reason, UnderstoodMaterial? Material);
}

/// <summary>What was understood of a material, in short.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Genre">Its genre, in Chinese.</param>
/// <param name="Date">The day that it is of; null when the text does not say.</param>
/// <param name="Year">Its year; null when the text does not say.</param>
/// <param name="Issuer">The unit that issued it; null when the text does not say.</param>
/// <param name="Passages">How many passages it has.</param>
public sealed record UnderstoodMaterial(string Title, string Genre, DateOnly? Date, int? Year, string? Issuer, int Passages);

/// <summary>A material that was withdrawn.</summary>
/// <param name="Id">The id that it had, by which it is restored.</param>
/// <param name="Title">Its title.</param>
/// <param name="Gone">
/// Whether the index no longer has it; false when it could not be built, or stays as it is lest it be emptied.
/// </param>
internal sealed record WithdrawalResult(string Id, string Title, bool Gone);

/// <summary>A material that was brought back.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Material">What was understood of it; null when it cannot be searched yet.</param>
/// <param name="Searchable">Whether the index is in line with the corpus; false when it could not be built, and will be later.</param>
internal sealed record RestorationResult(string Id, UnderstoodMaterial? Material, bool Searchable);
