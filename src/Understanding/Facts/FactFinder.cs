using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// Finds the facts about a material as a whole. What its owner states in front matter overrules what its text tells, with confidence 1.
/// </summary>
internal static class FactFinder
{
    /// <summary>What stands as evidence for a fact that the owner states.</summary>
    internal const string FrontMatterEvidence = "front matter";

    private static readonly FactConfidence Confidence = FactConfidence.Default;

    /// <summary>文号 stand in the letterhead, so they are looked for in this much of the text.</summary>
    private const int Letterhead = 600;

    public static MaterialFacts Find(RawMaterial raw, DocumentOutline outline, string id, string? path)
    {
        var front = raw.FrontMatter;
        var text = raw.Text;
        var ownTitle = front.Title ?? outline.Title.Text;
        var hasTitle = ownTitle is not null;
        var genre = front.Genre is { } stated && Genres.All.Contains(stated, StringComparer.Ordinal)
            ? new Fact<string>(stated, 1, FrontMatterEvidence)
            : GenreClassifier.Classify(raw, outline, ownTitle ?? "", hasTitle);
        var title = ownTitle ?? TitleInference.Infer(text, outline, genre, path ?? id);
        var (date, year, fileDate) = DateFinder.Find(raw, outline, title, hasTitle, path);
        var issuer = IssuerFinder.FindIssuer(raw, outline, title, hasTitle, genre.Value);
        var (tier, region) = PlaceFinder.Find(raw, outline, title, hasTitle, issuer);
        return new MaterialFacts
        {
            Title = title,
            TitleInferred = !hasTitle,
            TitleSpan = front.Title is null || front.Title == outline.Title.Text ? outline.Title.Title : null,
            Genre = genre,
            Date = date,
            Year = year,
            FileDate = fileDate,
            Issuer = issuer,
            Tier = tier,
            Region = region,
            Sector = IssuerFinder.FindSector(text, outline, ownTitle ?? ""),
            DocumentNumber = FindNumber(text, outline),
            Audience = IssuerFinder.FindAudience(text, outline),
            Source = front.Source,
        };
    }

    private static Fact<string>? FindNumber(string text, DocumentOutline outline)
    {
        if (outline.Title.DocumentNumber is { } line && DocumentNumbers.TryFind(line.In(text), out var at, out var length))
        {
            return new Fact<string>(line.In(text).Substring(at, length), Confidence.OwnLine, line.In(text));
        }

        var end = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
        var head = text.AsSpan(0, Math.Min(end, Letterhead));
        return DocumentNumbers.TryFind(head, out at, out length)
            ? new Fact<string>(head.Slice(at, length).ToString(), Confidence.InLetterhead, head.Slice(at, length).ToString())
            : null;
    }
}
