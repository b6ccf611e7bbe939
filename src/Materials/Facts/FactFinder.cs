namespace KnowledgeBase.Materials;

/// <summary>Finds the facts about a material as a whole.</summary>
internal sealed class FactFinder
{
    private readonly string _nameOfFrontMatter = FrontMatterEvidence;

    public Facts Find(RawMaterial raw, Outline outline, string id, string? path)
    {
        var front = raw.FrontMatter;
        var title = front.Title ?? outline.Title.Text;
        return new Facts
        {
            Title = title ?? FirstWords(raw.Text, outline, path ?? id),
            TitleInferred = title is null,
            TitleSpan = front.Title is null ? outline.Title.Title : null,
            Genre = front.Genre is { } genre ? new Fact<string>(genre, 1, _nameOfFrontMatter) : new Fact<string>(Genres.Other, 0.2, ""),
            Year = front.Date is { } day ? new Fact<int>(day.Year, 1, _nameOfFrontMatter) : front.Year is { } year ? new Fact<int>(year, 1, _nameOfFrontMatter) : null,
            Date = front.Date is { } date ? new Fact<DateOnly>(date, 1, _nameOfFrontMatter) : null,
            Tier = front.Tier is { } tier ? new Fact<string>(tier, 1, _nameOfFrontMatter) : null,
            Issuer = front.Issuer is { } issuer ? new Fact<string>(issuer, 1, _nameOfFrontMatter) : null,
            Source = front.Source,
        };
    }

    /// <summary>What stands as evidence for a fact that the owner states.</summary>
    internal const string FrontMatterEvidence = "front matter";

    private static string FirstWords(string text, Outline outline, string name)
    {
        if (outline.Paragraphs.Count == 0) return Path.GetFileNameWithoutExtension(name);
        var p = outline.Paragraphs[0];
        return text[p.Start..Math.Min(p.End, p.Start + 30)];
    }
}
