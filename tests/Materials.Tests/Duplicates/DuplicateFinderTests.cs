using KnowledgeBase.Materials.Duplicates;
using KnowledgeBase.Materials.Readers;
using Xunit;

namespace KnowledgeBase.Materials.Tests.Duplicates;

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
    public void Parts_and_extensions_are_told_apart() =>
        Assert.Equal(
            ["全 ← 摘:Part 增:Extended"],
            Told(Find(("全", Lake + Mill, Day(1)), ("摘", Lake, Day(2)), ("增", Lake + Mill + Hill + Hill.Replace("村", "乡").Replace("支部", "总支") + Mill.Replace("厂", "所"), Day(3)))));

    [Fact]
    public void A_merged_copy_belongs_to_both_originators_and_makes_no_relatives_of_them() =>
        Assert.Equal(
            ["湖 ← 合:Extended", "厂 ← 合:Extended"],
            Told(Find(("湖", Lake, Day(1)), ("厂", Mill, Day(2)), ("合", Lake + "\n" + Mill, Day(3)), ("山", Hill, Day(4)))));

    [Fact]
    public void A_copy_of_a_copy_is_in_the_originators_family_only() =>
        Assert.Equal(
            ["一 ← 二:Near 三:Near"],
            Told(Find(("一", Lake + Mill, Day(1)), ("二", Lake.Replace("院子", "广场") + Mill, Day(2)), ("三", Lake.Replace("院子", "广场").Replace("当场", "现场") + Mill.Replace("四成", "三成"), Day(3)))));

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
        var report = Find(("甲", Lake + Hill + Hill.Replace("村", "乡"), Day(1)), ("乙", Mill + Lake + Mill.Replace("厂", "局").Replace("车间", "股室") + "另有安排。", Day(2)), ("丙", Hill.Replace("支部", "党委"), null));
        Assert.Contains(report.Shared, p => (p.First, p.Second) == ("甲", "乙"));
        Assert.All(report.Shared, p => Assert.InRange(p.Characters, 40, 200));
    }

    [Fact]
    public void Twenty_texts_and_their_copies_are_found_in_the_sample_library()
    {
        var texts = SampleLibrary();
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
            Add(i, "extracts merged", CopyMaker.Merged(CopyMaker.Trimmed(texts[i], random), CopyMaker.Trimmed(texts[other], random)), other);
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
        Assert.Equal(["甲 ← 乙:Exact"], Told(Find(("甲", "好", null), ("乙", "好 ", null), ("丙", "", null), ("丁", "不好", null))));
    }

    private static List<string> SampleLibrary()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KnowledgeBase.sln")))
        {
            folder = folder.Parent;
        }

        var reader = new MaterialReader(programPath: "");
        return [.. Directory.EnumerateFiles(Path.Combine(folder!.FullName, "corpus"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".txt" or ".md" or ".html" or ".docx" && Path.GetFileName(f) != "README.md")
            .Order(StringComparer.Ordinal)
            .SelectMany(f => reader.Read(f).Materials)
            .Select(m => m.Material.Text)];
    }
}
