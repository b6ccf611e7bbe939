namespace KnowledgeBase.Materials;

/// <summary>Tells the lines that a material opens with apart: title, kicker, subtitle, date, speaker, salutation.</summary>
internal static class TitleFinder
{
    /// <summary>A title line has at most this many units.</summary>
    private const int LongestTitle = 70;

    public static TitleBlock Find(RawMaterial raw, List<Paragraph> paragraphs)
    {
        var text = raw.Text;
        if (paragraphs.Count == 0) return TitleBlock.None;
        var first = paragraphs[0];
        if (first.Length > LongestTitle || Marker.TryRead(text, first.Start, first.End, out _) || Glyphs.IsStop(text[first.End - 1]))
            return TitleBlock.None;
        return new TitleBlock { Title = new TextSpan(first.Start, first.End), Text = text[first.Start..first.End], BodyParagraph = 1 };
    }
}
