using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>What a draft check found.</summary>
/// <param name="Findings">By ascending start, the longer first.</param>
public sealed record DraftReport(IReadOnlyList<DraftFinding> Findings)
{
    /// <summary>Findings that were left out because there were too many; 0 when the report is complete.</summary>
    public int LeftOut { get; init; }

    /// <summary>
    /// The report with at most <paramref name="most"/> findings: what should be looked at goes before what matches, and the first in the
    /// text before later ones. What is left out is counted.
    /// </summary>
    /// <param name="most">The most findings to keep.</param>
    public DraftReport Shortened(int most) => Findings.Count <= most
        ? this
        : new(
            [
                .. Findings.OrderBy(f => f.Kind == DraftFindingKind.Matching).ThenBy(f => f.Start).ThenByDescending(f => f.End)
                    .Take(most)
                    .OrderBy(f => f.Start)
                    .ThenByDescending(f => f.End),
            ])
        {
            LeftOut = LeftOut + Findings.Count - most,
        };

    /// <summary>True when something should be looked at: anything but formulations that match.</summary>
    public bool HasProblems => Findings.Any(f => f.Kind is not (DraftFindingKind.Matching or DraftFindingKind.Unknown));

    /// <summary>Number of findings of a kind.</summary>
    public int Count(DraftFindingKind kind) => Findings.Count(f => f.Kind == kind);
}

/// <summary>One finding.</summary>
public sealed record DraftFinding
{
    /// <summary>What it is.</summary>
    public required DraftFindingKind Kind { get; init; }

    /// <summary>UTF-16 offset in the draft.</summary>
    public required int Start { get; init; }

    /// <summary>UTF-16 offset behind it in the draft.</summary>
    public required int End { get; init; }

    /// <summary>The words, equal to the draft between start and end.</summary>
    public required string Text { get; init; }

    /// <summary>What to say to the writer, in Chinese.</summary>
    public required string Message { get; init; }

    /// <summary>How it would be right, or what is said today; null when there is nothing to put in its place.</summary>
    public string? Expected { get; init; }

    /// <summary>The way from the words to <see cref="Expected"/>; empty when they aren't compared.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>What the glossary says of it; null for what the glossary doesn't know.</summary>
    public GlossaryEntry? Entry { get; init; }

    /// <summary>The other place in the draft that it contradicts; null otherwise.</summary>
    public TextSpan? Other { get; init; }

    /// <summary>
    /// Where the same words stand again, for what is unknown: a name that nobody knows is told once, however often it stands there.
    /// </summary>
    public IReadOnlyList<TextSpan> Again { get; init; } = [];

    /// <summary>Where it stands nearly verbatim; null otherwise.</summary>
    public VerbatimPassage? Source { get; init; }
}

/// <summary>Kinds of finding.</summary>
public enum DraftFindingKind
{
    /// <summary>A formulation or a title as it should be.</summary>
    Matching,

    /// <summary>Almost a formulation or a title.</summary>
    NearMiss,

    /// <summary>A formulation or a title that has been replaced by another.</summary>
    Superseded,

    /// <summary>A formulation that neither the glossary nor the library knows: perhaps the writer's own, perhaps wrong.</summary>
    Unknown,

    /// <summary>A title that neither the glossary nor the library knows.</summary>
    UnknownTitle,

    /// <summary>A figure that another figure of the draft contradicts.</summary>
    Contradiction,

    /// <summary>A stretch that stands nearly verbatim in the library.</summary>
    Verbatim,
}
