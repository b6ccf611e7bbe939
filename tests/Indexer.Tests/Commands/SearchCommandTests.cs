using System.Globalization;
using System.Text.Json;

namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class SearchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SearchCommandTests()
    {
        _folder.Write("corpus/2023-石桥镇经验.md", """
            ---
            title: 关于推行“四联四包”工作法的经验材料
            date: 2023-05-06
            ---

            一、聚焦组织建设，建强战斗堡垒

            石桥镇党委推行“四联四包”工作法，党员联系群众1251户。

            二、聚焦作风建设，转变干部作风

            石桥镇整治形式主义，精简会议三成。
            """);
        _folder.Write("corpus/2022-青湾区讲话.txt", "在青湾区作风建设会议上的讲话\n\n同志们：\n\n今天我们召开作风建设会议，主要任务是整治形式主义、官僚主义。\n");
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index).ExitCode);
    }

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hit_has_its_material_and_passages_with_exact_highlights()
    {
        var run = KbRun.Of("search", "“四联四包”工作法", "--index", Index, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, run.Json.GetProperty("total").GetInt32());
        var hit = run.Json.GetProperty("hits")[0];
        Assert.Equal("2023-石桥镇经验.md", hit.GetProperty("material").GetString());
        Assert.Equal("2023-石桥镇经验.md", hit.GetProperty("path").GetString());
        Assert.True(hit.GetProperty("score").GetDouble() > 0);
        foreach (var passage in hit.GetProperty("passages").EnumerateArray())
        {
            var text = passage.GetProperty("text").GetString()!;
            Assert.NotEmpty(passage.GetProperty("highlights").EnumerateArray());
            foreach (var highlight in passage.GetProperty("highlights").EnumerateArray())
            {
                Assert.Contains(text[highlight[0].GetInt32()..highlight[1].GetInt32()], (string[])["四联四包", "工作法"]);
            }
        }

        Assert.Contains(
            "聚焦组织建设，建强战斗堡垒", hit.GetProperty("passages").EnumerateArray().SelectMany(p => p.GetProperty("headingPath").EnumerateArray()).Select(h => h.GetString()));
    }

    [Theory]
    [InlineData("passages", "1 个段落，1 份材料")]
    [InlineData("practices", "1 条做法，1 份材料")]
    [InlineData("headings", "0 个小标题，0 份材料")]
    [InlineData("wordings", "2 种提法，1 份材料")]
    public void A_view_says_how_many_entries_it_has(string view, string first)
    {
        var run = KbRun.Of("search", "“四联四包”", "--view", view, "--index", Index);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(first, run.Out.Split('\n')[0].TrimEnd());
    }

    [Fact]
    public void Practices_are_filtered_and_an_unknown_value_is_told()
    {
        var run = KbRun.Of(
            "search", "", "--view", "practices", "--figures", "--theme", "nonsense", "--sort", "copyable", "--index", Index, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("石桥镇党委", run.Json.GetProperty("hits")[0].GetProperty("actor").GetString());
        Assert.Equal("乡镇", run.Json.GetProperty("hits")[0].GetProperty("tier").GetString());
        Assert.Contains("nonsense", run.Error, StringComparison.Ordinal);
        var none = KbRun.Of("search", "", "--view", "practices", "--tier", "中央", "--index", Index, "--json");
        Assert.Equal(0, none.Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("--view", "nonsense")]
    [InlineData("--sort", "nonsense")]
    [InlineData("--grade", "x")]
    [InlineData("--year", "x")]
    public void A_view_or_an_order_that_there_is_not_cannot_run(string option, string value) =>
        Assert.Equal(2, KbRun.Of("search", "党建", option, value, "--index", Index).ExitCode);

    [Theory]
    [InlineData("形式主义 -石桥", "2022-青湾区讲话.txt")]
    [InlineData("形式主义 ＮＯＴ 石桥", "2022-青湾区讲话.txt")]
    [InlineData("形式主义 非 石桥", "2022-青湾区讲话.txt")]
    [InlineData("年:2023 形式主义", "2023-石桥镇经验.md")]
    [InlineData("文种:讲话 形式主义", "2022-青湾区讲话.txt")]
    [InlineData("“1251户”", "2023-石桥镇经验.md")]
    [InlineData("標題：講話 形式主義", "2022-青湾区讲话.txt")]
    [InlineData("近5：（会议 三成）", "2023-石桥镇经验.md")]
    [InlineData("近:（会议 官僚）", "")]
    [InlineData("依次20:（会议 官僚主义）", "2022-青湾区讲话.txt")]
    [InlineData("同句:（“四联四包”　1251户）", "2023-石桥镇经验.md")]
    [InlineData("同句:（转变干部 精简会议）", "")]
    [InlineData("同段:（转变干部 精简会议）", "")]
    [InlineData("前缀:官僚", "2022-青湾区讲话.txt")]
    [InlineData("通配:官？主义", "2022-青湾区讲话.txt")]
    [InlineData("近似:官撩主义", "2022-青湾区讲话.txt")]
    [InlineData("“精简会议三成。”", "2023-石桥镇经验.md")]
    public void Operators_and_filters_work_from_the_command_line(string query, string expected)
    {
        var run = KbRun.Of("search", query, "--index", Index, "--json");

        Assert.Equal(
            expected,
            string.Join(
                ' ', run.Json.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("material").GetString()).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_material_is_asked_why_its_passages_score_as_they_do()
    {
        var run = KbRun.Of("search", "形式主义", "--index", Index, "--explain", "2022-青湾区讲话.txt");
        var hit = KbRun.Of("search", "形式主义", "--index", Index, "--json").Json.GetProperty("hits").EnumerateArray()
            .Single(h => h.GetProperty("material").GetString() == "2022-青湾区讲话.txt");
        var score = hit.GetProperty("score").GetDouble().ToString("0.####", CultureInfo.InvariantCulture);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("2022-青湾区讲话.txt：1 个段落相符\n\n第 1 段\n  " + score + " = ", run.Out, StringComparison.Ordinal);
        Assert.Equal(
            (2, "kb: there is no material '无' in the index; 'kb search' prints the id of each below its title.\n"),
            KbRun.Of("search", "形式主义", "--index", Index, "--explain", "无") is var none ? (none.ExitCode, none.Error) : default);
    }

    [Fact]
    public void People_see_what_matches_between_lenticular_brackets()
    {
        var run = KbRun.Of("search", "形式主义", "--index", Index);

        Assert.Contains("2 份材料", run.Out);
        Assert.Contains("整治【形式主义】", run.Out);
    }

    [Fact]
    public void What_was_odd_in_a_query_is_said_on_standard_error()
    {
        var run = KbRun.Of("search", "“形式主义", "--index", Index, "--json");

        Assert.Equal("kb: 引号 “ 没有右半边，已补在末尾。\n", run.Error);
        Assert.Equal(2, run.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public void A_run_names_materials_and_figures_are_printed_by_name()
    {
        var queries = _folder.Write("q.tsv", "q1\t形式主义\nq2\t四联四包\n\nq3\t量子纠缠\n");
        var trec = _folder.At("out.trec");

        var run = KbRun.Of("query", "--index", Index, "--queries", queries, "--k", "5", "--mode", "literal", "--repeat", "3", "--threads", "2", "--run", trec);

        Assert.Equal(0, run.ExitCode);
        var figures = run.Out.TrimEnd().Split('\n').Select(l => l.Split('\t'))
            .ToDictionary(f => f[0], f => double.Parse(f[1], CultureInfo.InvariantCulture));
        Assert.Equal(["queries", "qps", "latency_us_p50", "latency_us_p95", "latency_us_p99", "latency_us_mean"], figures.Keys);
        Assert.Equal(9, figures["queries"]);
        Assert.All(figures.Values, v => Assert.True(v > 0));
        var lines = File.ReadAllLines(trec).Select(l => l.Split(' ')).ToList();
        Assert.Equal(["q1", "q1", "q2"], lines.Select(l => l[0]));
        Assert.All(lines, l => Assert.Equal(6, l.Length));
        Assert.Equal("2023-石桥镇经验.md", lines[2][2]);
        Assert.Equal(["1", "2", "1"], lines.Select(l => l[3]));
    }

    [Fact]
    public void Inspect_tells_all_that_was_understood_with_offsets_into_its_text()
    {
        var run = KbRun.Of("inspect", _folder.At("corpus/2023-石桥镇经验.md"), "--json");

        Assert.Equal(0, run.ExitCode);
        var text = run.Json.GetProperty("text").GetString()!;
        foreach (var name in (string[])["title", "titleInferred", "genre", "year", "date", "tier", "issuer", "headings", "passages", "practices", "wordings", "warnings"])
        {
            Assert.True(run.Json.TryGetProperty(name, out _), name);
        }

        var headings = run.Json.GetProperty("headings").EnumerateArray().ToList();
        Assert.Equal(["聚焦组织建设，建强战斗堡垒", "聚焦作风建设，转变干部作风"], headings.Select(h => h.GetProperty("text").GetString()));
        Assert.All(
            headings, h => Assert.Equal(h.GetProperty("text").GetString(), text[h.GetProperty("start").GetInt32()..h.GetProperty("end").GetInt32()]));
        Assert.All(headings, h => Assert.Equal((1, "numbered"), (h.GetProperty("level").GetInt32(), h.GetProperty("kind").GetString())));
        var wordings = run.Json.GetProperty("wordings").EnumerateArray().ToList();
        Assert.NotEmpty(wordings);
        Assert.All(wordings, w => Assert.Equal(w.GetProperty("count").GetInt32(), w.GetProperty("starts").GetArrayLength()));
        Assert.All(wordings, w => Assert.All(
            w.GetProperty("starts").EnumerateArray(),
            start => Assert.StartsWith(w.GetProperty("text").GetString()!, text[start.GetInt32()..], StringComparison.Ordinal)));
    }

    [Fact]
    public void Inspect_tells_how_sure_every_fact_is_and_where_it_was_read()
    {
        var run = KbRun.Of("inspect", _folder.At("corpus/2023-石桥镇经验.md"), "--json");

        var facts = run.Json.GetProperty("facts");
        Assert.Equal("经验材料", facts.GetProperty("genre").GetProperty("value").GetString());
        Assert.Equal("2023-05-06", facts.GetProperty("date").GetProperty("value").GetString());
        Assert.False(facts.TryGetProperty("documentNumber", out _));
        Assert.All(facts.EnumerateObject(), fact => Assert.InRange(fact.Value.GetProperty("confidence").GetDouble(), 0, 1));
        Assert.All(facts.EnumerateObject(), fact => Assert.NotEmpty(fact.Value.GetProperty("evidence").GetString()!));
        Assert.NotEmpty(run.Json.GetProperty("practices")[0].GetProperty("gradeReason").GetString()!);
    }

    [Fact]
    public void Tag_gives_every_line_its_themes_with_evidence()
    {
        var file = _folder.Write("p.jsonl", "{\"id\":\"1\",\"title\":\"\",\"text\":\"严格落实“三会一课”制度，规范发展党员，推进党支部标准化规范化建设。\"}\n{\"id\":\"2\",\"title\":\"\",\"text\":\"今天下雨。\"}\n");

        var run = KbRun.Of("tag", file);

        var lines = run.Out.TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["1", "2"], lines.Select(l => l.GetProperty("id").GetString()));
        var theme = lines[0].GetProperty("themes")[0];
        Assert.Equal("organisation", theme.GetProperty("id").GetString());
        Assert.InRange(theme.GetProperty("confidence").GetDouble(), 0, 1);
        Assert.NotEmpty(theme.GetProperty("evidence").EnumerateArray());
        Assert.Empty(lines[1].GetProperty("themes").EnumerateArray());
    }

    [Fact]
    public void Tag_explains_the_themes_of_a_document_under_the_names_of_its_day()
    {
        var file = _folder.Write("汇报.txt", "工作汇报\n2015年3月2日\n\n一、惩治腐败\n\n查处受贿案件三起。\n\n二、天气情况\n\n今天下雨。\n");

        var run = KbRun.Of("tag", file);

        Assert.Equal(0, run.ExitCode);
        var lines = run.Out.Split('\n');
        Assert.Equal("主题布局：五位一体党建布局", lines[1]);
        var passage = Array.FindIndex(lines, l => l.EndsWith("惩治腐败", StringComparison.Ordinal) && l.StartsWith('['));
        Assert.StartsWith("  反腐倡廉建设（anticorruption）", lines[passage + 1]);
        Assert.EndsWith("  惩治腐败、受贿", lines[passage + 1]);
        Assert.Contains("  无主题", lines);
    }

    [Fact]
    public void Segment_gives_a_line_for_a_line_and_drops_nothing_but_white_space()
    {
        const string text = "落实“三会一课”，推进双报到。\n\n第二行 ＡＢＣ\t😀\n末行没有换行";

        var run = KbRun.WithInput(text, "segment", "-");

        Assert.Equal(4, run.Out.Split('\n').Length - 1);
        Assert.Equal(text.Replace(" ", "").Replace("\t", ""), run.Out.Replace(" ", "").TrimEnd('\n'));
        Assert.Contains("三会一课", run.Out.Split(' ', '\n'));
    }

    [Fact]
    public void Explain_shows_words_and_terms()
    {
        var run = KbRun.Of("explain", "三会一课");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("\n三会一课\tTerm\t.*\\[0,4\\)\n", run.Out);
    }
}
