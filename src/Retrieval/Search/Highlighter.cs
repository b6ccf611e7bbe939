using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>Finds in a text that is shown what the query was looking for. Not safe for use by several threads at a time.</summary>
internal sealed class Highlighter
{
    private readonly string[] _literals;
    private readonly TermFinder? _words;
    private readonly HashSet<string> _parts;
    private TermFinder? _partsFinder;
    private readonly WordPattern[] _patterns;
    private readonly IWordAnalyzer _analyzer;
    private readonly FoldedText _folded = new();
    private readonly List<Word> _cut = [];
    private readonly TokenBuffer _tokens = new();
    private readonly List<(int Position, int Length)> _places = [];
    private readonly List<TextSpan> _found = [];

    /// <param name="literals">Folded strings to be marked wherever they stand.</param>
    /// <param name="words">Terms of the word field to be marked where the index has them.</param>
    /// <param name="parts">Terms to be marked where nothing else is found.</param>
    /// <param name="patterns">What else tells terms of the word field that are to be marked.</param>
    /// <param name="analyzer">Cuts texts as the index does.</param>
    public Highlighter(
        IEnumerable<string> literals,
        IEnumerable<string> words,
        IEnumerable<string> parts,
        IEnumerable<WordPattern> patterns,
        IWordAnalyzer analyzer)
    {
        _literals = [.. literals.Where(l => l.Length > 0).Distinct(StringComparer.Ordinal)];
        _words = words.ToHashSet(StringComparer.Ordinal) is { Count: > 0 } wanted ? analyzer.FinderOf(wanted) : null;
        _parts = parts.ToHashSet(StringComparer.Ordinal);
        _patterns = [.. patterns];
        _analyzer = analyzer;
    }

    /// <summary>
    /// Stretches of the text that match, in order, not overlapping. Neighbouring words make one stretch; where only literals were
    /// asked for, occurrences that merely touch stay apart.
    /// </summary>
    public IReadOnlyList<TextSpan> Find(string text)
    {
        _folded.Reset(text);
        _found.Clear();
        foreach (var literal in _literals)
        {
            for (var at = 0; at < _folded.Length; at++)
            {
                var next = _folded.Text[at..].IndexOf(literal, StringComparison.Ordinal);
                if (next < 0)
                {
                    break;
                }

                at += next;
                Add(at, literal.Length);
            }
        }

        if (_words is not null)
        {
            AddWords(_words);
        }

        if (_patterns.Length > 0)
        {
            AddPatterns();
        }

        if (_found.Count == 0 && _parts.Count > 0)
        {
            AddWords(_partsFinder ??= _analyzer.FinderOf(_parts));
        }

        Merge(touching: _words is not null || _patterns.Length > 0);
        return [.. _found];
    }

    private void AddWords(TermFinder words)
    {
        _places.Clear();
        words.Find(_folded, _places);
        foreach (var (position, length) in _places)
        {
            Add(position, length);
        }
    }

    private void AddPatterns()
    {
        _analyzer.Analyze(_folded, _cut, _tokens);
        foreach (var token in _tokens.Tokens)
        {
            var word = Encoding.UTF8.GetString(_tokens.Term(token));
            if (Array.Exists(_patterns, pattern => pattern.Fits(word)))
            {
                Add(token.Position, token.Length);
            }
        }
    }

    private void Add(int start, int length)
    {
        var (from, to) = _folded.Original(start, length);
        _found.Add(new TextSpan(from, to));
    }

    private void Merge(bool touching)
    {
        _found.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var kept = 0;
        for (var i = 0; i < _found.Count; i++)
        {
            var span = _found[i];
            if (kept > 0 && (touching ? span.Start <= _found[kept - 1].End : span.Start < _found[kept - 1].End))
            {
                _found[kept - 1] = new TextSpan(_found[kept - 1].Start, Math.Max(_found[kept - 1].End, span.End));
            }
            else
            {
                _found[kept++] = span;
            }
        }

        _found.RemoveRange(kept, _found.Count - kept);
    }
}
