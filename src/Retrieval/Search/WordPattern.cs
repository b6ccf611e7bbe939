using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>Tells words of the word field by how they begin, by a pattern, or by a word that they are nearly.</summary>
/// <param name="Kind">By which of these.</param>
/// <param name="Text">The beginning, the pattern or the word; folded.</param>
internal sealed record WordPattern(PatternKind Kind, string Text)
{
    /// <summary>Shorter words are nearly too many others.</summary>
    private const int ShortestFuzzy = 3;

    /// <summary>From this length on, two edits make another word.</summary>
    private const int LongFuzzy = 6;

    /// <summary>No word is longer.</summary>
    private const int Longest = 64;

    /// <summary>An engine makes an automaton of a pattern, which can double with each sign.</summary>
    private const int MostSigns = 8;

    /// <summary>True for what is no word, or more of a pattern than an engine should be asked for.</summary>
    public bool IsTooMuch => Text.Length > Longest || (Kind == PatternKind.Wildcard && Text.Count(c => c is '*' or '?') > MostSigns);

    /// <summary>True for a word too short to be looked for by any but itself.</summary>
    public bool IsShort => Kind == PatternKind.Fuzzy && MostEdits == 0;

    /// <summary>Passages that hold such a word.</summary>
    public EngineQuery Query => Kind switch
    {
        PatternKind.Prefix => new PrefixQuery(PassageField.Words, EngineTerms.OfWord(Text)),
        PatternKind.Wildcard => new WildcardQuery(PassageField.Words, Text),
        _ => new FuzzyQuery(PassageField.Words, Text, MostEdits),
    };

    private int MostEdits => Text.EnumerateRunes().Count() switch
    {
        < ShortestFuzzy => 0,
        < LongFuzzy => 1,
        _ => 2,
    };

    /// <summary>Null when nothing is left of what was typed.</summary>
    public static WordPattern? Of(PatternKind kind, string typed) =>
        FoldedText.Fold(typed) is { Length: > 0 } folded ? new WordPattern(kind, folded) : null;

    /// <summary>Whether a word of the index is meant: the same ones as by <see cref="Query"/>.</summary>
    /// <remarks>
    /// Each engine has an automaton for this, but no port to it: it goes over the dictionary of a whole segment, which an OpenSearch server
    /// doesn't show, while here are the few words of a passage that is shown. A test holds that both mean the same words.
    /// </remarks>
    public bool Fits(ReadOnlySpan<char> word)
    {
        if (Kind == PatternKind.Prefix)
        {
            return word.StartsWith(Text, StringComparison.Ordinal);
        }

        int[] wanted = [.. Text.EnumerateRunes().Select(rune => rune.Value)];
        var found = new List<int>(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            found.Add(rune.Value);
        }

        return Kind == PatternKind.Wildcard ? FitsPattern(wanted, [.. found]) : IsNearly(wanted, [.. found]);
    }

    /// <summary>On a failure behind a run, the run takes one character more.</summary>
    private static bool FitsPattern(ReadOnlySpan<int> pattern, ReadOnlySpan<int> word)
    {
        var (p, w, run, resume) = (0, 0, -1, 0);
        while (w < word.Length)
        {
            var isEscaped = p + 1 < pattern.Length && pattern[p] == '\\';
            if (p < pattern.Length && pattern[p] == '*')
            {
                (run, resume) = (p++, w);
            }
            else if (p < pattern.Length && (isEscaped ? pattern[p + 1] == word[w] : pattern[p] == '?' || pattern[p] == word[w]))
            {
                p += isEscaped ? 2 : 1;
                w++;
            }
            else if (run >= 0)
            {
                (p, w) = (run + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    /// <summary>Whether few edits lead from one to the other; the rows are those of the usual table.</summary>
    private bool IsNearly(int[] wanted, int[] found)
    {
        if (Math.Abs(wanted.Length - found.Length) > MostEdits)
        {
            return false;
        }

        var beforeLast = new int[wanted.Length + 1];
        int[] last = [.. Enumerable.Range(0, wanted.Length + 1)];
        for (var i = 1; i <= found.Length; i++)
        {
            var row = new int[wanted.Length + 1];
            row[0] = i;
            for (var j = 1; j <= wanted.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (found[i - 1] == wanted[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && found[i - 1] == wanted[j - 2] && found[i - 2] == wanted[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[wanted.Length] <= MostEdits;
    }
}
