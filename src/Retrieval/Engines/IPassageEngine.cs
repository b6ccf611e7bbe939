namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// A full-text engine as a whole. With <see cref="IPassageReader"/> and <see cref="IPassageWriter"/> all that the library asks of one:
/// another engine is another adapter that passes the contract tests. Each call is given the folder of the engine's own files; whatever
/// else lies there is never changed. Everything that cannot be done throws <see cref="EngineException"/>, a failing disk
/// <see cref="IOException"/>.
/// </summary>
internal interface IPassageEngine
{
    /// <summary>By this name a user asks for the engine, and an index says which one wrote it. Letters from a to z.</summary>
    string Name { get; }

    /// <summary>True when there is an index of this engine in the folder, sound or not.</summary>
    bool Exists(string folder);

    /// <summary>Opens the newest commit; <see cref="IPassageReader.OpenIfChanged"/> opens the ones after it.</summary>
    IPassageReader Open(string folder, EngineReading reading);

    /// <summary>
    /// Opens an index for writing, or makes one, and removes what writers left there that were killed. The writer has the index for itself
    /// until it is closed; a second one is told who has it.
    /// </summary>
    /// <param name="folder">The folder, made when it is not there.</param>
    /// <param name="anew">Whether to begin with nothing. What is there, damaged perhaps, stays until the first commit replaces it.</param>
    IPassageWriter OpenWriter(string folder, bool anew = false);

    /// <summary>
    /// Checks every checksum and every invariant of the newest commit. Reads all of it; a writer may be at work meanwhile. Damage is
    /// reported and not thrown.
    /// </summary>
    /// <exception cref="EngineException">There is no index.</exception>
    EngineReport Verify(string folder, CancellationToken cancellationToken = default);

    /// <summary>
    /// The files that the newest commit consists of, for those who spread the reading of a large index over time; the one file that lists
    /// the others is not among them. Empty when nothing was committed.
    /// </summary>
    IReadOnlyList<EngineFile> Files(string folder);

    /// <summary>Reads one file through and compares its checksum.</summary>
    /// <returns>What is wrong, with file and place; null when nothing is.</returns>
    string? Check(string folder, EngineFile file);

    /// <summary>
    /// Names of what lies in the folder and was not written by this engine, links and folders among it, in ordinal order. Empty when
    /// there is no folder.
    /// </summary>
    IReadOnlyList<string> Foreign(string folder);
}

/// <summary>How an index is opened for reading.</summary>
internal sealed record EngineReading
{
    /// <summary>
    /// Whether every file is read through and its checksum compared, now and, of new files, whenever a newer commit is opened.
    /// </summary>
    public bool VerifyChecksums { get; init; }

    /// <summary>Bytes of files that are read through where not all are, those first whose damage would change most answers.</summary>
    public long VerifyUpTo { get; init; } = 64 << 20;

    /// <summary>
    /// Bytes of files that are read into memory, where nothing can change them or cut them short any more. The rest is read in whatever way
    /// suits the engine.
    /// </summary>
    public long HeldInMemory { get; init; }
}

/// <summary>What a check of an index found.</summary>
/// <param name="Generation">Number of the commit that was checked; 0 when it could not be read.</param>
/// <param name="Problems">What is wrong, with file and place; empty when the index is sound.</param>
internal sealed record EngineReport(long Generation, IReadOnlyList<string> Problems);

/// <summary>A file that a commit of an engine consists of.</summary>
/// <param name="Name">Its name in the engine's folder.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">The checksum of its content that the engine recorded.</param>
public readonly record struct EngineFile(string Name, long Length, uint Checksum);
