namespace KnowledgeBase.Text;

/// <summary>
/// Finds terms without cutting the text. Which words of the lexicon stand somewhere does not depend on the cut, but for those within a
/// figure or date; so a word that none can hold is told by the lexicon alone, and of the others only sentences are cut that hold one.
/// </summary>
internal sealed class LexicalTermFinder : TermFinder
{
    /// <summary>What figures and dates are written with besides numerals.</summary>
    private const string FigureLetters = "第分之点年月日时";

    /// <summary>Looked up at a time, which bounds the work space.</summary>
    private const int PieceLength = 1024;

    private readonly WordAnalyzer _analyzer;
    private readonly LexiconFile _file;
    private readonly bool _areWordsOfLexicon;
    private readonly HashSet<int>? _free; // the numbers of the words, where all are free; null otherwise
    private readonly List<(int Position, int Length)> _holding = [];

    public LexicalTermFinder(WordAnalyzer analyzer, HashSet<string> wanted)
        : base(analyzer, wanted)
    {
        _analyzer = analyzer;
        _file = analyzer.Segmenter.Lexicon.File;
        _areWordsOfLexicon = wanted.All(IsWordOfLexicon);
        _free = _areWordsOfLexicon && wanted.All(IsFree) ? [.. wanted.Select(term => _file.Find(term))] : null;
    }

    public override void Find(FoldedText text, List<(int Position, int Length)> places)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(places);
        if (!_areWordsOfLexicon)
        {
            base.Find(text, places);
            return;
        }

        var hits = WordHits.Rent();
        try
        {
            if (_free is not null)
            {
                FindByLexicon(_free, text, hits, places);
            }
            else
            {
                FindInSentences(text, hits, places);
            }
        }
        finally
        {
            WordHits.Return(hits);
        }
    }

    private void FindByLexicon(HashSet<int> words, FoldedText text, WordHits hits, List<(int Position, int Length)> places)
    {
        for (var from = 0; from < text.Length; from += PieceLength)
        {
            var to = Math.Min(from + PieceLength, text.Length);
            hits.Find(_file, text.Text, from, to);
            for (var i = from; i < to; i++)
            {
                foreach (ref readonly var hit in hits.At(i))
                {
                    if (words.Contains(hit.Value & ~LexiconFile.SpellingBit))
                    {
                        places.Add((i, hit.End - i));
                    }
                }
            }
        }
    }

    private void FindInSentences(FoldedText text, WordHits hits, List<(int Position, int Length)> places)
    {
        FindHolding(text, hits);
        Words.Clear();
        Tokens.Clear();
        var next = 0;
        for (var start = 0; next < _holding.Count;)
        {
            var end = Segmenter.SentenceEnd(text.Text, start);
            if (_holding[next].Position < end)
            {
                _analyzer.AddTokens(text, hits, start, end, Words, Tokens);
            }

            while (next < _holding.Count && _holding[next].Position < end)
            {
                next++;
            }

            start = end;
        }

        AddWanted(places);
    }

    /// <summary>Ascending places of wanted words, wherever a cut would have them.</summary>
    private void FindHolding(FoldedText text, WordHits hits)
    {
        _holding.Clear();
        for (var from = 0; from < text.Length; from += PieceLength)
        {
            var to = Math.Min(from + PieceLength, text.Length);
            hits.Find(_file, text.Text, from, to);
            Tokens.Clear();
            for (var i = from; i < to; i++)
            {
                _analyzer.AddTokensAt(text, i, new Word(i, 1, WordKind.Character, -1), hits, Tokens);
            }

            AddWanted(_holding);
        }
    }

    /// <summary>True for a word of the lexicon, or of the owner, that no letters, figures or dates have for their canonical form.</summary>
    private bool IsWordOfLexicon(string term)
    {
        foreach (var c in term)
        {
            if (!Signs.IsHan(c))
            {
                return false;
            }
        }

        return term.Length >= 2 && _analyzer.Segmenter.Lexicon.Find(term) >= 0;
    }

    /// <summary>
    /// True for a word of the lexicon that no figure or date can hold, and that none is written as: those begin with a numeral or 第
    /// (二十大).
    /// </summary>
    private bool IsFree(string term)
    {
        var id = _file.Find(term);
        return id >= 0 && (id & LexiconFile.SpellingBit) == 0 && term[0] != '第' && !NumberForms.IsChineseNumeral(term[0])
            && !term.All(c => NumberForms.IsChineseNumeral(c) || FigureLetters.Contains(c, StringComparison.Ordinal));
    }
}
