using KnowledgeBase.Understanding.Corrections;

namespace KnowledgeBase.Understanding.Tests.Corrections;

public class CorrectionFileTests
{
    private static readonly Correction Whole = new()
    {
        Material = "经验/山口镇 2023: 总结.pdf",
        Title = "关于“支部联支部”的做法 #1",
        Date = "2023-07-01",
        Issuer = "山口镇党委",
        Genre = "经验材料",
        Tier = "乡镇",
        AddThemes = ["brand"],
        RemoveThemes = ["rural", "organisation.branch"],
        Passages = [new PassageCorrection("开展 “支部联支部” 活动", ["brand"], []), new PassageCorrection("C:\\甲\t乙", [], ["rural"])],
        Practices = [new PracticeCorrection("每周五组织党员", true, "板凳会"), new PracticeCorrection("- 要: 打造", false, null)],
    };

    private static Correction? Read(string yaml, out IReadOnlyList<string> problems) =>
        CorrectionFile.Read("a.yaml", yaml, id => id is "brand" or "rural" or "organisation.branch", out problems);

    [Fact]
    public void What_is_written_is_read_as_the_same()
    {
        var written = CorrectionFile.Write(Whole);

        var read = Read(written, out var problems);

        Assert.Empty(problems);
        Assert.Equivalent(Whole, read, strict: true);
        Assert.Equal(written, CorrectionFile.Write(read!));
    }

    [Fact]
    public void A_person_writes_it_in_chinese_too()
    {
        var read = Read(
            """
            # 2026年11月核对过
            材料: 甲.pdf
            标题: 关于修渠的通知
            日期: 2023年7月1日
            发文单位: 不详
            文种: 实施方案
            层级: 乡镇
            主题:
              增加: [brand]
            段落:
              - 文字: 修渠
                去掉: [rural]
            做法:
              - 文字: 村民自己动手
                是做法: 否
            """,
            out var problems);

        Assert.Empty(problems);
        Assert.Equivalent(
            new Correction
            {
                Material = "甲.pdf",
                Title = "关于修渠的通知",
                Date = "2023-07-01",
                Issuer = Correction.Unknown,
                Genre = "实施方案",
                Tier = "乡镇",
                AddThemes = ["brand"],
                Passages = [new PassageCorrection("修渠", [], ["rural"])],
                Practices = [new PracticeCorrection("村民自己动手", false, null)],
            },
            read,
            strict: true);
    }

    [Fact]
    public void What_cannot_be_taken_is_told_with_line_and_field_and_costs_only_itself()
    {
        var read = Read(
            """
            material: 甲.pdf
            title: 关于修渠的通知
            date: 前年
            genre: 散文
            tier: 乡镇
            colour: red
            themes: {add: [brand, nothing]}
            practices:
              - words: 修渠
                practice: perhaps
              - words: 村民自己动手
                practice: false
              - name: 板凳会
            """,
            out var problems);

        Assert.Equal(
            [
                "a.yaml:3: date: '前年' is no day such as 2023-07-01, no year such as 2023, and not 不详",
                "a.yaml:4: genre: '散文' is none of 经验材料、工作总结、讲话、工作要点、实施方案、述职报告、制度、理论文章、学习材料、新闻、其他",
                "a.yaml:6: unknown field 'colour'; known are material, title, date, issuer, genre, tier, themes, passages, practices",
                "a.yaml:7: themes: the taxonomy has no theme 'nothing'",
                "a.yaml:10: practices: practice: 'perhaps' is neither true nor false",
                "a.yaml:13: practices: words: must quote words of the text",
            ],
            problems);
        Assert.Equal(
            ("关于修渠的通知", null, null, "乡镇", "brand", "村民自己动手"),
            (read!.Title, read.Date, read.Genre, read.Tier, Assert.Single(read.AddThemes), Assert.Single(read.Practices).Words));
    }

    [Theory]
    [InlineData("")]
    [InlineData("title: 没有说是哪一篇")]
    [InlineData("- material: 甲.pdf")]
    [InlineData("material: [甲.pdf]")]
    [InlineData("material: \"甲.pdf")]
    public void What_does_not_say_about_which_material_is_nothing(string yaml)
    {
        Assert.Null(Read(yaml, out var problems));
        Assert.All(problems, p => Assert.StartsWith("a.yaml:", p, StringComparison.Ordinal));
        Assert.NotEmpty(problems);
    }

    [Theory]
    [InlineData("2023-7-1", "2023-07-01")]
    [InlineData("20230701", "2023-07-01")]
    [InlineData("2023.07.01", "2023-07-01")]
    [InlineData("2023年", "2023")]
    [InlineData("2023-02-30", null)]
    [InlineData("1023", null)]
    [InlineData("不详", "不详")]
    public void A_day_is_taken_as_people_write_it(string written, string? taken) => Assert.Equal(taken, CorrectionFile.DateOf(written));

    [Fact]
    public void Remarks_at_the_head_stay()
    {
        var written = CorrectionFile.Write(new Correction { Material = "甲.pdf", Date = "2023" }, "# 按存档件核对\n# 林\nmaterial: 甲.pdf\n# 别的\n");

        Assert.Equal("# 按存档件核对\n# 林\nmaterial: 甲.pdf\ndate: 2023\n", written);
    }
}
