using KnowledgeBase.Materials;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

public sealed class MarkdownReaderTests
{
    [Fact]
    public void Markup_is_read_as_its_page_shows_it()
    {
        var material = Reading.One(
            """
            # 让“周三夜话”聊出新气象

            青禾镇党委把**院坝会**开到[村口](http://example.invalid/)。

            ## 一、主要做法

            - 定时间
            - 定人员

            1. 收集问题
            2. 交办问题

            > 群众说：*这样好*。

            | 村 | 件数 |
            |---|---|
            | 上河村 | 12 |

            收效明显[^1]。

            [^1]: 数据截至六月。
            """,
            "a.md");
        Assert.Equal(
            """
            让“周三夜话”聊出新气象
            青禾镇党委把院坝会开到村口。
            一、主要做法
            定时间
            定人员
            1. 收集问题
            2. 交办问题
            群众说：这样好。
            """ + "\n村\t件数\n上河村\t12\n收效明显。\n注1：数据截至六月。",
            material.Text);
        Assert.Equal(
            ["Title 0: 让“周三夜话”聊出新气象", "Heading 2: 一、主要做法", "Table 0: 村\t件数\n上河村\t12", "Footnote 0: 注1：数据截至六月。"],
            Reading.Hints(material));
    }

    [Fact]
    public void Asterisks_of_masked_names_and_figures_are_text() =>
        Assert.Equal(
            "**县直机关工委联合**市**局，培训党员*人次，覆盖率达**%，建成*个支部和*名党员的队伍。\n抓实作风建设。把**县的经验推开。",
            Reading.One("**县直机关工委联合**市**局，培训党员*人次，覆盖率达**%，建成*个支部和*名党员的队伍。\n\n**抓实作风建设。**把**县的经验推开。", "a.md").Text);

    [Theory]
    [InlineData("把**重点**抓好", "把重点抓好")]
    [InlineData("**关键少数**带头，*逐条*对照", "关键少数带头，逐条对照")]
    [InlineData("**县**局报送*条信息", "**县**局报送*条信息")]
    [InlineData("完成率**%，同比提高*个百分点", "完成率**%，同比提高*个百分点")]
    [InlineData(@"面积2\*3米，代码`a*b*c`", "面积2*3米，代码a*b*c")]
    public void Emphasis_is_told_from_masks(string markdown, string text) => Assert.Equal(text, Reading.One(markdown, "a.md").Text);

    [Fact]
    public void Paragraphs_indented_by_spaces_are_no_code() =>
        Assert.Equal("第一段。\n第二段。", Reading.One("    第一段。\n\n    第二段。\n", "a.md").Text);

    [Fact]
    public void Wrapped_lines_are_joined_and_short_lines_stay() =>
        Assert.Equal(
            "各支部要把学习教育同中心工作紧密结合起来，统筹安排时间和力量，坚持一个节点一个节点推进，做到两不误、两促进。\n此致\n云溪县委组织部",
            Reading.One("各支部要把学习教育同中心工作紧密结合起来，统筹安排时间和力量，坚持一个节点\n一个节点推进，做到两不误、两促进。\n此致\n云溪县委组织部\n", "a.md").Text);

    [Fact]
    public void Front_matter_is_taken_under_English_and_Chinese_names()
    {
        var material = Reading.One("---\ntitle: 党建引领“云溪先锋”\n发文单位: 云溪县委组织部\ndate: 2023-07-01\n文种: 经验交流材料\ntier: 县\nsource: 内部交流\naccess: 机关\nother: [1, 2]\n---\n正文。\n", "a.md");
        Assert.Equal(
            new FrontMatter
            {
                Title = "党建引领“云溪先锋”",
                Issuer = "云溪县委组织部",
                Date = new DateOnly(2023, 7, 1),
                Genre = Genres.Experience,
                Tier = Tiers.County,
                Source = "内部交流",
                Access = "机关",
            },
            material.FrontMatter);
        Assert.Equal("正文。", material.Text);
        Assert.Empty(material.Warnings);
    }

    [Fact]
    public void A_bad_field_of_front_matter_is_named_and_the_others_are_kept()
    {
        var material = Reading.One("---\ntitle: 题目\ndate: 去年夏天\ngenre: 小说\ntier: [县]\nyear: 2022年\n---\n正文。\n", "a.md");
        Assert.Equal(new FrontMatter { Title = "题目", Year = 2022 }, material.FrontMatter);
        Assert.Equal(
            [
                "Front matter field «date» holds «去年夏天»; expected a day such as 2023-07-01 or 2023年7月1日. It was left out.",
                $"Front matter field «genre» holds «小说»; expected one of {string.Join('、', Genres.All)}. It was left out.",
                "Front matter field «tier» holds a list or an alias where one value was expected, and was left out.",
            ],
            material.Warnings);
    }

    [Theory]
    [InlineData("---\ntitle: \"没有收尾\nissuer: 某局\n---\n正文。", "Front matter is broken")]
    [InlineData("---\n- 一\n- 二\n---\n正文。", "no list of «name: value»")]
    [InlineData("---\ntitle: 没有关上\n正文。", "never closed")]
    public void Broken_front_matter_is_a_warning(string markdown, string warning)
    {
        var material = Reading.One(markdown, "a.md");
        Assert.Contains("正文。", material.Text, StringComparison.Ordinal);
        Assert.Contains(material.Warnings, w => w.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Any_damage_to_front_matter_leaves_the_text_readable()
    {
        var whole = "---\ntitle: 题目\nissuer: \"某局\"\nlist:\n  - 一\n  - {a: 1}\ndate: 2023-07-01\n---\n正文。\n".ToCharArray();
        const string Noise = "\t\u0085\u2028:-?[{}]&*!|>'\"%@`#,\n \uFEFF";
        var random = new Random(9);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = (char[])whole.Clone();
            for (var k = 0; k < 3; k++)
            {
                damaged[random.Next(4, damaged.Length - 8)] = Noise[random.Next(Noise.Length)];
            }

            Assert.EndsWith("正文。", Reading.One(new string(damaged), "a.md").Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_YAML_bomb_expands_to_nothing()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i - 1)}", 9))}]\n"));
        var material = Reading.One($"---\n{bomb}title: *j\n---\n正文。\n", "a.md");
        Assert.Null(material.FrontMatter.Title);
        Assert.Equal("正文。", material.Text);
        Assert.Equal(["Front matter field «title» holds a list or an alias where one value was expected, and was left out."], material.Warnings);
    }

    [Fact]
    public void Endless_nesting_is_read_as_plain_text()
    {
        var material = Reading.One(new string('>', 20_000) + "正文。", "a.md");
        Assert.EndsWith("正文。", material.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_YAML_does_not_bring_the_reader_down() =>
        Assert.Contains("正文。", Reading.One($"---\na: {new string('[', 50_000)}\n---\n正文。\n", "a.md").Text, StringComparison.Ordinal);
}
