using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds the formulations of a text: entries of the glossary, coinages in quotation marks, 《titles》, numeral contractions and slogans of
/// parallel clauses. Construct it once and use it from as many threads as you like.
/// </summary>
public sealed class WordingFinder
{
    /// <summary>An equivalent or a title shorter than this is too common a word to stand for its entry outside quotes.</summary>
    private const int ShortestLooseForm = 5;

    /// <summary>A coinage of the glossary shorter than this counts only where it stands in quotes.</summary>
    private const int ShortestLooseCoinage = 4;

    private static readonly IReadOnlyList<string> PaperEndings = WordList.Words("wordings", "paper-endings");
    private static readonly IReadOnlyList<string> ReferenceWorks = WordList.Words("wordings", "reference-works");

    private readonly WordTrie _trie;
    private readonly GlossaryEntry[] _entryOfForm;

    /// <param name="glossary">The formulations to know; the built-in ones when null.</param>
    public WordingFinder(Glossary? glossary = null)
    {
        Glossary = glossary ?? Glossary.Default;
        var forms = new Dictionary<string, GlossaryEntry>(StringComparer.Ordinal);
        foreach (var entry in Glossary.Entries.Where(e => e.Kind != WordingKind.Title || e.Text.Length >= ShortestLooseForm))
        {
            forms[ComparableText.Fold(entry.Text)] = entry;
        }

        foreach (var entry in Glossary.Entries)
        {
            foreach (var same in entry.Same.Select(ComparableText.Fold).Where(s => s.Length >= ShortestLooseForm))
            {
                forms.TryAdd(same, entry);
            }
        }

        // Pairs are joined by a comma as well: 不忘初心，牢记使命.
        foreach (var pair in Glossary.Entries.Where(e => e.Parts.Count == 2 && e.Text == e.FullForm))
        {
            forms.TryAdd(ComparableText.Fold(pair.Text).Replace('、', '，'), pair);
        }

        _trie = new WordTrie([.. forms.Keys]);
        _entryOfForm = [.. forms.Values];
    }

    /// <summary>Knows the built-in glossary.</summary>
    public static WordingFinder Default { get; } = new();

    /// <summary>The formulations that it knows.</summary>
    public Glossary Glossary { get; }

    /// <summary>Finds the formulations of a text, each once, with all its occurrences.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <returns>
    /// In the order of first occurrence. <see cref="Wording.Text"/> is exactly what stands at each of <see cref="Wording.Starts"/>; these
    /// are all places where it stands, within longer formulations too, and they never overlap.
    /// </returns>
    public IReadOnlyList<Wording> Find(string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kinds = new Dictionary<string, WordingKind>(StringComparer.Ordinal);
        var bySpan = kinds.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var hit in FindHits(text, cancellation))
        {
            var words = text.AsSpan(hit.Start, hit.End - hit.Start);
            if (!bySpan.TryGetValue(words, out var kind) || (hit.Entry is not null && kind != hit.Kind))
            {
                bySpan[words] = hit.Kind;
            }
        }

        cancellation.ThrowIfCancellationRequested();
        var starts = Occurrences.Of(text, [.. kinds.Keys]);
        return
        [
            .. kinds.Select((pair, i) => new Wording(pair.Key, pair.Value, starts[i].Count, starts[i]))
                .OrderBy(w => w.Starts[0]).ThenByDescending(w => w.Text.Length),
        ];
    }

    /// <summary>
    /// Finds the occurrences of formulations, by ascending start, the longer first. Formulations may lie within others: a numeral
    /// contraction within a slogan, a coinage within a title. An entry of the glossary that only lies within a longer one is left out,
    /// unless it is a numeral contraction.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    public IReadOnlyList<WordingHit> FindHits(string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hits = new List<WordingHit>();
        var stretches = new List<MarkedStretches.Stretch>();
        MarkedStretches.Find(text, stretches);
        foreach (var stretch in stretches)
        {
            cancellation.ThrowIfCancellationRequested();
            AddMarked(text, stretch, hits);
        }

        using var folded = new ComparableText(text);
        AddGlossary(text, folded, stretches, hits);
        cancellation.ThrowIfCancellationRequested();
        AddUnmarked(text, folded, hits);
        hits.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        return hits;
    }

    /// <summary>True when a title is that of a paper that can be issued, as opposed to a book, an article, a song.</summary>
    /// <param name="title">A title without 《》.</param>
    public static bool IsPaper(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return WordList.EndsWithAny(title.Replace('(', '（').Replace(')', '）'), PaperEndings);
    }

    /// <summary>True when a title is that of a dictionary or a periodical.</summary>
    /// <param name="title">A title without 《》.</param>
    public static bool IsReferenceWork(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return WordList.EndsWithAny(title, ReferenceWorks);
    }

    private void AddMarked(string text, MarkedStretches.Stretch stretch, List<WordingHit> hits)
    {
        var span = Trim(text, stretch.Start, stretch.IsTitle ? stretch.End : WithoutNote(text, stretch));
        if (span.Length == 0)
        {
            return;
        }

        var entry = span.Length <= 40 || stretch.IsTitle ? Glossary.Find(text.Substring(span.Start, span.Length)) : null;
        if (stretch.IsTitle)
        {
            hits.Add(new WordingHit(span.Start, span.End, WordingKind.Title, entry, Marked: true));
        }
        else if (entry is not null)
        {
            hits.Add(new WordingHit(
                span.Start, span.End, entry.Kind == WordingKind.Numeral ? WordingKind.Numeral : WordingKind.Quoted, entry, Marked: true));
        }
        else if (Coinages.IsFormulation(text, span.Start, span.End))
        {
            var kind = Numerals.LooksLikeContraction(text.AsSpan(span.Start, span.Length)) ? WordingKind.Numeral : WordingKind.Quoted;
            hits.Add(new WordingHit(span.Start, span.End, kind, null, Marked: true));
        }
    }

    private void AddGlossary(string text, ComparableText folded, List<MarkedStretches.Stretch> stretches, List<WordingHit> hits)
    {
        var found = new List<WordTrie.Occurrence>();
        _trie.FindAll(folded.Units, found);
        var marked = new HashSet<(int, int)>(hits.Select(h => (h.Start, h.End)));
        var coinages = Sorted(hits, h => h is { Kind: WordingKind.Numeral, Entry: null });
        var title = 0;
        var covered = 0;
        var coveredByNumeral = 0;
        foreach (var occurrence in found)
        {
            var entry = _entryOfForm[occurrence.Word];
            var nested = occurrence.End <= covered;
            covered = Math.Max(covered, occurrence.End);
            if (nested && (entry.Kind != WordingKind.Numeral || occurrence.End <= coveredByNumeral))
            {
                continue;
            }

            if (entry.Kind == WordingKind.Numeral)
            {
                coveredByNumeral = Math.Max(coveredByNumeral, occurrence.End);
            }

            if (entry.Kind == WordingKind.Quoted && occurrence.End - occurrence.Start < ShortestLooseCoinage)
            {
                continue;
            }

            if (entry.Kind == WordingKind.Numeral && IsPartOfNumber(folded.Units, occurrence.Start))
            {
                continue;
            }

            var span = WithQuotes(text, folded.Original(occurrence.Start, occurrence.End));
            while (title < stretches.Count && (!stretches[title].IsTitle || stretches[title].End < span.Start))
            {
                title++;
            }

            if (entry.Kind == WordingKind.Numeral && OverlapsAny(coinages, span))
            {
                continue;
            }

            if (title < stretches.Count && stretches[title].Start <= span.Start && span.End <= stretches[title].End)
            {
                continue;
            }

            var kind = entry.Kind == WordingKind.Title ? WordingKind.Fixed : entry.Kind;
            if (marked.Add((span.Start, span.End)))
            {
                hits.Add(new WordingHit(span.Start, span.End, kind, entry, Marked: false));
            }
        }
    }

    private static void AddUnmarked(string text, ComparableText folded, List<WordingHit> hits)
    {
        var spans = new List<TextSpan>();
        Numerals.Find(folded.Units, spans);
        var numerals = spans.Count;
        Parallels.Find(folded.Units, spans);
        if (spans.Count == 0)
        {
            return;
        }

        var known = Sorted(hits, static _ => true);
        for (var i = 0; i < spans.Count; i++)
        {
            var span = WithQuotes(text, folded.Original(spans[i].Start, spans[i].End));
            var isNumeral = i < numerals;
            if (isNumeral ? !OverlapsAny(known, span) : HoldsAllItTouches(known, span))
            {
                hits.Add(new WordingHit(span.Start, span.End, isNumeral ? WordingKind.Numeral : WordingKind.Fixed, null, Marked: false));
            }
        }
    }

    private static List<TextSpan> Sorted(List<WordingHit> hits, Predicate<WordingHit> which)
    {
        var spans = new List<TextSpan>(hits.Count);
        foreach (var hit in hits)
        {
            if (which(hit))
            {
                spans.Add(new TextSpan(hit.Start, hit.End));
            }
        }

        spans.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return spans;
    }

    private static bool OverlapsAny(List<TextSpan> sorted, TextSpan span)
    {
        for (var i = FirstNear(sorted, span); i < sorted.Count && sorted[i].Start < span.End; i++)
        {
            if (sorted[i].End > span.Start)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A slogan may be made of words that are known (政治坚定、作风优良 …), but not lie within one, be one or break through one.</summary>
    private static bool HoldsAllItTouches(List<TextSpan> sorted, TextSpan span)
    {
        for (var i = FirstNear(sorted, span); i < sorted.Count && sorted[i].Start < span.End; i++)
        {
            if (sorted[i].End > span.Start && (sorted[i].Start < span.Start || sorted[i].End > span.End || sorted[i].Length == span.Length))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Index of the first stretch that can reach into another: marked ones are at most some eighty characters long.</summary>
    private static int FirstNear(List<TextSpan> sorted, TextSpan span)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].Start < span.Start - 100)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>二十四个自信 holds no 四个自信.</summary>
    private static bool IsPartOfNumber(ReadOnlySpan<char> units, int start) =>
        start > 0 && Numerals.IsSmallNumeral(units[start]) && units[start - 1] is '十' or '百' or '千' or '万' or '第' or '零';

    /// <summary>Takes in a quote that stands right outside when its partner stands inside: “亲”“清”政商关系.</summary>
    private static TextSpan WithQuotes(string text, TextSpan span)
    {
        var depth = 0;
        var least = 0;
        for (var i = span.Start; i < span.End; i++)
        {
            depth += text[i] switch { '“' or '‘' => 1, '”' or '’' => -1, _ => 0 };
            least = Math.Min(least, depth);
        }

        var start = least < 0 && span.Start > 0 && text[span.Start - 1] is '“' or '‘' ? span.Start - 1 : span.Start;
        var end = depth - least > 0 && span.End < text.Length && text[span.End] is '”' or '’' ? span.End + 1 : span.End;
        return new TextSpan(start, end);
    }

    /// <summary>The end of a quoted name without the brackets that explain it: “三个表率（…）”.</summary>
    private static int WithoutNote(string text, MarkedStretches.Stretch stretch)
    {
        var bracket = text.AsSpan(stretch.Start, stretch.End - stretch.Start).IndexOfAny('（', '(');
        return bracket >= 2 && text[stretch.End - 1] is '）' or ')' ? stretch.Start + bracket : stretch.End;
    }

    private static TextSpan Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (start < end && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new TextSpan(start, end);
    }
}
