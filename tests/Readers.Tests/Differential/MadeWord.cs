using System.Globalization;
using System.Text;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>Word files: styles, numbered and nested lists, tables with merged cells, notes, breaks and insertions.</summary>
internal static class MadeWord
{
    private const string Numbering =
        "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>"
        + "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum>"
        + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";

    public static byte[] Make(MadeText text)
    {
        var body = new StringBuilder(P(text.Title(), "<w:pStyle w:val=\"Title\"/>"));
        var notes = new StringBuilder();
        var count = 1;
        for (var block = text.Random.Next(6, 16); block > 0; block--)
        {
            switch (text.Random.Next(7))
            {
                case 0:
                    body.Append(P(text.Heading(block), "<w:outlineLvl w:val=\"0\"/>"));
                    break;
                case 1:
                    for (var i = text.Random.Next(2, 6); i > 0; i--)
                    {
                        body.Append(P(text.Sentence(), string.Create(CultureInfo.InvariantCulture, $"<w:numPr><w:ilvl w:val=\"{text.Random.Next(2)}\"/><w:numId w:val=\"1\"/></w:numPr>")));
                    }

                    break;
                case 2:
                    Table(body, text);
                    break;
                case 3:
                    notes.Append(CultureInfo.InvariantCulture, $"<w:footnote w:id=\"{++count}\">{P(text.Sentence())}</w:footnote>");
                    body.Append(CultureInfo.InvariantCulture, $"<w:p><w:r><w:t>{text.Sentence()}</w:t></w:r><w:r><w:footnoteReference w:id=\"{count}\"/></w:r><w:r><w:t>{text.Sentence()}</w:t></w:r></w:p>");
                    break;
                case 4:
                    body.Append(CultureInfo.InvariantCulture, $"<w:p><w:r><w:t>{text.Sentence()}</w:t><w:br/><w:t>{text.Sentence()}</w:t></w:r></w:p>");
                    break;
                default:
                    body.Append(CultureInfo.InvariantCulture, $"<w:p><w:r><w:t>{text.Sentence()}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{text.Unit()}</w:t></w:r><w:ins w:id=\"1\"><w:r><w:t>{text.Sentence()}</w:t></w:r></w:ins></w:p>");
                    break;
            }
        }

        return Docx(body.ToString(), numbering: Numbering, footnotes: notes.Length > 0 ? notes.ToString() : null);
    }

    private static void Table(StringBuilder body, MadeText text)
    {
        var rows = text.Table();
        body.Append("<w:tbl><w:tblPr/><w:tblGrid>").Append(string.Concat(Enumerable.Repeat("<w:gridCol w:w=\"2000\"/>", rows[0].Length))).Append("</w:tblGrid>");
        var merged = text.Random.Next(1, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            body.Append("<w:tr>");
            for (var j = 0; j < rows[i].Length; j++)
            {
                var merge = j > 0 || i < merged ? "" : i == merged ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>";
                body.Append("<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/>").Append(merge).Append("</w:tcPr>")
                    .Append(merge == "<w:vMerge/>" ? "<w:p/>" : P(rows[i][j])).Append("</w:tc>");
            }

            body.Append("</w:tr>");
        }

        body.Append("</w:tbl>");
    }
}
