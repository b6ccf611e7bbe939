namespace KnowledgeBase.Retrieval;

/// <summary>
/// A library cannot be opened, or not be read any further: there is none, it is damaged, or another program writes it. The message says
/// where and what to do next. What goes wrong with a single query or file is none of these.
/// </summary>
public sealed class LibraryException : Exception
{
    /// <summary>Makes an exception without message.</summary>
    public LibraryException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public LibraryException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public LibraryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True when the library is damaged or of another version, so that it can only be built anew.</summary>
    public bool NeedsRebuild { get; init; }

    /// <summary>What is the matter, for those who must not show the message because it names folders of this machine.</summary>
    public LibraryFault Fault { get; init; }

    /// <summary>Name, without its folder, of the file that is damaged; null when it is not known to be a single one.</summary>
    public string? DamagedFile { get; init; }
}

/// <summary>Why a library cannot be opened.</summary>
public enum LibraryFault
{
    /// <summary>The system refuses to read it, or to write it.</summary>
    Unreadable,

    /// <summary>There is none in the folder.</summary>
    Missing,

    /// <summary>Its files do not hold what was written.</summary>
    Damaged,

    /// <summary>Another version of the program wrote it.</summary>
    OtherVersion,

    /// <summary>Another process writes it.</summary>
    Locked,

    /// <summary>The server that keeps it does not answer, or refuses. Nothing of it is lost.</summary>
    NoServer,
}
