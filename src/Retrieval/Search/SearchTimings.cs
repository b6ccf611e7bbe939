using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// How long the parts of a search take, for whoever listens to the meter, and when, for whoever listens to the source of spans. Nothing in
/// either says what was asked, and where nobody listens nothing is kept.
/// </summary>
public static class SearchTimings
{
    /// <summary>
    /// Name of the meter, whose instrument is <c>kb.search.part.duration</c>, in seconds, with the tag <c>part</c>, and of the source, of
    /// which a span is called <c>kb.</c> and the part.
    /// </summary>
    public const string MeterName = "KnowledgeBase.Search";

    /// <summary>Reading a question as the query language has it.</summary>
    internal const string Parse = "parse";

    /// <summary>Making the engine's query of it, with what it takes of words, synonyms and names; parsing is a part of it.</summary>
    internal const string Plan = "plan";

    /// <summary>Finding and ranking; planning is a part of it.</summary>
    internal const string Search = "search";

    /// <summary>Finding what says the same in other words.</summary>
    internal const string Meaning = "meaning";

    /// <summary>Reading what a page shows, marking words, counting facets, and making suggestions.</summary>
    internal const string Highlight = "highlight";

    private static readonly Meter Meter = new(MeterName);
    private static readonly ActivitySource Spans = new(MeterName);

    private static readonly Histogram<double> Parts = Meter.CreateHistogram(
        "kb.search.part.duration",
        "s",
        "How long the parts of a search took.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
        });

    /// <summary>Notes how long a part took that began at a time of the machine's monotonic clock.</summary>
    internal static void Note(string part, long started)
    {
        if (Parts.Enabled)
        {
            Parts.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("part", part));
        }

        if (Spans.HasListeners())
        {
            var ended = TimeProvider.System.GetUtcNow();
            using var span = Spans.StartActivity(
                $"kb.{part}", ActivityKind.Internal, parentContext: default, startTime: ended - Stopwatch.GetElapsedTime(started));
            span?.SetEndTime(ended.UtcDateTime);
        }
    }
}
