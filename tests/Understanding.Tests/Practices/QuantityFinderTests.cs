using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

public class QuantityFinderTests
{
    private static List<PracticeResult> Find(string sentence)
    {
        var statement = new Statement(0, sentence.Length);
        QuantityFinder.Find(sentence, statement);
        return statement.Results;
    }

    [Theory]
    [InlineData("今年以来共落实吹哨清单1251件。", "落实吹哨清单1251件", 1251, "件", "落实吹哨清单", false)]
    [InlineData("对全县436个机关党组织开展评定。", "436个机关党组织", 436, "个", "机关党组织", false)]
    [InlineData("先后培训党务干部1.2万人次。", "培训党务干部1.2万人次", 12000, "人次", "培训党务干部", false)]
    [InlineData("解决各类难题近三千个。", "解决各类难题近三千个", 3000, "个", "解决各类难题", true)]
    [InlineData("群众满意率达百分之九十八。", "群众满意率达百分之九十八", 98, "%", "群众满意率", false)]
    [InlineData("年度税收过3亿元。", "年度税收过3亿元", 300000000, "元", "年度税收", true)]
    [InlineData("涉及金额86万余元。", "涉及金额86万余元", 860000, "元", "涉及金额", true)]
    [InlineData("征迁仅用15天完成。", "征迁仅用15天", 15, "天", "征迁", false)]
    [InlineData("乡村建设考核位列全市第一。", "乡村建设考核位列全市第一", 1, "位次", "乡村建设考核位列全市", false)]
    [InlineData("办事时间压缩两成。", "办事时间压缩两成", 20, "%", "办事时间压缩", false)]
    [InlineData("5年发展党员123名。", "发展党员123名", 123, "名", "发展党员", false)]
    [InlineData("走访群众１２００户。", "走访群众１２００户", 1200, "户", "走访群众", false)]
    [InlineData("筹资3亿5000万元。", "筹资3亿5000万元", 350000000, "元", "筹资", false)]
    [InlineData("接待群众数百人。", "接待群众数百人", 100, "人", "接待群众", true)]
    [InlineData("培训党员3千多人次。", "培训党员3千多人次", 3000, "人次", "培训党员", true)]
    [InlineData("帮助2.3万农民工实现就业。", "2.3万农民工", 23000, "", "农民工", false)]
    [InlineData("全市涌现百个示范小区。", "百个示范小区", 100, "个", "示范小区", false)]
    [InlineData("每件快递运费降至2.9元。", "每件快递运费降至2.9元", 2.9, "元", "每件快递运费降", false)]
    [InlineData("日均配送3000多单。", "日均配送3000多单", 3000, "单", "日均配送", true)]
    [InlineData("开发260余种果蔬加工产品。", "260余种果蔬加工产品", 260, "种", "果蔬加工产品", true)]
    [InlineData("带动每户增收3000元。", "带动每户增收3000元", 3000, "元", "带动每户增收", false)]
    [InlineData("缺勤率降低五分之一。", "缺勤率降低五分之一", 20, "%", "缺勤率降低", false)]
    [InlineData("新建活动室不到20平方米。", "新建活动室不到20平方米", 20, "平方米", "新建活动室", true)]
    public void A_quantity_has_number_unit_and_what_it_counts(
        string sentence, string text, double value, string unit, string what, bool approximate)
    {
        var result = Assert.Single(Find(sentence));

        Assert.Equal(
            (text, value, unit, what, approximate), (result.Text, result.Value!.Value, result.Unit, result.What, result.Approximate));
        Assert.Equal(text, sentence[result.Start..result.End]);
    }

    [Fact]
    public void Items_of_a_list_are_counted_each_for_itself() =>
        Assert.Equal(
            [("支部书记", 280d), ("入党积极分子", 615), ("党务工作者", 60)],
            Find("280名支部书记、615名入党积极分子、60多名党务工作者参加轮训。").Select(r => (r.What, r.Value!.Value)));

    [Fact]
    public void Cases_and_people_of_one_figure_are_two_quantities() =>
        Assert.Equal([(61d, "个"), (75, "人")], Find("共查处问题61个75人。").Select(r => (r.Value!.Value, r.Unit)));

    [Theory]
    [InlineData("2023年5月6日召开会议。")]
    [InlineData("第三次会议、第12批学员。")]
    [InlineData("每周1次、每季度2次。")]
    [InlineData("细化27项具体指标、5个方面、三个环节。")]
    [InlineData("为80岁以上老人上门服务，大厅24小时开放。")]
    [InlineData("开展“3个带头”活动，印发《20条措施》。")]
    [InlineData("在25幢楼下议事，探索“1+3+N”办法。")]
    [InlineData("一个党员就是一面旗帜。")]
    [InlineData("走进千家万户，带动千人百村。")]
    [InlineData("按不低于50亩的标准流转。")]
    [InlineData("每村补助资金50万元。")]
    [InlineData("明确8种情形可以容错。")]
    [InlineData("每村不少于2名调解员。")]
    [InlineData("预计全年增收30万元。")]
    [InlineData("收拾三间屋，队伍不散，陆续报名。")]
    [InlineData("拨打12345热线，编号110105199001011234个。")]
    [InlineData("来了五六名村民。")]
    [InlineData("印发某办发〔2023〕15号文件，服务对象60岁以上。")]
    public void Dates_ordinals_ages_names_and_the_parts_of_a_scheme_are_no_quantities(string sentence) => Assert.Empty(Find(sentence));

    [Fact]
    public void A_range_has_no_value() => Assert.Null(Assert.Single(Find("按评分给予100—260元补助。")).Value);

    [Theory]
    [InlineData("走访果农120户以上。", "走访果农120户以上")]
    [InlineData("走访果农120户以下。", "走访果农120户以下")]
    [InlineData("走访果农120户以内。", "走访果农120户以内")]
    [InlineData("走访果农120户左右。", "走访果农120户左右")]
    [InlineData("走访果农20个多。", "走访果农20个多")]
    [InlineData("走访果农20个余。", "走访果农20个余")]
    public void What_qualifies_a_figure_behind_its_unit_belongs_to_it(string sentence, string text)
    {
        var result = Assert.Single(Find(sentence));
        Assert.Equal((text, true), (result.Text, result.Approximate));
    }

    [Theory]
    [InlineData("每村走访果农19户。", 0)]
    [InlineData("每村增收果农19户。", 0)]
    [InlineData("每天走访果农20户。", 1)]
    [InlineData("每村走访果农20户。", 0)]
    [InlineData("每村增收20户。", 1)]
    [InlineData("每周达到19户。", 1)]
    [InlineData("每村，走访果农19户。", 1)]
    [InlineData("每山山山山山山山山山山山19户。", 0)]
    [InlineData("每山山山山山山山山山山山山19户。", 1)]
    public void What_each_does_is_a_rhythm_below_twenty_and_a_norm_above_unless_it_is_gained(string sentence, int figures) =>
        Assert.Equal(figures, Find(sentence).Count);

    [Theory]
    [InlineData("走访十户。", 0)]
    [InlineData("走访十一户。", 1)]
    [InlineData("走访10户。", 1)]
    [InlineData("仅用十天完成。", 1)]
    [InlineData("连续三年先进。", 1)]
    [InlineData("走访一个，走访果农30个。", 2)]
    [InlineData("走访一户，走访果农30户。", 1)]
    [InlineData("走访两个，走访果农30个。", 1)]
    [InlineData("走访一个，走访果农30户。", 1)]
    [InlineData("走访一家，走访果农30家。", 2)]
    public void A_small_number_in_words_counts_beside_figures_or_as_a_feat(string sentence, int figures) =>
        Assert.Equal(figures, Find(sentence).Count);

    [Fact]
    public void The_figure_beside_a_small_word_stands_within_eighty_units()
    {
        Assert.Equal(2, Find($"走访一个{new string('山', 77)}30个。").Count);
        Assert.Single(Find($"走访一个{new string('山', 78)}30个。"));
    }

    [Theory]
    [InlineData("坚持12年。", 0)]
    [InlineData("连续12年先进。", 1)]
    [InlineData("连续2012年先进。", 0)]
    [InlineData("用时12个月。", 0)]
    [InlineData("用时12分钟。", 0)]
    [InlineData("用时12小时。", 0)]
    [InlineData("用时12天。", 0)]
    [InlineData("压缩至12天。", 1)]
    [InlineData("办结12个工作日。", 0)]
    [InlineData("办结12个小时。", 0)]
    [InlineData("办结12个。", 1)]
    public void A_time_is_a_figure_only_as_a_feat(string sentence, int figures) => Assert.Equal(figures, Find(sentence).Count);

    [Theory]
    [InlineData("张某等40人。", 0)]
    [InlineData("张某等40名在山。", 0)]
    [InlineData("张某等40名被评。", 0)]
    [InlineData("张某等40名党员。", 1)]
    [InlineData("张某等40户。", 1)]
    [InlineData("张某与40人。", 1)]
    public void Those_who_were_named_are_not_counted_again(string sentence, int figures) => Assert.Equal(figures, Find(sentence).Count);

    [Theory]
    [InlineData("走访“山120户山”。", 0)]
    [InlineData("走访《山120户山》。", 0)]
    [InlineData("走访“山”120户。", 1)]
    [InlineData("走访《山》120户。", 1)]
    [InlineData("走访“山120户山。", 1)]
    [InlineData("走访“山山山山山120户山山山山山山山山山山山山山山”。", 0)]
    [InlineData("走访“山山山山山120户山山山山山山山山山山山山山山山”。", 1)]
    [InlineData("走访《山山山山山山山山山山山山山山山山山山山山山山山120户》。", 0)]
    [InlineData("走访《山山山山山山山山山山山山山山山山山山山山山山山山120户》。", 1)]
    public void A_number_in_a_name_is_no_figure_but_one_in_speech_is(string sentence, int figures) =>
        Assert.Equal(figures, Find(sentence).Count);

    [Theory]
    [InlineData("A120户好。", 0)]
    [InlineData("第120户好。", 0)]
    [InlineData("预计走访120户。", 0)]
    [InlineData("预计好，走访120户。", 1)]
    [InlineData("预计山山山山山山山山山山山山山山山山山山山山山山120户。", 0)]
    [InlineData("预计山山山山山山山山山山山山山山山山山山山山山山山120户。", 1)]
    [InlineData("走访120户内。", 0)]
    [InlineData("制定120项指标。", 0)]
    [InlineData("走访千户。", 0)]
    [InlineData("走访千名。", 1)]
    [InlineData("走访千个。", 1)]
    [InlineData("筹资万元。", 1)]
    public void Ordinals_hopes_norms_and_round_words_are_no_figures(string sentence, int figures) =>
        Assert.Equal(figures, Find(sentence).Count);

    [Theory]
    [InlineData("120个党组织开展活动。", "党组织")]
    [InlineData("120个果园组织活动。", "果园")]
    [InlineData("120个社团组织活动。", "社团组织活动")]
    [InlineData("120个协会组织活动。", "协会组织活动")]
    [InlineData("120个“红果园”好。", "“红果园”好")]
    [InlineData("120个果园（好）。", "果园（好）")]
    [InlineData("120个果园、果场。", "果园、果场")]
    [InlineData("120个果园、 果场。", "果园")]
    [InlineData("120个果园和果场。", "果园和果场")]
    [InlineData("120个果园和果场的人。", "果园")]
    [InlineData("120名党员和果农结对共建。", "党员")]
    [InlineData("120个果园和两家果场。", "果园")]
    [InlineData("120个山山山山山山山山山山山山山山山山山山山山山山山山山山。", "山山山山山山山山山山山山山山山山山山山山山山山山")]
    [InlineData("120个果园的人。", "果园")]
    public void What_a_figure_counts_goes_on_to_a_verb_a_particle_or_a_mark(string sentence, string what) =>
        Assert.Equal(what, Assert.Single(Find(sentence)).What);

    [Theory]
    [InlineData("今年以来累计走访果农120元。", "走访果农")]
    [InlineData("走访、慰问果农120元。", "慰问果农")]
    [InlineData("共产党员捐款120元。", "共产党员捐款")]
    [InlineData("共走访120元。", "走访")]
    [InlineData("总支捐款120元。", "总支捐款")]
    [InlineData("总走访120元。", "走访")]
    [InlineData("5年捐款120元。", "捐款")]
    [InlineData("2022年捐款120元。", "捐款")]
    [InlineData("捐款达到120元。", "捐款")]
    [InlineData("捐款已超过120元。", "捐款已")]
    [InlineData("山山山山山山山山山山已果园捐款收入山山120元。", "果园捐款收入山山")]
    [InlineData("山山已果园捐款120元。", "山山已果园捐款")]
    [InlineData("走访“山、果园”人家120元。", "“山、果园”人家")]
    [InlineData("走访、果园”人家120元。", "人家")]
    public void What_is_measured_stands_in_front_from_the_head_of_its_clause(string sentence, string what) =>
        Assert.Equal(what, Find(sentence)[^1].What);

    [Theory]
    [InlineData("考核位列全市第一。", "考核位列全市第一")]
    [InlineData("考核位列全市第10位。", "考核位列全市第10位")]
    [InlineData("考核位列全市第3名。", "考核位列全市第3名")]
    [InlineData("考核位列全市第11。", null)]
    [InlineData("考核在全市第一。", null)]
    [InlineData("位列全市，考核第一。", null)]
    [InlineData("山，已考核位列全市第一。", "考核位列全市第一")]
    public void A_rank_among_the_first_ten_is_a_result(string sentence, string? rank)
    {
        var result = Find(sentence).Find(r => r.Unit == "位次");

        Assert.Equal(rank, result?.Text);
        Assert.Equal(rank?[..rank.IndexOf('第', StringComparison.Ordinal)], result?.What);
    }

    [Fact]
    public void A_rank_is_told_within_forty_units()
    {
        Assert.Single(Find($"位列{new string('山', 37)}第一。"));
        Assert.Empty(Find($"位列{new string('山', 38)}第一。"));
    }

    [Theory]
    [InlineData("党员占比从30%上升到65%。", "党员占比", "党员占比从30%上升到65%", 65)]
    [InlineData("果园面积由120亩增加到360亩。", "果园面积", "果园面积由120亩增加到360亩", 360)]
    [InlineData("644个村级党组织实施分级管理。", "村级党组织", "644个村级党组织", 644)]
    [InlineData("20名果树业务骨干组建师资团队。", "果树业务骨干", "20名果树业务骨干", 20)]
    [InlineData("879名乡镇果业站站长“滴灌式”学习。", "乡镇果业站站长", "879名乡镇果业站站长", 879)]
    [InlineData("建成5个人才培养基地。", "人才培养基地", "5个人才培养基地", 5)]
    [InlineData("梳理确定24项重点任务。", "重点任务", "24项重点任务", 24)]
    [InlineData("特别是选派第一书记35人。", "选派第一书记", "选派第一书记35人", 35)]
    public void What_is_counted_ends_on_a_word_and_goes_on_from_the_first_figure(string sentence, string what, string text, double value)
    {
        var result = Assert.Single(Find(sentence));

        Assert.Equal((what, text, value), (result.What, result.Text, result.Value!.Value));
    }

    [Fact]
    public void What_one_figure_counts_is_no_part_of_what_the_next_does() =>
        Assert.Equal(
            [("客商", "3家客商"), ("采购苹果", "采购苹果30余吨")],
            Find("吸引云岭等3家客商采购苹果30余吨。").Select(r => (r.What, r.Text)));

    [Theory]
    [InlineData("年收入100万元以上的村2个。", "村", 2)]
    [InlineData("预期增收30万元，已走访120户。", "走访", 120)]
    [InlineData("有望增收30万元，已走访120户。", "走访", 120)]
    public void A_threshold_or_a_hope_is_no_result(string sentence, string what, double value)
    {
        var result = Assert.Single(Find(sentence));

        Assert.EndsWith(what, result.What, StringComparison.Ordinal);
        Assert.Equal(value, result.Value);
    }

    [Fact]
    public void What_is_counted_begins_behind_the_unit_that_acts()
    {
        const string Sentence = "石桥镇已走访果农120元。";
        var statement = new Statement(0, Sentence.Length) { Actor = new(0, 3) };
        QuantityFinder.Find(Sentence, statement);

        Assert.Equal(("走访果农", "走访果农120元"), (statement.Results[0].What, statement.Results[0].Text));
    }

    [Theory]
    [InlineData("吸纳11家存在用工困难的企业加入联盟。", "存在用工困难的企业")]
    [InlineData("整合5个对果农有帮助的项目。", "对果农有帮助的项目")]
    [InlineData("聘请14名专职调解员。", "专职调解员")]
    [InlineData("分设3个党小组、按单元划分。", "党小组")]
    [InlineData("评选出8名优秀书记并进行表彰。", "优秀书记")]
    [InlineData("组织120名党员联系果农。", "党员")]
    [InlineData("通报3起党员干部和公职人员酒驾问题。", "党员干部和公职人员酒驾问题")]
    [InlineData("带动1200余人实现就业。", "带动")]
    public void What_is_counted_ends_where_a_word_does_and_keeps_the_clause_that_tells_which(string sentence, string what) =>
        Assert.Equal(what, Assert.Single(Find(sentence)).What);

    [Theory]
    [InlineData("百分之九十八的诉求得到办结。", "诉求", "百分之九十八的诉求", 98)]
    [InlineData("组建900人的应急队伍。", "应急队伍", "组建900人的应急队伍", 900)]
    [InlineData("打造1000亩连片种植基地。", "连片种植基地", "打造1000亩连片种植基地", 1000)]
    [InlineData("引进总投资3亿元的果汁项目。", "引进总投资", "引进总投资3亿元", 300000000)]
    [InlineData("领办合作社的村现已达到72个。", "领办合作社的村", "领办合作社的村现已达到72个", 72)]
    [InlineData("由原来的32个网格调整到56个。", "网格", "由原来的32个网格调整到56个", 56)]
    public void What_stands_behind_counts_where_only_a_verb_stands_in_front(string sentence, string what, string text, double value)
    {
        var result = Assert.Single(Find(sentence));

        Assert.Equal((what, text, value), (result.What, result.Text, result.Value!.Value));
    }

    [Fact]
    public void Two_figures_in_a_row_count_the_same() =>
        Assert.Equal(
            [("查处问题", "查处问题61个"), ("查处问题", "75人")],
            Find("查处问题61个75人。").Select(r => (r.What, r.Text)));

    [Theory]
    [InlineData("对年收入不低于120万元的村给予奖励。", 0)]
    [InlineData("给予最高50万元、100万元的奖励。", 0)]
    [InlineData("收入达到120万元的，给予奖励。", 0)]
    [InlineData("活动不少于120次。", 0)]
    [InlineData("最高的果园收果120吨。", 1)]
    public void A_limit_a_demand_or_a_case_is_no_result(string sentence, int figures) => Assert.Equal(figures, Find(sentence).Count);
}
