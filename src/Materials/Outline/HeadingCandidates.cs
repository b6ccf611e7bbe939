namespace KnowledgeBase.Materials;

/// <summary>A stretch of text that may be a heading.</summary>
internal sealed record HeadingCandidate(HeadingKind Kind, Marker Marker, int MarkerStart, int Start, int End, int BodyStart, int Paragraph);

/// <summary>Collects the headings of a material, before their levels are known.</summary>
internal static class HeadingCandidates
{
    private const int LongestOwnLine = 60;
    private const int LongestLabel = 45;

    public static List<HeadingCandidate> Collect(RawMaterial raw, List<Paragraph> paragraphs, TitleBlock title)
    {
        var text = raw.Text.AsSpan();
        var found = new List<HeadingCandidate>();
        for (var i = title.BodyParagraph; i < paragraphs.Count; i++)
        {
            var p = paragraphs[i];
            if (p.Kind != ParagraphKind.Body || !Marker.TryRead(text, p.Start, p.End, out var marker) || marker.Style == MarkerStyle.Bullet) continue;
            var start = p.Start + marker.Length;
            var stop = Sentences.EndOf(text, start, p.End);
            var end = stop;
            while (end > start && (text[end - 1] is '。' or '：' || Glyphs.IsBlank(text[end - 1]))) end--;
            if (end - start is < 2 or > LongestOwnLine || (stop < p.End && end - start > LongestLabel)) continue;
            var kind = marker.Style is MarkerStyle.OrdinalFirst or MarkerStyle.OrdinalIs ? HeadingKind.Ordinal : HeadingKind.Numbered;
            found.Add(new HeadingCandidate(kind, marker, p.Start, start, end, stop, i));
        }

        return found;
    }
}
