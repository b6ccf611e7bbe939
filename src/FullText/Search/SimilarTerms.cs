using System.Text;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Terms;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// Terms within an edit distance of one: insertion, deletion, replacement, and swapping of neighbours (optimal string alignment).
/// </summary>
/// <remarks>
/// Dictionary and <see cref="EditAutomaton"/> are gone through together: where the automaton has no edit left to spend, only few characters
/// can follow, and the dictionary is asked for the first term with one of them. What lies between is never looked at.
/// </remarks>
internal sealed class SimilarTerms : TermSet
{
    private readonly int[] _wanted;
    private readonly byte[] _prefix;
    private readonly int _maxEdits;

    public SimilarTerms(string term, int maxEdits, int prefixLength)
    {
        var wanted = new List<int>();
        CodePoints.Decode(Encoding.UTF8.GetBytes(term), wanted);
        _wanted = [.. wanted];
        _prefix = Encoding.UTF8.GetBytes(string.Concat(wanted.Take(prefixLength).Select(p => new Rune(p).ToString())));
        _maxEdits = maxEdits;
    }

    /// <summary>Called with a term, how many edits lead to it, and its length in characters.</summary>
    public delegate void SimilarTermVisitor(ReadOnlySpan<byte> term, in TermMeta meta, int edits, int length);

    /// <summary>Length of the term that is looked for, in characters.</summary>
    public int Length => _wanted.Length;

    public override void Visit(TermDictionary dictionary, TermVisitor found) =>
        Visit(dictionary, (ReadOnlySpan<byte> term, in TermMeta meta, int _, int _) => found(term, meta));

    public void Visit(TermDictionary dictionary, SimilarTermVisitor found)
    {
        var automaton = new EditAutomaton(_wanted, _maxEdits);
        var unordered = _wanted.Contains(Rune.ReplacementChar.Value);

        // What is longer than this is not near, whatever its further characters are.
        Span<int> term = new int[_wanted.Length + _maxEdits + 1];
        Span<int> before = new int[term.Length];
        Span<byte> target = new byte[4 * term.Length];
        var length = 0;
        var terms = dictionary.Enumerate(_prefix);
        for (var any = terms.MoveNext(); any && terms.Term.StartsWith(_prefix);)
        {
            var lengthBefore = length;
            term[..length].CopyTo(before);
            length = CodePoints.Decode(terms.Term, term);
            var word = term[..length];
            automaton.Read(word, before[..lengthBefore]);
            if (automaton.Depth == length && automaton.Edits <= _maxEdits)
            {
                found(terms.Term, terms.Meta, automaton.Edits, length);
            }

            // A byte that is no text is read as U+FFFD, and stands elsewhere in the dictionary's order.
            any = automaton.AllowsAny || unordered || word.Contains(Rune.ReplacementChar.Value)
                ? terms.MoveNext()
                : FindNext(automaton, word, target) is > 0 and var bytes && terms.AdvanceTo(target[..bytes]);
        }
    }

    /// <summary>The least that any further term of the set can be: its length in bytes; 0 where there can be none.</summary>
    /// <param name="automaton">Where the word has led it.</param>
    /// <param name="word">The characters of the term that was looked at last.</param>
    /// <param name="target">Where the least is written.</param>
    private static int FindNext(EditAutomaton automaton, ReadOnlySpan<int> word, Span<byte> target)
    {
        for (var depth = automaton.Depth; depth >= 0; depth--)
        {
            // Either something else stands in place of the character here, or, at the word's end, something follows.
            if (!automaton.TryFindNext(depth, depth < word.Length ? word[depth] : -1, out var next))
            {
                continue;
            }

            var bytes = 0;
            foreach (var character in word[..depth])
            {
                bytes += new Rune(character).EncodeToUtf8(target[bytes..]);
            }

            return bytes + new Rune(next).EncodeToUtf8(target[bytes..]);
        }

        return 0;
    }
}

/// <summary>
/// Reads words character by character and knows how far each is from the wanted one. A state is a row of the table of edit distances;
/// characters that the wanted word lacks all lead to the same one. States are made when a word first comes to them and kept, as are those
/// of what a word shares with the one before.
/// </summary>
internal sealed class EditAutomaton
{
    private readonly int[] _wanted;
    private readonly int _maxEdits;
    private readonly State[] _path;

    /// <param name="wanted">The wanted word's characters, as code points.</param>
    /// <param name="maxEdits">How many edits may lead from it to another.</param>
    public EditAutomaton(int[] wanted, int maxEdits)
    {
        _wanted = wanted;
        _maxEdits = maxEdits;

        // Behind a word that is longer by as many characters as there are edits, nothing can follow.
        _path = new State[wanted.Length + maxEdits + 1];
        _path[0] = Finish(new State([.. Enumerable.Range(0, wanted.Length + 1)], null, -1));
    }

    /// <summary>How many characters of the word were read: all of them, or those before one with which no word can be near.</summary>
    public int Depth { get; private set; }

    /// <summary>How many edits lead from the wanted word to what was read, at least.</summary>
    public int Edits => _path[Depth].Row[_wanted.Length];

    /// <summary>Whether what was read can be followed by any character.</summary>
    public bool AllowsAny => _path[Depth].Next is null;

    /// <summary>Reads a word, of which the states up to where it differs from the one before are known.</summary>
    public void Read(ReadOnlySpan<int> word, ReadOnlySpan<int> before)
    {
        for (Depth = Math.Min(Depth, word.CommonPrefixLength(before)); Depth < word.Length; Depth++)
        {
            var state = _path[Depth];
            var at = _wanted.AsSpan().IndexOf(word[Depth]);
            if (at < 0 ? state.Next is not null : state.Next?.Contains(word[Depth]) == false)
            {
                return;
            }

            _path[Depth + 1] = state.Steps[at + 1] ??= Finish(Step(state, at < 0 ? -1 : word[Depth]));
        }
    }

    /// <summary>The least character greater than <paramref name="after"/> that can stand behind the first ones of what was read.</summary>
    public bool TryFindNext(int depth, int after, out int next)
    {
        if (_path[depth].Next is not { } following)
        {
            next = after + 1 is 0xD800 ? 0xE000 : after + 1;
            return Rune.IsValid(next);
        }

        foreach (var character in following)
        {
            if (character > after)
            {
                next = character;
                return true;
            }
        }

        next = 0;
        return false;
    }

    /// <summary>The state behind a character, or behind one that the wanted word lacks (-1).</summary>
    private State Step(State above, int character)
    {
        var row = new int[_wanted.Length + 1];
        row[0] = above.Row[0] + 1;
        for (var j = 1; j < row.Length; j++)
        {
            var same = _wanted[j - 1] == character ? 0 : 1;
            row[j] = Math.Min(Math.Min(row[j - 1] + 1, above.Row[j] + 1), above.Row[j - 1] + same);
            if (j > 1 && above.Before is { } before && _wanted[j - 1] == above.Last && _wanted[j - 2] == character)
            {
                row[j] = Math.Min(row[j], before.Row[j - 2] + 1);
            }
        }

        return new State(row, above, character);
    }

    /// <summary>
    /// Finds what can follow: anything while an edit is left, else the wanted character, or the first of two that were swapped.
    /// </summary>
    private State Finish(State state)
    {
        if (state.Row.Min() < _maxEdits)
        {
            return state;
        }

        var next = new SortedSet<int>();
        for (var j = 0; j < _wanted.Length; j++)
        {
            if (state.Row[j] <= _maxEdits)
            {
                next.Add(_wanted[j]);
            }

            if (j > 0 && state.Before is { } before && _wanted[j] == state.Last && before.Row[j - 1] < _maxEdits)
            {
                next.Add(_wanted[j - 1]);
            }
        }

        state.Next = [.. next];
        return state;
    }

    /// <param name="row">The distance of what was read from each beginning of the wanted word.</param>
    /// <param name="before">The state before the last character.</param>
    /// <param name="last">The last character; -1 for one that the wanted word lacks.</param>
    private sealed class State(int[] row, State? before, int last)
    {
        public int[] Row => row;

        public State? Before => before;

        public int Last => last;

        /// <summary>What can follow, in order; null where any character can.</summary>
        public int[]? Next { get; set; }

        /// <summary>What states follow, as far as a word came to them: behind a foreign character, and behind each wanted one.</summary>
        public State?[] Steps { get; } = new State?[row.Length];
    }
}
