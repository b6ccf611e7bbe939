using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace KnowledgeBase.Text;

/// <summary>
/// The word field: which words stand in a text, and which ones a query asks for.
/// <para>
/// The index holds, at its position, every word of the lexicon of two or more characters that stands anywhere in the text, whether the
/// best cut of the text uses it or not (but no words within a figure or date), and besides letters, figures and dates in one canonical
/// form. So a query word that the lexicon knows meets it whatever stands around it there; a query word that the lexicon doesn't know is
/// looked up literally. Both sides agree by construction.
/// </para>
/// For any number of threads at once.
/// </summary>
public sealed class WordAnalyzer : IWordAnalyzer
{
    /// <summary>The name of the words that a lexicon gives.</summary>
    public const string Lexical = "lexicon";

    private const string FunctionWords = "的了在和与及或等对为以于被把将从向由而且但也都又就还才则即并其之所这那是有";

    [ThreadStatic]
    private static List<WrittenForm>? _forms;

    private readonly Segmenter _segmenter;
    private readonly Lexicon _lexicon;

    /// <summary>An analyzer over a segmenter.</summary>
    public WordAnalyzer(Segmenter segmenter)
    {
        ArgumentNullException.ThrowIfNull(segmenter);
        _segmenter = segmenter;
        _lexicon = segmenter.Lexicon;
    }

    /// <inheritdoc/>
    public string Name => Lexical;

    /// <inheritdoc/>
    public string Fingerprint => $"{_lexicon.Fingerprint}-{typeof(WordAnalyzer).Assembly.ManifestModule.ModuleVersionId:N}";

    /// <summary>The segmenter that cuts texts and queries.</summary>
    public Segmenter Segmenter => _segmenter;

    /// <summary>True for a single character that says nothing about a text's subject: 的, 了, 在 and their like.</summary>
    public static bool IsFunctionWord(ReadOnlySpan<char> folded) =>
        folded.Length == 1 && FunctionWords.Contains(folded[0], StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Cut(FoldedText text, List<Word> words) => _segmenter.Segment(text, words);

    /// <inheritdoc/>
    public void Analyze(FoldedText text, List<Word> words, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        words.Clear();
        var hits = WordHits.Rent();
        try
        {
            for (var start = 0; start < text.Length;)
            {
                var end = Segmenter.PieceEnd(text.Text, start);
                AddTokens(text, hits, start, end, words, tokens);
                start = end;
            }
        }
        finally
        {
            WordHits.Return(hits);
        }
    }

    /// <inheritdoc/>
    public TermFinder FinderOf(HashSet<string> wanted) => new LexicalTermFinder(this, wanted);

    /// <inheritdoc/>
    public IReadOnlyList<QueryWord> AnalyzeQuery(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = new FoldedText(query);
        var words = new List<Word>();
        _segmenter.Segment(text, words);
        var result = new List<QueryWord>(words.Count);
        var forms = new List<WrittenForm>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var folded = text.Text.Slice(word.Start, word.Length);
            if (AsWritten(text, words, i, forms) is var (form, last))
            {
                // 2019.6 is asked for as a month, and met as a figure too.
                var asked = Asked(query, text, word.Start, form);
                result.Add(form.Kind == WordKind.Time && last == i && word.Kind == WordKind.Number
                    ? asked with { Synonyms = [.. asked.Synonyms, Term(folded, word) with { Offset = 0 }] }
                    : asked);
                i = last;
                continue;
            }

            if (word.Kind == WordKind.Sign && !IsRareCharacter(folded))
            {
                continue;
            }

            var (start, end) = text.Original(word.Start, word.Length);
            result.Add(new QueryWord
            {
                Text = query[start..end],
                Start = start,
                End = end,
                Term = Term(folded, word),
                Kind = word.Kind,
                IsFunctionWord = IsFunctionWord(folded),
                Parts = Parts(folded, word),
                Synonyms = Synonyms(word),
            });
        }

        return result;
    }

    /// <summary>
    /// The longest figure, date or congress that the words from a place on write, and the last of those words; null where they write none.
    /// A word that the lexicon has for itself stays one.
    /// </summary>
    private (WrittenForm Form, int Last)? AsWritten(FoldedText text, List<Word> words, int first, List<WrittenForm> forms)
    {
        forms.Clear();
        WrittenForms.At(text, words[first].Start, _lexicon, forms);
        foreach (var form in forms.Where(f => !f.IsAlias).OrderByDescending(f => f.Length))
        {
            var last = first;
            var end = words[first].Start + form.Length;
            while (last < words.Count && words[last].End < end)
            {
                last++;
            }

            if (last < words.Count && words[last].End == end
                && (last > first || words[first].Kind is WordKind.Number or WordKind.Time || IsUsual(words[first], form)))
            {
                return (form, last);
            }
        }

        return null;

        bool IsUsual(Word word, WrittenForm form) => form.Kind == WordKind.Term
            || (word.Kind == WordKind.Word && Signs.IsDigit(form.Term[form.Term[0] == '第' ? 1 : 0]) && Synonyms(word).Count == 0);
    }

    private QueryWord Asked(string query, FoldedText text, int at, WrittenForm form)
    {
        var (start, end) = text.Original(at, form.Length);
        var id = _lexicon.Find(form.Term);
        return new QueryWord
        {
            Text = query[start..end],
            Start = start,
            End = end,
            Term = new QueryTerm(form.Term, QueryLookup.Word, at, form.Length),
            Kind = form.Kind,
            IsFunctionWord = false,
            Parts = [.. form.Parts.Select(part => new QueryTerm(part, QueryLookup.Word, 0, form.Length))],
            Synonyms = form.Kind == WordKind.Term && id >= 0 ? Synonyms(new Word(at, form.Length, form.Kind, id)) : [],
        };
    }

    /// <summary>
    /// True for a character that is written in names and stands beyond the basic plane, or in the private use area, where no lexicon has
    /// it: the segmenter takes it for a sign.
    /// </summary>
    private static bool IsRareCharacter(ReadOnlySpan<char> folded) =>
        Rune.DecodeFromUtf16(folded, out var rune, out _) == OperationStatus.Done
        && (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private QueryTerm Term(ReadOnlySpan<char> folded, Word word)
    {
        if (IsCanonical(word.Kind))
        {
            return new QueryTerm(Canonical(folded), QueryLookup.Word, word.Start, word.Length);
        }

        if (word.Id >= 0 && word.Length >= 2)
        {
            return new QueryTerm(_lexicon.Spelling(word.Id).ToString(), QueryLookup.Word, word.Start, word.Length);
        }

        return new QueryTerm(folded.ToString(), QueryLookup.Literal, word.Start, word.Length);
    }

    private List<QueryTerm> Parts(ReadOnlySpan<char> folded, Word word)
    {
        if (word.Length < 4 || IsCanonical(word.Kind))
        {
            return [];
        }

        // The longest words from the left, the whole aside: enough to meet texts that say the parts.
        var parts = new List<QueryTerm>();
        for (var i = 0; i < folded.Length;)
        {
            var length = i > 0 && WrittenForms.IsNumeral(folded[i]) && WrittenForms.IsNumeral(folded[i - 1]) ? 0 : folded.Length - i;
            var id = -1;
            for (; length >= 2; length--)
            {
                if (length < folded.Length && (id = _lexicon.Find(folded.Slice(i, length))) >= 0)
                {
                    break;
                }
            }

            if (id >= 0)
            {
                parts.Add(new QueryTerm(_lexicon.Spelling(id).ToString(), QueryLookup.Word, i, length));
            }

            else if (WrittenForms.IsNumeral(folded[i]))
            {
                return []; // without its figure a name says something else: 三中全会 is not 二十届三中全会
            }

            i += Math.Max(length, 1);
        }

        return parts;
    }

    private List<QueryTerm> Synonyms(Word word)
    {
        if (word.Id < 0)
        {
            return [];
        }

        var synonyms = new List<QueryTerm>();
        foreach (var synonym in _lexicon.Synonyms(_lexicon.Spelling(word.Id).ToString()))
        {
            var id = _lexicon.Find(synonym);
            if (id == word.Id)
            {
                continue;
            }

            synonyms.Add(id >= 0 && synonym.Length >= 2
                ? new QueryTerm(_lexicon.Spelling(id).ToString(), QueryLookup.Word, 0, word.Length)
                : new QueryTerm(synonym, QueryLookup.Literal, 0, word.Length));
        }

        return synonyms;
    }

    /// <summary>Cuts the sentences in [start, end) and adds the terms of their words.</summary>
    internal void AddTokens(FoldedText text, WordHits hits, int start, int end, List<Word> words, TokenBuffer tokens)
    {
        var first = words.Count;
        _segmenter.Segment(text, hits, start, end, words);
        foreach (var word in CollectionsMarshal.AsSpan(words)[first..])
        {
            for (var i = word.Start; i < word.End; i++)
            {
                AddTokensAt(text, i, word, hits, tokens);
            }
        }
    }

    private static bool IsCanonical(WordKind kind) => kind is WordKind.Letters or WordKind.Number or WordKind.Time;

    private static bool IsFigure(WordKind kind) => kind is WordKind.Number or WordKind.Time;

    private static string Canonical(ReadOnlySpan<char> folded) => NumberForms.Canonical(folded);

    /// <summary>The terms that begin at a place.</summary>
    /// <param name="folded">The text.</param>
    /// <param name="i">The place.</param>
    /// <param name="word">The word of the cut that it belongs to.</param>
    /// <param name="hits">The words of the lexicon that begin there.</param>
    /// <param name="tokens">Receives the terms.</param>
    internal void AddTokensAt(FoldedText folded, int i, Word word, WordHits hits, TokenBuffer tokens)
    {
        var text = folded.Text;
        if (i == word.Start && IsCanonical(word.Kind))
        {
            tokens.Add(i, word.Length, Canonical(text.Slice(i, word.Length)), isInner: false);
        }

        AddWritten(folded, i, word, tokens);

        // 五天 is no word of 十五天.
        if (i == word.Start || !IsFigure(word.Kind) || NumberForms.DigitOf(text[i]) <= 0)
        {
            AddWordsAt(text, i, word, hits, tokens);
        }
    }

    /// <summary>The words of the lexicon and of the owner that begin at a place.</summary>
    private void AddWordsAt(ReadOnlySpan<char> text, int i, Word word, WordHits hits, TokenBuffer tokens)
    {
        var file = _lexicon.File;
        foreach (ref readonly var hit in hits.At(i))
        {
            var end = hit.End;
            if (end == i + 1 || (end <= word.End && end - i < word.Length && IsFigure(word.Kind)))
            {
                continue;
            }

            var inner = i != word.Start || end != word.End;
            if ((hit.Value & LexiconFile.SpellingBit) != 0)
            {
                tokens.Add(i, end - i, file.Spelling(hit.Value & ~LexiconFile.SpellingBit), inner);
            }
            else
            {
                tokens.Add(i, end - i, text[i..end], inner);
            }
        }

        if (_lexicon.UserTrie is { } user && user.Starts(text[i]))
        {
            var state = 0;
            for (var j = i; j < text.Length && (state = user.Next(state, text[j])) >= 0; j++)
            {
                if (j > i && user.Word(state) >= 0 && file.Find(text[i..(j + 1)]) < 0)
                {
                    tokens.Add(i, j + 1 - i, text[i..(j + 1)], i != word.Start || j + 1 != word.End);
                }
            }
        }
    }

    /// <summary>Figures with what they count, dates and congresses, by their one form.</summary>
    private void AddWritten(FoldedText text, int at, Word word, TokenBuffer tokens)
    {
        var forms = _forms ??= [];
        forms.Clear();
        WrittenForms.At(text, at, _lexicon, forms);
        foreach (var form in forms)
        {
            // What the cut or the lexicon has is added for that.
            var written = text.Text.Slice(at, form.Length);
            var isCut = at == word.Start && IsCanonical(word.Kind) && Canonical(text.Text.Slice(at, word.Length)) == form.Term;
            if (!isCut && !(written.SequenceEqual(form.Term) && _lexicon.Find(form.Term) >= 0))
            {
                tokens.Add(at, form.Length, form.Term, isInner: true);
            }
        }
    }
}
