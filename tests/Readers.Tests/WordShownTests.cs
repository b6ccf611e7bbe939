using System.IO.Compression;
using System.Text;
using KnowledgeBase.Materials;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Word files are read as Word shows them, whatever their XML parts or keeps twice.</summary>
public sealed class WordShownTests
{
    [Theory]
    [InlineData("<w:rPr><w:del w:id=\"1\"/></w:rPr>")]
    [InlineData("<w:rPr><w:vanish/><w:specVanish/></w:rPr>")]
    [InlineData("<w:framePr w:dropCap=\"drop\" w:lines=\"2\"/>")]
    public void A_paragraph_whose_end_is_not_seen_goes_on_in_the_next(string properties)
    {
        var material = Read(P("院坝会开会之前", properties) + P("先走访农户，问清难处。") + P("会后逐条答复。"));
        Assert.Equal("院坝会开会之前先走访农户，问清难处。\n会后逐条答复。", material.Text);
    }

    [Fact]
    public void What_goes_on_in_nothing_stands_by_itself()
    {
        const string Deleted = "<w:rPr><w:del w:id=\"1\"/></w:rPr>";
        Assert.Equal(
            "表前一句\n村\t场次\n甲\t3\n最后一句",
            Read(P("表前一句", Deleted) + "<w:tbl><w:tr><w:tc>" + P("村") + "</w:tc><w:tc>" + P("场次") + "</w:tc></w:tr><w:tr><w:tc>" + P("甲") + "</w:tc><w:tc>" + P("3")
                + "</w:tc></w:tr></w:tbl>" + P("最后一句", Deleted)).Text);
    }

    [Fact]
    public void Words_that_a_style_hides_are_in_the_account()
    {
        const string Styles = "<w:style w:type=\"character\" w:styleId=\"h\"><w:name w:val=\"h\"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"p\"><w:name w:val=\"p\"/><w:rPr><w:vanish/></w:rPr></w:style>";
        var material = Reading.One(
            Docx(
                "<w:p><w:r><w:t>看得见，</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"h\"/></w:rPr><w:t>看不见，</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"h\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>又看得见。</w:t></w:r></w:p>"
                + P("整段看不见。", "<w:pStyle w:val=\"p\"/>"),
                styles: Styles),
            "a.docx");
        Assert.Equal("看得见，又看得见。", material.Text);
        Assert.Equal(["看不见，", "整段看不见。"], material.Account!.LeftOut.Select(l => l.Text));
        Assert.Equal(0, material.Account.Missing);
    }

    [Fact]
    public void Of_two_forms_of_one_drawing_the_one_with_words_is_read()
    {
        const string Shape = "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框里有一句话。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>";
        var material = Read($"<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing/></mc:Choice><mc:Fallback>{Shape}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>段里一句话。</w:t></w:r></w:p>");
        Assert.Equal("段里一句话。\n框里有一句话。", material.Text);
    }

    [Fact]
    public void Letters_that_are_a_shape_stand_on_a_line_of_their_own()
    {
        const string Shape = "<w:pict><v:shape type=\"#t136\"><v:textpath style=\"font-family:SimHei\" string=\"院坝会议事办法\"/></v:shape></w:pict>";
        Assert.Equal("试行\n院坝会议事办法\n一、会前走访。", Read($"<w:p><w:r>{Shape}</w:r><w:r><w:t>试行</w:t></w:r></w:p>" + P("一、会前走访。")).Text);
        Assert.Equal(
            "院坝会议事办法\t甲\n乙\t丙",
            Read("<w:tbl><w:tr><w:tc><w:p><w:r>" + Shape + "</w:r></w:p></w:tc><w:tc>" + P("甲") + "</w:tc></w:tr><w:tr><w:tc>" + P("乙") + "</w:tc><w:tc>" + P("丙") + "</w:tc></w:tr></w:tbl>").Text);
    }

    [Fact]
    public void Fractions_keep_what_parts_them() => Assert.Equal(
        "到会率为实到/应到。",
        Read("<w:p><w:r><w:t>到会率为</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>实到</m:t></m:r></m:num><m:den><m:r><m:t>应到</m:t></m:r></m:den></m:f></m:oMath><w:r><w:t>。</w:t></w:r></w:p>").Text);

    [Theory]
    [InlineData("text/html", "<html><body><h1>院坝会</h1><p>会前走访。</p></body></html>", "院坝会\n会前走访。")]
    [InlineData("text/plain", "会前走访。\r\n会后答复。", "会前走访。\n会后答复。")]
    [InlineData("message/rfc822", "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<p>会前走访。</p>\r\n--b--\r\n", "会前走访。")]
    public void Documents_of_other_formats_that_lie_in_the_file_are_read_in_their_place(string type, string content, string words)
    {
        var material = Reading.One(
            With(
                Docx(P("前一段。") + "<w:altChunk r:id=\"c\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/>" + P("后一段。")),
                "aFChunk", "c", "chunk.bin", type, content),
            "a.docx");
        Assert.Equal($"前一段。\n{words}\n后一段。", material.Text);
        Assert.Empty(material.Warnings);
        Assert.Equal(0, material.Account!.Missing);
    }

    [Fact]
    public void A_document_in_the_file_that_cannot_be_read_is_told_of()
    {
        var material = Reading.One(
            With(
                Docx(P("前一段。") + "<w:altChunk r:id=\"c\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/>"),
                "aFChunk", "c", "chunk.rtf", "application/rtf", "{\\rtf1 x}"),
            "a.docx");
        Assert.Equal("前一段。", material.Text);
        Assert.Contains("embedded document", Assert.Single(material.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_charts_are_in_the_account_and_embedded_objects_are_told_of()
    {
        const string Chart = "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>各村场次</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:cat><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>陈家湾村</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx=\"0\"><c:v>18</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>";
        var material = Reading.One(
            With(
                Docx(P("场次见图。") + "<w:p><w:r><w:object><o:OLEObject xmlns:o=\"urn:schemas-microsoft-com:office:office\" Type=\"Embed\" ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>"),
                "chart", "c", "chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", Chart),
            "a.docx");
        Assert.Equal("场次见图。", material.Text);
        Assert.Equal([(LeftOutKind.Substitute, "各村场次\n陈家湾村\n18")], material.Account!.LeftOut.Select(l => (l.Kind, l.Text)));
        Assert.Equal(0, material.Account.Missing);
        Assert.Contains("Excel.Sheet.12", Assert.Single(material.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Found by changing files at random: words between the cells of a row were in no account.</summary>
    [Fact]
    public void Words_in_a_table_and_in_none_of_its_cells_are_in_the_account()
    {
        const string Row = "<w:tr><w:tc><w:p><w:r><w:t>村</w:t></w:r></w:p></w:tc><w:ins w:id=\"1\"><w:r><w:t>格外一句</w:t></w:r></w:ins><w:tc><w:p><w:r><w:t>场次</w:t></w:r></w:p></w:tc></w:tr>";
        var material = Read($"<w:tbl>{Row}{Row}</w:tbl>");
        Assert.Equal("村\t场次\n村\t场次", material.Text);
        Assert.Equal(["格外一句", "格外一句"], material.Account!.LeftOut.Select(l => l.Text));
    }

    private static RawMaterial Read(string body)
    {
        var material = Reading.One(Docx(body), "a.docx");
        Assert.Equal(0, material.Account!.Missing);
        Assert.Empty(material.Warnings);
        return material;
    }

    /// <summary>A Word file with one more part.</summary>
    private static byte[] With(byte[] file, string relation, string id, string name, string type, string content)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            Change("[Content_Types].xml", "</Types>", $"<Override PartName=\"/word/{name}\" ContentType=\"{type}\"/></Types>");
            Change("word/_rels/document.xml.rels", "</Relationships>", $"<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation}\" Target=\"{name}\"/></Relationships>");
            using var part = zip.CreateEntry($"word/{name}").Open();
            part.Write(Utf8(content));

            void Change(string entry, string old, string changed)
            {
                string words;
                using (var reader = new StreamReader(zip.GetEntry(entry)!.Open(), Encoding.UTF8))
                {
                    words = reader.ReadToEnd().Replace(old, changed, StringComparison.Ordinal);
                }

                zip.GetEntry(entry)!.Delete();
                using var writer = zip.CreateEntry(entry).Open();
                writer.Write(Utf8(words));
            }
        }

        return stream.ToArray();
    }
}
