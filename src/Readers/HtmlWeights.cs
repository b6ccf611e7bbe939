using System.Buffers;
using AngleSharp.Dom;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>How much running text each element of a page holds.</summary>
internal sealed class HtmlWeights
{
    /// <summary>A text this long counts fully even without punctuation.</summary>
    private const int LongText = 20;

    /// <summary>A line with the end of a sentence and this many characters outside of links is running text.</summary>
    private const int ShortSentence = 6;

    /// <summary>A line without such an end is running text from this many characters on, when it has a comma.</summary>
    private const int LongLine = 30;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create("。，；！？：、,.;");

    private static readonly SearchValues<char> Ends = SearchValues.Create("。；");

    private static readonly SearchValues<char> Commas = SearchValues.Create("，、,");

    private readonly Dictionary<IElement, Weight> _weights = [];
    private readonly IReadOnlySet<IElement>? _without;
    private Line _line;

    /// <summary>What stands on lines below the element that is being weighed.</summary>
    private (int Words, int Sentences) _below;

    /// <summary>Weighs everything under an element.</summary>
    /// <param name="root">The element.</param>
    /// <param name="without">Elements that count as empty.</param>
    public HtmlWeights(IElement root, IReadOnlySet<IElement>? without = null)
    {
        _without = without;
        Weigh(root, inLink: false);
    }

    /// <summary>What the element holds; nothing for one that is not under the root.</summary>
    public Weight Of(IElement element) => _weights.GetValueOrDefault(element);

    /// <summary>Depth is bounded by <see cref="HtmlNesting"/>.</summary>
    private Weight Weigh(IElement element, bool inLink)
    {
        inLink |= element.LocalName == "a" && element.HasAttribute("href");
        var isBlock = HtmlNames.IsBlock(element);
        if (isBlock || element.LocalName == "br")
        {
            EndLine();
        }

        var above = _below;
        _below = default;
        double mass = 0, links = 0;
        foreach (var node in element.ChildNodes)
        {
            if (node is IElement child)
            {
                var weight = HtmlNames.IsCode(child) || child.LocalName is "noscript" or "select" || _without?.Contains(child) == true
                    ? default
                    : Weigh(child, inLink);
                mass += weight.Mass;
                links += weight.Links;
            }
            else if (node is IText text)
            {
                var words = text.Data.AsSpan().Trim();
                _line.Add(words, inLink);
                if (inLink)
                {
                    links += words.Length;
                }
                else
                {
                    mass += words.Length >= LongText || words.ContainsAny(Punctuation) ? words.Length : words.Length / 4.0;
                }
            }
        }

        if (isBlock)
        {
            EndLine();
        }

        var own = _weights[element] = new Weight(mass, links, _below.Words, _below.Sentences);
        _below = (above.Words + own.Words, above.Sentences + own.Sentences);
        return own;
    }

    private void EndLine()
    {
        _below = (_below.Words + _line.Words, _below.Sentences + (_line.IsSentence ? _line.Words : 0));
        _line = default;
    }

    /// <summary>Characters of text.</summary>
    /// <param name="Mass">Outside of links; short pieces without punctuation count a quarter.</param>
    /// <param name="Links">Inside of links.</param>
    /// <param name="Words">All that are no white space, on the lines of a block.</param>
    /// <param name="Sentences">Those of them that stand on lines of running text.</param>
    internal readonly record struct Weight(double Mass, double Links, int Words, int Sentences)
    {
        /// <summary>True when at least half of it is running text.</summary>
        public bool IsProse => Sentences > 0 && 2 * Sentences >= Words;
    }

    /// <summary>A line of a page as it is put together from the pieces between its tags.</summary>
    internal struct Line
    {
        private int _plain;
        private bool _ends;
        private bool _commas;

        public int Words { get; private set; }

        /// <summary>True for a line of running text; one that is all links is none.</summary>
        public readonly bool IsSentence =>
            (_ends && _plain >= ShortSentence && Words >= 2 * ShortSentence) || (_commas && Words >= LongLine && 2 * _plain >= Words);

        public void Add(ReadOnlySpan<char> words, bool inLink)
        {
            var count = TextAccount.Count(words);
            Words += count;
            if (!inLink)
            {
                _plain += count;
                _ends |= words.ContainsAny(Ends);
                _commas |= words.ContainsAny(Commas);
            }
        }
    }
}
