namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Words that are almost a standing formulation.</summary>
/// <param name="Start">UTF-16 offset of the first unit.</param>
/// <param name="End">UTF-16 offset behind the last unit.</param>
/// <param name="Text">The words as they stand.</param>
/// <param name="Entry">The formulation that they miss.</param>
/// <param name="Expected">How it would be right.</param>
/// <param name="Reason">In which way they miss it.</param>
/// <param name="Differences">The way from <paramref name="Text"/> to <paramref name="Expected"/>, stretch by stretch.</param>
public sealed record NearMiss(
    int Start, int End, string Text, GlossaryEntry Entry, string Expected, NearMissReason Reason, IReadOnlyList<Difference> Differences);

/// <summary>In which way words miss a formulation.</summary>
public enum NearMissReason
{
    /// <summary>The glossary lists this form as wrong.</summary>
    KnownWrong,

    /// <summary>All parts are there, in another order.</summary>
    Order,

    /// <summary>A part is missing.</summary>
    MissingPart,

    /// <summary>A part has been replaced by other words.</summary>
    ChangedPart,

    /// <summary>One or two characters are wrong, missing or too many.</summary>
    Characters,

    /// <summary>It sounds right, but one or two characters are others.</summary>
    Sound,

    /// <summary>A common word with a wrong character.</summary>
    Word,
}

/// <summary>A stretch of a comparison.</summary>
/// <param name="Kind">Where the words stand.</param>
/// <param name="Text">The words.</param>
public sealed record Difference(DifferenceKind Kind, string Text);

/// <summary>Where a stretch of a comparison stands.</summary>
public enum DifferenceKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in what was written: to be taken out.</summary>
    Written,

    /// <summary>Only in what is right: to be put in.</summary>
    Expected,
}
