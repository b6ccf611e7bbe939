namespace KnowledgeBase.FullText;

/// <summary>
/// The index on disk cannot be used. It does not cover wrong calls (<see cref="ArgumentException"/>) nor a failing disk
/// (<see cref="IOException"/>).
/// </summary>
public class IndexException : Exception
{
    /// <summary>An error without a text.</summary>
    public IndexException()
    {
    }

    /// <summary>An error with a text.</summary>
    public IndexException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a text and a cause.</summary>
    public IndexException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A file of the index does not hold what was written. Rebuild the index, or restore the folder from a copy.</summary>
public sealed class IndexCorruptException : IndexException
{
    /// <summary>An error without a text.</summary>
    public IndexCorruptException()
    {
        File = "";
    }

    /// <summary>An error with a text.</summary>
    public IndexCorruptException(string message)
        : base(message)
    {
        File = "";
    }

    /// <summary>An error with a text and a cause.</summary>
    public IndexCorruptException(string message, Exception innerException)
        : base(message, innerException)
    {
        File = "";
    }

    /// <summary>What is wrong, in which file, at which byte.</summary>
    public IndexCorruptException(string file, long offset, string problem)
        : base($"The index is damaged: {file}, byte {offset}: {problem}. Rebuild it, or restore its folder from a copy.")
    {
        File = file;
        Offset = offset;
        Problem = problem;
    }

    private IndexCorruptException(string message, string file, string problem, Exception innerException)
        : base(message, innerException)
    {
        File = file;
        Problem = problem;
    }

    /// <summary>The name of the file in the index folder.</summary>
    public string File { get; }

    /// <summary>The byte at which it was noticed.</summary>
    public long Offset { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = "";

    /// <summary>Damage that was met before, said again.</summary>
    internal static IndexCorruptException Again(string message, IndexCorruptException before) =>
        new(message, before.File, before.Problem, before);

    /// <summary>A file that the manifest lists is not in the folder.</summary>
    internal static IndexCorruptException Missing(string location, string file, Exception cause) => new(
        $"The index in {location} is damaged: its manifest lists {file}, which is not there. "
        + "Rebuild it, or restore its folder from a copy.",
        file,
        "the file is missing",
        cause);
}

/// <summary>The index was written in a format that this version does not read.</summary>
public sealed class IndexVersionException : IndexException
{
    /// <summary>An error without a text.</summary>
    public IndexVersionException()
    {
    }

    /// <summary>An error with a text.</summary>
    public IndexVersionException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a text and a cause.</summary>
    public IndexVersionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal IndexVersionException(string file, int actual, int oldest, int newest)
        : base($"{file} has format version {actual}; this program reads {oldest} to {newest}. " +
               (actual > newest ? "Use a newer program, or rebuild the index." : "Rebuild the index."))
    {
    }
}

/// <summary>The folder holds no committed index.</summary>
public sealed class IndexNotFoundException : IndexException
{
    /// <summary>An error without a text.</summary>
    public IndexNotFoundException()
    {
    }

    /// <summary>An error with a text.</summary>
    public IndexNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a text and a cause.</summary>
    public IndexNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Another writer has the index open; the text names it.</summary>
public sealed class IndexLockedException : IndexException
{
    /// <summary>An error without a text.</summary>
    public IndexLockedException()
    {
    }

    /// <summary>An error with a text.</summary>
    public IndexLockedException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a text and a cause.</summary>
    public IndexLockedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
