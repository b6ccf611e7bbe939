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

/// <summary>An arc that ends where others start, with what is asked of it again and again.</summary>
internal readonly record struct Previous(int Arc, int Unit, int Score, int Bit, ulong Rights);

/// <summary>
/// The work space of the segmenter: arcs of one sentence, solved by dynamic programming from left to right. Kept from sentence to
/// sentence, so that cutting allocates nothing once it has grown.
/// </summary>
internal sealed unsafe class Lattice
{
    /// <summary>
    /// What a name costs beyond its characters: names are made up by rule, and a word of the lexicon is to win against them.
    /// </summary>
    private const int PersonCost = 2_500;
    private const int ForeignCost = 3_000;
    private const int PlaceCost = 4_000;

    /// <summary>What a number costs beyond its class: 三 in 三好学生 is no number where a word holds it.</summary>
    private const int NumberCost = 4_000;

    /// <summary>What a coinage costs: in quotation marks it is certain, elsewhere only dearer than words that fit well.</summary>
    private const int QuotedCoinageCost = 1_000;
    private const int CoinageCost = 20_000;

    /// <summary>What it costs more to take the figure of 2023年 for a number.</summary>
    private const int YearCost = 6_000;

    /// <summary>What a character costs that the lexicon doesn't know.</summary>
    private const int UnknownCost = 12_000;

    [ThreadStatic]
    private static Lattice? _cached;

    private Arc[] _arcs = new Arc[1024];
    private int _count;
    private int[] _heads = new int[256];
    private Previous[] _previous = new Previous[64];
    private int _bestScore;
    private int _bestScoreArc;
    private int _bestBackoff;
    private int _bestBackoffArc;
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

    /// <summary>Finds the best path through [start, end) of the text, whose words have been looked up.</summary>
    public void Solve(Lexicon lexicon, FoldedText folded, WordHits hits, int start, int end)
    {
        _file = lexicon.File;
        _fixed = _file.FixedUnits;
        _start = start;
        var length = end - start;
        if (_heads.Length <= length)
        {
            _heads = new int[length * 2];
        }

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
            {
                wall = NextBreak(folded, i + 1, end);
            }

            if (_heads[i - start] >= 0)
            {
                GatherPrevious(i);
                Expand(lexicon, text, hits.At(i), i, wall);
            }
        }

        // The end of the sentence.
        GatherPrevious(end);
        AddWord(end, end, _fixed[(int)FixedUnit.End], -1, WordKind.Sign, 0, int.MaxValue);
        _best = _arcs[_count - 1].Previous;
    }

    /// <summary>What the best path costs, the end of the sentence included, in thousandths of a nat.</summary>
    public int BestCost => _arcs[_count - 1].Score;

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

    /// <summary>Appends the words of the best path with their reasons.</summary>
    public void ExplainBest(List<ExplainedWord> words)
    {
        var at = words.Count;
        for (var arc = _best; arc > 0; arc = _arcs[arc].Previous)
        {
            ref var a = ref _arcs[arc];
            ref var before = ref _arcs[a.Previous];
            var cost = a.Score - before.Score;
            var reason = a.Kind switch
            {
                WordKind.Number or WordKind.Time => WordReason.NumberRule,
                WordKind.Person or WordKind.Place when a.Id < 0 => WordReason.NameRule,
                WordKind.Placeholder => WordReason.PlaceholderRule,
                WordKind.Coinage => WordReason.CoinageRule,
                WordKind.UserWord => WordReason.UserWord,
                WordKind.Letters or WordKind.Sign when a.Id < 0 => WordReason.Characters,
                WordKind.Character => WordReason.Unknown,
                WordKind.Term when _file.Words[a.Id].Flat == cost => WordReason.Term,
                _ => _file.Bigram(before.Unit, a.Unit) >= 0 ? WordReason.Bigram : WordReason.Word,
            };
            words.Add(new ExplainedWord(new Word(a.Start, a.End - a.Start, a.Kind, a.Id), reason, cost / 1000.0));
        }

        words.Reverse(at, words.Count - at);
    }

    private static int NextBreak(FoldedText folded, int from, int end)
    {
        while (from < end && !folded.BreakBefore(from))
        {
            from++;
        }

        return from;
    }

    private void GatherPrevious(int position)
    {
        _previousCount = 0;
        _bestScore = int.MaxValue;
        _bestBackoff = int.MaxValue;
        for (var arc = _heads[position - _start]; arc >= 0; arc = _arcs[arc].SameEnd)
        {
            if (_previousCount == _previous.Length)
            {
                Array.Resize(ref _previous, _previousCount * 2);
            }

            ref var a = ref _arcs[arc];
            ref readonly var unit = ref _file.Units[a.Unit];
            _previous[_previousCount++] = new Previous(arc, a.Unit, a.Score, LexiconFile.Bit(a.Unit), unit.Rights);
            if (a.Score < _bestScore)
            {
                _bestScore = a.Score;
                _bestScoreArc = arc;
            }

            if (a.Score + unit.Backoff < _bestBackoff)
            {
                _bestBackoff = a.Score + unit.Backoff;
                _bestBackoffArc = arc;
            }
        }
    }

    private void Expand(Lexicon lexicon, ReadOnlySpan<char> text, ReadOnlySpan<WordHit> hits, int i, int wall)
    {
        var c = text[i];
        var classes = Signs.ClassesOf(c);
        var single = false;

        // Letters, digits and signs first: they need no lexicon.
        if ((classes & CharacterClasses.Han) == CharacterClasses.None)
        {
            var runEnd = Runs.End(text, i, wall, out var runKind);
            if (runKind == WordKind.Number)
            {
                AddNumbers(text, i, runEnd, wall);
            }
            else
            {
                AddArc(i, runEnd, FixedUnit.Letters, runKind, 0);
            }

            single = runEnd == i + 1 && runKind != WordKind.Sign;
        }
        else if ((classes & CharacterClasses.NumberStart) != CharacterClasses.None)
        {
            AddNumbers(text, i, Runs.ChineseEnd(text, i, wall), wall);
        }

        foreach (ref readonly var hit in hits)
        {
            if (hit.End > wall)
            {
                break;
            }

            var id = hit.Value & ~LexiconFile.SpellingBit;
            AddWord(i, hit.End, hit.Unit, id, (WordKind)hit.Kind, hit.Emission, hit.Flat == 0 ? int.MaxValue : hit.Flat);
            single |= hit.End == i + 1;
        }

        if (lexicon.UserTrie is { } user && user.Starts(c))
        {
            var state = 0;
            for (var j = i; j < wall && (state = user.Next(state, text[j])) >= 0; j++)
            {
                var id = user.Word(state);
                if (id >= 0)
                {
                    AddWord(i, j + 1, _fixed[(int)FixedUnit.Proper], id, WordKind.UserWord, 20_000, lexicon.Emission(id));
                }
            }
        }

        if ((classes & CharacterClasses.Mask) != CharacterClasses.None)
        {
            AddPlaceholder(text, i, wall);
        }

        if ((classes & CharacterClasses.Numeral) != CharacterClasses.None || (i > 0 && text[i - 1] == '"'))
        {
            AddCoinage(text, i, wall);
        }

        if ((classes & CharacterClasses.Han) == CharacterClasses.None)
        {
            return;
        }

        AddNames(text, i, wall);
        AddForeignNames(text, i, wall);
        AddPlaces(text, i, wall);

        if (!single)
        {
            AddArc(i, i + 1, FixedUnit.Other, WordKind.Character, UnknownCost);
        }
    }

    private void AddNumbers(ReadOnlySpan<char> text, int i, int end, int wall)
    {
        if (end <= i)
        {
            return;
        }

        var time = Runs.TimeEnd(text, i, end, wall);
        AddArc(i, end, FixedUnit.Number, WordKind.Number, time > end && end - i == 4 ? NumberCost + YearCost : NumberCost);
        if (time > end)
        {
            AddArc(i, time, FixedUnit.Time, WordKind.Time, 0);
        }
    }

    private void AddPlaceholder(ReadOnlySpan<char> text, int i, int wall)
    {
        var end = Runs.PlaceholderEnd(text, i, wall, out var masked);
        if (end == i)
        {
            return;
        }

        AddArc(i, masked, FixedUnit.Letters, WordKind.Placeholder, 0);
        if (end > masked)
        {
            AddArc(i, end, FixedUnit.Place, WordKind.Placeholder, 0);
        }
    }

    private void AddCoinage(ReadOnlySpan<char> text, int i, int wall)
    {
        var end = Runs.CoinageEnd(text, i, wall, out var certain);
        if (end > i && _file.Find(text[i..end]) < 0)
        {
            AddWord(i, end, _fixed[(int)FixedUnit.Proper], -1, WordKind.Coinage, CoinageCost, certain ? QuotedCoinageCost : CoinageCost);
        }
    }

    private void AddNames(ReadOnlySpan<char> text, int i, int wall)
    {
        int code = _file.Codes[text[i]];
        var surname = _file.Names[code].Surname;
        if (surname == 0 || i + 1 >= wall)
        {
            return;
        }

        ref readonly var second = ref _file.Names[_file.Codes[text[i + 1]]];
        if (second.Single != 0)
        {
            AddArc(i, i + 2, FixedUnit.Person, WordKind.Person, surname + second.Single + PersonCost);
        }

        if (second.First == 0 || i + 2 >= wall)
        {
            return;
        }

        var third = _file.Names[_file.Codes[text[i + 2]]].Second;
        if (third != 0)
        {
            AddArc(i, i + 3, FixedUnit.Person, WordKind.Person, surname + second.First + third + PersonCost);
        }
    }

    /// <summary>Unknown villages, towns and counties: two or three characters that stand in such names, and 村, 镇, 县 …</summary>
    private void AddPlaces(ReadOnlySpan<char> text, int i, int wall)
    {
        var cost = PlaceCost;
        for (var end = i; end < wall && end < i + 3; end++)
        {
            var place = (int)_file.Names[_file.Codes[text[end]]].Place;
            if (place == 0)
            {
                break;
            }

            cost += place;
            if (end + 1 < wall && end > i && Runs.PlaceSuffixes.Contains(text[end + 1], StringComparison.Ordinal))
            {
                AddArc(i, end + 2, FixedUnit.Place, WordKind.Place, cost);
            }
        }
    }

    /// <summary>Transliterated names of three and more characters, 比尔·克林顿 among them.</summary>
    private void AddForeignNames(ReadOnlySpan<char> text, int i, int wall)
    {
        var cost = ForeignCost;
        var end = i;
        for (; end < wall && end - i < 16; end++)
        {
            var foreign = (int)_file.Names[_file.Codes[text[end]]].Foreign;
            if (foreign == 0)
            {
                if (text[end] != '·' || end == i || end + 1 >= wall || _file.Names[_file.Codes[text[end + 1]]].Foreign == 0)
                {
                    break;
                }

                continue;
            }

            cost += foreign;
            if (end - i >= 2)
            {
                AddArc(i, end + 1, FixedUnit.Person, WordKind.Person, cost);
            }
        }
    }

    private void AddArc(int start, int end, FixedUnit unit, WordKind kind, int emission) =>
        AddWord(start, end, _fixed[(int)unit], -1, kind, emission, int.MaxValue);

    /// <summary>Adds an arc at the price of the cheaper of the two: what the model says, or the flat cost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWord(int start, int end, int unit, int id, WordKind kind, int emission, int flat)
    {
        ref readonly var costs = ref _file.Units[unit];

        // Without a bigram: the best of all that stand in front, the same for every arc; likewise where the flat cost counts.
        var best = _bestBackoff + costs.Unigram + emission;
        var previous = _bestBackoffArc;
        if (flat < int.MaxValue && _bestScore + flat < best)
        {
            best = _bestScore + flat;
            previous = _bestScoreArc;
        }

        var bit = LexiconFile.Bit(unit);
        foreach (ref readonly var p in _previous.AsSpan(0, _previousCount))
        {
            if (((p.Rights >> bit) & (costs.Lefts >> p.Bit) & 1) == 0)
            {
                continue;
            }

            var bigram = _file.Bigram(p.Unit, unit);
            if (bigram >= 0 && p.Score + bigram + emission < best)
            {
                best = p.Score + bigram + emission;
                previous = p.Arc;
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
        {
            Array.Resize(ref _arcs, _count * 2);
        }

        return ref _arcs[_count++];
    }
}
