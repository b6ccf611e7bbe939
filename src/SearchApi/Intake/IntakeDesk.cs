using KnowledgeBase.Access;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// Where materials are brought in, withdrawn and restored, by programs and by people: takes what they send, has the index follow, and says
/// what was understood and what was wrong.
/// </summary>
public sealed partial class IntakeDesk
{
    /// <summary>Files of a request at most.</summary>
    public const int MostFiles = 20;

    /// <summary>Bytes of a request at most.</summary>
    public const int LargestUpload = 200_000_000;

    /// <summary>Bytes of a file at most.</summary>
    public const int LargestFile = (int)MaterialIntake.LargestFile;

    private readonly MaterialIntake _intake;
    private readonly LiveLibrary _library;
    private readonly ServerFigures _figures;
    private readonly ILogger _log;

    /// <param name="intake">Puts files into the corpus.</param>
    /// <param name="library">What is searched.</param>
    /// <param name="figures">Counts files.</param>
    /// <param name="log">Is told why something could not be done.</param>
    internal IntakeDesk(MaterialIntake intake, LiveLibrary library, ServerFigures figures, ILogger<IntakeDesk> log) =>
        (_intake, _library, _figures, _log) = (intake, library, figures, log);

    /// <summary>Takes the files of a form.</summary>
    /// <param name="request">The request whose body is the form.</param>
    /// <param name="orders">
    /// Is called once, before the first file is read, with the fields that stand in front of it: what is to be done with the files; null
    /// when nothing may be.
    /// </param>
    /// <param name="by">Who sends them.</param>
    /// <returns>What became of each file, of which there may be none; null when the body is no such form or the orders are none.</returns>
    /// <exception cref="IntakeException">Nothing can be brought in.</exception>
    /// <exception cref="BadHttpRequestException">The body is too large, or its sender went away.</exception>
    public Task<IntakeResult?> BringInAsync(
        HttpRequest request, Func<IReadOnlyDictionary<string, string>, Task<UploadOrders?>> orders, AuditAct by)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(orders);
        return ToldAsync(request.HttpContext, async () =>
        {
            if (UploadBody.Of(request) is not { } body)
            {
                return null;
            }

            var arrivals = new List<Arrival>();
            var files = new List<ReceivedFile>();
            var isPlaced = false;
            try
            {
                if (await ReceiveAsync(body, orders, arrivals, request.HttpContext.RequestAborted) is not { } given)
                {
                    return null;
                }

                files.AddRange(arrivals.Select(a => _intake.Place(a, given, by)));
                isPlaced = true;
            }
            finally
            {
                MaterialIntake.Discard(arrivals);
                if (!isPlaced && files.Exists(f => f.Path is not null))
                {
                    // The disk has become full in the middle: what was taken is there, whatever the answer says.
                    _ = _intake.BuildAsync(files.Select(f => f.Path).OfType<string>());
                }
            }

            return await AnswerAsync(files, by);
        });
    }

    /// <summary>Withdraws a material: its file leaves the corpus and is kept.</summary>
    /// <param name="context">The request that asks for it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="by">Who withdraws it.</param>
    /// <exception cref="IntakeException">It cannot be withdrawn.</exception>
    public Task<WithdrawalResult> WithdrawAsync(HttpContext context, string id, AuditAct by) => ToldAsync(context, async () =>
    {
        if (_library.Current.Find(id) is not { } found)
        {
            throw new IntakeException(IntakeFault.NoSuchMaterial, $"There is no material with the id «{id}».");
        }

        var title = found.Material.Facts.Title;
        _intake.Withdraw(id, title, _library.Current.OriginalOf(id), by);
        var isBuilt = Follow(await _intake.BuildAsync());
        return new WithdrawalResult(id, title, isBuilt && !_library.Current.Contains(id));
    });

    /// <summary>Brings back what was withdrawn last under an id.</summary>
    /// <param name="context">The request that asks for it.</param>
    /// <param name="id">The id that the material had.</param>
    /// <param name="by">Who brings it back.</param>
    /// <exception cref="IntakeException">It cannot be brought back.</exception>
    public Task<RestorationResult> RestoreAsync(HttpContext context, string id, AuditAct by) => ToldAsync(context, async () =>
    {
        var path = _intake.Restore(id, by);
        var isSearchable = Follow(await _intake.BuildAsync(path));
        return new RestorationResult(id, Understood(id), isSearchable);
    });

    /// <summary>What was brought in and withdrawn lately, the newest first.</summary>
    /// <param name="context">The request that asks for it.</param>
    /// <param name="most">How many of each at most.</param>
    /// <exception cref="IntakeException">The folder of state cannot be read.</exception>
    public Task<RecentMaterials> RecentAsync(HttpContext context, int most) => ToldAsync(context, () => Task.FromResult(new RecentMaterials(
        [.. _intake.BroughtIn(most).Select(e => new BroughtIn(e.Act.Subject, e.Act.Who, e.Time, TitleOf(e.Act.Subject)))],
        [.. _intake.Withdrawn(most).Select(r => new Withdrawn(r.Id, r.By, r.At, r.Title))])));

    /// <summary>Says in the log why the library cannot be changed.</summary>
    internal void NoteCannot(string reason) => LogCannot(reason);

    /// <summary>Brings the index in line with the corpora, and moves on to it.</summary>
    /// <returns>Whether that could be done; the log says why not.</returns>
    internal async Task<bool> FollowAsync() => Follow(await _intake.BuildAsync());

    /// <summary>Receives the files of a body, one after another, as far as it can be read. None has its place then.</summary>
    /// <returns>What is to be done with them; null when nothing may be.</returns>
    private async Task<UploadOrders?> ReceiveAsync(
        UploadBody body,
        Func<IReadOnlyDictionary<string, string>, Task<UploadOrders?>> orders,
        List<Arrival> arrivals,
        CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        UploadOrders? given = null;
        try
        {
            while (await body.NextAsync(cancellation) is { } part)
            {
                if (part.Field is { } field)
                {
                    // Taken for what everybody may read otherwise, which nobody could take back.
                    if (field == UploadOrders.AccessField && given is not null)
                    {
                        throw new IntakeException(
                            IntakeFault.LevelTooLate, "The field access stands behind a file: send it in front of all. Nothing was taken.");
                    }

                    fields[field] = part.Text;
                    continue;
                }

                // The orders may come with the last field in front of the first file, and hold for all.
                given ??= await orders(fields);
                if (given is null)
                {
                    return null;
                }

                if (part.Text.Length == 0)
                {
                    continue; // what a browser sends for no file
                }

                if (arrivals.Count > MostFiles)
                {
                    continue; // what follows the files may still say who may read them
                }

                arrivals.Add(arrivals.Count == MostFiles
                    ? Arrival.Refuse(part.Text, RefusalCodes.TooMany, $"A request has at most {MostFiles} files.")
                    : await _intake.ReceiveAsync(part.File!, part.Text, cancellation));
            }
        }
        catch (InvalidDataException)
        {
            arrivals.Add(Arrival.Refuse(
                "", RefusalCodes.TooLarge, $"What follows could not be read: a file has at most {LargestFile} bytes."));
        }
        catch (IOException e) when (UploadBody.IsCutShort(e))
        {
            arrivals.Add(Arrival.Refuse(
                "", RefusalCodes.CutShort, "What follows could not be read: the body ends in the middle of it."));
        }

        return given ?? await orders(fields);
    }

    private async Task<IntakeResult> AnswerAsync(List<ReceivedFile> files, AuditAct by)
    {
        var isSearchable = true;
        if (files.Exists(f => f.Path is not null))
        {
            var outcome = await _intake.BuildAsync(files.Select(f => f.Path).OfType<string>());
            isSearchable = Follow(outcome);
            if (PutOutUnreadable(files, outcome, by) is { Count: > 0 } back)
            {
                isSearchable = Follow(await _intake.BuildAsync(back));
            }
        }

        files.ForEach(f => _figures.CountUpload(f.Status));
        return new IntakeResult(
            [.. files.Select(f => new IntakeResult.File(
                f.Name, f.Id, f.Status, f.Code, f.Reason, f.Id is null ? null : Understood(f.Id)))],
            isSearchable);
    }

    /// <summary>Puts out what nothing can read; what it had taken the place of comes back.</summary>
    /// <returns>Full paths of what came back, which the index has to follow.</returns>
    private List<string> PutOutUnreadable(List<ReceivedFile> files, BuildOutcome outcome, AuditAct by)
    {
        var back = new List<string>();
        foreach (var (at, file) in files.Index().ToList())
        {
            if (file is { Path: { } path, Status: IntakeStatus.Taken or IntakeStatus.Replaced }
                && outcome.Skipped.TryGetValue(path, out var reason))
            {
                if (_intake.PutOut(file, by, reason))
                {
                    back.AddRange(file.InPlaceOf.Select(id => _intake.Restore(id, by)));
                }

                files[at] = ReceivedFile.Refuse(file.Name, RefusalCodes.Unreadable, reason);
            }
        }

        return back;
    }

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
            _library.Refresh();
            return true;
        }
        catch (LibraryException e)
        {
            LogNotBuilt(e.Message);
            return false;
        }
    }

    private string? TitleOf(string id)
    {
        try
        {
            return _library.Current.Find(id)?.Material.Facts.Title;
        }
        catch (LibraryException)
        {
            return null; // there is no index yet
        }
    }

    private UnderstoodMaterial? Understood(string id) =>
        _library.Current.Find(id)?.Material is { Facts: var facts } material
            ? new UnderstoodMaterial(
                facts.Title,
                facts.Genre.Value,
                facts.Date?.Value,
                facts.Year?.Value,
                facts.Issuer?.Value,
                [.. material.Themes.Select(t => t.Theme)],
                material.Passages.Count,
                material.Access ?? AccessLevel.Public.Written)
            : null;

    /// <summary>Does something, and tells what hinders it.</summary>
    private async Task<T> ToldAsync<T>(HttpContext context, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (IsOfTheDisk(e, context))
        {
            LogCannot(e.Message);
            throw new IntakeException(
                IntakeFault.CannotBeWritten,
                "Nothing was changed: a folder cannot be written, or the disk is full. The server's log has the reason.");
        }
    }

    /// <summary>What the sender did wrong, or his going away, is told as everywhere.</summary>
    private static bool IsOfTheDisk(Exception e, HttpContext context) => e is AccessException or UnauthorizedAccessException
        || (e is IOException and not BadHttpRequestException && e.Source != "Microsoft.AspNetCore.Server.Kestrel.Core"
            && !context.RequestAborted.IsCancellationRequested);

    [LoggerMessage(EventId = 191, Level = LogLevel.Error, Message = "The index could not be brought in line: {Reason}")]
    private partial void LogNotBuilt(string reason);

    [LoggerMessage(EventId = 192, Level = LogLevel.Error, Message = "The library cannot be changed: {Reason}")]
    private partial void LogCannot(string reason);
}
