using System.Buffers;
using AngleSharp.Dom;

namespace KnowledgeBase.Readers;

/// <summary>How much running text each element of a page holds.</summary>
internal sealed class HtmlWeights
{
    /// <summary>A text this long counts fully even without punctuation.</summary>
    private const int LongText = 20;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create("。，；！？：、,.;");

    private readonly Dictionary<IElement, Weight> _weights = [];

    public HtmlWeights(IElement root) => Weigh(root, inLink: false);

    /// <summary>What the element holds; nothing for one that is not under the root.</summary>
    public Weight Of(IElement element) => _weights.GetValueOrDefault(element);

    /// <summary>Depth is bounded by <see cref="HtmlNesting"/>.</summary>
    private Weight Weigh(IElement element, bool inLink)
    {
        inLink |= element.LocalName == "a" && element.HasAttribute("href");
        double mass = 0, links = 0;
        foreach (var node in element.ChildNodes)
        {
            if (node is IElement child)
            {
                var weight = child.LocalName is "script" or "style" or "noscript" or "template" or "select"
                    ? default
                    : Weigh(child, inLink);
                mass += weight.Mass;
                links += weight.Links;
            }
            else if (node is IText text)
            {
                var words = text.Data.AsSpan().Trim();
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

        return _weights[element] = new Weight(mass, links);
    }

    /// <summary>Characters of text.</summary>
    /// <param name="Mass">Outside of links; short pieces without punctuation count a quarter.</param>
    /// <param name="Links">Inside of links.</param>
    internal readonly record struct Weight(double Mass, double Links);
}
