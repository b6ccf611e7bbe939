namespace KnowledgeBase.Materials;

/// <summary>Gives headings their level: the depth of nesting in this document.</summary>
internal static class HeadingLevels
{
    public static List<Heading> Assign(string text, List<HeadingCandidate> candidates)
    {
        var headings = new List<Heading>(candidates.Count);
        var open = new Stack<MarkerStyle>();
        foreach (var c in candidates)
        {
            while (open.Count > 0 && open.Peek() >= c.Marker.Style) open.Pop();
            open.Push(c.Marker.Style);
            headings.Add(new Heading(open.Count, c.Kind, text[c.Start..c.End], c.Start, c.End, text[c.MarkerStart..c.Start].TrimEnd())
            {
                MarkerStart = c.MarkerStart,
            });
        }

        return headings;
    }
}
