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

    private static double WidthOf(string words) => words.Sum(c => c < 0x2000 ? Size / 2 : Size);

    private static RawMaterial Read(params Piece[] pieces) => Reading.One(
        Ofd(string.Concat(pieces.Select(p => FormattableString.Invariant(
            $"<ofd:TextObject Boundary=\"{p.Left} {p.Top} {p.Width} {p.Height}\" Size=\"{Size}\"><ofd:TextCode X=\"0\" Y=\"{Size * 0.86}\">{p.Words}</ofd:TextCode></ofd:TextObject>")))),
        "a.ofd");

    private static byte[] Ofd(string content) => Zip(
        ("OFD.xml", Utf8("<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")),
        ("Doc_0/Document.xml", Utf8("<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 300 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Content.xml\"/></ofd:Pages></ofd:Document>")),
        ("Doc_0/Content.xml", Utf8($"<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>")));

    private sealed record Piece(string Words, double Left, double Top, double Width, double Height);
}
