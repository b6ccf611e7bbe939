using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>An outline whose title lines and headings are those given: a paragraph a line, and nothing found out.</summary>
internal static class BareOutline
{
    public static DocumentOutline Of(string text, TitleBlock? lines = null, params Heading[] headings)
    {
        var paragraphs = new List<TextParagraph>();
        var start = 0;
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                paragraphs.Add(new TextParagraph(start, start + line.Length, ParagraphKind.Body));
            }

            start += line.Length + 1;
        }

        return new DocumentOutline { Paragraphs = paragraphs, Title = lines ?? TitleBlock.None, Headings = headings };
    }
}
