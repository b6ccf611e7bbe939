using System.Text;

namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>PDF files: one to three columns, headings, items that hang out, tables, running heads and page numbers.</summary>
internal static class MadePages
{
    private const double Top = 90;

    private const double Bottom = 700;

    /// <summary>The file, and the words that it was made of in the order in which people read them.</summary>
    public static (byte[] Pdf, string Words) Make(MadeText text)
    {
        var pdf = new MadePdf { IsPacked = text.OneIn(2) };
        var words = new StringBuilder();
        var columns = text.Random.Next(1, 4);
        var (size, pitch) = (text.Random.Next(10, 13), 1.6);
        var ems = Math.Floor((480.0 / size / columns) - (columns > 1 ? 2 : 0));
        var head = text.OneIn(2) ? text.Unit() + "文件汇编" : "";
        var (page, column, y) = (0, 0, Top);
        NewPage();
        var title = text.Title();
        pdf.Text(title, 300 - (title.Length * 9), y, 18);
        words.AppendLine(title);
        y += 40;
        var top = y;
        for (var block = text.Random.Next(6, 16); block > 0; block--)
        {
            if (columns == 1 && text.OneIn(5))
            {
                Table();
                continue;
            }

            var isHeading = columns == 1 && text.OneIn(4);
            var content = isHeading ? text.Heading(block) : text.Paragraph();
            words.AppendLine(content);
            foreach (var line in MadePdf.Wrapped(isHeading ? content : "　　" + content, ems))
            {
                Fit(1);
                pdf.Text(line.TrimStart('　'), X() + ((line.Length - line.TrimStart('　').Length) * size), y, size);
                y += size * pitch;
            }
        }

        return (pdf.Build(), words.ToString());

        double X() => 60 + (column * (ems + 2) * size);

        void Table()
        {
            var rows = text.Table();
            Fit(rows.Length + 1);
            y += size;
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    pdf.Text(row[i], 70 + (i * 120), y, size);
                }

                words.AppendJoin('\t', row).AppendLine();
                y += size * 1.9;
            }

            y += size;
        }

        void Fit(int lines)
        {
            if (y + (lines * size * pitch) <= Bottom)
            {
                return;
            }

            if (++column == columns)
            {
                NewPage();
                top = Top;
            }

            y = top;
        }

        void NewPage()
        {
            page++;
            column = 0;
            pdf.NewPage().Text($"— {page} —", 285, 760, 10);
            if (head.Length > 0)
            {
                pdf.Text(head, 230, 40, 9);
            }
        }
    }
}
