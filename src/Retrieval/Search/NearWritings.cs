using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// How else a library writes a string: with one or two characters put in (全面从严管党治党 beside 全面从严治党), left out or swapped inside of
/// it, or with another character of the same sound anywhere. Another character of another sound makes another phrase (全面从严治军), and what
/// is shorter or longer at an end stands in the string or holds it: neither is looked for.
/// </summary>
internal static class NearWritings
{
    /// <summary>Strings shorter than this are near to too much.</summary>
    private const int Shortest = 4;

    /// <summary>Longest string that is looked for.</summary>
    private const int Longest = 60;

    /// <summary>Characters that may be put in or left out in one place.</summary>
    private const int MostChanged = 2;

    /// <summary>Writings that are told at most.</summary>
    private const int Most = 8;

    /// <summary>The most frequent writings, each with the number of materials and of places.</summary>
    /// <param name="snapshot">The library.</param>
    /// <param name="text">The string; white space and punctuation inside of it count as they stand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static IReadOnlyList<(string Text, int Materials, int Occurrences)> Of(
        LibrarySnapshot snapshot, string text, CancellationToken cancellationToken)
    {
        var folded = FoldedText.Fold(text);
        if (folded.Length is < Shortest or > Longest || folded.Any(char.IsSurrogate))
        {
            return [];
        }

        // One change leaves one part as it is; each in turn is looked up, and what stands beside it compared with the other. A change of
        // two characters may lie across one cut, but not across both.
        var writings = new Dictionary<string, HashSet<(string Material, int Passage, int Start)>>(StringComparer.Ordinal);
        foreach (var cut in Cuts(folded.Length))
        {
            Look(folded[..cut], folded[cut..], isHead: true);
            Look(folded[cut..], folded[..cut], isHead: false);
        }

        return
        [
            .. writings
                .Select(w => (
                    Text: w.Key,
                    Materials: w.Value.DistinctBy(p => p.Material, StringComparer.Ordinal).Count(),
                    Occurrences: w.Value.Count))
                .OrderByDescending(w => w.Materials).ThenByDescending(w => w.Occurrences).ThenBy(w => w.Text, StringComparer.Ordinal)
                .Take(Most),
        ];

        void Look(string kept, string other, bool isHead)
        {
            var wanted = Outwards(other, isHead);
            var texts = snapshot.TextsHolding(kept, cancellationToken);
            foreach (var place in texts.Find(kept, cancellationToken))
            {
                var passage = texts.TextOf(place.Passage);
                var end = place.Position + kept.Length;
                var beside = isHead
                    ? passage[end..Math.Min(passage.Length, end + other.Length + MostChanged)]
                    : passage[Math.Max(0, place.Position - other.Length - MostChanged)..place.Position];
                var length = ChangedLength(Outwards(beside, isHead), wanted);
                if (length > 0)
                {
                    var writing = isHead ? string.Concat(kept, beside[..length]) : string.Concat(beside[^length..], kept);
                    if (!writings.TryGetValue(writing, out var places))
                    {
                        writings.Add(writing, places = []);
                    }

                    var found = texts.Passages[place.Passage];
                    places.Add((found.Material, found.Ordinal, isHead ? place.Position : place.Position - length));
                }
            }
        }
    }

    /// <summary>Where a string is cut in two: parts of two characters at least.</summary>
    private static IEnumerable<int> Cuts(int length) => length switch
    {
        4 => [2],
        5 => [2, 3],
        _ => [(length / 2) - 1, (length / 2) + 1],
    };

    /// <summary>How many characters a text begins with that are the wanted ones but for one change; 0 if it begins otherwise.</summary>
    private static int ChangedLength(ReadOnlySpan<char> text, ReadOnlySpan<char> wanted)
    {
        var same = text.CommonPrefixLength(wanted);
        var found = text[same..];
        var rest = wanted[same..];
        if (rest.IsEmpty)
        {
            return 0; // as it should be
        }

        for (var count = 1; count <= MostChanged; count++)
        {
            if (found.Length > count && AreLetters(found[..count]) && found[count..].StartsWith(rest))
            {
                return wanted.Length + count;
            }

            if (count < rest.Length && AreLetters(rest[..count]) && found.StartsWith(rest[count..]))
            {
                return wanted.Length - count;
            }
        }

        var isSwapped = found.Length > 1 && rest.Length > 1
            && (found[0], found[1]) == (rest[1], rest[0]) && found[2..].StartsWith(rest[2..]);
        var isHomophone = found.Length > 0 && found[1..].StartsWith(rest[1..]) && Pinyin.SoundAlike(found[0], rest[0]);
        return isSwapped || isHomophone ? wanted.Length : 0;
    }

    private static bool AreLetters(ReadOnlySpan<char> characters)
    {
        foreach (var character in characters)
        {
            if (!char.IsLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Characters in the order in which one meets them going away from what stands beside them.</summary>
    private static char[] Outwards(ReadOnlySpan<char> characters, bool forwards)
    {
        var ordered = characters.ToArray();
        if (!forwards)
        {
            Array.Reverse(ordered);
        }

        return ordered;
    }
}
