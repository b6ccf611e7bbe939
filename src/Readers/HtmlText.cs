using System.Text;
using AngleSharp.Dom;

namespace KnowledgeBase.Readers;

/// <summary>All words under a node, whatever becomes of them: scripts and styles are none.</summary>
internal static class HtmlText
{
    /// <summary>The words, blocks on lines of their own.</summary>
    public static string Of(INode node)
    {
        var words = new StringBuilder();
        Add(node, words);
        return words.ToString();
    }

    /// <summary>Depth is bounded by <see cref="HtmlNesting"/>.</summary>
    private static void Add(INode node, StringBuilder words)
    {
        switch (node)
        {
            case IText text:
                words.Append(text.Data);
                break;
            case IElement element when HtmlNames.IsCode(element):
                break;
            case IElement element:
                var apart = HtmlNames.IsBlock(element) || element.LocalName == "br";
                Part();
                foreach (var child in element.ChildNodes)
                {
                    Add(child, words);
                }

                Part();
                break;

                void Part()
                {
                    if (apart && words.Length > 0 && words[^1] != '\n')
                    {
                        words.Append('\n');
                    }
                }
        }
    }
}
