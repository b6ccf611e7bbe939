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
}
