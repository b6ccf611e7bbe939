using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Tests.Building;

public sealed class CorrectionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    public CorrectionsTests()
    {
        Write("经验/甲.txt", "石桥镇党委工作总结\n（2022年3月5日）\n石桥镇党委组织党员修建水渠，惠及村民326户。\n");
        Write("乙.txt", "关于修路的通知\n（2022年4月6日）\n各村要抓紧修建道路。\n");
        Build();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_correction_makes_only_its_material_anew_and_goes_again_with_its_file()
    {
        Write("corrections/甲.yaml", "material: 经验/甲.txt\ndate: 2019-05-01\ntitle: 修渠\n");
        var corrected = Build();
        Assert.Equal((0, 0, 1, 1), Counts(corrected));
        Assert.Equal(["经验/甲.txt"], Found("年份:2019 水渠"));
        Assert.Empty(Found("年份:2022 水渠"));
        Assert.Equal((0, 0, 0, 2), Counts(Build()));

        var anew = KbRun.Of("build", "--corpus", Corpus, "--index", _folder.At("other"), "--json");
        Assert.Equal(0, anew.ExitCode);
        Assert.Equal(["经验/甲.txt"], Found("年份:2019 标题:修渠", _folder.At("other")));

        File.Delete(Path.Combine(Corpus, "corrections", "甲.yaml"));
        Assert.Equal((0, 0, 1, 1), Counts(Build()));
        Assert.Equal(["经验/甲.txt"], Found("年份:2022 水渠"));
    }

    [Fact]
    public void A_line_of_a_table_of_materials_is_corrected_by_its_id()
    {
        Write("丙.jsonl", """
            {"id":"c1","title":"修桥","text":"丙村修桥。","year":2021}
            {"id":"c2","title":"修塔","text":"丙村修塔。","year":2021}
            """);
        Build();

        Write("corrections/桥/c2.yaml", "material: c2\nyear: 2018\n");

        Assert.Equal((0, 0, 1, 3), Counts(Build()));
        Assert.Equal(["c2"], Found("年份:2018 丙村"));
        Assert.Equal(["c1"], Found("年份:2021 丙村"));
    }

    [Fact]
    public void What_cannot_be_used_is_in_the_report_and_costs_only_itself()
    {
        Write("corrections/a.yaml", "material: 经验/甲.txt\ndate: 前年\ngenre: 讲话\n");
        Write("corrections/b.yaml", "material: 经验/甲.txt\ngenre: 制度\n");
        Write("corrections/c.yaml", "material: 没有.txt\ngenre: 制度\n");
        Write("corrections/d.yaml", "material: \"乙.txt\n");

        var run = Build();

        Assert.Equal(1, run.ExitCode);
        var skipped = run.Json.GetProperty("skipped").EnumerateArray().ToDictionary(
            s => Path.GetFileName(s.GetProperty("path").GetString()!), s => s.GetProperty("reason").GetString()!, StringComparer.Ordinal);
        Assert.Equal(["a.yaml", "b.yaml", "d.yaml"], skipped.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("a.yaml:2: date: '前年'", skipped["a.yaml"], StringComparison.Ordinal);
        Assert.Contains("corrected by", skipped["b.yaml"], StringComparison.Ordinal);
        Assert.Contains(run.Json.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("path").GetString() == "没有.txt");
        Assert.Equal(["经验/甲.txt"], Found("文种:讲话"));
        Assert.Equal(["乙.txt"], Found("年份:2022 道路"));
    }

    [Fact]
    public void What_is_wrong_with_a_correction_tells_nobody_of_a_material_that_he_may_not_see()
    {
        Write("经验/.kbaccess", "内部\n");
        Write("corrections/甲的更正.yaml", "material: 经验/甲.txt\ndate: 前年\n");
        Write("空.txt", "");

        var run = Build();

        // The owner is told of both.
        Assert.Equal(
            ["甲的更正.yaml", "空.txt"],
            run.Json.GetProperty("skipped").EnumerateArray().Select(s => Path.GetFileName(s.GetProperty("path").GetString()!))
                .Order(StringComparer.Ordinal));
        using var everybodys = LibraryFolder.Open(Index);
        Assert.Equal(["空.txt"], everybodys.LeftOut()!.Files.Select(f => f.Path));
    }

    [Fact]
    public void Materials_in_a_folder_of_that_name_stay_materials()
    {
        Write("corrections/丁.txt", "丁村修塔。");

        Assert.Equal((1, 0, 0, 2), Counts(Build()));
        Assert.Equal(["corrections/丁.txt"], Found("修塔"));
    }

    [Fact]
    public void What_is_decided_about_themes_in_the_list_of_overrides_makes_only_its_material_anew()
    {
        Write("taxonomy/overrides.yaml", "- material: 乙.txt\n  passage: 道路\n  add: [brand]\n");

        Assert.Equal((0, 0, 1, 1), Counts(Build()));
        Assert.Equal(["乙.txt"], Found("主题:brand"));
    }

    private void Write(string name, string text) => _folder.Write($"corpus/{name}", text);

    private KbRun Build() => KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--json");

    private string[] Found(string query, string? index = null) =>
    [
        .. KbRun.Of("search", query, "--index", index ?? Index, "--json").Json.GetProperty("hits").EnumerateArray()
            .Select(hit => hit.GetProperty("material").GetString()!),
    ];

    private static (int Added, int Removed, int Updated, int Unchanged) Counts(KbRun run) =>
        (Count(run, "added"), Count(run, "removed"), Count(run, "updated"), Count(run, "unchanged"));

    private static int Count(KbRun run, string name) => run.Json.GetProperty(name).GetInt32();
}
