using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Suggestions;

/// <summary>
/// Finds what a library has that is nearly what somebody typed: it sounds the same (双报道 and 双报到), a character is another, or it was
/// typed in pinyin. Whether the slip or its neighbour is meant is for those to decide who can count both. For any number of threads.
/// </summary>
internal sealed class SlipFinder
{
    private const int ShortestEntry = 2;
    private const int LongestEntry = 12;

    /// <summary>Shorter texts are like too many others.</summary>
    private const int ShortestWithOther = 3;

    /// <summary>Fewer letters are the initials of too much.</summary>
    private const int FewestLetters = 3;

    private readonly SuggestionIndex _index;
    private readonly ulong[] _keys;
    private readonly int[] _entries;
    private readonly Dictionary<int, int[]> _byLength;

    public SlipFinder(SuggestionIndex index)
    {
        _index = index;
        _entries = [.. Enumerable.Range(0, index.Entries.Count).Where(i => index.Entries[i].Kind != SuggestionKind.Heading && IsNear(i))];
        _keys = [.. _entries.Select(i => KeyOf(index.Folded[i]))];
        _byLength = _entries.GroupBy(i => index.Folded[i].Length).ToDictionary(g => g.Key, g => g.ToArray());
        Array.Sort(_keys, _entries);

        bool IsNear(int i) => index.Folded[i].Length is >= ShortestEntry and <= LongestEntry && index.Folded[i].All(IsHan);
    }

    /// <summary>Neighbours of a text and of what it holds, the widest spread first for each stretch; stretches do not overlap.</summary>
    /// <param name="text">What was typed without white space.</param>
    /// <param name="isUnknown">True when the library has it nowhere: then neighbours are looked for that it has another sound than.</param>
    public IReadOnlyList<(string Slip, Suggestion Neighbour)> Near(string text, bool isUnknown)
    {
        var folded = FoldedText.Fold(text);
        if (PinyinSpelling.IsTyped(folded))
        {
            return folded.Length >= FewestLetters ? [.. _index.SpelledWholly(folded, 1).Select(s => (text, s))] : [];
        }

        var near = new List<(int Start, string Slip, Suggestion Neighbour)>();
        var syllables = Pinyin.Syllables(folded);
        if (syllables.Count == folded.Length)
        {
            for (var length = Math.Min(folded.Length, LongestEntry); length >= ShortestEntry; length--)
            {
                for (var start = 0; start + length <= folded.Length; start++)
                {
                    var slip = folded.Substring(start, length);
                    if (!near.Exists(n => n.Start < start + length && start < n.Start + n.Slip.Length)
                        && (length >= ShortestWithOther || (isUnknown && length == folded.Length))
                        && Sounding(slip, PinyinSpelling.Key(syllables, start, length)) is { } neighbour)
                    {
                        near.Add((start, slip, neighbour));
                    }
                }
            }
        }

        if (near.Count == 0 && isUnknown && WithOther(folded) is { } other)
        {
            near.Add((0, folded, other));
        }

        return [.. near.OrderBy(n => n.Start).Select(n => (n.Slip, n.Neighbour))];
    }

    /// <summary>The widest spread of those that sound like a text; null where there is none, or the text itself is one.</summary>
    private Suggestion? Sounding(string slip, ulong key)
    {
        var at = Array.BinarySearch(_keys, key);
        if (at < 0)
        {
            return null;
        }

        while (at > 0 && _keys[at - 1] == key)
        {
            at--;
        }

        Suggestion? widest = null;
        for (; at < _keys.Length && _keys[at] == key; at++)
        {
            var entry = _entries[at];
            if (_index.Folded[entry] == slip)
            {
                return null;
            }

            if (_index.Folded[entry].Length == slip.Length && _index.Entries[entry].Passages > (widest?.Passages ?? 0))
            {
                widest = _index.Entries[entry];
            }
        }

        return widest;
    }

    /// <summary>The widest spread of those with one other character; null where there is none, or the text itself is one.</summary>
    private Suggestion? WithOther(string slip)
    {
        if (slip.Length < ShortestWithOther || !_byLength.TryGetValue(slip.Length, out var entries))
        {
            return null;
        }

        Suggestion? widest = null;
        foreach (var entry in entries)
        {
            var differences = 0;
            var text = _index.Folded[entry];
            for (var i = 0; i < text.Length && differences < 2; i++)
            {
                differences += text[i] == slip[i] ? 0 : 1;
            }

            if (differences == 0)
            {
                return null;
            }

            if (differences == 1 && _index.Entries[entry].Passages > (widest?.Passages ?? 0))
            {
                widest = _index.Entries[entry];
            }
        }

        return widest;
    }

    private static ulong KeyOf(string folded) => PinyinSpelling.Key(Pinyin.Syllables(folded), 0, folded.Length);

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';
}
