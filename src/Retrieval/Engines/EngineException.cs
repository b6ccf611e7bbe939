namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// An index cannot be used, or not be gone on with, whichever engine it is of. The message says what was found and where. It covers neither
/// wrong calls (<see cref="ArgumentException"/>) nor a failing disk (<see cref="IOException"/>).
/// </summary>
internal sealed class EngineException(EngineFault fault, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What is the matter.</summary>
    public EngineFault Fault { get; } = fault;

    /// <summary>Name, without its folder, of the file that is damaged; null or empty when it is not known to be a single one.</summary>
    public string? File { get; init; }
}

/// <summary>Why an index cannot be used.</summary>
internal enum EngineFault
{
    /// <summary>Nothing was committed in the folder.</summary>
    Missing,

    /// <summary>A file does not hold what was written.</summary>
    Damaged,

    /// <summary>Another version of the program wrote it, or another program.</summary>
    OtherFormat,

    /// <summary>Another writer has it.</summary>
    Locked,

    /// <summary>
    /// The server that keeps it does not answer, refuses, or is none that can be used. Whatever the index has is still there.
    /// </summary>
    NoServer,

    /// <summary>
    /// Something else is in the way: a writer that met an error before, a file of somebody else under a name of the engine's.
    /// </summary>
    Unusable,
}
