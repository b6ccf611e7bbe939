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
    /// <param name="addresses">Its addresses; null for those that the environment or the index names.</param>
    /// <param name="isNamed">Whether a new index gets the name that stands there; otherwise one of its own.</param>
    public static IPassageEngine OnServer(string? addresses, bool isNamed = true) => new OpenSearchEngine(
        () => OpenSearchSettings.Read(addresses, Environment.GetEnvironmentVariable) is var settings && isNamed
            ? settings
            : settings with { Alias = null },
        TimeProvider.System);

    /// <summary>The engine of a name; null when this program has none.</summary>
    public static IPassageEngine? Named(string name) => All.FirstOrDefault(engine => engine.Name == name);
}
