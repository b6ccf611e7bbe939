using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Text;

/// <summary>A word of the lexicon that stands in a text.</summary>
internal struct WordHit
{
    /// <summary>Behind its last unit in the folded text.</summary>
    public int End;

    /// <summary>Its number, with <see cref="LexiconFile.SpellingBit"/> where it is written otherwise.</summary>
    public int Value;

    /// <summary>Language-model unit.</summary>
    public int Unit;

    /// <summary>What the word costs within its unit.</summary>
    public ushort Emission;

    /// <summary>What it costs at most; 0: no such limit.</summary>
    public ushort Flat;

    /// <summary>A <see cref="WordKind"/>.</summary>
    public byte Kind;
}

/// <summary>
/// All words of the lexicon in a text, looked up once for the cut and for the index. The trie is far larger than a processor's cache, and
/// a step in it waits for memory more than it computes: so the words of many places are looked for side by side, each step asking for what
/// the next one reads. Kept from text to text, so that it allocates nothing once it has grown.
/// </summary>
internal sealed unsafe class WordHits
{
    private const int GroupSize = 64;

    [ThreadStatic]
    private static WordHits? _cached;

    private WordHit[] _hits = new WordHit[1024];
    private int[] _starts = new int[512];
    private Found[] _found = new Found[256];
    private int _from;

    /// <summary>Takes this thread's work space.</summary>
    public static WordHits Rent()
    {
        var hits = _cached ?? new WordHits();
        _cached = null;
        return hits;
    }

    /// <summary>Gives it back.</summary>
    public static void Return(WordHits hits) => _cached = hits;

    /// <summary>The words that begin at a place between those that were asked for, the shortest first.</summary>
    public ReadOnlySpan<WordHit> At(int place)
    {
        var start = _starts[place - _from];
        return _hits.AsSpan(start, _starts[place - _from + 1] - start);
    }

    /// <summary>Finds the words that begin at [from, to) of a folded text; they may end behind.</summary>
    public void Find(LexiconFile file, ReadOnlySpan<char> text, int from, int to)
    {
        _from = from;
        if (_starts.Length <= to - from)
        {
            _starts = new int[Math.Max(to - from + 1, _starts.Length * 2)];
        }

        var count = 0;
        for (var group = from; group < to; group += GroupSize)
        {
            count = FindGroup(file, text, group, Math.Min(GroupSize, to - group), count);
        }

        _starts[to - from] = count;
    }

    private int FindGroup(LexiconFile file, ReadOnlySpan<char> text, int group, int size, int count)
    {
        var trie = file.Trie;
        var codes = file.Codes;
        var places = stackalloc int[GroupSize];
        var states = stackalloc int[GroupSize];
        var targets = stackalloc int[GroupSize];
        var ends = stackalloc int[GroupSize];
        var found = 0;
        var active = 0;
        for (var i = 0; i < size; i++)
        {
            ends[i] = 0;
            var state = file.Next(0, text[group + i]);
            if (state >= 0)
            {
                found += Note(file, trie[state].Word, i, 1, found, ends);
                places[active] = i;
                states[active++] = state;
            }
        }

        for (var depth = 1; active > 0; depth++)
        {
            var asked = 0;
            for (var a = 0; a < active; a++)
            {
                var at = group + places[a] + depth;
                int code;
                if (at < text.Length && (code = codes[text[at]]) != 0)
                {
                    var target = trie[states[a]].Base + code;
                    if (Sse.IsSupported)
                    {
                        Sse.Prefetch0(trie + target);
                    }

                    places[asked] = places[a];
                    states[asked] = states[a];
                    targets[asked++] = target;
                }
            }

            active = 0;
            for (var a = 0; a < asked; a++)
            {
                ref readonly var next = ref trie[targets[a]];
                if (next.Check == states[a])
                {
                    found += Note(file, next.Word, places[a], depth + 1, found, ends);
                    places[active] = places[a];
                    states[active++] = targets[a];
                }
            }
        }

        return Arrange(file, group, size, found, ends, count);
    }

    /// <summary>Notes a word, if there is one, and asks for its entry.</summary>
    private int Note(LexiconFile file, int value, int place, int length, int found, int* counts)
    {
        if (value < 0)
        {
            return 0;
        }

        if (Sse.IsSupported)
        {
            Sse.Prefetch0(file.Words + (value & ~LexiconFile.SpellingBit));
        }

        if (found == _found.Length)
        {
            Array.Resize(ref _found, found * 2);
        }

        _found[found] = new Found(place, length, value);
        counts[place]++;
        return 1;
    }

    /// <summary>Puts what was found by length into the order of places.</summary>
    private int Arrange(LexiconFile file, int group, int size, int found, int* counts, int count)
    {
        if (_hits.Length < count + found)
        {
            Array.Resize(ref _hits, Math.Max(count + found, _hits.Length * 2));
        }

        var next = count;
        for (var i = 0; i < size; i++)
        {
            _starts[group - _from + i] = next;
            (counts[i], next) = (next, next + counts[i]);
        }

        for (var f = 0; f < found; f++)
        {
            ref readonly var one = ref _found[f];
            ref readonly var word = ref file.Words[one.Value & ~LexiconFile.SpellingBit];
            ref var hit = ref _hits[counts[one.Place]++];
            hit.End = group + one.Place + one.Length;
            hit.Value = one.Value;
            hit.Unit = word.Unit;
            hit.Emission = word.Emission;
            hit.Flat = word.Flat;
            hit.Kind = word.Kind;
            if (Sse.IsSupported)
            {
                Sse.Prefetch1(file.Units + word.Unit);
            }
        }

        return next;
    }

    private readonly record struct Found(int Place, int Length, int Value);
}
