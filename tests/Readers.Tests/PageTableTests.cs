using System.Globalization;
using System.Text;
using KnowledgeBase.Materials;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Tables on pages: the lines that are drawn tell the cells; columns of text above and below keep their order.</summary>
public sealed class PageTableTests
{
    private const string First = "柏树乡党委把会议桌搬到田埂上，一年开了四十六场院坝会，当场答复群众提问，件件写进台账，逐条销号，年底再请群众代表当面打分。";

    private const string Second = "陈家湾村的晒场上，老支书先讲去年答应的三件事办到哪里，再请大家说今年最想办的事，记在黑板上，谁来办几时办完当场说定。";

    /// <summary>How programs draw the lines of a table: as strokes, as thin rectangles, as a frame for every cell.</summary>
    public enum Drawn
    {
        Strokes,
        ThinRectangles,
        Frames,
    }

    [Theory]
    [InlineData(Drawn.Strokes)]
    [InlineData(Drawn.ThinRectangles)]
    [InlineData(Drawn.Frames)]
    public void Lines_within_a_cell_belong_together_and_merged_cells_are_said_in_each_row(Drawn drawn)
    {
        var pdf = new MadePdf().NewPage().Text("院坝会任务表", 250, 60, 16);
        Ruled(pdf, drawn);
        Cells(pdf);
        var material = Reading.One(pdf.Build(), "a.pdf", programPath: "/nowhere");
        Assert.Equal(
            "院坝会任务表\n序号\t任务\t单位\t时限\n1\t会前走访农户，问清各家难处\t组织委员\t3月底\n1\t会后逐条答复，答复写进台账\t党政办 各村\t3月底\n2\t公布结果\t各村\t6月底\n合计三项，由乡党委督办。",
            material.Text);
        Assert.Equal([HintKind.Table], material.Hints.Where(h => h.Kind == HintKind.Table).Select(h => h.Kind));
        Assert.Equal(0, material.Account!.Missing);
        Assert.Empty(material.Warnings);
    }

    [Fact]
    public void Tables_of_OFD_are_told_by_their_lines_too()
    {
        var content = new StringBuilder();
        foreach (var (x1, y1, x2, y2) in Lines())
        {
            content.Append(CultureInfo.InvariantCulture, $"<ofd:PathObject Boundary=\"{x1 / 3} {y1 / 3} {Math.Max(1, x2 - x1) / 3} {Math.Max(1, y2 - y1) / 3}\" LineWidth=\"0.2\"><ofd:AbbreviatedData>M 0 0 L {(x2 - x1) / 3} {(y2 - y1) / 3}</ofd:AbbreviatedData></ofd:PathObject>");
        }

        Cells((words, x, y) => content.Append(
            CultureInfo.InvariantCulture, $"<ofd:TextObject Boundary=\"{x / 3} {(y / 3) - 3.4} {words.Length * 4} 4\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"3.4\">{words}</ofd:TextCode></ofd:TextObject>"));
        var file = Zip(
            ("OFD.xml", Utf8("<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>")),
            ("D.xml", Utf8("<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData><Pages><Page BaseLoc=\"C.xml\"/></Pages></Document>")),
            ("C.xml", Utf8($"<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\">{content}</ofd:Page>")));
        var material = Reading.One(file, "a.ofd");
        Assert.Equal(
            "序号\t任务\t单位\t时限\n1\t会前走访农户，问清各家难处\t组织委员\t3月底\n1\t会后逐条答复，答复写进台账\t党政办 各村\t3月底\n2\t公布结果\t各村\t6月底\n合计三项，由乡党委督办。",
            material.Text);
        Assert.Equal(0, material.Account!.Missing);
    }

    [Fact]
    public void Characters_one_below_the_other_in_a_cell_are_a_word()
    {
        var pdf = new MadePdf().NewPage();
        foreach (var y in (int[])[100, 150, 200])
        {
            Stroke(pdf, 60, y, 400, y);
        }

        Stroke(pdf, 100, 125, 400, 125);
        Stroke(pdf, 100, 175, 400, 175);
        Stroke(pdf, 100, 100, 100, 200);
        Stroke(pdf, 250, 100, 250, 200);
        pdf.Text("会", 74, 122).Text("前", 74, 140).Text("会", 74, 172).Text("后", 74, 190);
        pdf.Text("走访", 110, 117).Text("组织委员", 260, 117).Text("出题", 110, 142).Text("老支书", 260, 142);
        pdf.Text("答复", 110, 167).Text("党政办", 260, 167).Text("公布", 110, 192).Text("各村", 260, 192);
        Assert.Equal(
            "会前\t走访\t组织委员\n会前\t出题\t老支书\n会后\t答复\t党政办\n会后\t公布\t各村",
            Reading.One(pdf.Build(), "a.pdf", programPath: "/nowhere").Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_across_the_columns_of_a_page_parts_what_is_above_from_what_is_below(bool isRuled)
    {
        var pdf = new MadePdf().NewPage().Text("柏树乡简报", 240, 50, 20);
        var y = Math.Max(Column(pdf, First, 60, 90), Column(pdf, Second, 320, 90)) + 10;
        string[][] rows = [["村名", "场次", "答复", "备注"], ["陈家湾", "12", "46", "无"], ["孙家坝", "8", "31", "无"], ["吴家坪", "5", "18", "无"]];
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < 4; c++)
            {
                pdf.Text(rows[r][c], 80 + (120 * c), y + 16 + (24 * r));
            }
        }

        for (var i = 0; isRuled && i <= 4; i++)
        {
            Stroke(pdf, 60, y + (24 * i), 540, y + (24 * i));
            Stroke(pdf, 60 + (120 * i), y, 60 + (120 * i), y + 96);
        }

        y += 130;
        Column(pdf, Second, 60, y);
        Column(pdf, First, 320, y);
        Assert.Equal(
            $"柏树乡简报\n{First}\n{Second}\n村名\t场次\t答复\t备注\n陈家湾\t12\t46\t无\n孙家坝\t8\t31\t无\n吴家坪\t5\t18\t无\n{Second}\n{First}",
            Reading.One(pdf.Build(), "a.pdf", programPath: "/nowhere").Text);
    }

    [Fact]
    public void A_frame_around_text_and_rules_between_columns_are_no_table()
    {
        var pdf = new MadePdf().NewPage();
        foreach (var y in (int[])[40, 70, 700])
        {
            Stroke(pdf, 40, y, 560, y);
        }

        foreach (var x in (int[])[40, 306, 560])
        {
            Stroke(pdf, x, 40, x, 700);
        }

        pdf.Text("田埂上的会议", 80, 60, 14);
        var left = string.Concat(Enumerable.Repeat(First, 6));
        var right = string.Concat(Enumerable.Repeat(Second, 6));
        Column(pdf, left, 60, 100, 18);
        Column(pdf, right, 320, 100, 18);
        Assert.Equal(
            $"田埂上的会议{left}{right}",
            Reading.One(pdf.Build(), "a.pdf", programPath: "/nowhere").Text.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_that_a_full_line_broke_is_whole()
    {
        var pdf = new MadePdf().NewPage().Text("院坝会一年开了四十六场，当场答复群众提问的一共有12", 60, 100)
            .Text("86件，件件写进台账，年底请群众代表当面打分，满意率97", 60, 120).Text("%，比上年又高了一截。", 60, 140);
        Assert.Equal(
            "院坝会一年开了四十六场，当场答复群众提问的一共有1286件，件件写进台账，年底请群众代表当面打分，满意率97%，比上年又高了一截。",
            Reading.One(pdf.Build(), "a.pdf", programPath: "/nowhere").Text);
    }

    private static double Column(MadePdf pdf, string words, double x, double y, int width = 19)
    {
        foreach (var line in MadePdf.Wrapped(words, width))
        {
            pdf.Text(line, x, y);
            y += 20;
        }

        return y;
    }

    private static void Cells(MadePdf pdf) => Cells((words, x, y) => pdf.Text(words, x, y));

    private static void Cells(Action<string, double, double> write)
    {
        foreach (var (words, x, y) in (ReadOnlySpan<(string, double, double)>)
        [
            ("序号", 70, 110), ("任务", 160, 110), ("单位", 320, 110), ("时限", 460, 110),
            ("1", 80, 164), ("会前走访农户，问清", 118, 136), ("各家难处", 118, 152), ("组织委员", 320, 144), ("3月底", 460, 164),
            ("会后逐条答复，答复", 118, 176), ("写进台账", 118, 192), ("党政办", 320, 176), ("各村", 320, 192),
            ("2", 80, 220), ("公布结果", 118, 220), ("各村", 320, 220), ("6月底", 460, 220), ("合计三项，由乡党委督办。", 70, 250),
        ])
        {
            write(words, x, y);
        }
    }

    /// <summary>Five rows of four columns; the first and the last column are merged in rows 2 and 3, the last row is one cell.</summary>
    private static List<(double X1, double Y1, double X2, double Y2)> Lines() =>
    [
        (60, 90, 540, 90), (60, 120, 540, 120), (110, 160, 420, 160), (60, 200, 540, 200), (60, 230, 540, 230), (60, 260, 540, 260),
        (60, 90, 60, 260), (540, 90, 540, 260), (110, 90, 110, 230), (240, 90, 240, 230), (420, 90, 420, 230),
    ];

    private static void Ruled(MadePdf pdf, Drawn drawn)
    {
        if (drawn == Drawn.Frames)
        {
            foreach (var (x, y, width, height) in (ReadOnlySpan<(double, double, double, double)>)
            [
                (60, 90, 50, 30), (110, 90, 130, 30), (240, 90, 180, 30), (420, 90, 120, 30), (60, 120, 50, 80),
                (110, 120, 130, 40), (240, 120, 180, 40), (420, 120, 120, 80), (110, 160, 130, 40), (240, 160, 180, 40),
                (60, 200, 50, 30), (110, 200, 130, 30), (240, 200, 180, 30), (420, 200, 120, 30),
                (60, 230, 480, 30),
            ])
            {
                pdf.Raw(string.Create(CultureInfo.InvariantCulture, $"0.5 w {x} {800 - y - height} {width} {height} re S\n"));
            }

            return;
        }

        foreach (var (x1, y1, x2, y2) in Lines())
        {
            if (drawn == Drawn.Strokes)
            {
                Stroke(pdf, x1, y1, x2, y2);
            }
            else
            {
                pdf.Raw(string.Create(
                    CultureInfo.InvariantCulture, $"{x1} {800 - y2} {Math.Max(0.6, x2 - x1)} {Math.Max(0.6, y2 - y1)} re f\n"));
            }
        }
    }

    private static void Stroke(MadePdf pdf, double x1, double y1, double x2, double y2) => pdf.Raw(
        string.Create(CultureInfo.InvariantCulture, $"0.5 w {x1} {800 - y1} m {x2} {800 - y2} l S\n"));
}
