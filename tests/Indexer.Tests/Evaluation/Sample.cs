using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Tests.Evaluation;

/// <summary>A material of which only the text is understood: one passage, a report.</summary>
internal static class Sample
{
    public static Material Material(string text) => new()
    {
        Id = "a.txt",
        Text = text,
        Facts = new MaterialFacts { Title = "某材料", Genre = new Fact<string>(Genres.Report, 1, "front matter") },
        Headings = [],
        Passages = [new Passage(0, text.Length, [], [])],
        Themes = [],
        Practices = [],
        Wordings = [],
        Warnings = [],
    };
}
