using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.Embedded;
using KnowledgeBase.Retrieval.Engines.LuceneNet;
using KnowledgeBase.Retrieval.Engines.OpenSearch;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>The engines that an index can be of. The marker of an index names its own.</summary>
internal static class LibraryEngines
{
    /// <summary>The engine of a new index when nobody asks for another.</summary>
    public static IPassageEngine Default { get; } = new EmbeddedEngine();

    /// <summary>All engines, the default first.</summary>
    public static IReadOnlyList<IPassageEngine> All { get; } = [Default, new LuceneEngine(), OnServer(addresses: null)];

    /// <summary>The name of the engine whose indexes a server keeps.</summary>
    public static string Distributed => OpenSearchEngine.EngineName;

    /// <summary>That engine, for a certain server; for the one that the environment or the index names, without addresses.</summary>
    public static IPassageEngine OnServer(string? addresses) =>
        new OpenSearchEngine(() => OpenSearchSettings.Read(addresses, Environment.GetEnvironmentVariable), TimeProvider.System);

    /// <summary>The engine of a name; null when this program has none.</summary>
    public static IPassageEngine? Named(string name) => All.FirstOrDefault(engine => engine.Name == name);
}
