using System.Text.Json;
namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class WordingsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WordingsCommandTests()
    {
        _folder.Write("corpus/a.md", "---\ntitle: 银杏镇工作总结\ndate: 2021-03-02\n---\n\n落实“三会一课”，推行“银杏夜谈”，把板凳搬到院子里听意见。\n");
        _folder.Write("corpus/b.md", "---\ntitle: 石桥镇工作总结\ndate: 2023-03-02\n---\n\n办好“银杏夜谈”，制定《银杏议事规则》，把板凳搬到院子里听意见。\n");
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index).ExitCode);
    }

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Formulations_are_listed_the_most_widespread_first()
    {
        var run = KbRun.Of("wordings", "--index", Index);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
              提法          类别      材料  年份       文种       词表
              银杏夜谈      引号提法     2  2021–2023  工作总结2  未收录
              三会一课      数字提法     1  2021       工作总结1  现行
              银杏议事规则  文件名       1  2023       工作总结1  未收录
            共3条。

            """.ReplaceLineEndings("\n"),
            run.Out);
    }

    [Fact]
    public void A_list_may_be_restricted_and_comes_as_JSON()
    {
        var run = KbRun.Of("wordings", "--index", Index, "--status", "unknown", "--min-materials", "2", "--kind", "quoted", "--kind", "title", "--json");

        Assert.Equal(
            """
            {"total":1,"wordings":[{"text":"银杏夜谈","kind":"quoted","entry":null,"materials":2,"passages":2,
            "materialsByYear":[{"year":2021,"materials":1},{"year":2023,"materials":1}],
            "materialsByGenre":[{"genre":"工作总结","materials":2}],"firstYear":2021,"lastYear":2023}]}
            """.ReplaceLineEndings("") + "\n",
            run.Out);
    }

    [Fact]
    public void Strings_that_nobody_marked_are_discovered_by_their_repetition()
    {
        var run = KbRun.Of("wordings", "--index", Index, "--repeated", "--min-materials", "2", "--json");

        Assert.Equal(["板凳搬到院子里听意见"], run.Json.GetProperty("wordings").EnumerateArray().Select(w => w.GetProperty("text").GetString()));
    }

    [Fact]
    public void One_formulation_is_told_with_its_counts_its_first_use_and_its_entry()
    {
        var run = KbRun.Of("wordings", "“三会一课”", "--index", Index, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, run.Json.GetProperty("entry").GetProperty("parts").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("entry").GetProperty("superseded").ValueKind);
        var year = Assert.Single(run.Json.GetProperty("statistics").GetProperty("byYear").EnumerateArray());
        Assert.Equal(("2021", 1), (year.GetProperty("value").GetString(), year.GetProperty("occurrences").GetInt32()));
        Assert.Equal(["a.md"], run.Json.GetProperty("first").EnumerateArray().Select(h => h.GetProperty("material").GetString()));
    }

    [Fact]
    public void People_are_told_what_a_superseded_formulation_gave_way_to()
    {
        var run = KbRun.Of("wordings", "打铁还需自身硬", "--index", Index);

        Assert.Contains("2017年起改为“打铁必须自身硬”", run.Out);
        Assert.Contains("今作  打铁必须自身硬（0篇，0次）", run.Out);
    }

    [Theory]
    [InlineData("--kind", "slogan")]
    [InlineData("--status", "new")]
    [InlineData("--min-materials", "0")]
    public void A_value_that_cannot_be_is_refused(string option, string value)
    {
        var run = KbRun.Of("wordings", "--index", Index, option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
    }
}
