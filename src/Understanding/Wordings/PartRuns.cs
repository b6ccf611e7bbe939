using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds runs of words parted by 、 that hold the parts of a formulation, but in another order, with one left out or one replaced.
/// </summary>
internal sealed class PartRuns
{
    /// <summary>Three parts may be named two at a time for good reasons; of four and more, all but one is a slip.</summary>
    private const int FewestForGap = 4;
    private const int FewestForOrder = 3;
    private const int LongestPart = 14;

    private readonly Dictionary<string, List<(GlossaryEntry Entry, int Place)>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(GlossaryEntry Entry, int Place)>>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public PartRuns(Glossary glossary)
    {
        foreach (var entry in glossary.Entries.Where(IsEnumeration).OrderByDescending(e => e.Text.Contains('、', StringComparison.Ordinal)))
        {
            for (var i = 0; i < entry.Parts.Count; i++)
            {
                var part = ComparableText.Fold(entry.Parts[i]);
                if (!_places.TryGetValue(part, out var list))
                {
                    _places[part] = list = [];
                }

                list.Add((entry, i));
            }
        }

        _bySpan = _places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public readonly record struct Run(TextSpan Span, GlossaryEntry Entry, string Expected, NearMissReason Reason);

    /// <summary>The runs that miss a formulation, by ascending start.</summary>
    /// <param name="text">Folded text.</param>
    public List<Run> Find(ReadOnlySpan<char> text)
    {
        var runs = new List<Run>();
        var segments = new List<TextSpan>();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && (text[end] == '、' || IsWord(text[end])))
            {
                end++;
            }

            Split(text, at, end, segments);
            if (segments.Count >= FewestForOrder && Judge(text, segments) is { } run)
            {
                runs.Add(run);
            }

            at = end + 1;
        }

        return runs;
    }

    private static bool IsEnumeration(GlossaryEntry entry) =>
        entry.Parts.Count >= FewestForOrder && entry.Superseded is null
        && entry.Parts.Distinct(StringComparer.Ordinal).Count() == entry.Parts.Count
        && entry.Parts.All(p => p.Length <= LongestPart && !p.AsSpan().ContainsAny("、，；"));

    private static bool IsWord(char c) => c is >= '㐀' and <= '鿿' || char.IsAsciiLetterOrDigit(c);

    private static void Split(ReadOnlySpan<char> text, int start, int end, List<TextSpan> segments)
    {
        segments.Clear();
        for (var from = start; from < end;)
        {
            var comma = text[from..end].IndexOf('、');
            var to = comma < 0 ? end : from + comma;
            segments.Add(new TextSpan(from, to));
            from = to + 1;
        }
    }

    private Run? Judge(ReadOnlySpan<char> text, List<TextSpan> segments)
    {
        var spans = new List<TextSpan>();
        var places = new List<List<(GlossaryEntry Entry, int Place)>?>();
        for (var i = 0; i < segments.Count; i++)
        {
            Locate(text, segments[i], isFirst: i == 0, isLast: i == segments.Count - 1, spans, places);
        }

        Run? best = null;
        var bestShare = 0.0;
        var bestParts = 0;
        var rightParts = 0;
        foreach (var entry in places.OfType<List<(GlossaryEntry Entry, int Place)>>().SelectMany(p => p).Select(p => p.Entry).Distinct())
        {
            var order = places.Select(p => p is null ? -1 : Place(p, entry)).ToList();
            if (ChangedLast(text, segments, order, entry) is { } changed)
            {
                return changed;
            }

            var first = order.FindIndex(p => p >= 0);
            var last = order.FindLastIndex(p => p >= 0);
            var known = order.Where(p => p >= 0).ToList();
            if (known.Distinct().Count() != known.Count)
            {
                continue;
            }

            if (known.Count == entry.Parts.Count && last - first + 1 == known.Count
                && known.SequenceEqual(Enumerable.Range(0, known.Count)))
            {
                rightParts = Math.Max(rightParts, known.Count);
                continue;
            }

            var share = (double)known.Count / entry.Parts.Count;
            if (share > bestShare && Compare(entry, order, known, first, last) is { } reason)
            {
                bestShare = share;
                bestParts = known.Count;
                best = new Run(new TextSpan(spans[first].Start, spans[last].End), entry, entry.FullForm, reason);
            }
        }

        // A run that says a shorter formulation right misses a longer one only when it names more of that one's parts.
        return bestParts > rightParts ? best : null;
    }

    /// <summary>
    /// 党史、新中国史、改革开放史、社会主义建设史: all parts in order but the last, in whose place stands what begins and ends as it does.
    /// </summary>
    private static Run? ChangedLast(ReadOnlySpan<char> text, List<TextSpan> segments, List<int> order, GlossaryEntry entry)
    {
        var count = entry.Parts.Count;
        var first = order.IndexOf(0);
        if (count < FewestForGap || first < 0 || first + count != segments.Count || order[^1] >= 0
            || !order.Skip(first).Take(count - 1).SequenceEqual(Enumerable.Range(0, count - 1)))
        {
            return null;
        }

        var expected = ComparableText.Fold(entry.Parts[^1]);
        var last = segments[^1];
        if (last.Length < expected.Length)
        {
            return null;
        }

        var written = text.Slice(last.Start, expected.Length);
        var same = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            same += written[i] == expected[i] ? 1 : 0;
        }

        if (same * 2 < expected.Length || same == expected.Length || written[^1] != expected[^1])
        {
            return null;
        }

        var opening = ComparableText.Fold(entry.Parts[0]);
        var span = new TextSpan(segments[first].End - opening.Length, last.Start + expected.Length);
        return new Run(span, entry, entry.FullForm, NearMissReason.ChangedPart);
    }

    private static NearMissReason? Compare(GlossaryEntry entry, List<int> order, List<int> known, int first, int last)
    {
        var width = last - first + 1;
        if (known.Count == entry.Parts.Count)
        {
            return width == known.Count ? NearMissReason.Order : null;
        }

        if (entry.Parts.Count < FewestForGap || known.Count != entry.Parts.Count - 1 || !known.SequenceEqual(known.Order()))
        {
            return null;
        }

        // One part is missing: either nothing stands in its place, or one stretch of other words, exactly there.
        var missing = Enumerable.Range(0, entry.Parts.Count).Except(known).First();
        if (width == known.Count && width == order.Count)
        {
            return NearMissReason.MissingPart;
        }

        return width == entry.Parts.Count && order[first + missing] < 0 ? NearMissReason.ChangedPart : null;
    }

    private static int Place(List<(GlossaryEntry Entry, int Place)> places, GlossaryEntry entry)
    {
        foreach (var (candidate, place) in places)
        {
            if (ReferenceEquals(candidate, entry))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>
    /// Looks a stretch between two 、 up as a part. Before the first 、 stands more than the part, so it is looked for at the end; behind
    /// the last one at the start, where two parts may be joined by 和.
    /// </summary>
    private void Locate(
        ReadOnlySpan<char> text,
        TextSpan segment,
        bool isFirst,
        bool isLast,
        List<TextSpan> spans,
        List<List<(GlossaryEntry Entry, int Place)>?> places)
    {
        var longest = Math.Min(segment.Length, LongestPart);
        if (!isFirst && !isLast)
        {
            spans.Add(segment);
            places.Add(_bySpan.TryGetValue(text[segment.Start..segment.End], out var whole) ? whole : null);
            return;
        }

        for (var length = longest; length >= 2; length--)
        {
            var span = isFirst ? new TextSpan(segment.End - length, segment.End) : new TextSpan(segment.Start, segment.Start + length);
            if (!_bySpan.TryGetValue(text[span.Start..span.End], out var found))
            {
                continue;
            }

            spans.Add(span);
            places.Add(found);
            if (isLast && span.End < segment.End && text[span.End] is '和' or '与' or '及')
            {
                Locate(text, new TextSpan(span.End + 1, segment.End), isFirst: false, isLast: true, spans, places);
            }

            return;
        }

        spans.Add(segment);
        places.Add(null);
    }
}
