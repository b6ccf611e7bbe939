using KnowledgeBase.Text;
using Lucene.Net.Analysis.Cn.Smart;
using Lucene.Net.Analysis.TokenAttributes;

namespace KnowledgeBase.Retrieval.Words;

/// <summary>
/// Words as SmartCn cuts them, the analyzer for Chinese that comes with Lucene. It has a dictionary of its own, so the owner's words and
/// the domain lexicon say nothing to it; a word of a query finds texts in which SmartCn cut the same word.
/// </summary>
internal sealed class SmartCnAnalyzer : IWordAnalyzer
{
    /// <summary>Its name.</summary>
    public const string SmartCn = "smartcn";

    /// <inheritdoc/>
    public string Name => SmartCn;

    /// <inheritdoc/>
    public string Fingerprint { get; } = $"{SmartCn}-{typeof(HMMChineseTokenizer).Assembly.GetName().Version}";

    /// <inheritdoc/>
    public void Cut(FoldedText text, List<Word> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        words.Clear();
        using var tokenizer = new HMMChineseTokenizer(new StringReader(text.Text.ToString()));
        var offsets = tokenizer.GetAttribute<IOffsetAttribute>();
        tokenizer.Reset();
        var at = 0;
        while (tokenizer.IncrementToken())
        {
            // What it passes over is white space, and whatever its tables lack.
            AddCharacters(text.Text, at, offsets.StartOffset, words);
            at = Math.Max(at, offsets.StartOffset);
            if (offsets.EndOffset > at)
            {
                words.Add(new Word(at, offsets.EndOffset - at, KindOf(text.Text[at..offsets.EndOffset]), Id: -1));
                at = offsets.EndOffset;
            }
        }

        AddCharacters(text.Text, at, text.Length, words);
    }

    /// <inheritdoc/>
    public void Analyze(FoldedText text, List<Word> words, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        Cut(text, words);
        foreach (var word in words)
        {
            if (word.Kind != WordKind.Sign)
            {
                tokens.Add(word.Start, word.Length, text.Text.Slice(word.Start, word.Length), isInner: false);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<QueryWord> AnalyzeQuery(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = new FoldedText(query);
        var words = new List<Word>();
        Cut(text, words);
        return [.. words.Where(word => word.Kind != WordKind.Sign).Select(word => Asked(query, text, word))];
    }

    private static QueryWord Asked(string query, FoldedText text, Word word)
    {
        var (start, end) = text.Original(word.Start, word.Length);
        var folded = text.Text.Slice(word.Start, word.Length);

        // What it left as a single character may be part of a longer word elsewhere: it is looked up as a string.
        var lookup = word.Kind == WordKind.Character ? QueryLookup.Literal : QueryLookup.Word;
        return new QueryWord
        {
            Text = query[start..end],
            Start = start,
            End = end,
            Term = new QueryTerm(folded.ToString(), lookup, word.Start, word.Length),
            Kind = word.Kind,
            IsFunctionWord = WordAnalyzer.IsFunctionWord(folded),
            Parts = [],
            Synonyms = [],
        };
    }

    private static void AddCharacters(ReadOnlySpan<char> text, int from, int to, List<Word> words)
    {
        for (var at = from; at < to; at++)
        {
            words.Add(new Word(at, 1, KindOf(text.Slice(at, 1)), Id: -1));
        }
    }

    private static WordKind KindOf(ReadOnlySpan<char> word) => word[0] switch
    {
        >= '0' and <= '9' => WordKind.Number,
        >= 'a' and <= 'z' => WordKind.Letters,
        var c when word.Length == 1 => char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? WordKind.Character : WordKind.Sign,
        _ => WordKind.Word,
    };
}
