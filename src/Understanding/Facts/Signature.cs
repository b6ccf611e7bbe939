using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Who signs a paper, and when: a unit's name on a line of its own, the day below it.</summary>
/// <param name="Unit">The unit; of several that sign together the first.</param>
/// <param name="Day">The line that dates the signature; null when none does.</param>
internal readonly record struct Signature(TextSpan Unit, TextSpan? Day)
{
    /// <summary>A signature without a day stands in the last paragraphs.</summary>
    private const int TailParagraphs = 6;

    /// <summary>
    /// Finds the signature of the paper itself: the first unit with a day below it, because attachments and papers that are passed on
    /// follow behind; failing that, a unit in the last lines.
    /// </summary>
    public static Signature? Find(string text, DocumentOutline outline)
    {
        var paragraphs = outline.Paragraphs;
        for (var i = outline.Title.BodyParagraph + 1; i < paragraphs.Count; i++)
        {
            if (!IsUnit(text, paragraphs[i]) || !IsDayBelow(text, paragraphs, i))
            {
                continue;
            }

            return new Signature(FirstOf(text, paragraphs, i, outline.Title.BodyParagraph), Span(paragraphs[i + 1]));
        }

        for (var i = paragraphs.Count - 1; i > Math.Max(outline.Title.BodyParagraph, paragraphs.Count - 1 - TailParagraphs); i--)
        {
            if (IsUnit(text, paragraphs[i]))
            {
                return new Signature(FirstOf(text, paragraphs, i, outline.Title.BodyParagraph), null);
            }
        }

        return null;
    }

    private static TextSpan FirstOf(string text, List<TextParagraph> paragraphs, int last, int body)
    {
        while (last - 1 > body && IsUnit(text, paragraphs[last - 1]))
        {
            last--;
        }

        return Span(paragraphs[last]);
    }

    private static bool IsUnit(string text, TextParagraph p) =>
        p.Kind == ParagraphKind.Body && UnitLines.IsUnitLine(text.AsSpan(p.Start, p.Length));

    private static bool IsDayBelow(string text, List<TextParagraph> paragraphs, int index) =>
        index + 1 < paragraphs.Count && DateLines.IsDate(text.AsSpan(paragraphs[index + 1].Start, paragraphs[index + 1].Length));

    private static TextSpan Span(TextParagraph p) => new(p.Start, p.End);
}
