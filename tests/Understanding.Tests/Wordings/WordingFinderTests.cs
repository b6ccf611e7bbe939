using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public class WordingFinderTests
{
    private static readonly WordingFinder Finder = new();

    private static string[] Found(string text) => [.. Finder.Find(text).Select(w => $"{w.Kind} {w.Text}×{w.Count}")];

    [Fact]
    public void Glossary_entries_are_found_with_every_place_where_they_stand()
    {
        var text = "落实“三会一课”，开好组织生活会。三会一课要有记录。";

        var wordings = Finder.Find(text);

        Assert.Equal(["Numeral 三会一课×2", "Fixed 组织生活会×1"], Found(text));
        Assert.Equal([3, 17], wordings[0].Starts);
        Assert.Equal([11], wordings[1].Starts);
    }

    [Fact]
    public void The_longest_entry_hides_the_entries_inside_it() =>
        Assert.Equal(["Fixed 习近平新时代中国特色社会主义思想×1"], Found("坚持以习近平新时代中国特色社会主义思想为指导。"));

    [Fact]
    public void A_contraction_shows_even_within_a_longer_formulation() =>
        Assert.Equal(
            ["Fixed 坚定拥护“两个确立”、坚决做到“两个维护”×1", "Numeral 两个确立×1", "Numeral 两个维护×1"],
            Found("引导党员坚定拥护“两个确立”、坚决做到“两个维护”。"));

    [Fact]
    public void White_space_and_quotes_inside_a_formulation_do_not_hide_it() =>
        Assert.Equal(["Fixed 战斗堡垒 作用×1", "Fixed “亲”“清”政商关系×1"], Found("发挥战斗堡垒 作用，构建“亲”“清”政商关系。"));

    [Fact]
    public void A_line_end_parts_what_stands_on_both_sides() => Assert.Empty(Found("三会一\n课"));

    [Theory]
    [InlineData("开展“先锋领跑”行动。", "Quoted 先锋领跑×1")]
    [InlineData("推行「楼栋先锋岗」。", "Quoted 楼栋先锋岗×1")]
    [InlineData("推行\"楼栋先锋岗\"。", "Quoted 楼栋先锋岗×1")]
    [InlineData("按照“抓书记、强支部，抓党员、树先锋”的思路。", "Quoted 抓书记、强支部，抓党员、树先锋×1")]
    [InlineData("做好“**好邻居”评选。", "Quoted **好邻居×1")]
    [InlineData("推行“院坝夜谈（每周一次）”。", "Quoted 院坝夜谈×1")]
    [InlineData("建立“1+4+N”体系。", "Quoted 1+4+N×1")]
    [InlineData("“四方”联动。", "Numeral 四方×1")]
    public void A_coinage_in_quotes_is_found_without_its_quotes(string text, string expected) => Assert.Contains(expected, Found(text));

    [Theory]
    [InlineData("老张说：“今天的活动办得真好，大家都愿意来。”")]
    [InlineData("他告诉记者，“以前开会没人来，现在抢着来”。")]
    [InlineData("有人抱怨“任务太重了，我们实在忙不过来”。")]
    [InlineData("这是工作的“纲”和“本”。")]
    [InlineData("他问：“还有什么困难？”")]
    [InlineData("把“要我来”变成“我要来”。")]
    public void Speech_whole_sentences_and_single_words_in_quotes_are_no_formulations(string text) => Assert.Empty(Found(text));

    [Fact]
    public void Titles_keep_what_stands_inside_them() =>
        Assert.Equal(
            ["Title 关于印发〈某县机关党建工作要点〉的通知×1", "Title “红色楼栋”创建方案×1", "Quoted 红色楼栋×1"],
            Found("印发《关于印发〈某县机关党建工作要点〉的通知》和《“红色楼栋”创建方案》。"));

    [Fact]
    public void An_entry_that_stands_only_in_a_title_is_not_said_by_the_text() =>
        Assert.Equal(["Title 某县乡村振兴规划×1"], Found("编制《某县乡村振兴规划》。"));

    [Theory]
    [InlineData("通过四聚焦四强化推动工作。", "Numeral 四聚焦四强化×1")]
    [InlineData("深化双报到双报告工作。", "Numeral 双报到双报告×1")]
    [InlineData("开展五比一争活动。", "Numeral 五比一争×1")]
    [InlineData("开展三亮三强活动。", "Numeral 三亮三强×1")]
    public void A_contraction_needs_no_quotes(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("三天两头有人来。")]
    [InlineData("共有三名书记、两名委员。")]
    [InlineData("每三年两次。")]
    [InlineData("第三批第二组。")]
    [InlineData("二十四个自信号站。")]
    [InlineData("上级三令五申，会场七嘴八舌。")]
    [InlineData("“五一”放假，“十四五”收官。")]
    [InlineData("“三天”办结，共办“两件”。")]
    public void Numbers_that_count_or_date_are_no_contractions(string text) => Assert.Empty(Found(text));

    [Fact]
    public void A_longer_contraction_hides_the_shorter_one_that_it_begins_with() =>
        Assert.Equal(["Numeral 双报到双报告×1"], Found("落实“双报到双报告”制度。"));

    [Theory]
    [InlineData("做到学得进、学得懂、学得透。", "Fixed 学得进、学得懂、学得透×1")]
    [InlineData("涵养以俭为德、以勤为本的风气。", "Fixed 以俭为德、以勤为本×1")]
    [InlineData("要同议题、同安排、同检查。", "Fixed 同议题、同安排、同检查×1")]
    [InlineData("做到同议题同安排同检查。", "Fixed 同议题同安排同检查×1")]
    [InlineData("实现全面覆盖、全面见效。", "Fixed 全面覆盖、全面见效×1")]
    [InlineData("做到小事不出楼栋、难事不出院落。", "Fixed 小事不出楼栋、难事不出院落×1")]
    [InlineData("一支信念坚定、本领高强、行动有力的队伍。", "Fixed 信念坚定、本领高强、行动有力×1")]
    [InlineData("园区因茶而生、依茶而兴、向茶而强。", "Fixed 因茶而生、依茶而兴、向茶而强×1")]
    [InlineData("让“问”问得准、“解”解得实、“评”评得公。", "Fixed “问”问得准、“解”解得实、“评”评得公×1")]
    public void Parallel_clauses_are_a_slogan(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("会同组织部、宣传部、统战部。")]
    [InlineData("种植苹果树、核桃树、花椒树等。")]
    [InlineData("抓好账目清理、道路养护、水渠疏通。")]
    [InlineData("走访县委书记张三、镇委书记李四。")]
    [InlineData("学习理论知识、业务知识、法律知识。")]
    public void Lists_of_names_are_no_slogans(string text) => Assert.Empty(Found(text));

    [Fact]
    public void An_entry_of_the_owners_glossary_is_found()
    {
        var glossary = Glossary.Parse(("own.yaml", "entries: [院坝微党课]"));

        Assert.Equal(["院坝微党课"], new WordingFinder(glossary).Find("办好院坝微党课。").Select(w => w.Text));
    }

    [Fact]
    public void Every_start_cuts_out_the_text_it_claims()
    {
        var random = new Random(7);
        string[] pieces = [
            "“", "”", "四个意识", "三会", "一课", "《", "》", "、", "，", "。", "\n", " ", "党建", "两个维护", "讲政治", "\"", "双报到", "一", "𠮷", "抓", "‘", "’"
        ];
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 60).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var wording in Finder.Find(text))
            {
                Assert.Equal(wording.Count, wording.Starts.Count);
                Assert.All(wording.Starts, start => Assert.Equal(wording.Text, text.Substring(start, wording.Text.Length)));
            }
        }
    }
}
