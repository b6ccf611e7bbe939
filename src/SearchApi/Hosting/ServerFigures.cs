using System.Diagnostics;
using System.Diagnostics.Metrics;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// What a server counts of itself, for whoever scrapes it (docs/operations.md lists the names) and for the page of its state. Nothing in it
/// says what anybody asked.
/// </summary>
public sealed class ServerFigures : IDisposable
{
    /// <summary>The name under which they are published, and spans of builds.</summary>
    public const string MeterName = "KnowledgeBase.Server";

    /// <summary>Requests whose durations are kept, so that a page can show how long most take.</summary>
    private const int Kept = 1000;

    private static readonly ActivitySource Spans = new(MeterName);

    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _builds;
    private readonly Histogram<double> _buildSeconds;
    private readonly Counter<long> _uploads;
    private readonly Lock _lock = new();
    private readonly double[] _seconds = new double[Kept];
    private readonly long[] _byClass = new long[6];
    private long _requests;

    /// <param name="meters">Makes meters.</param>
    /// <param name="library">What is searched.</param>
    /// <param name="time">Says how old the index is.</param>
    public ServerFigures(IMeterFactory meters, LiveLibrary library, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _time = time;
        Started = time.GetUtcNow();
        _meter = meters.Create(MeterName);
        _builds = _meter.CreateCounter<long>("kb.builds", "{build}", "Builds of the index that the server knows of.");
        _buildSeconds = _meter.CreateHistogram<double>("kb.build.duration", "s", "How long builds took.");
        _uploads = _meter.CreateCounter<long>("kb.uploads", "{file}", "Files that were brought in or refused.");
        Observe("kb.index.generation", "{commit}", "Number of the commit that is searched.", still => still.Generation);
        Observe("kb.index.materials", "{material}", "Materials in it.", still => still.Overview().Materials);
        Observe("kb.index.passages", "{passage}", "Passages in it.", still => still.Overview().Passages);
        Observe("kb.index.age", "s", "How long ago it was committed.", still => Seconds(still.Overview().Age(time.GetUtcNow())));

        static long Seconds(TimeSpan span) => (long)span.TotalSeconds;

        void Observe(string name, string unit, string what, Func<Retrieval.Search.Library, long> figure) =>
            _meter.CreateObservableGauge(name, () => Observed(library, figure), unit, what);
    }

    /// <summary>When the server was started, in UTC.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>How many requests were answered since then, and how.</summary>
    public RequestFigures Requests
    {
        get
        {
            lock (_lock)
            {
                var kept = _seconds.AsSpan(0, (int)Math.Min(_requests, Kept)).ToArray();
                Array.Sort(kept);
                return new RequestFigures(_requests, _byClass[4], _byClass[5], Percentile(kept, 0.5), Percentile(kept, 0.95));
            }
        }
    }

    /// <summary>Counts a request.</summary>
    public void CountRequest(int status, TimeSpan took)
    {
        lock (_lock)
        {
            _seconds[_requests++ % Kept] = took.TotalSeconds;
            _byClass[Math.Clamp(status / 100, 0, 5)]++;
        }
    }

    /// <summary>Counts a build, and tells of it as a span.</summary>
    /// <param name="cause">What it was for.</param>
    /// <param name="isDone">Whether it could be done.</param>
    /// <param name="seconds">How long it took; 0 where nobody knows.</param>
    public void CountBuild(string cause, bool isDone, double seconds)
    {
        _builds.Add(1, new("cause", cause), new("outcome", isDone ? "done" : "failed"));
        if (isDone)
        {
            _buildSeconds.Record(seconds, new KeyValuePair<string, object?>("cause", cause));
        }

        if (Spans.HasListeners())
        {
            var ended = _time.GetUtcNow();
            using var span = Spans.StartActivity(
                "kb.build", ActivityKind.Internal, parentContext: default, startTime: ended - TimeSpan.FromSeconds(seconds));
            span?.SetTag("cause", cause).SetStatus(isDone ? ActivityStatusCode.Ok : ActivityStatusCode.Error).SetEndTime(ended.UtcDateTime);
        }
    }

    /// <summary>Counts a file that was sent.</summary>
    /// <param name="status">What became of it.</param>
    public void CountUpload(string status) => _uploads.Add(1, new KeyValuePair<string, object?>("status", status));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Observed(LiveLibrary library, Func<Retrieval.Search.Library, long> figure)
    {
        try
        {
            return [new Measurement<long>(library.Current.Read(figure))];
        }
        catch (Exception e) when (e is LibraryException or ObjectDisposedException)
        {
            return []; // there is no index, or no longer a server
        }
    }

    private static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}

/// <summary>Requests since a server was started.</summary>
/// <param name="Total">How many were answered.</param>
/// <param name="Refused">How many of them with 4xx.</param>
/// <param name="Failed">How many of them with 5xx.</param>
/// <param name="Median">Seconds within which half of the last thousand were answered.</param>
/// <param name="Slow">Seconds within which 95 of 100 of them were.</param>
public sealed record RequestFigures(long Total, long Refused, long Failed, double Median, double Slow);
