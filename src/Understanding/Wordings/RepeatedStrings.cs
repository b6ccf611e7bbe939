using System.Buffers;
using System.Runtime.InteropServices;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds the strings that many texts repeat, length by length: a string of n + 1 characters can only be in k texts when the two of n
/// characters inside it are (the Apriori principle), so each length looks only where the one before it left something. The first, where
/// everything is still possible, is thinned out by a table of small counters.
/// </summary>
internal sealed class RepeatedStrings
{
    private const ulong Base = 0x9E3779B97F4A7C15;
    private const int MostCounters = 1 << 26;

    /// <summary>What no formulation goes across.</summary>
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n，。；：！？（）《》〈〉[]【】…*×|/\\=+<>~#·-.,;:!?\"'");

    /// <summary>What no formulation begins or ends with.</summary>
    private static readonly SearchValues<char> Edges = SearchValues.Create("、的了和与及在是对把被以等将从向于并而就也这那其个0123456789");

    private readonly IReadOnlyList<string> _texts;
    private readonly Segmenter? _segmenter;

    /// <param name="texts">Folded texts, one a material.</param>
    /// <param name="segmenter">Tells where words begin and end; without it a string may break through a word.</param>
    public RepeatedStrings(IReadOnlyList<string> texts, Segmenter? segmenter = null)
    {
        _texts = texts;
        _segmenter = segmenter;
    }

    /// <summary>A repeated string with the number of its occurrences in each text that holds it.</summary>
    public sealed record Repeated(string Text, IReadOnlyList<(int Text, int Count)> Counts);

    /// <summary>
    /// The strings in at least <paramref name="fewest"/> texts that can't be made longer without losing more texts than
    /// <paramref name="loss"/> says, less the particles at their ends.
    /// </summary>
    /// <param name="fewest">Texts that must hold a string.</param>
    /// <param name="shortest">Characters that it must have.</param>
    /// <param name="longest">Characters that it may have.</param>
    /// <param name="loss">Share of its texts, 0 to 1, that a longer string may lose and still take its place.</param>
    public IReadOnlyList<Repeated> Find(int fewest, int shortest, int longest, double loss = 0)
    {
        var live = FirstPositions(fewest, shortest);
        var strings = new HashSet<string>(StringComparer.Ordinal);
        var previous = Count(live, shortest);
        for (var length = shortest; previous.Count > 0; length++)
        {
            Keep(live, previous, length, fewest);
            var next = new Dictionary<ulong, Stat>();
            if (length < longest)
            {
                Extend(live);
                next = Count(live, length + 1);
                MarkParts(next, previous, length, fewest, loss);
            }

            foreach (var stat in previous.Values)
            {
                if (stat.Texts < fewest || stat.IsPart)
                {
                    continue;
                }

                var span = Trim(_texts[stat.Text], new TextSpan(stat.Start, stat.Start + length));
                if (span.Length >= shortest && StandsOnWords(_texts[stat.Text], span))
                {
                    strings.Add(span.In(_texts[stat.Text]));
                }
            }

            previous = next;
        }

        return CountPerText([.. strings], fewest);
    }

    private static TextSpan Trim(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && Edges.Contains(text[start]))
        {
            start++;
        }

        while (start < end && Edges.Contains(text[end - 1]))
        {
            end--;
        }

        return new TextSpan(start, end);
    }

    /// <summary>True when a word begins where the stretch begins and ends where it ends.</summary>
    private bool StandsOnWords(string text, TextSpan span)
    {
        if (_segmenter is null)
        {
            return true;
        }

        var from = span.Start == 0 ? 0 : text.AsSpan(0, span.Start).LastIndexOfAny(Breaks) + 1;
        var to = text.AsSpan(span.End).IndexOfAny(Breaks);
        var clause = text[from..(to < 0 ? text.Length : span.End + to)];
        var at = from;
        var (begins, ends) = (false, false);
        foreach (var word in _segmenter.Segment(clause).Split(' '))
        {
            begins |= at == span.Start;
            at += word.Length;
            ends |= at == span.End;
        }

        return begins && ends;
    }

    private static ulong Hash(ulong[] prefixes, int start, int length, ulong power) => prefixes[start + length] - prefixes[start] * power;

    private static ulong Power(int length)
    {
        ulong power = 1;
        for (var i = 0; i < length; i++)
        {
            power *= Base;
        }

        return power;
    }

    private static ulong[] Prefixes(string text, ref ulong[] buffer)
    {
        if (buffer.Length <= text.Length)
        {
            buffer = new ulong[text.Length + 1];
        }

        for (var i = 0; i < text.Length; i++)
        {
            buffer[i + 1] = (buffer[i] + text[i]) * Base;
        }

        return buffer;
    }

    /// <summary>Positions at which a string of the shortest length begins that may stand often enough.</summary>
    private int[][] FirstPositions(int fewest, int length)
    {
        var size = 1024;
        while (size < MostCounters && size < _texts.Sum(t => (long)t.Length) * 2)
        {
            size <<= 1;
        }

        var counters = new byte[size];
        var buffer = new ulong[1];
        var power = Power(length);
        foreach (var text in _texts)
        {
            var prefixes = Prefixes(text, ref buffer);
            foreach (var start in Windows(text, length))
            {
                ref var counter = ref counters[(int)(Mix(Hash(prefixes, start, length, power)) & (ulong)(size - 1))];
                if (counter < byte.MaxValue)
                {
                    counter++;
                }
            }
        }

        var least = Math.Min(fewest, byte.MaxValue);
        var positions = new int[_texts.Count][];
        for (var t = 0; t < positions.Length; t++)
        {
            var prefixes = Prefixes(_texts[t], ref buffer);
            positions[t] = [.. Windows(_texts[t], length).Where(start =>
                counters[(int)(Mix(Hash(prefixes, start, length, power)) & (ulong)(size - 1))] >= least)];
        }

        return positions;
    }

    private static ulong Mix(ulong hash) => (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9 >> 20;

    private static IEnumerable<int> Windows(string text, int length)
    {
        for (var start = 0; start + length <= text.Length;)
        {
            var next = text.AsSpan(start).IndexOfAny(Breaks);
            var end = next < 0 ? text.Length : start + next;
            for (; start + length <= end; start++)
            {
                yield return start;
            }

            start = end + 1;
        }
    }

    private Dictionary<ulong, Stat> Count(int[][] live, int length)
    {
        var stats = new Dictionary<ulong, Stat>();
        var buffer = new ulong[1];
        var power = Power(length);
        for (var t = 0; t < live.Length; t++)
        {
            if (live[t].Length == 0)
            {
                continue;
            }

            var prefixes = Prefixes(_texts[t], ref buffer);
            foreach (var start in live[t])
            {
                ref var stat = ref CollectionsMarshal.GetValueRefOrAddDefault(stats, Hash(prefixes, start, length, power), out var known);
                if (!known)
                {
                    stat = new Stat { Text = t, Start = start, LastText = -1 };
                }

                if (stat.LastText != t)
                {
                    (stat.Texts, stat.LastText) = (stat.Texts + 1, t);
                }
            }
        }

        return stats;
    }

    private void Keep(int[][] live, Dictionary<ulong, Stat> stats, int length, int fewest)
    {
        var buffer = new ulong[1];
        var power = Power(length);
        for (var t = 0; t < live.Length; t++)
        {
            if (live[t].Length == 0)
            {
                continue;
            }

            var prefixes = Prefixes(_texts[t], ref buffer);
            live[t] = Array.FindAll(live[t], start => stats[Hash(prefixes, start, length, power)].Texts >= fewest);
        }
    }

    /// <summary>A longer string begins where this length and the next position's both stay.</summary>
    private static void Extend(int[][] live)
    {
        for (var t = 0; t < live.Length; t++)
        {
            var positions = live[t];
            var extended = new List<int>();
            for (var i = 0; i + 1 < positions.Length; i++)
            {
                if (positions[i + 1] == positions[i] + 1)
                {
                    extended.Add(positions[i]);
                }
            }

            live[t] = [.. extended];
        }
    }

    private void MarkParts(Dictionary<ulong, Stat> longer, Dictionary<ulong, Stat> parts, int length, int fewest, double loss)
    {
        var buffer = new ulong[1];
        var power = Power(length);
        foreach (var stat in longer.Values.Where(s => s.Texts >= fewest))
        {
            var text = _texts[stat.Text].AsSpan(stat.Start, length + 1).ToString();
            var prefixes = Prefixes(text, ref buffer);
            for (var start = 0; start < 2; start++)
            {
                ref var part = ref CollectionsMarshal.GetValueRefOrNullRef(parts, Hash(prefixes, start, length, power));
                if (stat.Texts >= part.Texts * (1 - loss))
                {
                    part.IsPart = true;
                }
            }
        }
    }

    private List<Repeated> CountPerText(List<string> strings, int fewest)
    {
        if (strings.Count == 0)
        {
            return [];
        }

        var counts = new List<(int Text, int Count)>[strings.Count];
        var ends = new int[strings.Count];
        var trie = new WordTrie(strings);
        var found = new List<WordTrie.Occurrence>();
        for (var t = 0; t < _texts.Count; t++)
        {
            found.Clear();
            Array.Clear(ends);
            trie.FindAll(_texts[t], found);
            foreach (var (word, start, end) in found)
            {
                if (start < ends[word])
                {
                    continue;
                }

                ends[word] = end;
                var list = counts[word] ??= [];
                if (list.Count > 0 && list[^1].Text == t)
                {
                    list[^1] = (t, list[^1].Count + 1);
                }
                else
                {
                    list.Add((t, 1));
                }
            }
        }

        return [.. strings.Select((words, i) => new Repeated(words, counts[i])).Where(r => r.Counts.Count >= fewest)];
    }

    private struct Stat
    {
        public int Text;
        public int Start;
        public int LastText;
        public int Texts;
        public bool IsPart;
    }
}
