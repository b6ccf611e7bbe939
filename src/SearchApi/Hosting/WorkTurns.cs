using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Kinds of work that queue apart, so that one kind cannot keep the others waiting.</summary>
public enum Work
{
    /// <summary>Searches and counts: milliseconds.</summary>
    Search,

    /// <summary>Lists of formulations, all about one, what materials share: many searches each.</summary>
    Comparison,

    /// <summary>Checks of drafts: seconds of one processor.</summary>
    Draft,
}

/// <summary>
/// Limits how many requests of a kind work at a time to what the machine can bear, and how many wait. Who cannot be let in soon is told to
/// come again, at once: a queue that nobody lives to see the end of helps nobody. Requests are let in when their body has arrived, so that
/// slow senders take nobody's place.
/// </summary>
public sealed class WorkTurns : IDisposable
{
    /// <summary>How long a request waits for its turn at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <summary>How long the work may take then.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(20);

    private readonly ConcurrencyLimiter[] _limiters;
    private readonly int _processors;

    /// <summary>Makes queues for this machine: a draft check may take every second processor, so that the others answer searches.</summary>
    public WorkTurns()
        : this(Environment.ProcessorCount)
    {
    }

    internal WorkTurns(int processors)
    {
        _processors = processors;
        ConcurrencyLimiter Limiter(Work work, int waiting) => new(new()
        {
            PermitLimit = PermitsOf(work, processors),
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

        _limiters =
        [
            Limiter(Work.Search, waiting: 200), Limiter(Work.Comparison, waiting: 50), Limiter(Work.Draft, waiting: 50),
        ];
    }

    /// <summary>Seconds after which who was not let in may try again.</summary>
    public static int RetryAfterSeconds => (int)LongestWait.TotalSeconds;

    /// <summary>
    /// True while more requests of a kind work and wait than there are processors: whoever may leave something out should do so then.
    /// </summary>
    public bool AreManyAt(Work work)
    {
        var limiter = _limiters[(int)work].GetStatistics()!;
        return PermitsOf(work, _processors) - limiter.CurrentAvailablePermits + limiter.CurrentQueuedCount > _processors;
    }

    /// <summary>Waits for a turn.</summary>
    /// <returns>To be disposed when the work is done; null when there is no room, or the wait was too long.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Turn?> EnterAsync(Work work, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestWait);
        try
        {
            var lease = await _limiters[(int)work].AcquireAsync(1, patience.Token);
            if (lease.IsAcquired)
            {
                return new Turn(lease, LongestWork, cancellationToken);
            }

            lease.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var limiter in _limiters)
        {
            limiter.Dispose();
        }
    }

    private static int PermitsOf(Work work, int processors) => work switch
    {
        Work.Search => 2 * processors,
        Work.Comparison => processors,
        _ => Math.Max(1, processors / 2),
    };
}

/// <summary>Lets an action wait for its turn, or answers 429.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class QueuedAttribute(Work work) : ActionFilterAttribute, IApiResponseMetadataProvider
{
    /// <summary>What the action does.</summary>
    public Work Kind => work;

    /// <summary>A problem tells of a turn that could not be had, for the document of the API.</summary>
    public Type? Type => typeof(ProblemDetails);

    /// <inheritdoc/>
    public int StatusCode => StatusCodes.Status429TooManyRequests;

    /// <inheritdoc/>
    public void SetContentTypes(MediaTypeCollection contentTypes)
    {
        // As all problems.
    }

    /// <inheritdoc/>
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        using var turn = await http.RequestServices.GetRequiredService<WorkTurns>().EnterAsync(work, http.RequestAborted);
        if (turn is null)
        {
            http.Response.Headers.RetryAfter = WorkTurns.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
            return;
        }

        foreach (var parameter in context.ActionDescriptor.Parameters.Where(p => p.ParameterType == typeof(CancellationToken)))
        {
            context.ActionArguments[parameter.Name] = turn.Cancelled;
        }

        var executed = await next();
        if (executed.Exception is OperationCanceledException && turn.IsTimeUp)
        {
            executed.ExceptionHandled = true;
            executed.Result = new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <summary>The time in which a request may work, until it is disposed.</summary>
public sealed class Turn : IDisposable
{
    private readonly RateLimitLease _lease;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _given;

    internal Turn(RateLimitLease lease, TimeSpan longest, CancellationToken cancellationToken)
    {
        _lease = lease;
        _given = cancellationToken;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _end.CancelAfter(longest);
    }

    /// <summary>Set when the client has gone or the time is up.</summary>
    public CancellationToken Cancelled => _end.Token;

    /// <summary>True when the time is up, and the client still there.</summary>
    public bool IsTimeUp => _end.IsCancellationRequested && !_given.IsCancellationRequested;

    /// <summary>Lets the next one in.</summary>
    public void Dispose()
    {
        _end.Dispose();
        _lease.Dispose();
    }
}
