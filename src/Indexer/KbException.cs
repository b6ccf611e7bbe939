namespace KnowledgeBase.Indexer;

/// <summary>A command that could not run. The message names the file or option and says what to do next; no stack trace is shown.</summary>
/// <param name="message">One sentence or two.</param>
/// <param name="details">Told below it, a line each.</param>
internal sealed class KbException(string message, params IReadOnlyList<string> details) : Exception(message)
{
    /// <summary>What is wrong in particular; mostly nothing.</summary>
    public IReadOnlyList<string> Details { get; } = details;
}
