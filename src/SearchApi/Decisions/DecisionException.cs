namespace KnowledgeBase.SearchApi.Decisions;

/// <summary>What hinders that something is decided or taken back.</summary>
public enum DecisionFault
{
    /// <summary>There is no such material, file or change.</summary>
    NotThere,

    /// <summary>The index was built from no folder, or is not there.</summary>
    NoCorpus,

    /// <summary>What was sent cannot be used; <see cref="DecisionException.Problems"/> say why.</summary>
    CannotBeUsed,

    /// <summary>The file has been changed by somebody else meanwhile.</summary>
    ChangedMeanwhile,

    /// <summary>A folder cannot be written, or the disk is full.</summary>
    CannotBeWritten,
}

/// <summary>Something cannot be decided or taken back, and nothing was changed.</summary>
/// <param name="fault">What hinders it.</param>
/// <param name="message">A sentence or two, in English.</param>
public sealed class DecisionException(DecisionFault fault, string message) : Exception(message)
{
    /// <summary>What hinders it.</summary>
    public DecisionFault Fault => fault;

    /// <summary>What is wrong with what was sent, each with line and field where there are any.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What the file holds now, where it has been changed meanwhile; null when it is not there.</summary>
    public string? Current { get; init; }

    /// <summary>What it should hold so that the change could be taken back; null where that is not the question.</summary>
    public string? Expected { get; init; }

    /// <summary>The HTTP status that tells of it.</summary>
    public int Status => fault switch
    {
        DecisionFault.NotThere => StatusCodes.Status404NotFound,
        DecisionFault.CannotBeUsed => StatusCodes.Status422UnprocessableEntity,
        DecisionFault.CannotBeWritten => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };
}
