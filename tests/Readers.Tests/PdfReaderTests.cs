using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using Xunit;
using static KnowledgeBase.Readers.Tests.MadePdf;

namespace KnowledgeBase.Readers.Tests;

/// <summary>PDF is read inside of the process: no helper program is installed in any of these tests.</summary>
public sealed class PdfReaderTests
{
    private const string First = "柏树乡党委把会议桌搬到田埂上，一年开了46场院坝会，当场答复群众提问218件，件件写进台账，";

    private const string Second = "逐条销号。年底请群众代表打分，满意率达到97.6%，比上年又高了一截。";

    [Fact]
    public void Lines_become_paragraphs_again_and_page_furniture_goes()
    {
        var pdf = new MadePdf { IsPacked = true };
        string[][] pages =
        [
            ["一、开展“双联双促”活动", "　　县直机关党组织与村党组织结对共建，每月到村里去一次，", "一年来解决饮水、道路等难题八十六个，群众都要拍手称起快"],
            ["来。", "　　下一步，继续抓好成果转化。"],
            ["二、有关要求"],
        ];
        foreach (var (lines, i) in pages.Select((l, i) => (l, i)))
        {
            pdf.NewPage().Text("云溪县委组织部文件汇编", 200, 40).Text($"— {i + 1} —", 290, 770);
            for (var l = 0; l < lines.Length; l++)
            {
                pdf.Text(lines[l].TrimStart('　'), lines[l][0] == '　' || lines[l][1] == '、' ? 124 : 100, 110 + (20 * l), 14.5);
            }
        }

        var material = Read(pdf);
        Assert.Equal(
            "一、开展“双联双促”活动\n县直机关党组织与村党组织结对共建，每月到村里去一次，一年来解决饮水、道路等难题八十六个，群众都要拍手称起快来。\n下一步，继续抓好成果转化。\n二、有关要求",
            material.Text);
        Assert.Equal(
            "云溪县委组织部文件汇编",
            material.Account!.LeftOut[0].Text.Split('\n')[0]);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 6)]
    [InlineData(3, 4)]
    public void Columns_are_read_one_after_the_other(int count, int shortBy)
    {
        var words = string.Concat(Enumerable.Repeat(First + Second, 4));
        var each = 36 / count;
        var lines = Wrapped(words, each);
        var rows = (lines.Count + shortBy + count - 1) / count;
        var pdf = new MadePdf().Text("三个支部的一年", 280, 60, 20);
        for (var i = 0; i < lines.Count; i++)
        {
            pdf.Text(lines[i], 60 + (i / rows * (each + 2) * 11), 100 + (i % rows * 16), 11);
        }

        Assert.Equal("三个支部的一年\n" + words, Read(pdf).Text);
    }

    [Fact]
    public void Columns_keep_the_lines_that_were_spread_to_their_width()
    {
        var pdf = new MadePdf();
        var left = Wrapped(string.Concat(Enumerable.Repeat("院坝会开到工地上、车间里，人到哪里会就开到哪里。", 7)), 18);
        for (var i = 0; i < left.Count; i++)
        {
            pdf.Text(left[i], 60, 100 + (i * 16), 11);
            if (i % 3 == 1)
            {
                pdf.Text("一年推动", 290, 100 + (i * 16), 11).Text("GDP", 350, 100 + (i * 16), 11).Text("增长百分之五点二，", 383, 100 + (i * 16), 11);
            }
            else
            {
                pdf.Text("办结群众诉求，说的都是身边的事，", 290, 100 + (i * 16), 11);
            }
        }

        var text = Read(pdf).Text.Replace("\n", "", StringComparison.Ordinal);
        Assert.StartsWith(string.Concat(left) + "办结群众诉求，说的都是身边的事，一年推动 GDP 增长百分之五点二，办结群众诉求", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\t', text);
    }

    [Fact]
    public void Tables_keep_their_rows()
    {
        var pdf = new MadePdf().Text("附：名单", 100, 100);
        string[][] rows = [["支部", "人数", "满意率"], ["机关一支部", "23", "98.1%"], ["机关二支部", "31", "97.6%"], ["离退休支部", "8", "99%"]];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                pdf.Text(rows[i][j], 100 + (j * 120), 130 + (i * 18));
            }
        }

        var material = Read(pdf.Text("二、有关要求", 100, 230));
        Assert.Equal("附：名单\n支部\t人数\t满意率\n机关一支部\t23\t98.1%\n机关二支部\t31\t97.6%\n离退休支部\t8\t99%\n二、有关要求", material.Text);
    }

    [Fact]
    public void Items_whose_numbers_hang_out_are_paragraphs()
    {
        var pdf = new MadePdf();
        var y = 100;
        foreach (var (item, number) in new[] { First + Second, Second + First[..^1] + "。" }.Select((w, i) => (w, i + 1)))
        {
            pdf.Text($"{number}.", 80, y);
            foreach (var line in Wrapped(item, 34))
            {
                pdf.Text(line, 104, y);
                y += 20;
            }
        }

        pdf.Text("以上各项请认真贯彻落实。", 104, y);
        Assert.Equal($"1. {First}{Second}\n2. {Second}{First[..^1]}。\n以上各项请认真贯彻落实。", Read(pdf).Text);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(26)]
    public void Titles_with_wide_gaps_are_one_line(double gap) => Assert.Equal(
        "院坝会工作总结\n柏树乡党委把会议桌搬到田埂上，开到群众家门口去。",
        Read(new MadePdf().Text("院坝会工作总结", 100, 80, 22, spacing: gap).Text("柏树乡党委把会议桌搬到田埂上，开到群众家门口去。", 100, 130)).Text);

    [Theory]
    [InlineData(0, "0 0 600 800")]
    [InlineData(90, "0 0 600 800")]
    [InlineData(180, "0 0 600 800")]
    [InlineData(270, "0 0 600 800")]
    [InlineData(0, "-40 -30 560 770")]
    public void Pages_that_are_turned_or_moved_read_alike(int rotate, string box)
    {
        var pdf = new MadePdf().NewPage(rotate: rotate, box: box);
        var degrees = rotate;
        foreach (var (words, i) in new[] { First[..19], First[21..41], "第三行在下面。" }.Select((w, i) => (w, i)))
        {
            var (x, y) = rotate switch
            {
                90 => (100 + (i * 20), 600),
                180 => (500, 600 - (i * 20)),
                270 => (500 - (i * 20), 200),
                _ => (100, 200 + (i * 20)),
            };
            pdf.Text(words, x, y, degrees: degrees);
        }

        Assert.Equal(First[..19] + First[21..41] + "第三行在下面。", Read(pdf).Text.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_that_run_upwards_stand_behind_the_page_and_watermarks_go()
    {
        var material = Read(new MadePdf().Text(First[..28], 100, 100).Text(First[28..44], 100, 120).Text("密封线内不要答题", 30, 500, degrees: 90)
            .Text("内部资料", 100, 300, 60, degrees: 45));
        Assert.Equal(First[..44] + "\n密封线内不要答题", material.Text);
        var left = Assert.Single(material.Account!.LeftOut);
        Assert.Equal((LeftOutKind.RunningHead, "内部资料"), (left.Kind, left.Text));
    }

    [Fact]
    public void Letters_that_are_set_twice_and_those_beside_the_page_are_in_the_account()
    {
        var material = Read(new MadePdf().Text("院坝会工作总结", 100, 80, 22).Text("院坝会工作总结", 100.6, 80.4, 22).Text("裁掉的角", 900, 80)
            .Text("柏树乡党委把会议桌搬到田埂上。", 100, 130));
        Assert.Equal("院坝会工作总结\n柏树乡党委把会议桌搬到田埂上。", material.Text);
        Assert.Equal(
            [(LeftOutKind.Repeated, "院坝会工作总结"), (LeftOutKind.Hidden, "裁掉的角")],
            material.Account!.LeftOut.Select(l => (l.Kind, l.Text)));
    }

    [Fact]
    public void What_was_typed_into_a_form_stands_where_it_is_seen()
    {
        var pdf = new MadePdf().Text("姓名：", 100, 100).Text("所在支部：", 100, 140).With("/Annots[100 0 R 101 0 R 102 0 R]");
        var material = Read(pdf.Build(
            "/AcroForm<</Fields[100 0 R 101 0 R]>>",
            "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V<FEFF674E6587>/Rect[140 696 300 712]/P 10 0 R>>",
            "<</Type/Annot/Subtype/Widget/FT/Tx/T(unit)/V<FEFF673A51734E00652F90E8>/Rect[164 656 300 672]/P 10 0 R>>",
            "<</Type/Annot/Subtype/FreeText/Contents<FEFF5DF2683898CE>/Rect[100 500 300 516]/P 10 0 R>>"));
        Assert.Equal("姓名：李文\n所在支部：机关一支部已核风", material.Text);
    }

    [Fact]
    public void Letters_without_a_meaning_are_counted()
    {
        var material = Read(new MadePdf { Unknown = "埂" }.Text("柏树乡党委把会议桌搬到田埂上。", 100, 130));
        Assert.Equal("柏树乡党委把会议桌搬到田 上。", material.Text);
        Assert.Equal(["1 of its letters are of fonts that do not say what they mean; they are missing here."], material.Warnings);
    }

    [Fact]
    public void Pages_that_are_pictures_are_named_and_blank_ones_are_not()
    {
        var material = Read(
            new MadePdf().Text(First, 20, 100).NewPage().Picture().NewPage().NewPage().Picture().NewPage().Picture().Text("— 5 —", 290, 780));
        Assert.Equal(First, material.Text.Replace("\n— 5 —", "", StringComparison.Ordinal));
        Assert.StartsWith("The text of pictures is missing here: pages 2, 4–5. ", Assert.Single(material.Warnings), StringComparison.Ordinal);
        Assert.Contains("install the package poppler-utils", Reading.Refused(new MadePdf().Picture().Build(), "a.pdf", programPath: "/nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_files_are_refused_or_read_and_never_more()
    {
        var pages = new MadePdf().Text(First, 20, 100);
        Assert.Contains("zip bomb", Refused(Bomb()), StringComparison.Ordinal);
        foreach (var (name, file) in Hostile(pages))
        {
            var result = new MaterialReader("/nowhere").Read(file, name + ".pdf");
            Assert.True(result.Materials.Count + result.Refusals.Count == 1, name);
            Assert.All(result.Materials, m => Assert.True(m.Material.Account!.Missing == 0, name));
        }
    }

    [Fact]
    public void Encrypted_files_without_a_password_are_refused_as_such() => Assert.Equal(
        "It is protected with a password; save it without one.",
        Refused(MadePdf.Write(
            new SortedDictionary<int, byte[]>
            {
                [1] = Ascii("<</Type/Catalog/Pages 2 0 R>>"),
                [2] = Ascii("<</Type/Pages/Count 0/Kids[]>>"),
                [3] = Ascii($"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<{new string('1', 64)}>/U<{new string('2', 64)}>>>"),
            },
            "/Encrypt 3 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]")));

    [Fact]
    public void Files_cut_short_or_changed_never_throw()
    {
        var whole = new MadePdf { IsPacked = true }.Text(First, 20, 100).NewPage().Text(Second, 20, 100).Build();
        var random = new Random(17);
        for (var i = 0; i < 150; i++)
        {
            var file = whole[..(i % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (var j = 0; file.Length > 0 && j < random.Next(1, 30); j++)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            var result = new MaterialReader("/nowhere").Read(file, "a.pdf");
            Assert.Equal(1, result.Materials.Count + result.Refusals.Count);
            Assert.All(result.Materials, m => Assert.Equal(0, m.Material.Account!.Missing));
        }
    }

    [Fact]
    public void What_a_damaged_file_lacks_is_never_silent()
    {
        var whole = new MadePdf().Text(First, 20, 100).Text(Second, 20, 120).Build();
        Assert.Empty(Read(whole).Warnings);
        var material = Reading.One(whole.Replaced("/Subtype/Type0", "/Subtype/Typo0"), "a.pdf", programPath: "/nowhere");
        Assert.StartsWith("The PDF is damaged, text may be missing: ", material.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1 }, "page 1")]
    [InlineData(new[] { 1, 2, 3, 7, 9, 10 }, "pages 1–3, 7, 9–10")]
    public void Pages_are_named_in_ranges(int[] numbers, string named)
    {
        var pdf = new MadePdf();
        for (var i = 1; i <= 12; i++)
        {
            pdf.NewPage();
            _ = numbers.Contains(i) ? pdf.Picture() : pdf.Text(First, 20, 100);
        }

        Assert.StartsWith($"The text of pictures is missing here: {named}. ", Assert.Single(Read(pdf).Warnings), StringComparison.Ordinal);
    }

    private static RawMaterial Read(MadePdf pdf) => Read(pdf.Build());

    private static RawMaterial Read(byte[] pdf)
    {
        var material = Reading.One(pdf, "a.pdf", programPath: "/nowhere");
        Assert.Equal(0, material.Account!.Missing);
        return material;
    }

    private static string Refused(byte[] pdf) => Reading.Refused(pdf, "a.pdf", programPath: "/nowhere");

    private static byte[] Bomb() => MadePdf.Write(new SortedDictionary<int, byte[]>
    {
        [1] = Ascii("<</Type/Catalog/Pages 2 0 R>>"),
        [2] = Ascii("<</Type/Pages/Count 1/Kids[3 0 R]>>"),
        [3] = Ascii("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>"),
        [4] = MadePdf.Stream("/Filter/FlateDecode", Packed(new byte[64 << 20])),
    });

    private static IEnumerable<(string Name, byte[] File)> Hostile(MadePdf pages)
    {
        yield return ("cyclic-pages", Objects(("2", "<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>")));
        yield return ("cyclic-pages-far", Objects(("2", "<</Type/Pages/Count 9/Kids[3 0 R]>>"), ("3", "<</Type/Pages/Count 9/Kids[4 0 R]/Parent 2 0 R>>"), ("4", "<</Type/Pages/Count 9/Kids[2 0 R]/Parent 3 0 R>>")));
        yield return ("self-reference", Objects(("2", "2 0 R")));
        yield return ("deep-pages", Objects([("2", "<</Type/Pages/Count 1/Kids[3 0 R]>>"), .. Enumerable.Range(3, 3000).Select(i => ($"{i}", $"<</Type/Pages/Count 1/Kids[{i + 1} 0 R]/Parent {i - 1} 0 R>>"))]));
        yield return ("deep-arrays", Objects(("2", new string('[', 200_000))));
        yield return ("deep-dictionaries", Objects(("2", string.Concat(Enumerable.Repeat("<</A", 100_000)))));
        yield return ("count", Objects(("2", "<</Type/Pages/Count 2000000000/Kids[3 0 R]>>"), ("3", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>")));
        yield return ("forms-in-themselves", pages.Build().Replaced("/Font<</F1 3 0 R>>", "/Font<</F1 3 0 R>>/XObject<</X 100 0 R>>").With(
            100, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 100 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream"));
        yield return ("cyclic-fields", pages.Build("/AcroForm<</Fields[100 0 R]>>", "<</T(a)/Kids[100 0 R]/Parent 100 0 R>>"));
        yield return ("states", new MadePdf().Raw(string.Concat(Enumerable.Repeat("q ", 300_000))).Text(First, 20, 100).Build());
        yield return ("numbers", new MadePdf().Raw("1e999 -99999999999999999999 0 0 1 1 cm ").Text(First, 20, 100).Build());
        yield return ("nothing", Ascii("%PDF-1.7\n"));
        yield return ("no-pages", Objects(("2", "<</Type/Pages/Count 0/Kids[]>>")));
    }

    private static byte[] Objects(params (string Number, string Content)[] objects)
    {
        var made = new SortedDictionary<int, byte[]> { [1] = Ascii("<</Type/Catalog/Pages 2 0 R>>") };
        foreach (var (number, content) in objects)
        {
            made[int.Parse(number)] = Ascii(content);
        }

        return MadePdf.Write(made);
    }
}

/// <summary>Changes made to files.</summary>
file static class Changes
{
    public static byte[] Replaced(this byte[] file, string old, string other) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace(old, other, StringComparison.Ordinal));

    /// <summary>Puts one more object in front; readers find it when they look through a file whose table is wrong.</summary>
    public static byte[] With(this byte[] file, int number, string content)
    {
        var text = Encoding.Latin1.GetString(file);
        return Encoding.Latin1.GetBytes(text.Insert(text.IndexOf("xref", StringComparison.Ordinal), $"{number} 0 obj\n{content}\nendobj\n"));
    }
}
