namespace KnowledgeBase.Indexer;

/// <summary>A file, or a part of one, that is not in the index.</summary>
/// <param name="Path">Its path as the corpus was named on the command line, with the part inside of a container behind <c>/</c>.</param>
/// <param name="Reason">What is wrong and, where something can be done, what.</param>
internal sealed record SkippedFile(string Path, string Reason);
