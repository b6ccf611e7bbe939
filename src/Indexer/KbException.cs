namespace KnowledgeBase.Indexer;

/// <summary>A command that could not run. The message names the file or option and says what to do next; no stack trace is shown.</summary>
internal sealed class KbException(string message) : Exception(message);
