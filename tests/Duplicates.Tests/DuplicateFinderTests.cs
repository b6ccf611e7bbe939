using KnowledgeBase.Duplicates;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Duplicates.Tests;

public sealed class DuplicateFinderTests
{
    private const string Lake = "镜湖社区党委把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来，谁家漏水、哪段路黑，当场记账、限时销号。半年下来，十七个院落的积水点全部改完，老旧楼道装上了声控灯。";

    private const string Mill = "砚河纺织厂机关支部推行“师徒同岗”办法，让入党积极分子跟着老班长跑车间，把断纱原因写进交班本，每月评一次“金点子”。细纱车间的停台时间由此少了四成，三名青年徒弟先后递交了入党申请书。";

    private const string Hill = "凤栖村支部书记带着村干部走遍六个山头，把撂荒的梯田按户画图、逐块登记，先易后难谈流转。村里请来农技员开夜校，教大家种高山西兰花，头一年就卖出二十多车，跑运输的年轻人也回村当起了经纪人。";

    private static DateOnly Day(int day) => new(2023, 5, day);

    private static DuplicateReport Find(params (string Id, string Text, DateOnly? Date)[] materials)
    {
        var finder = new DuplicateFinder();
        foreach (var (id, text, date) in materials)
        {
            finder.Add(id, text, date);
        }

        return finder.Find();
    }

    private static string[] Told(DuplicateReport report) =>
        [.. report.Families.Select(f => $"{f.Originator} ← {string.Join(' ', f.Copies.Select(c => $"{c.Id}:{c.Kind}"))}")];

    [Fact]
    public void The_same_text_in_another_layout_is_an_exact_copy() =>
        Assert.Equal(
            ["原 ← 转:Exact"],
            Told(Find(("转", "　　" + Lake.Replace("，", "，\n").Replace("党委", "黨委"), Day(9)), ("原", Lake, Day(2)), ("它", Mill, Day(1)))));

    [Fact]
    public void The_originator_is_the_earliest_and_undated_ones_stand_last() =>
        Assert.Equal(
            ["乙 ← 丙:Exact 甲:Exact"],
            Told(Find(("甲", Lake, null), ("乙", Lake, Day(3)), ("丙", Lake, Day(8)))));

    [Fact]
    public void Anonymised_copies_meet_their_original() =>
        Assert.Equal(
            ["原 ← 隐:Near"],
            Told(Find(
                ("原", "云溪县" + Lake + "2022年，全县培训楼长1251人次，解难题4215个。", Day(1)),
                ("隐", "**县" + Lake.Replace("镜湖", "*湖").Replace("十七", "**") + "20**年，全县培训楼长**人次，解难题*个。", Day(2)))));

    [Fact]
    public void Reports_of_two_years_on_one_frame_are_no_copies_but_share_passages()
    {
        const string Frame = "一年来，全镇新建屋场议事点{0}处，调处邻里纠纷{1}起，修通断头路{2}公里，为独居老人送餐{3}人次，种下行道树{4}株。镇党委坚持把会开到田埂上，把账算在明处，谁提的事、谁去办、办得怎样，都写在村口的黑板上。";
        var report = Find(
            ("前年", string.Format(Frame, 12, 318, "4.6", 5210, 800), Day(1)),
            ("去年", string.Format(Frame, 27, 406, "9.1", 7743, 1650), Day(2)),
            ("隐去", string.Format(Frame, "**", 318, "*", "**", "X"), Day(3)));

        Assert.Equal(["前年 ← 隐去:Near"], Told(report));
        Assert.Contains(report.Shared, p => (p.First, p.Second) == ("前年", "去年"));
    }

    [Fact]
    public void Editions_are_no_copies_of_one_another()
    {
        var sketcher = new Sketcher();
        var finder = new DuplicateFinder();
        finder.Add("旧规", sketcher.Sketch(Lake + Mill, Day(1), "§2016年"));
        finder.Add("新规", sketcher.Sketch(Lake + Mill.Replace("四成", "三成"), Day(2), "§2023年"));
        finder.Add("转发", sketcher.Sketch(Lake.Replace("院子", "广场") + Mill, Day(3), null));
        finder.Add("去年", sketcher.Sketch(Hill + "明年再修三座桥。", Day(1), "2022年"));
        finder.Add("今年", sketcher.Sketch(Hill + "今年先把东边的水渠疏通，再把老戏台的屋顶翻修一遍。", Day(2), "2023年"));
        finder.Add("照抄", sketcher.Sketch(Hill + "明年再修三座桥！", Day(3), "2023年"));

        Assert.Equal(["去年 ← 照抄:Near", "旧规 ← 转发:Near"], Told(finder.Find()));
    }

    [Fact]
    public void The_parts_of_a_collection_are_of_its_family_and_no_text_with_it_nor_with_each_other()
    {
        var report = Find(
            ("集", Lake + Mill + Hill, Day(1)), ("湖", Lake, Day(2)), ("厂", Mill, Day(3)), ("厂抄", Mill.Replace("四成", "三成"), Day(4)));

        Assert.Equal(["集 ← 湖:Part 厂:Part 厂抄:Part"], Told(report));
        Assert.Equal(["厂 厂抄"], report.Texts.Select(t => string.Join(' ', t)));
    }

    [Fact]
    public void A_sketch_is_read_as_it_was_written()
    {
        var sketch = new Sketcher().Sketch(Lake + "2022年培训1251人次。", Day(3), "2022年");
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        sketch.Write(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var read = MaterialSketch.Read(reader);

        Assert.Equal((sketch.Digest, sketch.Date, sketch.Edition), (read.Digest, read.Date, read.Edition));
        Assert.Equal(sketch.Hashes, read.Hashes);
        Assert.Equal(sketch.Figures, read.Figures);
        Assert.NotEmpty(read.Figures);
    }

    [Fact]
    public void Parts_and_extensions_are_told_apart() =>
        Assert.Equal(
            ["全 ← 摘:Part 增:Extended"],
            Told(Find(
                ("全", Lake + Mill, Day(1)),
                ("摘", Lake, Day(2)),
                ("增", Lake + Mill + Hill + Hill.Replace("村", "乡").Replace("支部", "总支") + Mill.Replace("厂", "所"), Day(3)))));

    [Fact]
    public void A_merged_copy_belongs_to_both_originators_and_makes_no_relatives_of_them() =>
        Assert.Equal(
            ["湖 ← 合:Extended", "厂 ← 合:Extended"],
            Told(Find(("湖", Lake, Day(1)), ("厂", Mill, Day(2)), ("合", Lake + "\n" + Mill, Day(3)), ("山", Hill, Day(4)))));

    [Fact]
    public void A_copy_of_a_copy_is_in_the_originators_family_only() =>
        Assert.Equal(
            ["一 ← 二:Near 三:Near"],
            Told(Find(
                ("一", Lake + Mill, Day(1)),
                ("二", Lake.Replace("院子", "广场") + Mill, Day(2)),
                ("三", Lake.Replace("院子", "广场").Replace("当场", "现场") + Mill.Replace("四成", "三成"), Day(3)))));

    [Fact]
    public void Standing_formulas_make_no_family()
    {
        const string Formula = "以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神，坚持和加强党的全面领导，坚持党要管党、全面从严治党，";
        var report = Find(("甲", Formula + Lake + Hill, Day(1)), ("乙", Formula + Mill, Day(2)));
        Assert.Empty(report.Families);
    }

    [Fact]
    public void Pairs_that_share_a_passage_without_being_copies_are_told()
    {
        var report = Find(
            ("甲", Lake + Hill + Hill.Replace("村", "乡"), Day(1)),
            ("乙", Mill + Lake + Mill.Replace("厂", "局").Replace("车间", "股室") + "另有安排。", Day(2)),
            ("丙", Hill.Replace("支部", "党委"), null));
        Assert.Contains(report.Shared, p => (p.First, p.Second) == ("甲", "乙"));
        Assert.All(report.Shared, p => Assert.InRange(p.Characters, 40, 200));
    }

    [Fact]
    public void Twenty_texts_and_their_copies_are_found_in_the_sample_library()
    {
        var texts = SampleCorpus.Texts();
        var finder = new DuplicateFinder();
        var expected = new HashSet<(string, string)>();
        for (var i = 0; i < texts.Count; i++)
        {
            finder.Add($"{i}", texts[i], new DateOnly(2020, 1, 1).AddDays(i));
        }

        var random = new Random(2023);
        for (var i = 0; i < 20; i++)
        {
            var other = (i + 7) % 20;
            Add(i, "anonymised", CopyMaker.Anonymised(texts[i], random));
            Add(i, "reordered", CopyMaker.Reordered(texts[i], random));
            Add(i, "trimmed", CopyMaker.Trimmed(texts[i], random));
            Add(i, "retouched", CopyMaker.Retouched(texts[i], random));
            Add(i, "all", CopyMaker.Anonymised(CopyMaker.Reordered(CopyMaker.Trimmed(texts[i], random), random), random));
            Add(
                i,
                "extracts merged",
                CopyMaker.Merged(CopyMaker.Trimmed(texts[i], random), CopyMaker.Trimmed(texts[other], random)),
                other);
            Add(i, "merged", CopyMaker.Merged(texts[i], texts[other]), other);
            Add(i, "merged anonymised", CopyMaker.Anonymised(CopyMaker.Merged(texts[i], texts[other]), random), other);
        }

        var found = finder.Find().Families.SelectMany(f => f.Copies.Select(c => (f.Originator, c.Id))).ToHashSet();
        Assert.Empty(found.Except(expected));
        Assert.True(found.Count >= 0.98 * expected.Count, "Missed: " + string.Join("; ", expected.Except(found)));

        void Add(int original, string kind, string copy, int? other = null)
        {
            var id = $"{original} {kind}";
            finder.Add(id, copy, new DateOnly(2024, 1, 1));
            expected.Add(($"{original}", id));
            if (other is { } second)
            {
                expected.Add(($"{second}", id));
            }
        }
    }

    [Fact]
    public void An_empty_finder_and_tiny_texts_are_no_trouble()
    {
        Assert.Empty(new DuplicateFinder().Find().Families);
        Assert.Equal(
            ["乙 ← 甲:Exact"], Told(Find(("甲", "好", null), ("乙", "好 ", null), ("丙", "", null), ("戊", "\n", null), ("丁", "不好", null))));
    }
}
