using KnowledgeBase.Text;

namespace KnowledgeBase.Lexicon.Generator;

/// <summary>Lays sorted words out as a double array, first fit.</summary>
internal sealed class TrieBuilder
{
    private readonly List<(int[] Codes, int Value)> _words;
    private TrieState[] _states = new TrieState[1 << 16];
    private bool[] _used = new bool[1 << 16];
    private int _firstFree = 1;
    private int _end = 1;

    private TrieBuilder(List<(int[] Codes, int Value)> words) => _words = words;

    /// <summary>Builds the states; codes start at 1, words are distinct.</summary>
    public static TrieState[] Build(IEnumerable<(int[] Codes, int Value)> words, int maxCode)
    {
        var sorted = words.ToList();
        sorted.Sort((a, b) => a.Codes.AsSpan().SequenceCompareTo(b.Codes));
        var builder = new TrieBuilder(sorted);
        Array.Fill(builder._states, new TrieState(0, -1, -1));
        builder._used[0] = true;
        builder._states[0] = new TrieState(0, 0, -1);

        // Level by level: most look-ups end on the second, which then lies together.
        var waiting = new Queue<(int From, int To, int Depth, int State)>();
        waiting.Enqueue((0, sorted.Count, 0, 0));
        while (waiting.TryDequeue(out var range))
        {
            builder.Place(range.From, range.To, range.Depth, range.State, waiting);
        }

        // A look-up may reach as far as the largest base plus the largest code.
        Array.Resize(ref builder._states, builder._end + maxCode + 1);
        for (var i = builder._end; i < builder._states.Length; i++)
        {
            builder._states[i] = new TrieState(0, -1, -1);
        }

        return builder._states;
    }

    private void Place(int from, int to, int depth, int state, Queue<(int From, int To, int Depth, int State)> waiting)
    {
        var word = -1;
        if (_words[from].Codes.Length == depth)
        {
            word = _words[from++].Value;
        }

        var children = new List<(int Code, int From, int To)>();
        for (var i = from; i < to;)
        {
            var code = _words[i].Codes[depth];
            var start = i;
            while (i < to && _words[i].Codes[depth] == code)
            {
                i++;
            }

            children.Add((code, start, i));
        }

        var position = children.Count == 0 ? 0 : FindBase(children);
        _states[state] = new TrieState(position, _states[state].Check, word);
        foreach (var (code, _, _) in children)
        {
            _used[position + code] = true;
            _states[position + code] = new TrieState(0, state, -1);
            _end = Math.Max(_end, position + code + 1);
        }

        foreach (var (code, start, end) in children)
        {
            waiting.Enqueue((start, end, depth + 1, position + code));
        }
    }

    private int FindBase(List<(int Code, int From, int To)> children)
    {
        // Where almost every slot is taken, later searches start behind: a few holes against time that grows with the square.
        var first = children[0].Code;
        var begin = Math.Max(_firstFree, first + 1);
        var taken = 0;
        for (var slot = begin; ; slot++)
        {
            Reserve(slot + children[^1].Code + 1);
            if (_used[slot])
            {
                taken++;
                continue;
            }

            var position = slot - first;
            if (!children.TrueForAll(c => !_used[position + c.Code]))
            {
                continue;
            }

            if (slot - begin > 256 && taken > (slot - begin) * 0.95)
            {
                _firstFree = slot;
            }

            return position;
        }
    }

    private void Reserve(int size)
    {
        if (size < _states.Length)
        {
            return;
        }

        var old = _states.Length;
        Array.Resize(ref _states, Math.Max(size + 1, old * 2));
        Array.Resize(ref _used, _states.Length);
        Array.Fill(_states, new TrieState(0, -1, -1), old, _states.Length - old);
    }
}
