using System.Text;

namespace KnowledgeBase.Text.Tests;

/// <summary>Figures, dates and congresses: one term for each, in a question and in a text, however they are written.</summary>
public sealed class WrittenFormsTests
{
    private static readonly WordAnalyzer Analyzer = new(new Segmenter(Lexicon.Default));

    public static TheoryData<string> Alike =>
    [
        "18场 十八场 １８场",
        "三亿元 3亿元 300000000元 300,000,000元 30000万元 3.0亿元",
        "3亿5000万元 35000万元 三亿五千万元",
        "十五天 15天",
        "15分钟 十五分钟",
        "1,184件 1184件 １１８４件 一千一百八十四件",
        "3.6万元 36000元 三万六千元 三点六万元 36,000元",
        "两千名 2000名 2千名 二千名 2,000名",
        "300余名 300多名 三百余名 三百多名",
        "第三届 第3届 第３届",
        "第一百二十三条 第123条",
        "95% 百分之九十五 95％ 百分之95",
        "三成 30% 百分之三十",
        "二〇二三年 2023年 ２０２３年 二○二三年",
        "2023年3月5日 2023-03-05 2023.3.5 2023/3/5 二〇二三年三月五日 2023年03月05日 2023-3-5 ２０２３．３．５",
        "3月5日 三月五日 3月5号 03月05日",
        "2023年3月 二〇二三年三月 2023年03月 2023-03 2023.3 2023/3 2023.03",
        "三季度 第三季度 3季度 第3季度",
        "三个 3个",
        "二十大 20大 全国第二十次代表大会 党的第二十次全国代表大会 中国共产党第20次全国代表大会 党的二十次全国代表大会",
        "二十届三中全会 20届3中全会 中国共产党第二十届中央委员会第三次全体会议 第二十届中央委员会第三次全会",
    ];

    [Theory]
    [MemberData(nameof(Alike))]
    public void However_it_is_written_it_is_one_word_and_meets_every_text_that_has_it(string spellings)
    {
        var all = spellings.Split(' ');
        foreach (var asked in all)
        {
            var word = Assert.Single(Analyzer.AnalyzeQuery(asked));
            Assert.Equal(QueryLookup.Word, word.Term.Lookup);
            foreach (var written in all)
            {
                Assert.Contains(word.Term.Term, Terms($"全年共计{Separated(written)}，成效明显"));
                Assert.Contains(word.Term.Term, Terms(written));
            }
        }

        // Behind another noun a congress would be another body's.
        static string Separated(string written) => "：" + written;
    }

    [Theory]
    [InlineData("18场", "118场")]
    [InlineData("15天", "二十五天")]
    [InlineData("五天", "十五天")]
    [InlineData("3亿元", "383亿元")]
    [InlineData("36000元", "3.6万人")]
    [InlineData("36000元", "13.6万元")]
    [InlineData("三届", "第三届")]
    [InlineData("10场", "几十场")]
    [InlineData("300名", "300余名")]
    [InlineData("3月5日", "13月5日")]
    [InlineData("3月5日", "3月15日")]
    [InlineData("2023年3月5日", "2023.3.5.1")]
    [InlineData("2023年3月", "2023.3亿元")]
    [InlineData("2023年3月", "2023.3%")]
    [InlineData("2023年3月", "2023.35")]
    [InlineData("2023年3月", "2023.13")]
    [InlineData("2023年3月", "12023.3")]
    [InlineData("三季度", "十三季度")]
    [InlineData("2023年3月5日", "12023-03-05")]
    [InlineData("30%", "第三成立大会")]
    [InlineData("30%", "三成立")]
    [InlineData("二十大", "学院第二十次党员代表大会")]
    [InlineData("二十大", "省第二十次代表大会")]
    [InlineData("二十大", "共青团第二十次全国代表大会")]
    [InlineData("二十届三中全会", "民革第二十届中央委员会第三次全体会议")]
    [InlineData("二十届三中全会", "第二十届中央纪律检查委员会第三次全体会议")]
    public void Another_figure_is_another_word(string asked, string written) =>
        Assert.DoesNotContain(Assert.Single(Analyzer.AnalyzeQuery(asked)).Term.Term, Terms("共计" + written + "，"));

    [Theory]
    [InlineData("宣讲十八场", "宣讲 18场")]
    [InlineData("18名党员", "18名 党员")]
    [InlineData("十五五规划", "十五五规划")]
    [InlineData("五六十人", "五六十 人")]
    [InlineData("三会一课", "三会一课")]
    [InlineData("统一战线", "统一战线")]
    [InlineData("2022组织生活会", "2022 组织生活会")]
    [InlineData("2023和2024", "2023 和 2024")]
    [InlineData("2023年工作", "2023年 工作")]
    [InlineData("中国科学院第二十次代表大会", "中国科学院 第20次 代表大会")]
    public void A_figure_takes_what_it_counts_and_nothing_else(string asked, string terms) =>
        Assert.Equal(terms, string.Join(' ', Analyzer.AnalyzeQuery(asked).Select(w => w.Term.Term)));

    [Fact]
    public void A_date_is_found_by_its_year_and_its_month()
    {
        foreach (var written in (string[])["2023-03-05", "2023年3月5日", "2023.3.5"])
        {
            var terms = Terms(written);
            Assert.All(["2023年", "2023", "2023年3月", "3月5日"], part => Assert.Contains(part, terms));
        }
    }

    [Fact]
    public void A_month_with_a_point_meets_the_figure_too() =>
        Assert.Equal(["2019.6"], Assert.Single(Analyzer.AnalyzeQuery("2019.6")).Synonyms.Select(s => s.Term));

    [Fact]
    public void A_name_is_not_said_by_a_part_without_its_figure()
    {
        Assert.Empty(Assert.Single(Analyzer.AnalyzeQuery("二十届三中全会")).Parts);
        Assert.Equal(["2023年3月", "3月5日"], Assert.Single(Analyzer.AnalyzeQuery("2023-03-05")).Parts.Select(p => p.Term));
    }

    [Fact]
    public void White_space_parts_figures_and_not_a_figure_from_its_unit()
    {
        Assert.Contains("18场", Terms("宣讲 18 场"));
        Assert.Contains("2023年3月5日", Terms("2023 年 3 月 5 日"));
        Assert.DoesNotContain("1118场", Terms("11 18场"));
        Assert.Contains("18场", Terms("11 18场"));
    }

    private static List<string> Terms(string text)
    {
        var buffer = new TokenBuffer();
        Analyzer.Analyze(new FoldedText(text), [], buffer);
        return [.. buffer.Tokens.ToArray().Select(t => Encoding.UTF8.GetString(buffer.Term(t)))];
    }
}
