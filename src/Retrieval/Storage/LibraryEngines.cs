using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.Embedded;
using KnowledgeBase.Retrieval.Engines.LuceneNet;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>The engines that an index can be of. The marker of an index names its own.</summary>
internal static class LibraryEngines
{
    /// <summary>The engine of a new index when nobody asks for another.</summary>
    public static IPassageEngine Default { get; } = new EmbeddedEngine();

    /// <summary>All engines, the default first.</summary>
    public static IReadOnlyList<IPassageEngine> All { get; } = [Default, new LuceneEngine()];

    /// <summary>The engine of a name; null when this program has none.</summary>
    public static IPassageEngine? Named(string name) => All.FirstOrDefault(engine => engine.Name == name);
}
