namespace KnowledgeBase.Duplicates;

/// <summary>
/// Finds materials that are copies of one another: exact, anonymised, reordered, trimmed, extended and merged ones. Fed with any number of
/// materials in any order, then asked once. Not safe for several threads.
/// </summary>
/// <remarks>
/// <para>
/// Every text is reduced to its skeleton and to the hashes of all its stretches of eight characters; of these, the ones divisible
/// by a sampling rate are its sketch (a FracMinHash: Irber et al., 2022; the idea is Broder's, 1997). The share of a sketch that stands in
/// another is an unbiased estimate of the share of the text that stands in the other text, whatever their lengths, which is what trimmed
/// and merged copies need and what a fixed-size MinHash with banding cannot give.
/// </para>
/// <para>
/// Sketches are inverted by sorting. Then each material is compared with the earlier ones that share stretches with it, and joined
/// to the earliest that explains it; parts still unexplained look for further originators. So families are stars: every copy was itself
/// compared with its originator, and two texts do not become relatives because a third one quotes both.
/// </para>
/// <para>
/// Memory: a byte for each character of text at the finest sampling, three while it is asked; above 20 million hashes, which are 80 million
/// characters or some 40,000 materials, the sampling gets coarser. So all of it stays under 300 MB, whatever comes.
/// </para>
/// </remarks>
public sealed class DuplicateFinder
{
    /// <summary>Hashes kept in memory before the sampling gets coarser.</summary>
    private const long MaxHashes = 20_000_000;

    private static readonly DuplicateThresholds Thresholds = DuplicateThresholds.Default;

    private readonly List<Entry> _entries = [];
    private readonly Sketcher _sketcher = new();
    private uint _sampling = Sketcher.Sampling;
    private long _hashes;

    /// <summary>Number of materials so far.</summary>
    public int Count => _entries.Count;

    /// <summary>Takes in a material; its text is not kept.</summary>
    /// <param name="id">Its id; the caller sees to it that no two are the same.</param>
    /// <param name="text">Its text.</param>
    /// <param name="date">Day of issue, which decides who is the originator; null stands behind all days, equal days in the order of the
    /// ids.</param>
    public void Add(string id, ReadOnlySpan<char> text, DateOnly? date) => Add(id, _sketcher.Sketch(text, date));

    /// <summary>Takes in the sketch of a material.</summary>
    /// <param name="id">Its id; the caller sees to it that no two are the same.</param>
    /// <param name="sketch">Its sketch.</param>
    public void Add(string id, MaterialSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(sketch);
        var hashes = _sampling == Sketcher.Sampling ? sketch.Hashes : Array.FindAll(sketch.Hashes, Keeps);
        _entries.Add(new Entry(id, sketch.Date, sketch.Edition, hashes, sketch.Figures, sketch.Digest));
        _hashes += hashes.Length;
        if (_hashes > MaxHashes)
        {
            Coarsen();
        }
    }

    /// <summary>Finds the families and the pairs that share passages, among everything taken in so far.</summary>
    /// <param name="cancellationToken">Looked at for each material.</param>
    public DuplicateReport Find(CancellationToken cancellationToken = default)
    {
        // A material's rank is its place by date, then by id: the originator first, whatever the order in which they came.
        var entries = _entries.OrderBy(e => e.Date ?? DateOnly.MaxValue).ThenBy(e => e.Id, StringComparer.Ordinal).ToArray();
        var index = new SketchIndex([.. entries.Select(e => e.Hashes)]);
        var candidates = new Candidates[entries.Length];
        Parallel.For(
            0,
            entries.Length,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new Counter(entries.Length),
            (rank, _, counter) =>
            {
                candidates[rank] = Compare(rank, entries, index, counter);
                return counter;
            },
            static _ => { });
        return Report(entries, index, candidates);
    }

    /// <summary>Throws away every second hash, those that the next coarser sample does not hold.</summary>
    private void Coarsen()
    {
        _sampling *= 2;
        _hashes = 0;
        for (var e = 0; e < _entries.Count; e++)
        {
            _entries[e] = _entries[e] with { Hashes = Array.FindAll(_entries[e].Hashes, Keeps) };
            _hashes += _entries[e].Hashes.Length;
        }
    }

    // The finest sample's bits are gone from a hash, so its own lowest bits decide about coarser ones.
    private bool Keeps(uint hash) => (hash & ((_sampling / Sketcher.Sampling) - 1)) == 0;

    /// <summary>Counts what a material shares with each earlier one, and keeps those that matter.</summary>
    private static Candidates Compare(int rank, Entry[] entries, SketchIndex index, Counter counter)
    {
        var groups = index.Groups(rank);
        foreach (var group in groups)
        {
            var holders = index.Holders(group);
            var looked = Math.Min(holders.Length, Thresholds.MostHolders);
            for (var i = 0; i < looked && holders[i] < rank; i++)
            {
                counter.Add(holders[i]);
            }
        }

        var size = index.Size(rank);
        List<(int Rank, int Shared)>? copies = null;
        List<(int Rank, int Shared)>? pairs = null;
        foreach (var other in counter.Touched)
        {
            var shared = counter[other];
            var smaller = Math.Min(size, index.Size(other));
            var enough = smaller * (smaller >= Thresholds.FirmSketch ? Thresholds.Copy : Thresholds.ShortCopy);
            if (smaller >= Thresholds.LeastSketch && shared >= enough
                && !OtherEdition(entries[rank], entries[other], shared, Math.Max(size, index.Size(other))))
            {
                (copies ??= []).Add((other, shared));
            }
            else if (shared >= Thresholds.WorthTelling)
            {
                (pairs ??= []).Add((other, shared));
            }
        }

        counter.Clear();
        if (copies?.Count > 2 * Thresholds.KeptCandidates)
        {
            copies = [.. copies.OrderBy(c => c.Rank)
                .Take(Thresholds.KeptCandidates)
                .Union(copies.OrderByDescending(c => c.Shared).ThenBy(c => c.Rank).Take(Thresholds.KeptCandidates))];
        }

        copies?.Sort();
        return new Candidates(copies, pairs?.OrderByDescending(p => p.Shared).ThenBy(p => p.Rank).Take(Thresholds.PairCandidates).ToList());
    }

    /// <summary>
    /// True when two materials of one wording are different ones all the same: another year's, another number, another record on the same
    /// form.
    /// </summary>
    private static bool OtherEdition(in Entry a, in Entry b, int shared, int larger) =>
        Edition.Differ(a.Edition, b.Edition, (double)shared / larger) || Figures.Conflict(a.Figures, b.Figures);

    private DuplicateReport Report(Entry[] entries, SketchIndex index, Candidates[] candidates)
    {
        var originators = new List<int>?[entries.Length];
        var firstOfText = new int[entries.Length];
        var copies = new Dictionary<int, List<DuplicateCopy>>();
        var told = new HashSet<(int, int)>();
        var firstOfDigest = new Dictionary<UInt128, int>();
        var shared = new List<(int Shared, int First, int Second)>();
        for (var rank = 0; rank < entries.Length; rank++)
        {
            firstOfText[rank] = rank;
            if (entries[rank].Digest == Sketcher.NoText)
            {
                continue;
            }

            // An exact copy is related just as the text that it copies is.
            if (!firstOfDigest.TryAdd(entries[rank].Digest, rank))
            {
                var first = firstOfDigest[entries[rank].Digest];
                firstOfText[rank] = firstOfText[first];
                originators[rank] = originators[first] ?? [first];
                foreach (var originator in originators[rank]!)
                {
                    var known = originator == first ? null : copies[originator].Find(c => c.Id == entries[first].Id);
                    Join(
                        originator,
                        known is null
                            ? new DuplicateCopy(entries[rank].Id, DuplicateKind.Exact, 1, 1)
                            : known with { Id = entries[rank].Id });
                }

                continue;
            }

            firstOfText[rank] = FirstOfText(rank, entries, index, candidates[rank].Copies, firstOfText);
            foreach (var (originator, count) in Explain(rank, entries, index, candidates[rank].Copies, originators))
            {
                (originators[rank] ??= []).Add(originator);
                var shareOfCopy = (double)count / index.Size(rank);
                var shareOfOriginator = (double)count / index.Size(originator);
                var kind = (shareOfCopy >= Thresholds.SameText, shareOfOriginator >= Thresholds.SameText) switch
                {
                    (true, true) => DuplicateKind.Near,
                    (true, false) => DuplicateKind.Part,
                    (false, true) => DuplicateKind.Extended,
                    _ when shareOfCopy >= shareOfOriginator * Thresholds.Leaning => DuplicateKind.Part,
                    _ when shareOfOriginator >= shareOfCopy * Thresholds.Leaning => DuplicateKind.Extended,
                    _ => DuplicateKind.Near,
                };
                Join(originator, new DuplicateCopy(entries[rank].Id, kind, shareOfCopy, shareOfOriginator));
            }

            // What two texts share is told once, whatever copies there are of either.
            shared.AddRange((candidates[rank].Pairs ?? [])
                .Where(p => !Related(p.Rank, rank) && told.Add(InOrder(firstOfText[p.Rank], firstOfText[rank])))
                .Take(Thresholds.KeptPairs)
                .Select(p => (p.Shared, p.Rank, rank)));
        }

        return new DuplicateReport(
            [.. copies.OrderBy(c => c.Key).Select(c => new DuplicateFamily(entries[c.Key].Id, c.Value))],
            [.. firstOfText.Select((first, rank) => (First: first, Id: entries[rank].Id))
                .GroupBy(t => t.First, t => t.Id)
                .Where(g => g.Skip(1).Any())
                .Select(g => g.ToList())],
            [.. shared.OrderByDescending(s => s.Shared)
                .ThenBy(s => s.First)
                .ThenBy(s => s.Second)
                .Select(s => new SharedPair(entries[s.First].Id, entries[s.Second].Id, (int)(s.Shared * _sampling)))]);

        static (int, int) InOrder(int a, int b) => a < b ? (a, b) : (b, a);

        bool Related(int earlier, int later) =>
            originators[later] is { } of && (of.Contains(earlier) || (originators[earlier]?.Exists(of.Contains) ?? false));

        void Join(int originator, DuplicateCopy copy)
        {
            if (!copies.TryGetValue(originator, out var family))
            {
                copies.Add(originator, family = []);
            }

            family.Add(copy);
        }
    }

    /// <summary>The earliest material with which this one may be listed as one text; itself when there is none.</summary>
    private static int FirstOfText(int rank, Entry[] entries, SketchIndex index, List<(int Rank, int Shared)>? copies, int[] firstOfText)
    {
        foreach (var (candidate, _) in copies ?? [])
        {
            var first = firstOfText[candidate];
            var shared = Shared([.. index.Groups(rank)], first, index);
            var larger = Math.Max(index.Size(rank), index.Size(first));
            if (shared >= Thresholds.OneText * larger && !OtherEdition(entries[rank], entries[first], shared, larger))
            {
                return first;
            }
        }

        return rank;
    }

    /// <summary>
    /// The earliest candidates that together explain the material, each by a part that the ones before it do not. A candidate that is a
    /// copy itself stands for those of its originators that the material shares that part with.
    /// </summary>
    private static IEnumerable<(int Originator, int Shared)> Explain(
        int rank, Entry[] entries, SketchIndex index, List<(int Rank, int Shared)>? copies, List<int>?[] originators)
    {
        if (copies is null)
        {
            yield break;
        }

        var groups = index.Groups(rank).ToArray();
        var explained = new bool[groups.Length];
        var accepted = new HashSet<int>();
        foreach (var (candidate, count) in copies)
        {
            var behind = originators[candidate]?.ConvertAll(o => (Rank: o, Shared: Shared(groups, o, index))).FindAll(o =>
                o.Shared >= Thresholds.Inherited * count
                && !OtherEdition(entries[rank], entries[o.Rank], o.Shared, Math.Max(index.Size(rank), index.Size(o.Rank))));
            foreach (var (originator, shared) in behind is { Count: > 0 } ? behind : [(candidate, count)])
            {
                if (accepted.Contains(originator))
                {
                    continue;
                }

                var news = 0;
                for (var i = 0; i < groups.Length; i++)
                {
                    news += !explained[i] && index.Holders(groups[i]).BinarySearch(originator) >= 0 ? 1 : 0;
                }

                if (accepted.Count > 0 && news < Thresholds.Further * Math.Min(index.Size(rank), index.Size(originator)))
                {
                    continue;
                }

                for (var i = 0; i < groups.Length; i++)
                {
                    explained[i] |= index.Holders(groups[i]).BinarySearch(originator) >= 0;
                }

                accepted.Add(originator);
                yield return (originator, shared);
            }
        }
    }

    private static int Shared(int[] groups, int other, SketchIndex index)
    {
        var shared = 0;
        foreach (var group in groups)
        {
            shared += index.Holders(group).BinarySearch(other) >= 0 ? 1 : 0;
        }

        return shared;
    }

    private readonly record struct Entry(
        string Id, DateOnly? Date, string? Edition, uint[] Hashes, ulong[] Figures, UInt128 Digest);

    private readonly record struct Candidates(List<(int Rank, int Shared)>? Copies, List<(int Rank, int Shared)>? Pairs);

    /// <summary>Counts by rank; clearing costs what was touched.</summary>
    private sealed class Counter(int size)
    {
        private readonly int[] _counts = new int[size];

        public List<int> Touched { get; } = [];

        public int this[int rank] => _counts[rank];

        public void Add(int rank)
        {
            if (_counts[rank]++ == 0)
            {
                Touched.Add(rank);
            }
        }

        public void Clear()
        {
            foreach (var rank in Touched)
            {
                _counts[rank] = 0;
            }

            Touched.Clear();
        }
    }
}
