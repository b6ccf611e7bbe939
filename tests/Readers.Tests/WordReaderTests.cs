using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

public sealed class WordReaderTests
{
    private const string Numbered = """
        <w:abstractNum w:abstractNumId="0">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3."/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
        """;

    /// <summary>Word 2003 puts days and places into elements that later versions of the format do not know.</summary>
    [Fact]
    public void What_stands_in_smart_tags_is_text()
    {
        var material = Reading.One(
            Docx(
                "<w:p><w:r><w:t>村党总支于</w:t></w:r><w:smartTag w:uri=\"urn:x\" w:element=\"chsdate\"><w:smartTagPr/><w:smartTag w:element=\"y\"><w:r><w:t>2023年5月</w:t></w:r></w:smartTag>"
                + "<w:r><w:t>6日</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r></w:smartTag><w:r><w:t>开会。</w:t></w:r></w:p>"),
            "a.docx");
        Assert.Equal("村党总支于2023年5月6日开会。", material.Text);
        Assert.Equal(["暗"], material.Account!.LeftOut.Select(l => l.Text));
        Assert.Equal(0, material.Account.Missing);
    }

    [Fact]
    public void Words_within_diagrams_are_in_the_account()
    {
        const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var material = Reading.One(
            Zip(
                ("[Content_Types].xml", Utf8(ContentTypes("<Override PartName=\"/word/diagrams/data1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml\"/>"))),
                ("_rels/.rels", Utf8(RootRelations)),
                ("word/document.xml", Utf8($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{P("组织架构如下。")}</w:body></w:document>")),
                ("word/_rels/document.xml.rels", Utf8($"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"d\" Type=\"{Office}/diagramData\" Target=\"diagrams/data1.xml\"/></Relationships>")),
                ("word/diagrams/data1.xml", Utf8("<d:dataModel xmlns:d=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><d:ptLst><d:pt modelId=\"1\"><d:t><a:bodyPr/><a:p><a:r><a:t>支部书记</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>"))),
            "a.docx");
        Assert.Equal("组织架构如下。", material.Text);
        Assert.Equal(["支部书记"], material.Account!.LeftOut.Select(l => l.Text));
        Assert.Equal(0, material.Account.Missing);
    }

    /// <summary>Found by changing files at random: the second note was lost.</summary>
    [Fact]
    public void Notes_with_one_id_and_without_any_are_in_the_account()
    {
        var material = Reading.One(
            Docx(
                "<w:p><w:r><w:t>村党总支述职。</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
                footnotes: $"<w:footnote w:id=\"2\">{P("见附表。")}</w:footnote><w:footnote w:id=\"2\">{P("另见台账。")}</w:footnote><w:footnote>{P("旧注。")}</w:footnote>"),
            "a.docx");
        Assert.Equal("村党总支述职。\n注1：见附表。", material.Text);
        Assert.Equal(["另见台账。", "旧注。"], material.Account!.LeftOut.Select(l => l.Text));
        Assert.Equal(0, material.Account.Missing);
    }

    [Fact]
    public void Automatic_numbers_become_text()
    {
        static string Item(string text, int level, int list = 1) => P(text, $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        var material = Reading.One(
            Docx(
                Item("总体要求", 0) + Item("指导思想", 1) + Item("基本原则", 1) + Item("重点任务", 0) + Item("抓学习", 1) + Item("每月一学", 2) + Item("每季一考", 2)
                + Item("散项", 0, 2) + Item("附则", 0, 3) + Item("解释", 0, 3) + Item("未编号", 0, 0),
                numbering: Numbered),
            "方案.docx");
        Assert.Equal("一、总体要求\n（一）指导思想\n（二）基本原则\n二、重点任务\n（一）抓学习\n2.1. 每月一学\n2.2. 每季一考\n散项\n九、附则\n十、解释\n未编号", material.Text);
    }

    [Fact]
    public void Numbers_run_as_Word_counts_them()
    {
        const string Lists = """
            <w:abstractNum w:abstractNumId="0">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="chapter"/><w:suff w:val="space"/><w:lvlText w:val="第%1章"/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlRestart w:val="0"/><w:pStyle w:val="article"/><w:suff w:val="space"/><w:lvlText w:val="第%2条"/></w:lvl>
              <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="1"/><w:lvlText w:val="%3."/></w:lvl>
            </w:abstractNum>
            <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/><w:lvlText w:val="附件%1："/></w:lvl></w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
            """;
        const string Styles = """
            <w:style w:type="paragraph" w:styleId="chapter"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="article"><w:name w:val="条"/><w:basedOn w:val="chapter"/></w:style>
            """;
        static string Level2(string text) => P(text, "<w:numPr><w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/></w:numPr>");
        static string Chapter(string text) => P(text, "<w:pStyle w:val=\"chapter\"/>");
        static string Article(string text) => P(text, "<w:pStyle w:val=\"article\"/>");
        Assert.Equal(
            "第一章 总则\n第一条 为了开好院坝会。\n1. 会前\n第二条 适用于各村。\n2. 会后\n第二章 会务\n第三条 每月一次。\n1. 点名\n第四章 附则\n第五条 自发布之日起施行。\n附件：登记表",
            Reading.One(
                Docx(
                    Chapter("总则") + Article("为了开好院坝会。") + Level2("会前") + Article("适用于各村。") + Level2("会后") + Chapter("会务") + Article("每月一次。")
                    + Level2("点名") + Chapter("") + Article(" ") + Chapter("附则") + Article("自发布之日起施行。") + P("登记表", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr>"),
                    styles: Styles,
                    numbering: Lists),
                "办法.docx").Text);
    }

    [Theory]
    [InlineData(10, "chineseCounting", "十")]
    [InlineData(11, "chineseCountingThousand", "十一")]
    [InlineData(20, "chineseCounting", "二十")]
    [InlineData(110, "chineseCounting", "一百一十")]
    [InlineData(205, "chineseCounting", "二百零五")]
    [InlineData(12, "chineseLegalSimplified", "壹拾贰")]
    [InlineData(3, "decimalEnclosedCircle", "③")]
    [InlineData(21, "decimalEnclosedCircleChinese", "㉑")]
    [InlineData(4, "ideographTraditional", "丁")]
    [InlineData(28, "lowerLetter", "bb")]
    [InlineData(1994, "upperRoman", "MCMXCIV")]
    [InlineData(12, "decimalFullWidth", "１２")]
    [InlineData(2025, "ideographDigital", "二〇二五")]
    public void Numbers_are_written_in_the_formats_of_the_standard(int number, string format, string text) =>
        Assert.Equal(text, NumberText.Write(number, format));

    [Fact]
    public void Headings_are_told_by_style_names_in_any_language_and_by_outline_levels()
    {
        const string Styles = """
            <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
            <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
            <w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
            <w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
            <w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文三级"/><w:basedOn w:val="o"/></w:style>
            <w:style w:type="paragraph" w:styleId="o"><w:name w:val="底"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
            """;
        var material = Reading.One(
            Docx(
                P("关于开展“双联”活动的意见", "<w:pStyle w:val=\"t\"/>") + P("总体要求 1", "<w:pStyle w:val=\"toc\"/>") + P("总体要求", "<w:pStyle w:val=\"1\"/>") + P("目标", "<w:pStyle w:val=\"2\"/>")
                + P("任务", "<w:pStyle w:val=\"own\"/>") + P("正文。") + P("保障", "<w:outlineLvl w:val=\"0\"/>"),
                styles: Styles),
            "a.docx");
        Assert.Equal("关于开展“双联”活动的意见\n总体要求\n目标\n任务\n正文。\n保障", material.Text);
        Assert.Equal(["Title 0: 关于开展“双联”活动的意见", "Heading 1: 总体要求", "Heading 2: 目标", "Heading 3: 任务", "Heading 1: 保障"], Reading.Hints(material));
    }

    [Fact]
    public void Insertions_are_kept_and_deletions_hidden_text_and_field_codes_dropped() =>
        Assert.Equal(
            "党员干部要带头学、带头做。\n第二行共3页",
            Reading.One(
                Docx(
                    "<w:p><w:r><w:t>党员</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>群众</w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>干部</w:t></w:r></w:ins>"
                    + "<w:moveFrom w:id=\"3\"><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗文</w:t></w:r><w:r><w:t>要带头学、带头做。</w:t><w:br/><w:t>第二行共</w:t></w:r>"
                    + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>NUMPAGES</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
                    + "<w:hyperlink><w:r><w:t>页</w:t></w:r></w:hyperlink></w:p>"),
                "a.docx").Text);

    [Fact]
    public void Tables_are_rows_and_frames_are_text()
    {
        static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells.Select(c => $"<w:tc>{P(c)}</w:tc>"))}</w:tr>";
        var material = Reading.One(
            Docx($"{P("附表")}<w:tbl>{Row("镇街", "件数")}{Row("青禾镇", "35")}</w:tbl><w:tbl>{Row("框内一段。")}{Row("框内二段。")}</w:tbl>{P("完")}"),
            "a.docx");
        Assert.Equal("附表\n镇街\t件数\n青禾镇\t35\n框内一段。\n框内二段。\n完", material.Text);
        Assert.Equal(["Table 0: 镇街\t件数\n青禾镇\t35"], Reading.Hints(material));
    }

    [Fact]
    public void Text_boxes_are_read_once_and_notes_stand_behind_the_text()
    {
        const string Box = "<w:txbxContent><w:p><w:r><w:t>框中提示</w:t></w:r></w:p></w:txbxContent>";
        var material = Reading.One(
            Docx(
                $"<w:p><w:r><w:t>正文在前</w:t><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:txbx>{Box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>{Box}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
                + "<w:p><w:r><w:t>网格员</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>全部到岗。</w:t></w:r></w:p>",
                footnotes: "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 含兼职网格员。</w:t></w:r></w:p></w:footnote>"),
            "a.docx");
        Assert.Equal("正文在前\n框中提示\n网格员全部到岗。\n注1：含兼职网格员。", material.Text);
        Assert.Equal(["Footnote 0: 注1：含兼职网格员。"], Reading.Hints(material));
    }

    [Fact]
    public void Breaks_inside_of_a_sentence_are_mended_and_others_stay()
    {
        static string Broken(params string[] lines) => $"<w:p><w:r>{string.Join("<w:br/>", lines.Select(l => $"<w:t xml:space=\"preserve\">{l}</w:t>"))}</w:r></w:p>";
        var material = Reading.One(
            Docx(
                Broken("关于把会议桌搬到田埂上", "开的实施方案") + Broken("为了让群众说话有地方，推动全乡", "院坝会越开越实，现就有关事情写", "明如下。")
                + Broken("一、会场选在群众家门口。", "二、答复写进台账。") + Broken("主持人：乡党委副书记张某", "记录人：退休教师李某") + Broken("柏树乡党委", "2023年3月16日")),
            "a.docx");
        Assert.Equal(
            "关于把会议桌搬到田埂上开的实施方案\n为了让群众说话有地方，推动全乡院坝会越开越实，现就有关事情写明如下。\n一、会场选在群众家门口。\n二、答复写进台账。\n"
            + "主持人：乡党委副书记张某\n记录人：退休教师李某\n柏树乡党委\n2023年3月16日",
            material.Text);
        Assert.Empty(material.Hints);
    }

    [Fact]
    public void Merged_cells_are_said_in_every_row_and_boxes_in_cells_once()
    {
        static string Cell(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{P(text)}</w:tc>";
        const string Box = "<w:txbxContent><w:p><w:r><w:t>当场答复</w:t></w:r></w:p></w:txbxContent>";
        var boxed = $"<w:tc><w:p><w:r><w:t>院坝会</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><a:graphic><a:graphicData uri=\"x\"><wps:wsp><wps:txbx>{Box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            + $"<mc:Fallback><w:pict><v:shape><v:textbox>{Box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p></w:tc>";
        var material = Reading.One(
            Docx(
                "<w:tbl>"
                + $"<w:tr>{Cell("站所", "<w:gridSpan w:val=\"2\"/>")}{Cell("事项")}{Cell("时限")}</w:tr>"
                + $"<w:tr>{Cell("农技站", "<w:vMerge w:val=\"restart\"/>")}{Cell("陈某")}{boxed}{Cell("6月底", "<w:vMerge w:val=\"restart\"/>")}</w:tr>"
                + $"<w:tr>{Cell("", "<w:vMerge/>")}{Cell("孙某")}{Cell("修渠三条")}{Cell("", "<w:vMerge w:val=\"continue\"/>")}</w:tr>"
                + $"<w:tr>{Cell("文化站", "<w:vMerge w:val=\"restart\"/>")}{Cell("吴某")}{Cell("放映")}{Cell("9月底")}</w:tr>"
                + $"<w:tr>{Cell("", "<w:vMerge/>")}{Cell("")}{Cell("")}{Cell("")}</w:tr></w:tbl>"),
            "a.docx");
        Assert.Equal("站所\t\t事项\t时限\n农技站\t陈某\t院坝会 当场答复\t6月底\n农技站\t孙某\t修渠三条\t6月底\n文化站\t吴某\t放映\t9月底", material.Text);
    }

    [Fact]
    public void Signs_and_fields_without_a_result_are_characters()
    {
        static string Field(string code) => $"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        var material = Reading.One(
            Docx(
                $"<w:p>{Field("eq \\o\\ac(○,1)")}<w:r><w:t>院坝会；</w:t></w:r>{Field("eq \\o\\ac(○,")}<w:fldSimple w:instr=\"SYMBOL 252 \\f Wingdings\"/>"
                + "<w:r><w:t>办结打</w:t></w:r><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r><w:r><w:t>，未办打</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>\uF0A8</w:t></w:r>"
                + "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"),
            "a.docx");
        Assert.Equal("①院坝会；○✓办结打☑，未办打☐☑", material.Text);
        Assert.Equal(0, material.Account!.Missing);
    }

    [Fact]
    public void Every_character_of_a_document_is_delivered_or_left_out_by_name()
    {
        var material = Reading.One(
            Docx(
                P("正文一段。") + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗文</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>删去</w:delText></w:r></w:del><w:moveFrom w:id=\"2\"><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
                + "<w:r><w:t>留下</w:t></w:r><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>bà</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>坝</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
                + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>" + P("目录一行") + "</w:sdtContent></w:sdt>"
                + "<w:tbl><w:tr><w:trPr><w:del w:id=\"3\"/></w:trPr><w:tc>" + P("删行") + "</w:tc></w:tr><w:tr><w:tc>" + P("甲") + "</w:tc><w:tc>" + P("乙") + "</w:tc></w:tr></w:tbl>",
                footnotes: "<w:footnote w:id=\"5\"><w:p><w:r><w:t>没人引的注</w:t></w:r></w:p></w:footnote>",
                header: P("页眉"),
                comments: "<w:comment w:id=\"0\"><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comment>"),
            "a.docx");
        Assert.Equal("正文一段。\n留下坝\n甲\t乙", material.Text);
        Assert.Equal(
            [
                (LeftOutKind.Hidden, "暗文"), (LeftOutKind.Deleted, "删去"), (LeftOutKind.Deleted, "移走"), (LeftOutKind.Pronunciation, "bà"),
                (LeftOutKind.Contents, "目录一行"), (LeftOutKind.Deleted, "删行"), (LeftOutKind.Hidden, "没人引的注"), (LeftOutKind.RunningHead, "页眉"),
                (LeftOutKind.Comment, "批注"),
            ],
            material.Account!.LeftOut.Select(l => (l.Kind, l.Text)));
        Assert.Equal(0, material.Account.Missing);
        Assert.Empty(material.Warnings);
    }

    [Fact]
    public void External_entities_and_billion_laughs_are_refused()
    {
        const string Laughs = """<!DOCTYPE l [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>""";
        var bytes = Zip(
            ("[Content_Types].xml", Utf8(ContentTypes())),
            ("_rels/.rels", Utf8(RootRelations)),
            ("word/document.xml", Utf8($"<?xml version=\"1.0\"?>{Laughs}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>")));
        Assert.Contains("DTD is prohibited", Reading.Refused(bytes, "a.docx"), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_XML_and_parts_that_expand_without_measure_are_refused()
    {
        var deep = Docx(string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 5000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 5000)));
        Assert.Contains("nested more than 512", Reading.Refused(deep, "a.docx"), StringComparison.Ordinal);
        var bomb = Docx(P(new string('党', 12_000_000)));
        Assert.Contains("zip bomb", Reading.Refused(bomb, "a.docx"), StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_and_damaged_files_are_refused_with_a_reason()
    {
        var whole = Docx(P("正文。"));
        for (var length = 0; length < whole.Length - 1; length += 97)
        {
            Assert.NotEmpty(Reading.Refused(whole[..length], "a.docx"));
        }

        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var k = 0; k < 5; k++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            _ = new MaterialReader().Read(damaged, "a.docx");
        }
    }

    [Fact]
    public void Encrypted_and_legacy_files_named_docx_are_told_apart()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]];
        Assert.Equal("It is protected with a password; save it without one.", Reading.Refused([.. ole, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "a.docx"));
        Assert.Contains("install the package libreoffice-writer", Reading.Refused([.. ole, .. Encoding.Unicode.GetBytes("WordDocument")], "a.docx", programPath: "/nowhere"), StringComparison.Ordinal);
        Assert.Contains("spreadsheet", Reading.Refused([.. ole, .. Encoding.Unicode.GetBytes("Workbook")], "a.doc"), StringComparison.Ordinal);
    }
}
