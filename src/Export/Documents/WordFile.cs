using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using RunText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace KnowledgeBase.Export.Documents;

/// <summary>
/// Writes a document as .docx in the form of official documents (公文): A4, fonts and line spacing as GB/T 9704 has them, headings in
/// Word's own styles so that its navigation shows them, the page's number below. Fonts are named and not embedded.
/// </summary>
/// <remarks>
/// The package is written part by part and forwards only, each part with one fixed time: nothing but the content tells two files apart,
/// and a file of any length takes no memory.
/// </remarks>
internal static class WordFile
{
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    private const string Footer = "rId2";

    /// <summary>The first time that a zip can tell.</summary>
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(TextDocument document, Stream output, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(new ForwardStream(output), ZipArchiveMode.Create, leaveOpen: true);
        WriteXml(
            zip,
            "[Content_Types].xml",
            $"""
            <Types xmlns="{Package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/word/document.xml" ContentType="{Main}.document.main+xml"/>
            <Override PartName="/word/styles.xml" ContentType="{Main}.styles+xml"/>
            <Override PartName="/word/footer1.xml" ContentType="{Main}.footer+xml"/>
            {(document.Remarks.Count > 0 ? $"<Override PartName=\"/word/comments.xml\" ContentType=\"{Main}.comments+xml\"/>" : "")}
            </Types>
            """);
        WriteXml(
            zip,
            "_rels/.rels",
            $"""
            <Relationships xmlns="{Package}/relationships">
            <Relationship Id="rId1" Type="{Office}/officeDocument" Target="word/document.xml"/>
            </Relationships>
            """);
        WriteXml(
            zip,
            "word/_rels/document.xml.rels",
            $"""
            <Relationships xmlns="{Package}/relationships">
            <Relationship Id="rId1" Type="{Office}/styles" Target="styles.xml"/>
            <Relationship Id="{Footer}" Type="{Office}/footer" Target="footer1.xml"/>
            {(document.Remarks.Count > 0 ? $"<Relationship Id=\"rId3\" Type=\"{Office}/comments\" Target=\"comments.xml\"/>" : "")}
            </Relationships>
            """);
        WritePart(zip, "word/styles.xml", writer => writer.WriteElement(OfficialStyles.All()));
        WritePart(zip, "word/footer1.xml", writer => writer.WriteElement(PageNumber()));
        if (document.Remarks.Count > 0)
        {
            WritePart(zip, "word/comments.xml", writer => writer.WriteElement(Comments(document.Remarks)));
        }

        WritePart(zip, "word/document.xml", writer =>
        {
            writer.WriteStartElement(new Document());
            writer.WriteStartElement(new Body());
            if (document.Title.Length > 0)
            {
                writer.WriteElement(Paragraph(OfficialStyles.Title, PlainCharacters.Line(document.Title)));
            }

            foreach (var block in document.Blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var element in Elements(block))
                {
                    writer.WriteElement(element);
                }
            }

            writer.WriteElement(Section());
            writer.WriteEndElement();
            writer.WriteEndElement();
        });
    }

    private static IEnumerable<OpenXmlElement> Elements(TextBlock block) => block switch
    {
        HeadingBlock heading => [Paragraph(OfficialStyles.Heading(heading.Level), PlainCharacters.Line(heading.Text))],
        CitationBlock citation => [Paragraph(OfficialStyles.Citation, PlainCharacters.Line(citation.Text))],
        ListBlock list => list.Items.Select((item, i) => Paragraph(OfficialStyles.Body, $"{i + 1}．{PlainCharacters.Line(item)}")),

        // Behind a table stands a paragraph, lest two of them run into one.
        TableBlock table => [TableOf(table), Paragraph(OfficialStyles.Body, "")],
        RemarkedBlock remarked => [Remarked(remarked)],
        ParagraphBlock paragraph => PlainCharacters.Lines(paragraph.Text).Select(line => Paragraph(OfficialStyles.Body, line)),
        _ => [],
    };

    /// <summary>A paragraph whose remarks are Word's comments.</summary>
    private static Paragraph Remarked(RemarkedBlock block)
    {
        var paragraph = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = OfficialStyles.Body }));
        var at = 0;
        foreach (var mark in block.Marks)
        {
            AppendWords(mark.Place);
            var id = mark.Remark.ToString(CultureInfo.InvariantCulture);
            paragraph.Append(mark.Begins ? new CommentRangeStart { Id = id } : new CommentRangeEnd { Id = id });
            if (!mark.Begins)
            {
                paragraph.Append(new Run(new CommentReference { Id = id }));
            }
        }

        AppendWords(block.Text.Length);
        return paragraph;

        void AppendWords(int end)
        {
            if (end > at)
            {
                paragraph.Append(Words(PlainCharacters.Line(block.Text[at..end])));
                at = end;
            }
        }
    }

    private static Comments Comments(IReadOnlyList<string> remarks) => new(remarks.Select((remark, i) => new Comment(
        PlainCharacters.Lines(remark).Select(line => new Paragraph(Words(line))))
    {
        Id = i.ToString(CultureInfo.InvariantCulture),
        Author = "核稿",
        Initials = "核",
    }));

    private static Paragraph Paragraph(string? style, string line)
    {
        var paragraph = new Paragraph();
        if (style is not null)
        {
            paragraph.Append(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        }

        paragraph.Append(Words(line));
        return paragraph;
    }

    private static Run Words(string line)
    {
        var run = new Run();
        foreach (var (i, part) in line.Split('\t').Index())
        {
            if (i > 0)
            {
                run.Append(new TabChar());
            }

            run.Append(new RunText(part) { Space = SpaceProcessingModeValues.Preserve });
        }

        return run;
    }

    private static Table TableOf(TableBlock block)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(
                    Line<TopBorder>(), Line<LeftBorder>(), Line<BottomBorder>(), Line<RightBorder>(),
                    Line<InsideHorizontalBorder>(), Line<InsideVerticalBorder>())),
            new TableGrid(block.Columns.Select(_ => new GridColumn { Width = $"{OfficialStyles.TextWidth / block.Columns.Count}" })));
        table.Append(RowOf(block.Columns, new TableRowProperties(new TableHeader())));
        table.Append(block.Rows.Select(row => RowOf(row, properties: null)));
        return table;

        static TBorder Line<TBorder>()
            where TBorder : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = "auto" };
    }

    private static TableRow RowOf(IEnumerable<string> cells, TableRowProperties? properties)
    {
        var row = new TableRow();
        if (properties is not null)
        {
            row.Append(properties);
        }

        row.Append(cells.Select(cell => new TableCell(Paragraph(OfficialStyles.Cell, PlainCharacters.Line(cell)))));
        return row;
    }

    /// <summary>A4 with the margins of official documents: 37, 35, 28 and 26 mm.</summary>
    private static SectionProperties Section() => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = Footer },
        new PageSize { Width = (uint)OfficialStyles.PageWidth, Height = 16838 },
        new PageMargin
        {
            Top = 2098,
            Bottom = 1984,
            Left = OfficialStyles.LeftMargin,
            Right = OfficialStyles.RightMargin,
            Header = 851,
            Footer = 1417,
            Gutter = 0,
        });

    private static Footer PageNumber() => new(
        new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = OfficialStyles.PageNumber }),
            new Run(new RunText("— ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(new RunText("1"))) { Instruction = " PAGE " },
            new Run(new RunText(" —") { Space = SpaceProcessingModeValues.Preserve })));

    private static void WriteXml(ZipArchive zip, string name, string xml) =>
        WriteEntry(zip, name, part => part.Write(
            Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{xml.ReplaceLineEndings("")}")));

    private static void WritePart(ZipArchive zip, string name, Action<OpenXmlWriter> write) => WriteEntry(zip, name, part =>
    {
        using var writer = OpenXmlWriter.Create(part, Encoding.UTF8);
        writer.WriteStartDocument(standalone: true);
        write(writer);
    });

    private static void WriteEntry(ZipArchive zip, string name, Action<Stream> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = FixedTime;
        using var part = entry.Open();
        write(part);
    }
}
