namespace KnowledgeBase.Retrieval;

/// <summary>
/// A library cannot be opened, or not be read any further: there is none, it is damaged, or another program writes it. The message says where and what to do
/// next. What goes wrong with a single query or file is none of these.
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
}
