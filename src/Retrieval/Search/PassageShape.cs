namespace KnowledgeBase.Retrieval.Search;

/// <summary>Whether a passage says something, or lists.</summary>
internal enum PassageShape
{
    /// <summary>Sentences.</summary>
    Prose,

    /// <summary>Headings without a sentence.</summary>
    Headings,

    /// <summary>Contents, names: short lines that no mark ends, or one name after another.</summary>
    List,
}
