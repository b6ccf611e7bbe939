using KnowledgeBase.Export.Documents;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Clips;

namespace KnowledgeBase.Export.Clips;

/// <summary>The text of a whole material as a document: its outline as headings, the rest as running text.</summary>
internal static class MaterialText
{
    /// <param name="clip">A whole material.</param>
    /// <param name="depth">Levels of headings above those of the material.</param>
    public static IEnumerable<TextBlock> Blocks(Clip clip, int depth)
    {
        var headings = clip.Headings ?? [];
        var next = 0;
        var start = 0;
        while (start < clip.Text.Length)
        {
            var end = clip.Text.IndexOf('\n', start);
            end = end < 0 ? clip.Text.Length : end;
            while (next < headings.Count && headings[next].MarkerStart < start)
            {
                next++;
            }

            var line = new TextSpan(start, end);
            if (next < headings.Count && IsAllOf(clip.Text, line, headings[next]))
            {
                yield return new HeadingBlock(headings[next].Level + depth, line.In(clip.Text));
            }
            else if (!IsTitle(clip, line))
            {
                yield return new ParagraphBlock(line.In(clip.Text));
            }

            start = end + 1;
        }
    }

    /// <summary>
    /// True when a line holds a heading and nothing else; one that opens a paragraph stays in it, and what it says is not torn apart.
    /// </summary>
    private static bool IsAllOf(string text, TextSpan line, Heading heading) =>
        heading.MarkerStart >= line.Start && heading.End <= line.End
        && text.AsSpan(line.Start, heading.MarkerStart - line.Start).IsWhiteSpace()
        && text.AsSpan(heading.End, line.End - heading.End).Trim().TrimEnd("。：:；").IsEmpty;

    /// <summary>The title stands above the text already, without its line.</summary>
    private static bool IsTitle(Clip clip, TextSpan line) =>
        clip.TitleSpan is { } title && line.Start <= title.Start && title.End <= line.End
        && line.In(clip.Text).AsSpan().Trim().Length == title.Length;
}
