namespace KnowledgeBase.FullText.Search;

/// <summary>
/// Runs a scorer over a stretch of a segment into a collector, skipping what cannot reach the collector's threshold. The result is
/// exactly that of looking at every match: a document is skipped only if the sum of upper bounds, computed with the same roundings
/// as scores, is not above the threshold.
/// </summary>
internal sealed unsafe class TopSearch(Deadline deadline, TopCollector collector)
{
    /// <summary>Of a conjunction's rarest clause; for fewer matches a window does not pay.</summary>
    private const int FewInWindow = 12;

    // Empty between searches, unless one was broken off: then it is thrown away.
    [ThreadStatic]
    private static SearchWindow? _spare;

    /// <param name="scorer">Before its first match.</param>
    /// <param name="slice">Where to look.</param>
    /// <param name="maxDoc">How many documents the segment has.</param>
    /// <param name="accept">A bit for each document of the segment that may be collected; null: all.</param>
    public void Run(Scorer scorer, Slice slice, int maxDoc, ulong[]? accept)
    {
        var window = _spare ?? new SearchWindow();
        _spare = null;
        switch (scorer)
        {
            case DisjunctionScorer { Minimum: <= 1 } disjunction:
                RunDisjunction([.. disjunction.Scorers], slice, accept, window);
                break;
            case PhraseScorer: // passes over documents that cannot reach the bar before it reads positions
                RunDisjunction([scorer], slice, accept, window);
                break;
            case ConjunctionScorer { HasFilters: false } conjunction
                when conjunction.Cost * SearchWindow.Size >= (long)maxDoc * FewInWindow:
                RunConjunction(conjunction.Scoring, slice, accept, window);
                break;
            default:
                RunOneByOne(scorer, slice, accept);
                break;
        }

        _spare = window;
    }

    private void RunOneByOne(Scorer scorer, Slice slice, ulong[]? accept)
    {
        var boundedUpTo = -1;
        var steps = 0;
        for (var doc = Begin(scorer, slice); doc < slice.To; doc = scorer.Next())
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

                    if (boundedUpTo >= slice.To - 1)
                    {
                        return;
                    }

                    target = boundedUpTo + 1;
                }

                if (target > doc)
                {
                    doc = scorer.Advance(target);
                    if (doc >= slice.To)
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
                collector.Collect(slice.Segment, doc, slice.DocBase + doc, score);
            }
        }
    }

    /// <summary>
    /// MaxScore in windows: in each, the clauses whose bounds together do not reach the threshold are looked at only for documents
    /// that the others found, clause by clause from the highest bound on, while documents fall out; where all bounds together do
    /// not reach it, the window is skipped.
    /// </summary>
    private void RunDisjunction(Scorer[] scorers, Slice slice, ulong[]? accept, SearchWindow window)
    {
        var bounds = new double[scorers.Length];
        var sums = new double[scorers.Length + 1]; // of the bounds before
        foreach (var scorer in scorers)
        {
            Begin(scorer, slice);
        }

        fixed (ulong* acceptBits = accept)
        {
            for (var start = FirstDoc(scorers); start < slice.To && !deadline.HasPassed;)
            {
                var end = Math.Min(start + SearchWindow.Size, slice.To);
                var threshold = collector.Threshold;
                var essential = 0;
                if (threshold > 0)
                {
                    for (var i = 0; i < scorers.Length; i++)
                    {
                        bounds[i] = BoundOf(scorers[i], start, end);
                    }

                    SortByBound(bounds, scorers);
                    for (var i = 0; i < scorers.Length; i++)
                    {
                        sums[i + 1] = sums[i] + bounds[i];
                    }

                    while (essential < scorers.Length && (float)sums[essential + 1] <= threshold)
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
                window.MoveTo(start);
                for (var i = scorers.Length - 1; i >= essential; i--)
                {
                    if (scorers[i].Doc < end)
                    {
                        scorers[i].Accumulate(start, end, window.Scores, window.Bits, acceptBits, new Bar(threshold, sums[i]));
                    }
                }

                window.Gather(new Bar(threshold, sums[essential]));
                for (var i = essential - 1; i >= 0 && !window.Candidates.IsEmpty; i--)
                {
                    scorers[i].AddTo(start, window.Candidates, window.Scores, window.Bits);
                    window.Narrow(new Bar(threshold, sums[i]));
                }

                window.Collect(collector, slice.Segment, slice.DocBase);

                // Not the first of the essential alone: in the next window another clause may be essential.
                start = Math.Max(end, FirstDoc(scorers));
            }
        }
    }

    /// <summary>
    /// The matches of the rarest clause are the candidates; each further clause adds its scores and drops those that it does not
    /// match, or that the clauses still to come cannot lift above the threshold.
    /// </summary>
    private void RunConjunction(IReadOnlyList<Scorer> required, Slice slice, ulong[]? accept, SearchWindow window)
    {
        // A clause that is a choice is taken apart, so that the inner loops are those of terms and phrases.
        Scorer[][] clauses = [.. required.OrderBy(s => s.Cost).Select(s =>
            s is DisjunctionScorer { Minimum: <= 1 } any ? [.. any.Scorers] : new[] { s })];
        var rest = new double[clauses.Length]; // what those behind can give
        foreach (var scorer in clauses.SelectMany(c => c))
        {
            Begin(scorer, slice);
        }

        fixed (ulong* acceptBits = accept)
        {
            for (var start = FirstDoc(clauses);
                start < slice.To && !deadline.HasPassed;
                start = Math.Max(start + SearchWindow.Size, FirstDoc(clauses)))
            {
                var end = Math.Min(start + SearchWindow.Size, slice.To);
                var threshold = collector.Threshold;
                if (threshold >= 0)
                {
                    double sum = 0;
                    for (var i = clauses.Length - 1; i >= 0; i--)
                    {
                        rest[i] = sum;
                        double bound = 0;
                        foreach (var scorer in clauses[i])
                        {
                            bound += BoundOf(scorer, start, end);
                        }

                        sum += (float)bound;
                    }

                    if ((float)sum <= threshold)
                    {
                        continue;
                    }
                }

                // The score of a choice is rounded once it is complete: only a clause of one scorer may be held against the bar before.
                window.MoveTo(start);
                var bar = clauses[0].Length == 1 ? new Bar(threshold, rest[0]) : Bar.None;
                foreach (var scorer in clauses[0])
                {
                    if (scorer.Doc < end)
                    {
                        scorer.Accumulate(start, end, window.Parts, window.Bits, acceptBits, bar);
                    }
                }

                window.Gather(Bar.None);
                window.AddParts(new Bar(threshold, rest[0]));
                for (var i = 1; i < clauses.Length && !window.Candidates.IsEmpty; i++)
                {
                    foreach (var scorer in clauses[i])
                    {
                        if (scorer.Doc < end)
                        {
                            scorer.AddTo(start, window.Candidates, window.Parts, window.Bits);
                        }
                    }

                    window.AddParts(new Bar(threshold, rest[i]));
                }

                window.Collect(collector, slice.Segment, slice.DocBase);
            }
        }
    }

    private static int Begin(Scorer scorer, Slice slice) => slice.From == 0 ? scorer.Next() : scorer.Advance(slice.From);

    private static double BoundOf(Scorer scorer, int start, int end)
    {
        if (scorer.Doc >= end)
        {
            return 0;
        }

        scorer.AdvanceShallow(Math.Max(start, scorer.Doc));
        return scorer.MaxScoreUpTo(end - 1);
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

    /// <summary>No document before it can match all clauses.</summary>
    private static int FirstDoc(Scorer[][] clauses)
    {
        var first = 0;
        foreach (var clause in clauses)
        {
            first = Math.Max(first, FirstDoc(clause));
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
