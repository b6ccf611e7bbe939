namespace KnowledgeBase.Duplicates;

/// <summary>
/// The numbers by which <see cref="DuplicateFinder"/> tells copies; shares are of the hashes of sketches. Chosen together so that the
/// copies planted among 100,000 materials are found and nothing else is: <c>dotnet run -c Release --project
/// bench/Understanding.Benchmarks duplicates FILE.jsonl</c>, whose precision and recall stand in docs/duplicates.md.
/// </summary>
internal sealed record DuplicateThresholds
{
    public static DuplicateThresholds Default { get; } = new();

    /// <summary>Share of the smaller sketch in the other from which on one is a copy of the other.</summary>
    public double Copy { get; init; } = 0.4;

    /// <summary>The same for sketches below <see cref="FirmSketch"/>, where chance and formulas weigh more.</summary>
    public double ShortCopy { get; init; } = 0.6;

    /// <summary>Hashes from which on a sketch is firm: a text of some hundred characters.</summary>
    public int FirmSketch { get; init; } = 25;

    /// <summary>Hashes below which only exact copies are looked for: a text of one or two sentences.</summary>
    public int LeastSketch { get; init; } = 8;

    /// <summary>What a further originator must explain of the smaller of the two that others did not.</summary>
    public double Further { get; init; } = 0.3;

    /// <summary>
    /// What a material shares with a copy's originator, over what it shares with the copy, for it to be the originator's copy too.
    /// </summary>
    public double Inherited { get; init; } = 0.4;

    /// <summary>From this share on, in both directions, a copy is the same text reworked.</summary>
    public double SameText { get; init; } = 0.6;

    /// <summary>Below that in both directions: a share that is this many times the other makes a part, or an extended copy.</summary>
    public double Leaning { get; init; } = 1.5;

    /// <summary>
    /// Share of either in the other from which on two are listed as one text: of two that share half with a third, something is the same.
    /// </summary>
    public double OneText { get; init; } = 0.5;

    /// <summary>Earliest holders of a stretch that are looked at: what more materials than this hold is a formula.</summary>
    public int MostHolders { get; init; } = 2000;

    /// <summary>Candidates of one material that are kept, earliest first and again strongest first.</summary>
    public int KeptCandidates { get; init; } = 12;

    /// <summary>Hashes that two materials share without being copies before the pair is worth telling: some sixty characters.</summary>
    public int WorthTelling { get; init; } = 15;

    /// <summary>Pairs told of one material, …</summary>
    public int KeptPairs { get; init; } = 3;

    /// <summary>… and pairs that are looked at: several may be with copies of one text.</summary>
    public int PairCandidates { get; init; } = 12;
}
