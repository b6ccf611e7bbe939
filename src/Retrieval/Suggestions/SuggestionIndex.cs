using System.Text;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Suggestions;

/// <summary>
/// What a library has to suggest, by its characters, its pinyin and its initials. Made once for a commit, some 100 bytes an entry beside
/// its text; for any number of threads.
/// </summary>
internal sealed class SuggestionIndex
{
    /// <summary>Characters that pinyin is kept of.</summary>
    private const int SpelledCharacters = 12;

    /// <summary>A longer text is a sentence, which nobody means by a few letters.</summary>
    private const int LongestEntry = 40;

    /// <summary>Shorter strings stand inside of too many texts.</summary>
    private const int ShortestInner = 2;

    /// <summary>What stands between two entries: no folded text has it.</summary>
    private const char Separator = '\n';

    /// <summary>How much an entry's passages count, by its kind.</summary>
    private static readonly float[] KindWeights = [4, 2, 2, 2, 1.5f, 0.5f];

    private readonly Suggestion[] _entries;
    private readonly float[] _weights;
    private readonly string[] _folded;
    private readonly string _joined;
    private readonly int[] _starts;
    private readonly int[] _bySpelling;
    private readonly byte[] _spellings;
    private readonly int[] _spellingStarts;

    /// <param name="suggestions">What there is; of several with one text the first kind is kept, with the passages of the widest.</param>
    public SuggestionIndex(IEnumerable<Suggestion> suggestions)
    {
        var byText = new Dictionary<string, Suggestion>(StringComparer.Ordinal);
        foreach (var suggestion in suggestions)
        {
            var folded = FoldedText.Fold(suggestion.Text);
            if (folded.Length is < 2 or > LongestEntry || suggestion.Passages == 0)
            {
                continue;
            }

            byText[folded] = byText.TryGetValue(folded, out var other)
                ? (other.Kind <= suggestion.Kind ? other : suggestion) with { Passages = Math.Max(other.Passages, suggestion.Passages) }
                : suggestion;
        }

        _folded = [.. byText.Keys.Order(StringComparer.Ordinal)];
        _entries = [.. _folded.Select(f => byText[f])];
        _weights = [.. _entries.Select(e => e.Passages * KindWeights[(int)e.Kind])];
        (_joined, _starts) = Joined(_folded);
        string[] spellings = [.. _folded.Select(f => PinyinSpelling.Of(f, SpelledCharacters))];
        _bySpelling = [.. Enumerable.Range(0, _folded.Length)];
        Array.Sort((string[])spellings.Clone(), _bySpelling, StringComparer.Ordinal);
        var ordered = string.Join(Separator, _bySpelling.Select(i => spellings[i]));
        _spellings = Encoding.UTF8.GetBytes(ordered);
        _spellingStarts = new int[_bySpelling.Length + 1];
        for (var (i, at) = (0, 0); i < _bySpelling.Length; i++)
        {
            _spellingStarts[i] = at;
            at += Encoding.UTF8.GetByteCount(spellings[_bySpelling[i]]) + 1;
            _spellingStarts[i + 1] = at;
        }
    }

    /// <summary>All entries, in the order of their folded texts.</summary>
    public IReadOnlyList<Suggestion> Entries => _entries;

    /// <summary>The folded texts of the entries.</summary>
    public IReadOnlyList<string> Folded => _folded;

    /// <summary>What somebody may mean who has typed this, the likeliest first.</summary>
    /// <param name="typed">Characters, pinyin or initials, perhaps unfinished.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="kind">Only those of this kind.</param>
    public IReadOnlyList<Suggestion> Suggest(string typed, int count, SuggestionKind? kind = null)
    {
        var folded = FoldedText.Fold(typed);
        if (folded.Length == 0 || folded.Length > LongestEntry)
        {
            return [];
        }

        var best = new Best(count);
        AddBeginning(folded, kind, best);
        if (PinyinSpelling.IsTyped(folded))
        {
            AddSpelled(folded.Replace("'", "", StringComparison.Ordinal), kind, best);
        }
        else if (!best.IsFull && folded.Length >= ShortestInner)
        {
            AddHolding(folded, kind, best);
            if (best.IsEmpty)
            {
                // Somebody who picked the wrong characters meant the sound.
                AddSpelled(Pinyin.Of(folded), kind, best);
            }
        }

        return [.. best.Entries.Select(i => _entries[i])];
    }

    /// <summary>What is spelled by these letters as a whole: 党建 by dangjian and dj, not by dan.</summary>
    public IReadOnlyList<Suggestion> SpelledWholly(string letters, int count)
    {
        var best = new Best(count);
        AddSpelled(letters, kind: null, best, wholly: true);
        return [.. best.Entries.Select(i => _entries[i])];
    }

    private void AddBeginning(string folded, SuggestionKind? kind, Best best)
    {
        var first = Array.BinarySearch(_folded, folded, StringComparer.Ordinal);
        for (var i = first < 0 ? ~first : first; i < _folded.Length && _folded[i].StartsWith(folded, StringComparison.Ordinal); i++)
        {
            Add(best, i, kind, _folded[i].Length == folded.Length ? 3 : 2);
        }
    }

    private void AddHolding(string folded, SuggestionKind? kind, Best best)
    {
        for (var at = _joined.IndexOf(folded, StringComparison.Ordinal); at >= 0;)
        {
            var i = Array.BinarySearch(_starts, at);
            i = i < 0 ? ~i - 1 : i;
            if (at > _starts[i])
            {
                Add(best, i, kind, 1);
            }

            var next = _starts[i] + _folded[i].Length;
            at = next >= _joined.Length ? -1 : _joined.IndexOf(folded, next, StringComparison.Ordinal);
        }
    }

    private void AddSpelled(string letters, SuggestionKind? kind, Best best, bool wholly = false)
    {
        var typed = Encoding.ASCII.GetBytes(letters);
        if (typed.Length == 0)
        {
            return;
        }

        for (var i = FirstSpelled(typed[0]); i < _bySpelling.Length; i++)
        {
            var spelling = _spellings.AsSpan(_spellingStarts[i], _spellingStarts[i + 1] - _spellingStarts[i] - 1);
            if (spelling.IsEmpty || spelling[0] != typed[0])
            {
                break;
            }

            if (PinyinSpelling.Fits(typed, spelling) is { } whole && (whole || !wholly))
            {
                Add(best, _bySpelling[i], kind, whole ? 3 : 2);
            }
        }
    }

    /// <summary>The first in the order of spellings that begins with a letter, or what comes behind those.</summary>
    private int FirstSpelled(byte letter)
    {
        var (low, high) = (0, _bySpelling.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _spellings[_spellingStarts[middle]] < letter ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Add(Best best, int entry, SuggestionKind? kind, int rank)
    {
        if (kind is null || _entries[entry].Kind == kind)
        {
            best.Add(entry, rank, _weights[entry]);
        }
    }

    private static (string Joined, int[] Starts) Joined(string[] texts)
    {
        var joined = new StringBuilder();
        var starts = new int[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            starts[i] = joined.Length;
            joined.Append(texts[i]).Append(Separator);
        }

        return (joined.ToString(), starts);
    }

    /// <summary>The best so many entries, each once.</summary>
    private sealed class Best(int count)
    {
        private readonly List<(int Entry, int Rank, float Weight)> _kept = [];

        public bool IsEmpty => _kept.Count == 0;

        public bool IsFull => _kept.Count == count;

        public IEnumerable<int> Entries => _kept.Select(k => k.Entry);

        public void Add(int entry, int rank, float weight)
        {
            var at = _kept.Count;
            while (at > 0 && (rank, weight).CompareTo((_kept[at - 1].Rank, _kept[at - 1].Weight)) > 0)
            {
                at--;
            }

            if (at == count || _kept.Exists(k => k.Entry == entry))
            {
                return;
            }

            if (_kept.Count == count)
            {
                _kept.RemoveAt(count - 1);
            }

            _kept.Insert(at, (entry, rank, weight));
        }
    }
}
