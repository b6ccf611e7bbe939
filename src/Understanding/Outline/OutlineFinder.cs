using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>Finds the title lines and the headings of a material.</summary>
internal static class OutlineFinder
{
    public static DocumentOutline Find(RawMaterial raw, CancellationToken cancellation = default)
    {
        var paragraphs = Paragraphs.Of(raw);
        cancellation.ThrowIfCancellationRequested();
        var title = TitleFinder.Find(raw, paragraphs);
        var candidates = HeadingCandidates.Collect(raw, paragraphs, title, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return new DocumentOutline { Paragraphs = paragraphs, Title = title, Headings = HeadingLevels.Assign(raw.Text, candidates) };
    }
}
