namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Glossary files that can't be read or say something impossible. It lists every problem with its file and line.</summary>
public sealed class GlossaryException : Exception
{
    /// <summary>A glossary without a stated problem; use the constructor that lists them.</summary>
    public GlossaryException()
        : this([])
    {
    }

    /// <summary>One problem.</summary>
    /// <param name="message">What is wrong, and where.</param>
    public GlossaryException(string message)
        : this([message])
    {
    }

    /// <summary>One problem that another exception tells of.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">Where it came from.</param>
    public GlossaryException(string message, Exception innerException)
        : base(message, innerException) => Problems = [message];

    internal GlossaryException(IReadOnlyList<string> problems)
        : base("The glossary can't be used:" + string.Concat(problems.Select(p => "\n  " + p))) => Problems = problems;

    /// <summary>Everything that is wrong, a line each: <c>file:line: what</c>.</summary>
    public IReadOnlyList<string> Problems { get; }
}
