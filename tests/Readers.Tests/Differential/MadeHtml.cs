using System.Text;

namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>Web pages: headings, nested lists, tables with cells over rows, breaks, quotations, links and emphasised text.</summary>
internal static class MadeHtml
{
    public static string Make(MadeText text)
    {
        var page = new StringBuilder("<!DOCTYPE html><html><head><meta charset=utf-8><title>");
        var title = text.Title();
        page.Append(title).Append("</title></head><body>");
        var depth = text.Random.Next(0, 6);
        for (var i = 0; i < depth; i++)
        {
            page.Append("<div class=\"").Append(text.Of(["main", "wrap", "content", "col-side", "hot", "normal_text_link"])).Append("\">");
        }

        page.Append("<h1>").Append(title).Append("</h1>").Append("<p>").Append(text.Paragraph()).Append("</p>");
        for (var block = text.Random.Next(5, 14); block > 0; block--)
        {
            switch (text.Random.Next(8))
            {
                case 0:
                    page.Append("<h2>").Append(text.Heading(block)).Append("</h2>");
                    break;
                case 1:
                    List(page, text, 0);
                    break;
                case 2:
                    Table(page, text);
                    break;
                case 3:
                    page.Append("<blockquote><p>").Append(text.Sentence()).Append("</p></blockquote>");
                    break;
                case 4:
                    page.Append("<div>").Append(text.Sentence()).Append("<br>").Append(text.Sentence()).Append("</div>");
                    break;
                default:
                    page.Append("<p>").Append(text.Sentence()).Append("<span class=\"wx_search_keyword_wrap\"><strong>").Append(text.Unit())
                        .Append("</strong></span>").Append(text.Sentence()).Append("<a href=\"#\">").Append(text.Sentence()).Append("</a></p>\n");
                    break;
            }
        }

        return page.Append(string.Concat(Enumerable.Repeat("</div>", depth))).Append("</body></html>").ToString();
    }

    private static void List(StringBuilder page, MadeText text, int depth)
    {
        var kind = text.OneIn(2) ? "ul" : "ol";
        page.Append('<').Append(kind).Append('>');
        for (var i = text.Random.Next(2, 5); i > 0; i--)
        {
            page.Append("<li>").Append(text.Sentence());
            if (depth < 3 && text.OneIn(3))
            {
                List(page, text, depth + 1);
            }

            page.Append("</li>");
        }

        page.Append("</").Append(kind).Append('>');
    }

    private static void Table(StringBuilder page, MadeText text)
    {
        page.Append("<table>");
        var rows = text.Table();
        var (row, column) = (text.Random.Next(1, rows.Length), text.Random.Next(rows[0].Length));
        for (var i = 0; i < rows.Length; i++)
        {
            page.Append("<tr>");
            for (var j = 0; j < rows[i].Length; j++)
            {
                // One cell reaches over the one below it, or over the one beside it.
                var isOver = (i, j) == (row, column) && i + 1 < rows.Length;
                if (j == column && i == row + 1)
                {
                    continue;
                }

                page.Append(isOver ? "<td rowspan=2>" : "<td>").Append("<p>").Append(rows[i][j]).Append("</p>");
                page.Append(text.OneIn(6) ? "<p>（其中女）</p></td>" : "</td>");
            }

            page.Append("</tr>");
        }

        page.Append("</table>");
    }
}
