using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using KnowledgeBase.Export.Documents;

namespace KnowledgeBase.Export.Tests;

public sealed class WordFileTests
{
    private static readonly TextDocument Whole = Samples.Document(
        new HeadingBlock(1, "一、背景"),
        new HeadingBlock(2, "（一）来由"),
        new HeadingBlock(3, "1．第一点"),
        new HeadingBlock(7, "很深"),
        new ParagraphBlock("第一段。\n\n第二段。"),
        new ListBlock(["甲", "乙"]),
        new TableBlock(["列一", "列二"], [["1", "2"], ["3", "4"]]),
        new CitationBlock("云溪县委《题目》（2023年）"));

    [Fact]
    public void A_document_is_valid_and_holds_its_blocks_in_their_order()
    {
        using var word = Open(Whole);

        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(word).Select(e => e.Description));
        var body = word.MainDocumentPart!.Document.Body!;
        Assert.Equal(
            ["题目", "一、背景", "（一）来由", "1．第一点", "很深", "第一段。", "第二段。", "1．甲", "2．乙", "", "云溪县委《题目》（2023年）"],
            body.Elements<Paragraph>().Select(p => p.InnerText));
        Assert.Equal(["列一", "列二", "1", "2", "3", "4"], body.Descendants<TableCell>().Select(c => c.InnerText));
    }

    [Fact]
    public void Headings_have_the_styles_that_the_navigation_of_a_word_processor_goes_by()
    {
        using var word = Open(Whole);

        Assert.Equal(
            ["Title", "Heading1", "Heading2", "Heading3", "Heading3"],
            word.MainDocumentPart!.Document.Body!.Elements<Paragraph>().Take(5)
                .Select(p => p.ParagraphProperties!.ParagraphStyleId!.Val!.Value));
        var styles = StylesOf(word);
        Assert.Equal(["heading 1", "heading 2", "heading 3"], new[] { 1, 2, 3 }.Select(n => styles[$"Heading{n}"].StyleName!.Val!.Value));
        Assert.Equal([0, 1, 2], new[] { 1, 2, 3 }.Select(n => styles[$"Heading{n}"].StyleParagraphProperties!.OutlineLevel!.Val!.Value));
    }

    [Theory]
    [InlineData("Title", "方正小标宋简体", "44", false)]
    [InlineData("Heading1", "黑体", "32", false)]
    [InlineData("Heading2", "楷体_GB2312", "32", false)]
    [InlineData("Heading3", "仿宋_GB2312", "32", true)]
    [InlineData("Normal", "仿宋_GB2312", "32", false)]
    public void Every_level_has_the_font_and_size_of_official_documents(string style, string font, string size, bool isBold)
    {
        using var word = Open(Whole);

        var letters = StylesOf(word)[style].StyleRunProperties!;
        Assert.Equal((font, font), (letters.RunFonts!.EastAsia!.Value, letters.RunFonts.Ascii!.Value));
        Assert.Equal((size, isBold), (letters.FontSize!.Val!.Value, letters.Bold!.Val!.Value));
    }

    [Fact]
    public void Running_text_is_set_in_lines_of_28_points_its_first_indented_by_two_characters()
    {
        using var word = Open(Whole);

        var paragraph = StylesOf(word)["Normal"].StyleParagraphProperties!;
        Assert.Equal(
            ("560", LineSpacingRuleValues.Exact),
            (paragraph.SpacingBetweenLines!.Line!.Value, paragraph.SpacingBetweenLines.LineRule!.Value));
        Assert.Equal(200, paragraph.Indentation!.FirstLineChars!.Value);
    }

    [Fact]
    public void The_page_is_A4_with_the_margins_of_official_documents_and_its_number_below()
    {
        using var word = Open(Whole);

        var section = word.MainDocumentPart!.Document.Body!.Elements<SectionProperties>().Single();
        var (page, margin) = (section.GetFirstChild<PageSize>()!, section.GetFirstChild<PageMargin>()!);
        Assert.Equal((11906u, 16838u), (page.Width!.Value, page.Height!.Value));
        Assert.Equal(
            [37, 35, 28, 26],
            new[] { margin.Top!.Value, margin.Bottom!.Value, (int)margin.Left!.Value, (int)margin.Right!.Value }
                .Select(twips => (int)Math.Round(twips * 25.4 / 1440)));
        var footer = (FooterPart)word.MainDocumentPart.GetPartById(section.GetFirstChild<FooterReference>()!.Id!.Value!);
        Assert.Equal("PAGE", footer.Footer.Descendants<SimpleField>().Single().Instruction!.Value!.Trim());
    }

    [Theory]
    [MemberData(nameof(Samples.HostileTexts), MemberType = typeof(Samples))]
    public void Texts_come_out_as_they_went_in(string text)
    {
        using var word = Open(new TextDocument(
            text,
            [
                new HeadingBlock(1, text), new ParagraphBlock(text), new CitationBlock(text), new TableBlock([text], [[text]]),
                new ListBlock([text]),
            ]));

        Assert.Empty(new OpenXmlValidator().Validate(word).Select(e => e.Description));
        var body = word.MainDocumentPart!.Document.Body!;
        var seen = body.Descendants<Paragraph>().Select(p => p.InnerText).Where(t => t.Length > 0).ToList();
        Assert.Equal(7, seen.Count);
        Assert.All(seen[..^1], t => Assert.Equal(text.Trim(), t));
        Assert.Equal($"1．{text.Trim()}", seen[^1]);
    }

    [Fact]
    public void Characters_that_XML_forbids_are_dropped()
    {
        using var word = Open(Samples.Document(new ParagraphBlock("甲\0\u0001\u000b\u001f乙\ud800丙\udc00\uffff丁\t戊𠮷")));

        Assert.Equal("甲乙丙丁戊𠮷", word.MainDocumentPart!.Document.Body!.Elements<Paragraph>().Last().InnerText);
        Assert.Single(word.MainDocumentPart.Document.Body.Descendants<TabChar>());
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes_wherever_it_is_written_to()
    {
        var first = Bytes(Whole);
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path))
            {
                WordFile.Write(Whole, file, CancellationToken.None);
            }

            Assert.Equal(first, File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }

        using var zip = new ZipArchive(new MemoryStream(first));
        Assert.All(zip.Entries, e => Assert.Equal(new DateTime(1980, 1, 1), e.LastWriteTime.DateTime));
    }

    [Fact]
    public void Writing_ends_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => WordFile.Write(Whole, Stream.Null, cancelled.Token));
    }

    private static byte[] Bytes(TextDocument document) => Samples.Written(s => WordFile.Write(document, s, CancellationToken.None));

    private static WordprocessingDocument Open(TextDocument document) =>
        WordprocessingDocument.Open(new MemoryStream(Bytes(document)), isEditable: false);

    private static Dictionary<string, Style> StylesOf(WordprocessingDocument word) =>
        word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().ToDictionary(s => s.StyleId!.Value!, StringComparer.Ordinal);
}
