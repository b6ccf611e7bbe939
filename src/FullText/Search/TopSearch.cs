using System.Numerics;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// Runs a scorer over a segment into a collector, skipping what cannot reach the collector's threshold. The result is exactly that
/// of looking at every match: a document is skipped only if the sum of upper bounds, computed with the same roundings as scores,
/// is not above the threshold.
/// </summary>
internal sealed unsafe class TopSearch(Deadline deadline)
{
    /// <summary>Documents of a window in which a disjunction is summed up.</summary>
    public const int WindowSize = 8192;

    // All zero between searches, unless one was broken off: then they are thrown away.
    [ThreadStatic]
    private static (double[] Scores, ulong[] Bits) _window;

    private double[] _scores = [];
    private ulong[] _bits = [];

    /// <param name="scorer">Before its first match.</param>
    /// <param name="accept">A bit for each document that may be collected; null: all.</param>
    /// <param name="collector">Takes what is competitive.</param>
    /// <param name="segment">The place of the segment.</param>
    /// <param name="docBase">The number of its first document.</param>
    /// <param name="maxDoc">How many it has.</param>
    public void Run(Scorer scorer, ulong[]? accept, TopCollector collector, int segment, int docBase, int maxDoc)
    {
        if (scorer is DisjunctionScorer { Minimum: <= 1 } disjunction)
        {
            (_scores, _bits) = _window.Scores is null ? (new double[WindowSize], new ulong[WindowSize / 64]) : _window;
            _window = default;
            RunDisjunction([.. disjunction.Scorers], accept, collector, segment, docBase, maxDoc);
            _window = (_scores, _bits);
        }
        else
        {
            RunOneByOne(scorer, accept, collector, segment, docBase);
        }
    }

    private void RunOneByOne(Scorer scorer, ulong[]? accept, TopCollector collector, int segment, int docBase)
    {
        var boundedUpTo = -1;
        var steps = 0;
        for (var doc = scorer.Next(); doc != Scorer.NoMoreDocs; doc = scorer.Next())
        {
            if ((++steps & 1023) == 0 && deadline.HasPassed)
            {
                return;
            }

            if (doc > boundedUpTo && collector.Threshold > 0)
            {
                var target = doc;
                while (true)
                {
                    boundedUpTo = scorer.AdvanceShallow(target);
                    if (scorer.MaxScoreUpTo(boundedUpTo) > collector.Threshold)
                    {
                        break;
                    }

                    if (boundedUpTo >= Scorer.NoMoreDocs - 1)
                    {
                        return;
                    }

                    target = boundedUpTo + 1;
                }

                if (target > doc)
                {
                    doc = scorer.Advance(target);
                    if (doc == Scorer.NoMoreDocs)
                    {
                        return;
                    }
                }
            }

            if (accept is not null && (accept[doc >> 6] & (1UL << (doc & 63))) == 0)
            {
                continue;
            }

            var score = scorer.Score();
            if (score > collector.Threshold)
            {
                collector.Collect(segment, doc, docBase + doc, score);
            }
        }
    }

    /// <summary>
    /// MaxScore in windows: in each, the clauses whose bounds together do not reach the threshold are looked at only for documents
    /// that the others found; where all bounds together do not reach it, the window is skipped.
    /// </summary>
    private void RunDisjunction(Scorer[] scorers, ulong[]? accept, TopCollector collector, int segment, int docBase, int maxDoc)
    {
        var bounds = new double[scorers.Length];
        var sums = new double[scorers.Length + 1]; // of the bounds before
        foreach (var scorer in scorers)
        {
            scorer.Next();
        }

        fixed (double* scores = _scores)
        {
            fixed (ulong* bits = _bits, acceptBits = accept)
            {
                for (var start = FirstDoc(scorers); start < maxDoc && !deadline.HasPassed;)
                {
                    var end = Math.Min(start + WindowSize, maxDoc);
                    var essential = 0;
                    if (collector.Threshold > 0)
                    {
                        for (var i = 0; i < scorers.Length; i++)
                        {
                            bounds[i] = 0;
                            if (scorers[i].Doc < end)
                            {
                                scorers[i].AdvanceShallow(Math.Max(start, scorers[i].Doc));
                                bounds[i] = scorers[i].MaxScoreUpTo(end - 1);
                            }
                        }

                        SortByBound(bounds, scorers);
                        for (var i = 0; i < scorers.Length; i++)
                        {
                            sums[i + 1] = sums[i] + bounds[i];
                        }

                        while (essential < scorers.Length && (float)sums[essential + 1] <= collector.Threshold)
                        {
                            essential++;
                        }

                        if (essential == scorers.Length)
                        {
                            start = Math.Max(end, FirstDoc(scorers));
                            continue;
                        }
                    }

                    for (var i = essential; i < scorers.Length; i++)
                    {
                        if (scorers[i].Doc < end)
                        {
                            scorers[i].Accumulate(start, end, scores, bits, acceptBits);
                        }
                    }

                    for (var word = 0; word < WindowSize / 64; word++)
                    {
                        var rest = bits[word];
                        bits[word] = 0;
                        for (; rest != 0; rest &= rest - 1)
                        {
                            var i = (word << 6) + BitOperations.TrailingZeroCount(rest);
                            var score = scores[i];
                            scores[i] = 0;
                            var doc = start + i;
                            if (accept is not null && (accept[doc >> 6] & (1UL << (doc & 63))) == 0)
                            {
                                continue;
                            }

                            for (var other = essential - 1; other >= 0; other--)
                            {
                                if ((float)(score + sums[other + 1]) <= collector.Threshold)
                                {
                                    score = double.NegativeInfinity;
                                    break;
                                }

                                var scorer = scorers[other];
                                if ((scorer.Doc < doc ? scorer.Advance(doc) : scorer.Doc) == doc)
                                {
                                    score += scorer.Score();
                                }
                            }

                            if ((float)score > collector.Threshold)
                            {
                                collector.Collect(segment, doc, docBase + doc, (float)score);
                            }
                        }
                    }

                    // Not the first of the essential alone: in the next window another clause may be essential.
                    start = Math.Max(end, FirstDoc(scorers));
                }
            }
        }
    }

    private static int FirstDoc(ReadOnlySpan<Scorer> scorers)
    {
        var first = int.MaxValue;
        foreach (var scorer in scorers)
        {
            first = Math.Min(first, scorer.Doc);
        }

        return first;
    }

    private static void SortByBound(double[] bounds, Scorer[] scorers)
    {
        for (var i = 1; i < scorers.Length; i++)
        {
            var bound = bounds[i];
            var scorer = scorers[i];
            var at = i;
            for (; at > 0 && bounds[at - 1] > bound; at--)
            {
                bounds[at] = bounds[at - 1];
                scorers[at] = scorers[at - 1];
            }

            bounds[at] = bound;
            scorers[at] = scorer;
        }
    }
}

/// <summary>When a search must end.</summary>
internal sealed class Deadline
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan? _budget;
    private readonly CancellationToken _cancellation;

    public Deadline(TimeProvider time, TimeSpan? budget, CancellationToken cancellation)
    {
        _time = time;
        _budget = budget;
        _cancellation = cancellation;
        _start = budget is null ? 0 : time.GetTimestamp();
    }

    /// <summary>Whether it was found to have passed.</summary>
    public bool WasHit { get; private set; }

    /// <summary>Looks at the clock.</summary>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public bool HasPassed
    {
        get
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!WasHit && _budget is { } budget && _time.GetElapsedTime(_start) >= budget)
            {
                WasHit = true;
            }

            return WasHit;
        }
    }
}
