namespace KnowledgeBase.Duplicates;

/// <summary>What <see cref="DuplicateFinder"/> found.</summary>
/// <param name="Families">Families, by the order of their originators; a family has at least two members. A merged copy belongs to
/// several.</param>
/// <param name="Texts">
/// Materials that are one text: exact copies, and those that share at least half of either with the earliest of them, which stands first.
/// Each material is in one at most; narrower than families, to which extracts and collections belong too.
/// </param>
/// <param name="Shared">
/// Pairs that are no copies of one another but share more than a formula, the longest shared text first. Two texts are in one
/// pair, however many copies there are of either, and each material is in three pairs with earlier ones at most.
/// </param>
public sealed record DuplicateReport(
    IReadOnlyList<DuplicateFamily> Families, IReadOnlyList<IReadOnlyList<string>> Texts, IReadOnlyList<SharedPair> Shared);

/// <summary>A text and its copies. Nothing is dropped: every source is kept and named.</summary>
/// <param name="Originator">Id of the earliest.</param>
/// <param name="Copies">The later ones, by date.</param>
public sealed record DuplicateFamily(string Originator, IReadOnlyList<DuplicateCopy> Copies);

/// <summary>A copy in a family.</summary>
/// <param name="Id">Id of the copy.</param>
/// <param name="Kind">How it relates to the originator.</param>
/// <param name="ShareOfCopy">Share of the copy's text that stands in the originator, 0 to 1, estimated.</param>
/// <param name="ShareOfOriginator">Share of the originator's text that stands in the copy, 0 to 1, estimated.</param>
public sealed record DuplicateCopy(string Id, DuplicateKind Kind, double ShareOfCopy, double ShareOfOriginator);

/// <summary>How a copy relates to its originator.</summary>
public enum DuplicateKind
{
    /// <summary>The same text but for white space, width, letter case and script variant.</summary>
    Exact,

    /// <summary>The same text reworked: anonymised, reordered, with changes, a new version.</summary>
    Near,

    /// <summary>Part of the originator: trimmed, or an extract.</summary>
    Part,

    /// <summary>More than the originator: extended, or merged with something else.</summary>
    Extended,
}

/// <summary>Two materials that share passages.</summary>
/// <param name="First">Id of the earlier.</param>
/// <param name="Second">Id of the later.</param>
/// <param name="Characters">Estimated number of characters that they share.</param>
public sealed record SharedPair(string First, string Second, int Characters);
