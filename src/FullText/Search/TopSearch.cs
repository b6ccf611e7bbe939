using System.Numerics;
using System.Runtime.CompilerServices;

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

    // Scores and bits are all zero between searches, unless one was broken off: then they are thrown away.
    [ThreadStatic]
    private static (double[] Scores, ulong[] Bits, int[] Candidates, int[] Dropped) _window;

    private double[] _scores = [];
    private ulong[] _bits = [];
    private int[] _candidates = []; // entries of the window that can still count
    private int[] _dropped = []; // and those that cannot, but have bits and scores
    private int _droppedCount;

    /// <param name="scorer">Before its first match.</param>
    /// <param name="accept">A bit for each document that may be collected; null: all.</param>
    /// <param name="collector">Takes what is competitive.</param>
    /// <param name="segment">The place of the segment.</param>
    /// <param name="docBase">The number of its first document.</param>
    /// <param name="maxDoc">How many it has.</param>
    public void Run(Scorer scorer, ulong[]? accept, TopCollector collector, int segment, int docBase, int maxDoc)
    {
        Scorer[]? clauses = scorer switch
        {
            DisjunctionScorer { Minimum: <= 1 } disjunction => [.. disjunction.Scorers],
            PhraseScorer => [scorer], // passes over documents that cannot reach the bar before it reads positions
            _ => null,
        };
        if (clauses is not null)
        {
            (_scores, _bits, _candidates, _dropped) = _window.Scores is null
                ? (new double[WindowSize], new ulong[WindowSize / 64], new int[WindowSize + 1], new int[WindowSize + 1])
                : _window;
            _window = default;
            RunDisjunction(clauses, accept, collector, segment, docBase, maxDoc);
            _window = (_scores, _bits, _candidates, _dropped);
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
    /// that the others found, clause by clause from the highest bound on, while documents fall out; where all bounds together do
    /// not reach it, the window is skipped.
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

                    // Those that can give most come first: then the others know best which documents still matter.
                    for (var i = scorers.Length - 1; i >= essential; i--)
                    {
                        if (scorers[i].Doc < end)
                        {
                            scorers[i].Accumulate(start, end, scores, bits, acceptBits, new Bar(collector.Threshold, sums[i]));
                        }
                    }

                    var candidates = Gather(start, sums[essential], scores, bits, acceptBits, collector.Threshold);
                    for (var i = essential - 1; i >= 0 && candidates > 0; i--)
                    {
                        scorers[i].AddTo(start, _candidates.AsSpan(0, candidates), scores, bits);
                        candidates = Narrow(candidates, sums[i], scores, collector.Threshold);
                    }

                    for (var i = 0; i < candidates; i++)
                    {
                        var at = _candidates[i];
                        var score = (float)scores[at];
                        bits[at >> 6] = 0;
                        scores[at] = 0;
                        if (score > collector.Threshold)
                        {
                            collector.Collect(segment, start + at, docBase + start + at, score);
                        }
                    }

                    WipeDropped(scores, bits);

                    // Not the first of the essential alone: in the next window another clause may be essential.
                    start = Math.Max(end, FirstDoc(scorers));
                }
            }
        }
    }

    /// <summary>Lists the documents of a window whose bits are set: those that can still count, and the others.</summary>
    private int Gather(int start, double rest, double* scores, ulong* bits, ulong* accept, float threshold)
    {
        var bar = new Bar(threshold, rest);
        var kept = 0;
        for (var word = 0; word < WindowSize / 64; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
            {
                var at = (word << 6) + BitOperations.TrailingZeroCount(left);
                var doc = start + at;
                kept = Put(at, kept, bar.LetsPass(scores[at]) && (accept is null || (accept[doc >> 6] & (1UL << (doc & 63))) != 0));
            }
        }

        return kept;
    }

    /// <summary>Keeps those of the candidates that can still count.</summary>
    private int Narrow(int candidates, double rest, double* scores, float threshold)
    {
        var bar = new Bar(threshold, rest);
        var kept = 0;
        for (var i = 0; i < candidates; i++)
        {
            var at = _candidates[i];
            kept = Put(at, kept, bar.LetsPass(scores[at]));
        }

        return kept;
    }

    /// <summary>Puts an entry on one list or the other, without a branch: it would be mispredicted every other time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Put(int at, int kept, bool keeps)
    {
        var one = keeps ? 1 : 0;
        _candidates[kept] = at;
        _dropped[_droppedCount] = at;
        _droppedCount += 1 - one;
        return kept + one;
    }

    /// <summary>Leaves the window empty.</summary>
    private void WipeDropped(double* scores, ulong* bits)
    {
        foreach (var at in _dropped.AsSpan(0, _droppedCount))
        {
            bits[at >> 6] = 0;
            scores[at] = 0;
        }

        _droppedCount = 0;
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
