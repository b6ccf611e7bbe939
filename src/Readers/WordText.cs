using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Readers;

/// <summary>All words under an element of a Word file, whatever becomes of them.</summary>
internal static class WordText
{
    /// <summary>The words, paragraphs on lines of their own.</summary>
    public static string Of(OpenXmlElement element)
    {
        var words = new StringBuilder();
        Add(element, words);
        return words.ToString();
    }

    /// <summary>The words of an element that is itself text; null for one that is not.</summary>
    public static string? Own(OpenXmlElement element) => element switch
    {
        DocumentFormat.OpenXml.Wordprocessing.Text text => text.Text,
        DeletedText deleted => deleted.Text,
        DocumentFormat.OpenXml.Math.Text formula => formula.Text,
        SymbolChar symbol => WordSymbols.Of(symbol),
        NoBreakHyphen => "-",
        _ => null,
    };

    /// <summary>The same content twice, for new and old programs: one of them.</summary>
    public static OpenXmlElement? Chosen(AlternateContent alternate) =>
        (OpenXmlElement?)alternate.GetFirstChild<AlternateContentChoice>() ?? alternate.GetFirstChild<AlternateContentFallback>();

    /// <summary>Depth is bounded by <see cref="ReadLimits.MaxMarkupDepth"/>.</summary>
    private static void Add(OpenXmlElement element, StringBuilder words)
    {
        if (Own(element) is { } own)
        {
            words.Append(own);
            return;
        }

        if (element is AlternateContent alternate)
        {
            if (Chosen(alternate) is { } chosen)
            {
                Add(chosen, words);
            }

            return;
        }

        foreach (var child in element.ChildElements)
        {
            Add(child, words);
        }

        if (element is Paragraph && words.Length > 0 && words[^1] != '\n')
        {
            words.Append('\n');
        }
    }
}
