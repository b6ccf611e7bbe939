using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Tests;

/// <summary>Materials for tests, made without a reader.</summary>
internal static class SampleMaterial
{
    public static Material Of(string text, params Passage[] passages) => new()
    {
        Id = "样本",
        Text = text,
        Facts = new MaterialFacts { Title = "样本", Genre = new Fact<string>(Genres.Other, 0.5, "") },
        Headings = [],
        Passages = passages,
        Themes = [],
        Practices = [],
        Wordings = [],
        Warnings = [],
    };
}
