using System.Buffers;

namespace KnowledgeBase.Text;

/// <summary>
/// Cuts Chinese text into words: a lattice of everything that could be a word at each place (the lexicon's words, the user's, numbers,
/// dates, letters, masked names, names of persons), and through it the path that the bigram model finds likeliest. Deterministic, and for
/// any number of threads at once.
/// <para>
/// White space always parts words, and so does the end of a sentence (。！？；：), across which no path is weighed: a sentence is cut
/// alike wherever it stands.
/// </para>
/// </summary>
public sealed class Segmenter
{
    /// <summary>Units whose words are looked up at a time, and the rest of a sentence: what is found of them stays in the cache.</summary>
    private const int PieceLength = 512;

    private readonly Lexicon _lexicon;

    /// <summary>A segmenter over a lexicon.</summary>
    public Segmenter(Lexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(lexicon);
        _lexicon = lexicon;
    }

    /// <summary>The words that this segmenter knows.</summary>
    public Lexicon Lexicon => _lexicon;

    /// <summary>
    /// Cuts a folded text. The words cover every folded unit, in order; the list is cleared first.
    /// </summary>
    public void Segment(FoldedText text, List<Word> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        words.Clear();
        var hits = WordHits.Rent();
        try
        {
            for (var start = 0; start < text.Length;)
            {
                var end = PieceEnd(text.Text, start);
                Segment(text, hits, start, end, words);
                start = end;
            }
        }
        finally
        {
            WordHits.Return(hits);
        }
    }

    /// <summary>Cuts some sentences of a folded text, as <see cref="Segment(FoldedText, List{Word})"/> cuts them among others.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hits">Receives the words of the lexicon that stand in them.</param>
    /// <param name="start">Where they start: 0, or where others end.</param>
    /// <param name="end">Where they end: as <see cref="SentenceEnd"/> or <see cref="PieceEnd"/> tells.</param>
    /// <param name="words">Their words are added to these.</param>
    internal void Segment(FoldedText text, WordHits hits, int start, int end, List<Word> words)
    {
        hits.Find(_lexicon.File, text.Text, start, end);
        var lattice = Lattice.Rent();
        try
        {
            while (start < end)
            {
                var next = SentenceEnd(text.Text, start);
                lattice.Solve(_lexicon, text, hits, start, next);
                lattice.CopyBest(words);
                start = next;
            }
        }
        finally
        {
            Lattice.Return(lattice);
        }
    }

    /// <summary>
    /// Cuts a text for reading: its words as they stand in the original, parted by one space. Nothing is dropped but white space.
    /// </summary>
    public string Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new FoldedText(text);
        var words = new List<Word>();
        Segment(folded, words);
        return Spaced(text, folded, words);
    }

    /// <summary>The words of a text as they stand in the original, parted by one space. Nothing is dropped but white space.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folded">The same, folded.</param>
    /// <param name="words">A cut that covers it.</param>
    public static string Spaced(string text, FoldedText folded, IReadOnlyList<Word> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(folded);
        ArgumentNullException.ThrowIfNull(words);
        var builder = new System.Text.StringBuilder(text.Length * 3 / 2);
        var position = 0;
        foreach (var word in words)
        {
            var (start, end) = folded.Original(word.Start, word.Length);

            // Characters that fold to several units may be parted between words: what is printed already is not printed again.
            start = Math.Max(start, position);
            if (start >= end)
            {
                continue;
            }

            if (builder.Length > 0)
            {
                builder.Append(' ');
            }

            AppendWithoutSpace(builder, text.AsSpan(start, end - start));
            position = end;
        }

        return builder.ToString();
    }

    /// <summary>The cut of a text with the reason for each word.</summary>
    public IReadOnlyList<ExplainedWord> Explain(FoldedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var explained = new List<ExplainedWord>();
        var hits = WordHits.Rent();
        var lattice = Lattice.Rent();
        try
        {
            for (var start = 0; start < text.Length;)
            {
                var end = SentenceEnd(text.Text, start);
                hits.Find(_lexicon.File, text.Text, start, end);
                lattice.Solve(_lexicon, text, hits, start, end);
                lattice.ExplainBest(explained);
                start = end;
            }
        }
        finally
        {
            Lattice.Return(lattice);
            WordHits.Return(hits);
        }

        return explained;
    }

    /// <summary>
    /// What the best cut of a text costs in nats: the less, the likelier it is as a text. Compares ways to write one stretch; it means
    /// nothing between texts of different lengths.
    /// </summary>
    public double Cost(FoldedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cost = 0L;
        var hits = WordHits.Rent();
        var lattice = Lattice.Rent();
        try
        {
            for (var start = 0; start < text.Length;)
            {
                var end = SentenceEnd(text.Text, start);
                hits.Find(_lexicon.File, text.Text, start, end);
                lattice.Solve(_lexicon, text, hits, start, end);
                cost += lattice.BestCost;
                start = end;
            }
        }
        finally
        {
            Lattice.Return(lattice);
            WordHits.Return(hits);
        }

        return cost / 1000.0;
    }

    /// <summary>Where the sentence ends with which a piece is long enough.</summary>
    internal static int PieceEnd(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < PieceLength)
        {
            end = SentenceEnd(text, end);
        }

        return end;
    }

    /// <summary>Where the sentence that starts here ends: behind the first of 。！？；：or, failing that, after 1,000 units.</summary>
    internal static int SentenceEnd(ReadOnlySpan<char> text, int start)
    {
        var end = text[start..].IndexOfAny(SentenceEnds);
        var length = end < 0 ? text.Length - start : end + 1;
        return start + Math.Min(length, 1_000);
    }

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(
        SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons);

    private static void AppendWithoutSpace(System.Text.StringBuilder builder, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!FoldedText.IsWhiteSpace(c))
            {
                builder.Append(c);
            }
        }
    }
}
