using System.Collections.Frozen;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// A text cut into words once, for all who look for slips in it, with what the language model finds it to cost when other words stand
/// somewhere in it.
/// </summary>
internal sealed class WeighedText
{
    /// <summary>Nats by which the best candidate for a slip must be better than any other, else nobody knows what was meant.</summary>
    public const double LeastLead = 1;

    /// <summary>Candidates that are weighed in one text: what a text made to be slow may cost.</summary>
    public const int MostTries = 20_000;

    /// <summary>Characters on either side by which a candidate is weighed.</summary>
    private const int Context = 12;

    private static readonly Segmenter Segmenter = new(Lexicon.Default);

    /// <summary>Words that the lexicon lacks, and that are right.</summary>
    private static readonly FrozenSet<string> Right = WordList.Words("right-words", "right").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Cuts a text.</summary>
    public WeighedText(string text)
    {
        Folded = new FoldedText(text);
        Segmenter.Segment(Folded, Words);
    }

    /// <summary>The text as it is matched.</summary>
    public FoldedText Folded { get; }

    /// <summary>Its words, in order; their offsets are those of <see cref="Folded"/>.</summary>
    public List<Word> Words { get; } = [];

    /// <summary>True for a word that is right by itself.</summary>
    public static bool IsKnown(string written) => Lexicon.Default.Contains(written) || Right.Contains(written);

    /// <summary>What the text around a stretch costs with some words in its place, in nats.</summary>
    public double Cost(TextSpan span, ReadOnlySpan<char> words)
    {
        var from = Math.Max(0, span.Start - Context);
        var to = Math.Min(Folded.Length, span.End + Context);
        return Segmenter.Cost(new FoldedText(string.Concat(Folded.Text[from..span.Start], words, Folded.Text[span.End..to])));
    }

    /// <summary>The stretch of the original that a stretch of the folded text comes from.</summary>
    public TextSpan Original(TextSpan span) => new(Folded.OriginalStart(span.Start), Folded.OriginalEnd(span.End - 1));
}
