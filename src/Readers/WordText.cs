using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Readers;

/// <summary>All words under an element of a Word file, whatever becomes of them.</summary>
internal static class WordText
{
    private const string Names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

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

        // WordArt as programs wrote it before 2010: a shape of letters.
        DocumentFormat.OpenXml.Vml.TextPath { String.Value: { Length: > 0 } letters } => letters,
        NoBreakHyphen => "-",

        // What stands within elements that the library does not know: smart tags, which Word 2003 put around days and places.
        OpenXmlUnknownElement { LocalName: "t" or "delText", NamespaceUri: Names } unknown when IsInParagraph(unknown) =>
            unknown.InnerText,
        _ => null,
    };

    /// <summary>True for what lies within runs of a paragraph, however deep; elsewhere Word shows nothing.</summary>
    private static bool IsInParagraph(OpenXmlUnknownElement element)
    {
        for (var outer = element.Parent; element.Parent?.LocalName == "r" && outer is not null; outer = outer.Parent)
        {
            if (outer is Paragraph)
            {
                return true;
            }

            if (outer is ParagraphProperties or RunProperties or OpenXmlUnknownElement { LocalName: "p" or "pPr" or "rPr" or "tbl" })
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>True for a run that is hidden; within an element that the library does not know, also for one that is deleted.</summary>
    public static bool IsHidden(OpenXmlElement element) => element is Run { RunProperties.Vanish: { } vanish }
        ? vanish.Val?.Value != false
        : element is OpenXmlUnknownElement { NamespaceUri: Names } && (element.LocalName is "del" or "moveFrom"
            || (element.LocalName == "r" && element.Descendants().Any(e => e is { LocalName: "vanish", NamespaceUri: Names })));

    /// <summary>The same content twice, for new and old programs: the first that has words.</summary>
    public static OpenXmlElement? Chosen(AlternateContent alternate)
    {
        OpenXmlElement? first = null;
        foreach (var form in alternate.ChildElements.Where(e => e is AlternateContentChoice or AlternateContentFallback))
        {
            if (form.Descendants().Any(e => Own(e) is { } own && !string.IsNullOrWhiteSpace(own)))
            {
                return form;
            }

            first ??= form;
        }

        return first;
    }

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
