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
}
