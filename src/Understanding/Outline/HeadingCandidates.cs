using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>Collects the headings of a material in the order of the text, before their levels are known.</summary>
internal static class HeadingCandidates
{
    /// <summary>Files that mark whole paragraphs as headings only mean their look.</summary>
    private const int LongestHinted = 120;

    public static List<HeadingCandidate> Collect(
        RawMaterial raw, List<TextParagraph> paragraphs, TitleBlock title, CancellationToken cancellation)
    {
        var text = raw.Text.AsSpan();
        var found = MarkedHeadings.Collect(text, paragraphs, title.BodyParagraph);
        cancellation.ThrowIfCancellationRequested();
        AddHinted(raw, paragraphs, title, found);
        PlainHeadings.Add(text, paragraphs, title, found);
        cancellation.ThrowIfCancellationRequested();
        Sort(found);
        RunInHeadings.Add(text, paragraphs, title.BodyParagraph, found);
        return WithoutOverlaps(found);
    }

    /// <summary>Headings that the file's format marks as such count whatever their form; a marked one keeps its marker.</summary>
    private static void AddHinted(RawMaterial raw, List<TextParagraph> paragraphs, TitleBlock title, List<HeadingCandidate> found)
    {
        if (raw.Hints.Count == 0)
        {
            return;
        }

        var text = raw.Text.AsSpan();
        var byParagraph = new Dictionary<int, int>();
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].OpensParagraph)
            {
                byParagraph[found[i].Paragraph] = i;
            }
        }

        var p = title.BodyParagraph;
        foreach (var hint in raw.Hints)
        {
            if (hint.End > text.Length || hint.End - hint.Start > LongestHinted || !IsHeading(hint, text))
            {
                continue;
            }

            while (p < paragraphs.Count && paragraphs[p].End <= hint.Start)
            {
                p++;
            }

            if (p >= paragraphs.Count)
            {
                break;
            }

            if (paragraphs[p].Start > hint.Start)
            {
                continue;
            }

            if (byParagraph.TryGetValue(p, out var index))
            {
                found[index] = found[index] with { HintLevel = hint.Level };
                continue;
            }

            var from = Glyphs.SkipBlanks(text, hint.Start, hint.End);
            var to = Glyphs.TrimEnd(text, from, hint.End);
            var start = Marker.TryRead(text, from, to, out var marker) && marker.Style != MarkerStyle.Letter ? from + marker.Length : from;
            if (start == from)
            {
                marker = default;
            }

            var end = MarkedHeadings.TrimClosing(text, start, to);
            if (start >= end)
            {
                continue;
            }

            found.Add(new HeadingCandidate(
                marker.Style == MarkerStyle.None ? HeadingKind.Plain : HeadingKind.Numbered, marker, from, start, end, to, p)
            {
                OpensParagraph = true,
                OwnLine = true,
                HintLevel = hint.Level,
            });
        }
    }

    /// <summary>What only looks like a heading is none when it is a date, and is left to its number when it has one.</summary>
    private static bool IsHeading(StructureHint hint, ReadOnlySpan<char> text) => hint.Kind switch
    {
        HintKind.Heading => true,
        HintKind.Emphasis => !Marker.TryRead(text, hint.Start, hint.End, out _) && !DateLines.IsDate(text[hint.Start..hint.End]),
        _ => false,
    };

    /// <summary>Of two candidates that share characters the one that starts first stays.</summary>
    private static List<HeadingCandidate> WithoutOverlaps(List<HeadingCandidate> found)
    {
        Sort(found);
        var kept = new List<HeadingCandidate>(found.Count);
        foreach (var c in found)
        {
            if (kept.Count == 0 || c.MarkerStart >= kept[^1].BodyStart)
            {
                kept.Add(c);
            }
        }

        return kept;
    }

    private static void Sort(List<HeadingCandidate> found) => found.Sort(static (a, b) => a.MarkerStart.CompareTo(b.MarkerStart));
}
