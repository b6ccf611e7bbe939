using System.Text;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Suggestions;

/// <summary>
/// Finds what a library has that is nearly what somebody typed: it sounds the same (双报道 and 双报到), a character is another, missing, typed
/// twice or in the place of its neighbour, or it was typed in pinyin, as a whole or in part. Whether the slip or its neighbour is meant is
/// for those to decide who can count both. For any number of threads.
/// </summary>
internal sealed class SlipFinder
{
    private const int ShortestEntry = 2;
    private const int LongestEntry = 12;

    /// <summary>Shorter texts are like too many others.</summary>
    private const int ShortestWithOther = 3;

    /// <summary>Fewer letters are the initials of too much.</summary>
    private const int FewestLetters = 3;

    /// <summary>Entries with one sound that are looked through for the characters of what was typed half in pinyin.</summary>
    private const int MostAlike = 50;

    /// <summary>The numerals of 0 to 9.</summary>
    private const string Numerals = "〇一二三四五六七八九";

    private readonly SuggestionIndex _index;
    private readonly Func<string, Suggestion?> _wordSpelled;
    private readonly ulong[] _keys;
    private readonly int[] _entries;
    private readonly Dictionary<int, int[]> _byLength;
    private readonly Dictionary<string, int> _byText;

    /// <param name="index">What the library has.</param>
    /// <param name="wordSpelled">The widest spread word of the library that is spelled by some letters; null where there is none.</param>
    public SlipFinder(SuggestionIndex index, Func<string, Suggestion?> wordSpelled)
    {
        _index = index;
        _wordSpelled = wordSpelled;
        _entries = [.. Enumerable.Range(0, index.Entries.Count).Where(i => index.Entries[i].Kind != SuggestionKind.Heading && IsNear(i))];
        _keys = [.. _entries.Select(i => KeyOf(index.Folded[i]))];
        _byLength = _entries.GroupBy(i => index.Folded[i].Length).ToDictionary(g => g.Key, g => g.ToArray());
        _byText = _entries.ToDictionary(i => index.Folded[i], StringComparer.Ordinal);
        Array.Sort(_keys, _entries);

        bool IsNear(int i) => index.Folded[i].Length is >= ShortestEntry and <= LongestEntry && index.Folded[i].All(IsHan);
    }

    /// <summary>Neighbours of a text and of what it holds, the widest spread first for each stretch; stretches do not overlap.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="isUnknown">True when the library has it nowhere: then neighbours are looked for that it has another sound than.</param>
    public IReadOnlyList<(string Slip, Suggestion Neighbour)> Near(string text, bool isUnknown)
    {
        var folded = FoldedText.Fold(text);
        if (HasLetters(folded))
        {
            return (isUnknown || PinyinSpelling.IsTyped(folded)) && Spelled(folded) is { } spelled ? [(text, spelled)] : [];
        }

        if (isUnknown && WithNumerals(folded) is var numerals && numerals != folded && _byText.TryGetValue(numerals, out var written))
        {
            return [(text, _index.Entries[written])];
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
                        && Sounding(slip, Pinyin.NearSound(syllables, start, length)) is { } neighbour)
                    {
                        near.Add((start, slip, neighbour));
                    }
                }
            }
        }

        if (near.Count == 0 && isUnknown && Edited(folded) is var (at, edited, meant))
        {
            near.Add((at, edited, meant));
        }

        return [.. near.OrderBy(n => n.Start).Select(n => (n.Slip, n.Neighbour))];
    }

    /// <summary>
    /// 三会1课 and 三会—课 as 三会一课, 18届三中全会 as 十八届三中全会: digits as numerals, and a dash, which looks like one, as 一.
    /// </summary>
    private static string WithNumerals(string folded)
    {
        var written = new StringBuilder();
        for (var i = 0; i < folded.Length; i++)
        {
            var isTens = i + 1 < folded.Length && folded[i] is >= '1' and <= '9' && char.IsAsciiDigit(folded[i + 1])
                && (i == 0 || !char.IsAsciiDigit(folded[i - 1])) && (i + 2 == folded.Length || !char.IsAsciiDigit(folded[i + 2]));
            if (isTens)
            {
                written.Append(folded[i] == '1' ? "" : $"{Numerals[folded[i] - '0']}").Append('十');
                written.Append(folded[i + 1] == '0' ? "" : $"{Numerals[folded[i + 1] - '0']}");
                i++;
            }
            else
            {
                written.Append(folded[i] == '-' ? '一' : char.IsAsciiDigit(folded[i]) ? Numerals[folded[i] - '0'] : folded[i]);
            }
        }

        return written.ToString();
    }

    /// <summary>What letters spell, and what characters and letters together do: 党建yinling and 党建yl are 党建引领.</summary>
    private Suggestion? Spelled(string folded)
    {
        if (PinyinSpelling.IsTyped(folded))
        {
            return folded.Length < FewestLetters ? null
                : _index.SpelledWholly(folded, 1) is [var whole] ? whole
                : _wordSpelled(folded.Replace("'", "", StringComparison.Ordinal));
        }

        var runs = RunsOf(folded);
        if (!runs.TrueForAll(run => run.All(IsHan) || PinyinSpelling.IsTyped(run)))
        {
            return null;
        }

        var typed = string.Concat(runs.Select(run => IsHan(run[0]) ? Pinyin.Of(run) : run));
        foreach (var alike in _index.SpelledWholly(typed, MostAlike))
        {
            if (HoldsInOrder(FoldedText.Fold(alike.Text), runs))
            {
                return alike;
            }
        }

        Suggestion?[] parts =
        [
            .. runs.Select(run => IsHan(run[0]) ? new Suggestion(run, SuggestionKind.Term, int.MaxValue) : Spelled(run)),
        ];
        return parts.Contains(null)
            ? null
            : new Suggestion(string.Concat(parts.Select(p => p!.Text)), SuggestionKind.Term, parts.Min(p => p!.Passages));
    }

    private static bool HoldsInOrder(string text, List<string> runs)
    {
        var at = 0;
        foreach (var run in runs.Where(run => IsHan(run[0])))
        {
            var found = text.IndexOf(run, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + run.Length;
        }

        return true;
    }

    /// <summary>Stretches of characters and of what is none, by turns.</summary>
    private static List<string> RunsOf(string folded)
    {
        var runs = new List<string>();
        for (var i = 0; i < folded.Length;)
        {
            var end = i + 1;
            while (end < folded.Length && IsHan(folded[end]) == IsHan(folded[i]))
            {
                end++;
            }

            runs.Add(folded[i..end]);
            i = end;
        }

        return runs;
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

            if (_index.Folded[entry].Length == slip.Length && HaveOneFigure(_index.Folded[entry], slip))
            {
                widest = Wider(widest, entry);
            }
        }

        return widest;
    }

    /// <summary>
    /// The widest spread of those that a text becomes with one other character, one more or one less, or with two that changed places;
    /// where it is a part of the text that is nearly an entry, that part: what was typed twice or the wrong way round. Null where none is.
    /// </summary>
    private (int Start, string Slip, Suggestion Meant)? Edited(string slip)
    {
        // A sign in the place of a character was meant: **县 is masked.
        if (_byText.ContainsKey(slip) || !slip.All(c => IsHan(c) || char.IsSurrogate(c)))
        {
            return null;
        }

        Suggestion? widest = null;
        if (slip.Length >= ShortestWithOther)
        {
            foreach (var entry in _byLength.GetValueOrDefault(slip.Length, []))
            {
                widest = Differences(_index.Folded[entry], slip) == 1 && HaveOneFigure(_index.Folded[entry], slip)
                    ? Wider(widest, entry)
                    : widest;
            }

            foreach (var entry in _byLength.GetValueOrDefault(slip.Length + 1, []))
            {
                widest = IsWithoutOne(slip, _index.Folded[entry]) ? Wider(widest, entry) : widest;
            }
        }

        for (var i = 0; i < slip.Length; i++)
        {
            widest = Wider(widest, EntryOf(slip.Remove(i, 1), slip.Length > ShortestWithOther || IsDouble(slip, i)));
            widest = Wider(widest, EntryOf(Swapped(slip, i), slip.Length >= ShortestWithOther));
        }

        return widest is not null ? (0, slip, widest) : EditedPart(slip);
    }

    private (int Start, string Slip, Suggestion Meant)? EditedPart(string slip)
    {
        (int Start, string Slip, Suggestion Meant)? widest = null;
        for (var i = 0; i < slip.Length; i++)
        {
            for (var start = Math.Max(0, i - LongestEntry); start <= i; start++)
            {
                for (var end = Math.Max(i + 2, start + ShortestWithOther); end <= Math.Min(slip.Length, start + LongestEntry + 1); end++)
                {
                    var part = slip[start..end];
                    Add(start, part, EntryOf(part.Remove(i - start, 1), IsDouble(slip, i)));
                    Add(start, part, EntryOf(Swapped(part, i - start), part.Length > ShortestWithOther));
                }
            }
        }

        return widest;

        void Add(int start, string part, int? entry)
        {
            if (entry is { } found && (widest is null || part.Length > widest.Value.Slip.Length))
            {
                widest = (start, part, _index.Entries[found]);
            }
        }
    }

    private int? EntryOf(string text, bool isMeant) => isMeant && _byText.TryGetValue(text, out var entry) ? entry : null;

    private Suggestion? Wider(Suggestion? one, int? entry) =>
        entry is { } other && _index.Entries[other].Passages > (one?.Passages ?? 0) ? _index.Entries[other] : one;

    private static string Swapped(string text, int at) => at + 1 >= text.Length || text[at] == text[at + 1]
        ? text
        : string.Concat(text.AsSpan(0, at), [text[at + 1], text[at]], text.AsSpan(at + 2));

    /// <summary>True for a character that was typed twice.</summary>
    private static bool IsDouble(string text, int at) => at + 1 < text.Length && text[at] == text[at + 1];

    private static int Differences(string one, string other)
    {
        var differences = 0;
        for (var i = 0; i < one.Length && differences < 2; i++)
        {
            differences += one[i] == other[i] ? 0 : 1;
        }

        return differences;
    }

    private static bool IsWithoutOne(string shorter, string longer)
    {
        var at = 0;
        while (at < shorter.Length && shorter[at] == longer[at])
        {
            at++;
        }

        return shorter.AsSpan(at).SequenceEqual(longer.AsSpan(at + 1));
    }

    /// <summary>十五天 is no slip of 十五五, nor 十八场 one of 十八大: who writes a figure means it.</summary>
    private static bool HaveOneFigure(string one, string other) =>
        one.Where(IsNumeral).SequenceEqual(other.Where(IsNumeral));

    private static bool IsNumeral(char c) => "一二三四五六七八九十百千万亿两".Contains(c, StringComparison.Ordinal);

    private static ulong KeyOf(string folded) => Pinyin.NearSound(Pinyin.Syllables(folded), 0, folded.Length);

    private static bool HasLetters(string folded) => folded.Any(c => c is >= 'a' and <= 'z');

    internal static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';
}
