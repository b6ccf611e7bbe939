using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Drafts;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The page of the draft check.</summary>
/// <param name="Draft">The draft; empty before one was pasted.</param>
internal sealed record DraftPage(string Draft)
{
    /// <summary>Characters of a source that its page marks: enough to find the place.</summary>
    private const int MarkedOfSource = 40;

    /// <summary>Characters from which on a draft is longer than a screen, so that its findings go along beside it.</summary>
    private const int LongDraft = 1500;

    /// <summary>What was found; null before a draft was checked.</summary>
    public DraftReport? Report { get; init; }

    /// <summary>Why the draft was not checked, in Chinese; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>The materials that passages of the draft stand in, by id.</summary>
    public IReadOnlyDictionary<string, Material> Sources { get; init; } = new Dictionary<string, Material>(StringComparer.Ordinal);

    /// <summary>What is to be looked at, numbered from 1 in the order of the draft.</summary>
    public IReadOnlyList<(int Number, DraftFinding Finding)> Findings =>
        [.. (Report?.Findings ?? []).Where(f => f.Kind != DraftFindingKind.Matching).Select((f, i) => (i + 1, f))];

    /// <summary>The formulations and titles that are as they should be, each once.</summary>
    public IReadOnlyList<DraftFinding> Matching =>
        [.. (Report?.Findings ?? []).Where(f => f.Kind == DraftFindingKind.Matching).DistinctBy(f => f.Text, StringComparer.Ordinal)];

    /// <summary>Kinds that were found, in the order of their weight, with their numbers.</summary>
    public IReadOnlyList<(DraftFindingKind Kind, int Count)> Counts =>
    [
        .. new[]
            {
                DraftFindingKind.NearMiss, DraftFindingKind.Superseded, DraftFindingKind.Contradiction, DraftFindingKind.UnknownTitle,
                DraftFindingKind.Verbatim, DraftFindingKind.Unknown, DraftFindingKind.Matching,
            }
            .Select(k => (k, Report?.Count(k) ?? 0))
            .Where(k => k.Item2 > 0),
    ];

    /// <summary>True when the draft is longer than a screen.</summary>
    public bool IsLong => Draft.Length > LongDraft;

    /// <summary>True when corrections were taken over, so that the draft is no longer the one that was sent.</summary>
    public bool WasCorrected { get; init; }

    /// <summary>Where a finding begins, as a reader counts.</summary>
    public DraftPlace PlaceOf(DraftFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return DraftPlace.Of(Draft, finding.Start);
    }

    /// <summary>True when what is wrong can be put right by the words that the finding expects.</summary>
    public static bool CanBeTaken(DraftFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Expected is { Length: > 0 } && finding.Kind is DraftFindingKind.NearMiss or DraftFindingKind.Superseded;
    }

    /// <summary>The draft with the corrections of some findings taken over, by their numbers; what overlaps is corrected once.</summary>
    public string Corrected(IReadOnlyList<int> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var corrected = Draft;
        var from = int.MaxValue;
        var taken = Findings.Where(f => numbers.Contains(f.Number) && CanBeTaken(f.Finding)).OrderByDescending(f => f.Finding.Start);
        foreach (var (_, finding) in taken)
        {
            if (finding.End <= from)
            {
                corrected = corrected[..finding.Start] + finding.Expected + corrected[finding.End..];
                from = finding.Start;
            }
        }

        return corrected;
    }

    /// <summary>The place in the library that a passage of the draft stands in; null when its material has gone meanwhile.</summary>
    public string? LinkTo(DraftFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (finding.Source is not { } source || !Sources.TryGetValue(source.Id, out var material)
            || source.Source.End > material.Text.Length)
        {
            return null;
        }

        var passage = material.Passages.Count(p => p.Start <= source.Source.Start) - 1;
        var words = source.Source.In(material.Text).Split('\n', '“', '”')[0];
        return Links.Material(source.Id, passage >= 0 ? passage : null, Links.Quoted(words[..Math.Min(words.Length, MarkedOfSource)]));
    }

    /// <summary>The draft line by line, cut where findings begin and end.</summary>
    public IEnumerable<IReadOnlyList<Run>> Lines()
    {
        // What is told once is marked wherever it stands.
        var findings = (Report?.Findings ?? [])
            .SelectMany(f => f.Again.Select(again => f with { Start = again.Start, End = again.End, Again = [] }).Prepend(f))
            .ToList();

        // Two findings may say the same of the same words, so they are told apart by identity.
        IEqualityComparer<DraftFinding> identity = ReferenceEqualityComparer.Instance;
        var numbers = Findings.ToDictionary(f => f.Finding, f => f.Number, identity);
        for (var start = 0; start <= Draft.Length;)
        {
            var feed = Draft.IndexOf('\n', start);
            var end = feed < 0 ? Draft.Length : feed;
            if (!string.IsNullOrWhiteSpace(Draft[start..end]))
            {
                yield return Runs(new TextSpan(start, end), findings, numbers);
            }

            start = end + 1;
        }
    }

    /// <summary>The class of a kind.</summary>
    public static string ClassOf(DraftFindingKind kind) => kind switch
    {
        DraftFindingKind.Matching => "is-right",
        DraftFindingKind.NearMiss or DraftFindingKind.Contradiction => "is-wrong",
        DraftFindingKind.Superseded => "is-old",
        DraftFindingKind.Verbatim => "is-copy",
        _ => "is-unknown",
    };

    private List<Run> Runs(TextSpan line, IReadOnlyList<DraftFinding> findings, Dictionary<DraftFinding, int> numbers)
    {
        var here = findings.Where(f => new TextSpan(f.Start, f.End).Overlaps(line)).ToList();
        var cuts = new SortedSet<int> { line.Start, line.End };
        foreach (var finding in here)
        {
            cuts.Add(Math.Max(finding.Start, line.Start));
            cuts.Add(Math.Min(finding.End, line.End));
            cuts.Add(Math.Min(BehindMarks(finding.End), line.End));
        }

        return
        [
            .. cuts.Zip(cuts.Skip(1), (start, end) => new Run(
                Draft[start..end],
                here.Where(f => f.Start <= start && end <= f.End).MinBy(f => f.End - f.Start)?.Kind,
                [.. here.Where(f => f.Start == start && numbers.ContainsKey(f)).Select(f => numbers[f])],
                [.. here.Where(f => BehindMarks(f.End) == end && numbers.ContainsKey(f)).Select(f => numbers[f])])),
        ];
    }

    /// <summary>Behind the closing marks at a place: what refers to words in quotes stands behind their quotes.</summary>
    private int BehindMarks(int at)
    {
        while (at < Draft.Length && Draft[at] is '”' or '’' or '》' or '」' or '』')
        {
            at++;
        }

        return at;
    }

    /// <summary>A stretch of the draft.</summary>
    /// <param name="Text">The words.</param>
    /// <param name="Kind">What was found of them, by the shortest finding that covers them; null for nothing.</param>
    /// <param name="Begins">Numbers of the findings that begin here.</param>
    /// <param name="Ends">Numbers of the findings that end here.</param>
    public sealed record Run(string Text, DraftFindingKind? Kind, IReadOnlyList<int> Begins, IReadOnlyList<int> Ends);
}
