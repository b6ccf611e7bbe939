namespace KnowledgeBase.Meaning;

/// <summary>
/// A model or a file of vectors cannot be used: it is missing, damaged, or not what this program reads. The message names the file and says
/// what to do next. Whoever searches goes on by words.
/// </summary>
public sealed class MeaningException : Exception
{
    /// <summary>Makes an exception without message.</summary>
    public MeaningException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public MeaningException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public MeaningException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
