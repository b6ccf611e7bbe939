using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Drafts;

public class DraftCheckTests
{
    private static readonly WordingFinder Finder = new();

    private static string[] Findings(string text) => [.. new DraftCheck(Finder).Check(text).Findings.Select(f => $"{f.Kind} {f.Text}")];

    [Fact]
    public void Every_formulation_is_marked_as_what_it_is() =>
        Assert.Equal(
            [
                "Matching 两个确立",
                "NearMiss 二个维护",
                "Unknown 银杏树下议事会",
                "UnknownTitle 某镇银杏议事规则",
                "Superseded 信访条例",
            ],
            Findings("领悟“两个确立”，做到“二个维护”，办好“银杏树下议事会”，执行《某镇银杏议事规则》和《信访条例》。"));

    [Fact]
    public void A_superseded_formulation_names_its_successor_and_since_when()
    {
        var finding = Assert.Single(new DraftCheck(Finder).Check("打铁还需自身硬。").Findings);

        Assert.Equal(DraftFindingKind.Superseded, finding.Kind);
        Assert.Equal("打铁必须自身硬", finding.Expected);
        Assert.Equal("2017年起改为“打铁必须自身硬”；引用当时原文的除外。", finding.Message);
    }

    [Fact]
    public void A_former_name_names_todays_even_when_there_was_one_between()
    {
        var finding = Assert.Single(new DraftCheck(Finder).Check("报国务院扶贫办备案。").Findings);

        Assert.Equal("2021年起改为“国家乡村振兴局”，现为“农业农村部”；引用当时原文的除外。", finding.Message);
    }

    [Fact]
    public void A_matching_formulation_says_what_it_stands_for_and_where_it_comes_from()
    {
        var finding = Assert.Single(new DraftCheck(Finder).Check("牢记“三个务必”。").Findings);

        Assert.Equal(DraftFindingKind.Matching, finding.Kind);
        Assert.Equal("即务必不忘初心、牢记使命、务必谦虚谨慎、艰苦奋斗、务必敢于斗争、善于斗争；党的二十大报告（2022年）。", finding.Message);
    }

    [Fact]
    public void A_title_that_is_almost_right_is_named_with_the_difference()
    {
        var finding = Assert.Single(new DraftCheck(Finder).Check("执行《关于新形势下党内政治生活若干准则》。").Findings);

        Assert.Equal(DraftFindingKind.NearMiss, finding.Kind);
        Assert.Equal("关于新形势下党内政治生活的若干准则", finding.Expected);
        Assert.Equal(
            [new(DifferenceKind.Same, "关于新形势下党内政治生活"), new(DifferenceKind.Expected, "的"), new(DifferenceKind.Same, "若干准则")],
            finding.Differences);
    }

    [Fact]
    public void Quotes_within_a_formulation_become_inner_ones_in_the_message()
    {
        var finding = Assert.Single(new DraftCheck(Finder).Check("落实“四个全面”战略部局。").Findings, f => f.Kind == DraftFindingKind.NearMiss);

        Assert.Equal("疑为同音别字，规范表述是“‘四个全面’战略布局”。", finding.Message);
    }

    [Fact]
    public void Without_a_library_nothing_is_said_of_one() =>
        Assert.Equal(
            ["词表中没有，请确认是本单位的提法。", "词表中没有这个文件，请核对名称。"],
            new DraftCheck(Finder).Check("办好“银杏树下议事会”，执行《某镇银杏议事规则》。").Findings.Select(f => f.Message));

    [Fact]
    public void Parallel_clauses_without_quotes_are_not_called_unknown() => Assert.Empty(Findings("做到学得进、学得懂、学得透。"));

    [Theory]
    [InlineData("全年发展党员12名。会上通报，全年发展党员15名。", "发展党员15名")]
    [InlineData("全局共有党员128名，党支部9个。全局党员132名全部参加学习。", "132名全部")]
    [InlineData("我县现有1250个基层党组织。全县基层党组织1205个已换届。", "基层党组织1205个")]
    [InlineData("全局共有党员128名。全市共有党员150名。", "")]
    [InlineData("全局共有党员128名，其中女党员66名。全局共有预备党员12名。", "")]
    [InlineData("全局共有党员128名。组织全局党员90名分批参观。2021年底，全局共有党员121名。", "")]
    [InlineData("建成便民服务站40个；全镇建成便民服务站46个。", "")]
    [InlineData("2022年发展党员12名，2023年发展党员15名。", "")]
    [InlineData("全年发展党员12名，其中女党员5名，全年发展党员12名。", "")]
    [InlineData("走访困难群众300余户，走访困难群众286户。", "")]
    public void Figures_of_one_thing_must_agree(string text, string contradicting)
    {
        var findings = new DraftCheck(Finder).Check(text).Findings.Where(f => f.Kind == DraftFindingKind.Contradiction).ToList();

        if (contradicting.Length == 0)
        {
            Assert.Empty(findings);
        }
        else
        {
            var finding = Assert.Single(findings);
            Assert.EndsWith(contradicting, finding.Text, StringComparison.Ordinal);
            Assert.True(finding.Other!.Value.End <= finding.Start);
        }
    }

    [Fact]
    public void A_clean_draft_has_no_problems()
    {
        Assert.False(new DraftCheck(Finder).Check("落实“三会一课”。").HasProblems);
        Assert.True(new DraftCheck(Finder).Check("落实“一课三会”。").HasProblems);
    }

    [Theory]
    [InlineData("report.txt")]
    [InlineData("plan.txt")]
    public void Faults_that_were_planted_in_a_draft_are_found_and_nothing_else(string file)
    {
        var (text, faults) = PlantedDraft.Read(file);

        var findings = new DraftCheck(Finder).Check(text).Findings
            .Where(f => f.Kind is not (DraftFindingKind.Matching or DraftFindingKind.Unknown or DraftFindingKind.UnknownTitle))
            .Select(f => new TextSpan(f.Start, f.End))
            .ToList();

        Assert.Empty(faults.Where(f => f.IsFound && !findings.Exists(x => x.Overlaps(f.Span))).Select(f => f.Span.In(text)));
        Assert.Empty(findings.Where(x => !faults.Exists(f => f.Span.Overlaps(x))).Select(x => x.In(text)));
    }

    [Theory]
    [InlineData("2018年党的十九大召开以来，支部面貌一新。", "2017年党的十九大")]
    [InlineData("2020年，党的十九届六中全会通过了决议。", "2021年，党的十九届六中全会")]
    [InlineData("党的二十大（2021年）提出了要求。", "党的二十大（2022年）")]
    [InlineData("深入学习党的二十一大精神。", "党的二十大")]
    [InlineData("学习党的十九届八中全会精神。", "党的十九届七中全会")]
    [InlineData("2021年7月1日，我们隆重庆祝建党101周年。", "2022年7月1日，我们隆重庆祝建党101周年")]
    [InlineData("2024年迎来新中国成立70周年。", "2019年迎来新中国成立70周年")]
    [InlineData("喜迎党的二十一大。", null)]
    [InlineData("2018年党的十九大精神宣讲走进农家。", null)]
    [InlineData("2017年，党的十九大胜利召开；2024年，党的二十届三中全会召开；2021年是建党100周年。", null)]
    [InlineData("学习党的二十届五中全会精神。", null)]
    public void Congresses_and_anniversaries_are_held_against_a_calendar(string text, string? expected)
    {
        var misses = new DraftCheck(Finder).Check(text).Findings.Where(f => f.Kind == DraftFindingKind.NearMiss).Select(f => f.Expected);

        Assert.Equal(expected is null ? [] : [expected], misses);
    }

    [Theory]
    [InlineData("执行《中国共产党支部工作条例》。", "中国共产党支部工作条例（试行）")]
    [InlineData("执行《中国共产党农村工作条列》。", "中国共产党农村工作条例")]
    [InlineData("执行《中华人民共和国水法》和《中华人民共和国禁毒法》。", null)]
    [InlineData("印发《中共中央、国务院关于加强基层治理体系和治理能力现代化建设的意见》。", null)]
    public void Titles_of_papers_are_held_against_those_that_are_in_force(string text, string? expected)
    {
        var misses = new DraftCheck(Finder).Check(text).Findings.Where(f => f.Kind == DraftFindingKind.NearMiss && f.Text.Length > 4)
            .Select(f => f.Expected);

        Assert.Equal(expected is null ? [] : [expected], misses);
    }

    [Fact]
    public void Books_and_periodicals_are_no_papers()
    {
        var findings = new DraftCheck(Finder).Check("读《银杏树下的脚步》，订《云溪日报》，查《党务词典》，行《云溪县议事规则》。").Findings;

        Assert.Equal(
            ["Unknown 银杏树下的脚步", "Matching 云溪日报", "Matching 党务词典", "UnknownTitle 云溪县议事规则"],
            findings.Select(f => $"{f.Kind} {f.Text}"));
    }

    [Fact]
    public void What_nobody_knows_is_told_once_with_all_its_places()
    {
        const string Text = "办好“银杏夜谈”，推广“银杏夜谈”。再谈“银杏夜谈”。";

        var finding = Assert.Single(new DraftCheck(Finder).Check(Text).Findings);

        Assert.Equal("词表中没有，请确认是本单位的提法。全文共3处。", finding.Message);
        Assert.All(finding.Again, again => Assert.Equal("银杏夜谈", again.In(Text)));
        Assert.Equal(2, finding.Again.Count);
    }

    [Fact]
    public void A_contraction_of_fewer_than_there_are_misses_the_known_one() =>
        Assert.Equal("四个自信", Assert.Single(new DraftCheck(Finder).Check("坚定“三个自信”。").Findings).Expected);

    [Fact]
    public void A_pair_joined_by_a_comma_is_known_as_well() => Assert.Equal(["Matching 不忘初心，牢记使命"], Findings("开展“不忘初心，牢记使命”教育。"));

    [Theory]
    [InlineData("发展党员12名，其中机关3名、农村8名、企业2名，共12名。", "各项合计13名")]
    [InlineData("农村8名、机关3名、企业2名，共12名。", "各项合计13名")]
    [InlineData("农村8名、机关3名、企业2名，共13名。", "")]
    [InlineData("全局有党员200名，其中女党员50名，占35%。", "50/200为25%")]
    [InlineData("全局有党员200名，其中女党员50名，占25%。", "")]
    [InlineData("全局有党员210名，其中女党员50名，占24%。", "")]
    [InlineData("全年发展党员12名。\n下一步工作安排：发展党员15名。", "")]
    public void Sums_and_shares_are_reckoned(string text, string what)
    {
        var messages = new DraftCheck(Finder).Check(text).Findings
            .Where(f => f.Kind == DraftFindingKind.Contradiction)
            .Select(f => f.Message)
            .ToList();

        if (what.Length == 0)
        {
            Assert.Empty(messages);
        }
        else
        {
            Assert.Contains(what, Assert.Single(messages), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("甲。乙。\n\n丙“丁。”戊", 0, 1, 1)]
    [InlineData("甲。乙。\n\n丙“丁。”戊", 2, 1, 2)]
    [InlineData("甲。乙。\n\n丙“丁。”戊", 6, 2, 1)]
    [InlineData("甲。乙。\n\n丙“丁。”戊", 11, 2, 2)]
    [InlineData("", 0, 1, 1)]
    public void Places_are_told_by_paragraph_and_sentence(string text, int offset, int paragraph, int sentence) =>
        Assert.Equal(new DraftPlace(paragraph, sentence), DraftPlace.Of(text, offset));
}
