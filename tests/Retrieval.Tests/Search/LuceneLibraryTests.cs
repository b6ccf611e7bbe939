namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>What a library does with families of copies, over Lucene.Net.</summary>
public sealed class LuceneLibraryFamiliesTests() : LibraryFamiliesTests("lucene");

/// <summary>What a library does with formulations, over Lucene.Net.</summary>
public sealed class LuceneLibraryWordingsTests() : LibraryWordingsTests("lucene");

/// <summary>How a library follows its folder, over Lucene.Net.</summary>
public sealed class LuceneLibraryRefreshTests() : LibraryRefreshTests("lucene", "*.fdt");
