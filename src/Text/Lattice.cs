using System.Runtime.CompilerServices;

namespace KnowledgeBase.Text;

/// <summary>One arc of the lattice: a candidate word, and the best way from the start of the sentence through it.</summary>
internal struct Arc
{
    public int Start;
    public int End;

    /// <summary>Language-model unit.</summary>
    public int Unit;

    /// <summary>Number in the lexicon, or −1.</summary>
    public int Id;

    /// <summary>Cost of the best path up to and with this arc, in thousandths of a nat.</summary>
    public int Score;

    /// <summary>The arc in front of this one on that path.</summary>
    public int Previous;

    /// <summary>Another arc with the same end, −1: none.</summary>
    public int SameEnd;

    public WordKind Kind;
}

/// <summary>
/// The work space of the segmenter: arcs of one sentence, solved by dynamic programming from left to right. Kept from sentence to
/// sentence, so that cutting allocates nothing once it has grown.
/// </summary>
internal sealed unsafe class Lattice
{
    /// <summary>What a term costs by its length where the counts would make it dearer: terms stay whole unless a neighbour needs their ends.</summary>
    private static readonly int[] TermCosts = [0, 9_000, 9_500, 9_000, 8_000, 8_000, 7_000, 6_000];

    [ThreadStatic]
    private static Lattice? _cached;

    private Arc[] _arcs = new Arc[1024];
    private int _count;
    private int[] _heads = new int[256];
    private int[] _previousUnits = new int[64];
    private int[] _previousScores = new int[64];
    private int[] _previousArcs = new int[64];
    private int _previousCount;
    private int _start;
    private int _best;

    private LexiconFile _file = null!;
    private int[] _fixed = null!;

    /// <summary>Takes this thread's work space.</summary>
    public static Lattice Rent()
    {
        var lattice = _cached ?? new Lattice();
        _cached = null;
        return lattice;
    }

    /// <summary>Gives it back.</summary>
    public static void Return(Lattice lattice) => _cached = lattice;

    /// <summary>Finds the best path through [start, end) of the text.</summary>
    public void Solve(Lexicon lexicon, FoldedText folded, int start, int end)
    {
        _file = lexicon.File;
        _fixed = _file.FixedUnits;
        _start = start;
        var length = end - start;
        if (_heads.Length <= length)
            _heads = new int[length * 2];
        _heads.AsSpan(0, length + 1).Fill(-1);
        _count = 0;
        ref var origin = ref Add();
        origin = new Arc { Start = start, End = start, Unit = _fixed[(int)FixedUnit.Start], Id = -1, SameEnd = -1, Previous = -1 };
        _heads[0] = 0;

        var text = folded.Text;
        var wall = start;
        for (var i = start; i < end; i++)
        {
            if (wall <= i)
                wall = NextBreak(folded, i + 1, end);
            if (_heads[i - start] >= 0)
            {
                GatherPrevious(i);
                Expand(lexicon, text, i, wall);
            }
        }

        // The end of the sentence.
        GatherPrevious(end);
        _best = _previousArcs[0];
        var best = int.MaxValue;
        for (var p = 0; p < _previousCount; p++)
        {
            var score = _previousScores[p] + _file.Transition(_previousUnits[p], _fixed[(int)FixedUnit.End]);
            if (score < best)
            {
                best = score;
                _best = _previousArcs[p];
            }
        }
    }

    /// <summary>Appends the words of the best path.</summary>
    public void CopyBest(List<Word> words)
    {
        var at = words.Count;
        for (var arc = _best; arc > 0; arc = _arcs[arc].Previous)
        {
            ref var a = ref _arcs[arc];
            words.Add(new Word(a.Start, a.End - a.Start, a.Kind, a.Id));
        }

        words.Reverse(at, words.Count - at);
    }

    private static int NextBreak(FoldedText folded, int from, int end)
    {
        while (from < end && !folded.BreakBefore(from))
            from++;
        return from;
    }

    private void GatherPrevious(int position)
    {
        _previousCount = 0;
        for (var arc = _heads[position - _start]; arc >= 0; arc = _arcs[arc].SameEnd)
        {
            if (_previousCount == _previousUnits.Length)
            {
                Array.Resize(ref _previousUnits, _previousCount * 2);
                Array.Resize(ref _previousScores, _previousCount * 2);
                Array.Resize(ref _previousArcs, _previousCount * 2);
            }

            ref var a = ref _arcs[arc];
            _previousUnits[_previousCount] = a.Unit;
            _previousScores[_previousCount] = a.Score;
            _previousArcs[_previousCount++] = arc;
        }
    }

    private void Expand(Lexicon lexicon, ReadOnlySpan<char> text, int i, int wall)
    {
        var c = text[i];
        var single = false;

        // Letters, digits and signs first: they need no lexicon.
        if (c < 0x80 || !Signs.IsHan(c))
        {
            var runEnd = Runs.End(text, i, wall, out var runKind);
            AddArc(i, runEnd, runKind == WordKind.Number ? FixedUnit.Number : FixedUnit.Letters, runKind, 0);
            if (runKind == WordKind.Number)
                AddNumbers(text, i, runEnd, wall);
            single = runEnd == i + 1 && runKind != WordKind.Sign;
        }
        else if (Runs.StartsNumber(c))
        {
            AddNumbers(text, i, Runs.ChineseEnd(text, i, wall), wall);
        }

        var state = 0;
        for (var j = i; j < wall; j++)
        {
            state = _file.Next(state, text[j]);
            if (state < 0)
                break;
            var value = _file.Trie[state].Word;
            if (value < 0)
                continue;
            var id = value & ~LexiconFile.SpellingBit;
            ref readonly var word = ref _file.Words[id];
            var kind = (WordKind)word.Kind;
            AddWord(i, j + 1, word.Unit, id, kind, word.Emission, kind == WordKind.Term ? TermCosts[Math.Min(j + 1 - i, TermCosts.Length - 1)] : int.MaxValue);
            single |= j == i;
        }

        if (lexicon.UserTrie is { } user && user.Starts(c))
        {
            state = 0;
            for (var j = i; j < wall && (state = user.Next(state, text[j])) >= 0; j++)
            {
                var id = user.Word(state);
                if (id >= 0)
                    AddWord(i, j + 1, _fixed[(int)FixedUnit.Proper], id, WordKind.UserWord, 20_000, lexicon.Emission(id));
            }
        }

        AddNames(text, i, wall);

        if (!single && Signs.IsHan(c))
            AddArc(i, i + 1, FixedUnit.Other, WordKind.Character, 12_000);
    }

    private void AddNumbers(ReadOnlySpan<char> text, int i, int end, int wall)
    {
        if (end <= i)
            return;
        AddArc(i, end, FixedUnit.Number, WordKind.Number, 500);
        var time = Runs.TimeEnd(text, i, end, wall);
        if (time > end)
            AddArc(i, time, FixedUnit.Time, WordKind.Time, 0);
    }

    private void AddNames(ReadOnlySpan<char> text, int i, int wall)
    {
        int code = _file.Codes[text[i]];
        var surname = _file.Names[code].Surname;
        if (surname == 0 || i + 1 >= wall)
            return;
        ref readonly var second = ref _file.Names[_file.Codes[text[i + 1]]];
        if (second.Single != 0)
            AddArc(i, i + 2, FixedUnit.Person, WordKind.Person, surname + second.Single);
        if (second.First == 0 || i + 2 >= wall)
            return;
        var third = _file.Names[_file.Codes[text[i + 2]]].Second;
        if (third != 0)
            AddArc(i, i + 3, FixedUnit.Person, WordKind.Person, surname + second.First + third);
    }

    private void AddArc(int start, int end, FixedUnit unit, WordKind kind, int emission) =>
        AddWord(start, end, _fixed[(int)unit], -1, kind, emission, int.MaxValue);

    /// <summary>Adds an arc at the price of the cheaper of the two: what the model says, or the flat cost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWord(int start, int end, int unit, int id, WordKind kind, int emission, int flat)
    {
        var best = int.MaxValue;
        var previous = -1;
        for (var p = 0; p < _previousCount; p++)
        {
            var cost = Math.Min(_file.Transition(_previousUnits[p], unit) + emission, flat);
            var score = _previousScores[p] + cost;
            if (score < best)
            {
                best = score;
                previous = _previousArcs[p];
            }
        }

        ref var head = ref _heads[end - _start];
        var index = _count;
        ref var arc = ref Add();
        arc.Start = start;
        arc.End = end;
        arc.Unit = unit;
        arc.Id = id;
        arc.Score = best;
        arc.Previous = previous;
        arc.SameEnd = head;
        arc.Kind = kind;
        head = index;
    }

    private ref Arc Add()
    {
        if (_count == _arcs.Length)
            Array.Resize(ref _arcs, _count * 2);
        return ref _arcs[_count++];
    }
}
