using System.Text;
using KnowledgeBase.Materials;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Pieces of text on a page come together in the order in which people read them.</summary>
public sealed class OfdReaderTests
{
    private const double Size = 5.6;

    [Fact]
    public void Pieces_of_one_line_stay_in_order_whatever_their_boxes_differ_by()
    {
        var random = new Random(36286);
        for (var i = 0; i < 200; i++)
        {
            string[] lines =
            [
                "全乡现有党员1286名，其中35岁以下党员312名，占24.3%。", "2023年新发展党员28名，开展主题党日211次，", "整顿软弱涣散党组织4个，群众满意率98.5%。",
            ];
            var pieces = new List<Piece>();
            for (var k = 0; k < lines.Length; k++)
            {
                var x = 28.0;
                for (var at = 0; at < lines[k].Length;)
                {
                    var length = Math.Min(lines[k].Length - at, random.Next(1, 9));
                    var words = lines[k].Substring(at, length);
                    var up = (random.NextDouble() - 0.5) * 0.6;
                    pieces.Add(new Piece(words, x, 45 + (10 * k) + up, WidthOf(words), Size + (random.NextDouble() * 0.4)));
                    x += WidthOf(words);
                    at += length;
                }
            }

            var read = Read([.. pieces.OrderBy(_ => random.Next())]);
            Assert.Equal(string.Concat(lines), read.Text.Replace("\n", "", StringComparison.Ordinal));
            Assert.Empty(read.Warnings);
            Assert.Equal(0, read.Account!.Missing);
        }
    }

    [Fact]
    public void Cells_of_a_table_stand_apart()
    {
        string[][] rows = [["村名", "发展党员", "培训人次"], ["陈家湾村", "18", "320"], ["孙家坝村", "26", "415"], ["吴家坪村", "9", "188"]];
        var pieces = new List<Piece> { new("各村党员发展情况", 60, 20, 45, Size) };
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < 3; c++)
            {
                pieces.Add(new Piece(rows[r][c], 30 + (50 * c), 40 + (9 * r) + (0.1 * c), WidthOf(rows[r][c]), Size));
            }
        }

        var material = Read([.. pieces]);
        Assert.Equal("各村党员发展情况\n村名\t发展党员\t培训人次\n陈家湾村\t18\t320\n孙家坝村\t26\t415\n吴家坪村\t9\t188", material.Text);
        Assert.Equal([HintKind.Table], material.Hints.Select(h => h.Kind));
    }

    [Theory]
    [InlineData(2, 17)]
    [InlineData(2, 24)]
    [InlineData(3, 12)]
    [InlineData(3, 14)]
    [InlineData(4, 10)]
    public void Columns_are_read_one_after_the_other(int columns, int letters)
    {
        var pieces = new List<Piece> { new("柏树乡把会议桌搬到田埂上", 20, 20, columns * (letters + 2) * Size, Size) };
        var expected = new StringBuilder();
        var random = new Random(columns * letters);
        for (var c = 0; c < columns; c++)
        {
            for (var r = 0; r < 8; r++)
            {
                var words = string.Concat(Enumerable.Range(0, letters).Select(_ => (char)random.Next(0x5000, 0x8000)));
                expected.Append(words);
                pieces.Add(new Piece(words, 20 + (c * (letters + 2) * Size), 40 + (8 * r), letters * Size, Size));
            }
        }

        var text = Read([.. pieces.OrderBy(p => p.Top)]).Text;
        Assert.Equal($"柏树乡把会议桌搬到田埂上{expected}", text.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void An_order_that_stays_open_is_told() =>
        Assert.Contains(
            "doubtful",
            Assert.Single(Read(
                new("左边有一段话说的是会前的准备工作怎样做", 20, 40, 80, Size), new("右边另有一段话说的是会后怎样把答复落实", 140, 40, 80, Size),
                new("第二行左边接着说会前要走访哪些农户", 20, 60, 80, Size), new("第二行右边接着说答复由谁来督办和销号", 150, 60, 80, Size)).Warnings),
            StringComparison.Ordinal);

    [Fact]
    public void Lines_within_one_object_stand_apart_and_hidden_ones_are_counted()
    {
        var content = """<ofd:TextObject Boundary="20 40 90 30" Size="5"><ofd:TextCode X="0" Y="5">一、把问题摆到桌上来谈。</ofd:TextCode><ofd:TextCode X="0" Y="15">二、把答复写到台账里去。</ofd:TextCode></ofd:TextObject>"""
            + """<ofd:TextObject Boundary="20 80 90 6" Size="5" Visible="false"><ofd:TextCode X="0" Y="5">底稿</ofd:TextCode></ofd:TextObject>""";
        var material = Reading.One(Ofd(content), "a.ofd");
        Assert.Equal("一、把问题摆到桌上来谈。\n二、把答复写到台账里去。", material.Text);
        Assert.Equal([(LeftOutKind.Hidden, "底稿")], material.Account!.LeftOut.Select(l => (l.Kind, l.Text)));
    }

    [Fact]
    public void Boxes_as_large_as_the_page_or_as_wide_as_the_line_do_not_glue_what_stands_in_them()
    {
        string[][] rows = [["村名", "院坝会", "答复"], ["陈家湾村", "18", "全部"], ["孙家坝村", "26", "过半"]];
        var content = new StringBuilder(Coded("0 0 300 297", 60, 24, "院坝会台账", Spread(5)));
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 2; c >= 0; c--)
            {
                content.Append(Coded($"20 {40 + (9 * r)} 170 {Size}", 60 * c, 4.8, rows[r][c]));
            }
        }

        var material = Reading.One(Ofd(content.ToString()), "a.ofd");
        Assert.Equal("院坝会台账\n村名\t院坝会\t答复\n陈家湾村\t18\t全部\n孙家坝村\t26\t过半", material.Text);
        Assert.Equal(0, material.Account!.Missing);
    }

    [Fact]
    public void Cells_of_a_row_that_is_one_object_stand_apart_by_the_distances_of_its_characters()
    {
        var content = Coded("20 40 170 6", 0, 4.8, "村名场次答复", "5.6 30 5.6 30 5.6") + Coded("20 50 170 6", 0, 4.8, "陈家12全部", "5.6 30 2.8 32.8 5.6")
            + Coded("20 70 170 6", 0, 4.8, "院坝会上答应的事要写进台账。", "g 13 6.2");
        Assert.Equal("村名\t场次\t答复\n陈家\t12\t全部\n院坝会上答应的事要写进台账。", Reading.One(Ofd(content), "a.ofd").Text);
    }

    [Fact]
    public void Characters_that_would_run_out_of_their_box_end_at_it()
    {
        string[] left = ["院坝会开会之前先走访问清楚各家难", "处，会上一件一件摆出来谈，谁来办", "什么时候办完当场说定，办不了的当"], right = ["场讲明白缘由，会后把答复写进台账", "逐条销号，每月在院坝里公布一次结", "果，请乡亲们当面评一评办得怎么样"];
        var content = string.Concat(left.Zip(right).Select((both, i) =>
            Coded($"20 {40 + (8 * i)} 80 5", 0, 4, both.First, Spread(16)) + Coded($"112 {40 + (8 * i)} 80 5", 0, 4, both.Second, Spread(16))));
        Assert.Equal(
            string.Concat(left.Concat(right)), Reading.One(Ofd(content), "a.ofd").Text.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Objects_that_a_matrix_scales_stand_on_their_lines()
    {
        static string Scaled(double x, double y, string words) => FormattableString.Invariant(
            $"<ofd:TextObject Boundary=\"{x} {y} {words.Length * 5} 5\" Size=\"20\" CTM=\"0.25 0 0 0.25 0 0\"><ofd:TextCode X=\"0\" Y=\"17\" DeltaX=\"g {words.Length - 1} 20\">{words}</ofd:TextCode></ofd:TextObject>");
        var content = Scaled(20, 50, "逐条销号。") + Scaled(50, 40, "一条一条答复，") + Scaled(20, 40, "院坝会上说的") + Scaled(20, 70, "二、开会之前先走访。");
        Assert.Equal("院坝会上说的一条一条答复，逐条销号。\n二、开会之前先走访。", Reading.One(Ofd(content), "a.ofd").Text);
    }

    [Fact]
    public void What_runs_down_the_page_stands_behind_it_and_watermarks_are_counted()
    {
        var content = "<ofd:TextObject Boundary=\"180 40 5.6 60\" Size=\"5.6\"><ofd:TextCode X=\"0\" Y=\"4.8\" DeltaX=\"g 4 0\" DeltaY=\"g 4 5.6\">院坝会台账</ofd:TextCode></ofd:TextObject>"
            + "<ofd:TextObject Boundary=\"10 60 5.6 60\" Size=\"5.6\" CTM=\"0 -1 1 0 0 0\"><ofd:TextCode X=\"0\" Y=\"4.8\">装订线内不要写字</ofd:TextCode></ofd:TextObject>"
            + "<ofd:TextObject Boundary=\"60 90 60 60\" Size=\"9\" CTM=\"0.7 0.7 -0.7 0.7 0 0\"><ofd:TextCode X=\"0\" Y=\"8\">内部资料</ofd:TextCode></ofd:TextObject>"
            + Coded("30 60 160 6", 0, 4.8, "把答复写进台账，逐条销号，") + Coded("30 70 160 6", 0, 4.8, "每月在院坝里公布一次。")
            + Coded("30 70.1 160 6", 0, 4.8, "每月在院坝里公布一次。");
        var material = Reading.One(Ofd(content), "a.ofd");
        Assert.Equal("把答复写进台账，逐条销号，\n每月在院坝里公布一次。\n装订线内不要写字\n院坝会台账", material.Text);
        Assert.Equal(
            [(LeftOutKind.Repeated, "每月在院坝里公布一次。"), (LeftOutKind.RunningHead, "内部资料")],
            material.Account!.LeftOut.Select(l => (l.Kind, l.Text)));
        Assert.Equal(0, material.Account.Missing);
    }

    [Fact]
    public void Annotations_and_named_drawings_are_read_where_they_are_seen_and_attached_files_are_told()
    {
        const string Names = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
        var content = Coded("20 40 160 6", 0, 4.8, "一、把问题摆到桌上来谈。")
            + "<ofd:CompositeObject ResourceID=\"7\" Boundary=\"20 60 100 20\"/>" + Coded("20 90 160 6", 0, 4.8, "三、公布结果。");
        var material = Reading.One(
            Ofd(
                content,
                "<ofd:PublicRes>Res.xml</ofd:PublicRes>",
                "<ofd:Annotations>Annots/List.xml</ofd:Annotations><ofd:Attachments>Files.xml</ofd:Attachments>",
                ("Doc_0/Res.xml", Utf8($"<ofd:Res {Names}><ofd:CompositeGraphicUnit ID=\"7\"><ofd:Content>{Coded("0 5 90 6", 0, 4.8, "二、把答复写到台账里去。")}</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>")),
                ("Doc_0/Annots/List.xml", Utf8($"<ofd:Annotations {Names}><ofd:Page PageID=\"1\"><ofd:FileLoc>P/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>")),
                ("Doc_0/Annots/P/A.xml", Utf8($"<ofd:PageAnnot {Names}><ofd:Annot Type=\"Stamp\"><ofd:Appearance Boundary=\"20 110 90 9\">{Coded("0 0 90 6", 0, 4.8, "四、审批意见：同意。")}</ofd:Appearance></ofd:Annot><ofd:Annot Type=\"Watermark\"><ofd:Appearance Boundary=\"0 0 90 9\">{Coded("0 0 90 6", 0, 4.8, "内部资料")}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>")),
                ("Doc_0/Files.xml", Utf8($"<ofd:Attachments {Names}><ofd:Attachment Name=\"台账.docx\"><ofd:FileLoc>a.docx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"))),
            "a.ofd");
        Assert.Equal("一、把问题摆到桌上来谈。\n二、把答复写到台账里去。\n三、公布结果。\n四、审批意见：同意。", material.Text);
        Assert.Equal("内部资料", Assert.Single(material.Account!.LeftOut).Text);
        Assert.Equal(0, material.Account.Missing);
        Assert.Contains("台账.docx", Assert.Single(material.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Found by changing files at random: a carriage return came into the text.</summary>
    [Fact]
    public void Control_characters_are_spaces_and_keep_their_place()
    {
        var content = Coded("20 40 160 6", 0, 4.8, "把答复&#13;写进&#1;台账", Spread(9)) + Coded("20 60 160 6", 0, 4.8, "二、逐条销号。");
        var material = Reading.One(Ofd(content), "a.ofd");
        Assert.Equal("把答复 写进 台账\n二、逐条销号。", material.Text);
        Assert.Equal(0, material.Account!.Missing);
    }

    private static string Spread(int characters) => FormattableString.Invariant($"g {characters - 1} {Size}");

    private static string Coded(string boundary, double x, double y, string words, string? deltas = null) => FormattableString.Invariant(
        $"<ofd:TextObject Boundary=\"{boundary}\" Size=\"{Size}\"><ofd:TextCode X=\"{x}\" Y=\"{y}\"{(deltas is null ? "" : $" DeltaX=\"{deltas}\"")}>{words}</ofd:TextCode></ofd:TextObject>");

    private static double WidthOf(string words) => words.Sum(c => c < 0x2000 ? Size / 2 : Size);

    private static RawMaterial Read(params Piece[] pieces) => Reading.One(
        Ofd(string.Concat(pieces.Select(p => FormattableString.Invariant(
            $"<ofd:TextObject Boundary=\"{p.Left} {p.Top} {p.Width} {p.Height}\" Size=\"{Size}\"><ofd:TextCode X=\"0\" Y=\"{Size * 0.86}\">{p.Words}</ofd:TextCode></ofd:TextObject>")))),
        "a.ofd");

    private static byte[] Ofd(string content, string resources = "", string lists = "", params (string, byte[])[] parts) => Zip(
    [
        ("OFD.xml", Utf8("<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")),
        ("Doc_0/Document.xml", Utf8($"<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 300 297</ofd:PhysicalBox></ofd:PageArea>{resources}</ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Content.xml\"/></ofd:Pages>{lists}</ofd:Document>")),
        ("Doc_0/Content.xml", Utf8($"<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>")),
        .. parts,
    ]);

    private sealed record Piece(string Words, double Left, double Top, double Width, double Height);
}
