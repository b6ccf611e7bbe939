using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Tests.Outline;

public sealed class TitleFinderTests
{
    private const string Body = "\n　　今年以来，县直机关工委聚焦主责主业，一件事接着一件事办，推动机关党建与业务工作同频共振。\n";

    [Theory]
    [InlineData("推动机关党建提质增效经验材料", "推动机关党建提质增效经验材料")]
    [InlineData("青山县税务局党委——\n把支部建在办税窗口（党旗飘扬）\n", "把支部建在办税窗口")]
    [InlineData("浙江青山县以党建促治理\n小支部办大事  老邻居变亲人\n", "小支部办大事  老邻居变亲人")]
    [InlineData("中共青山县委组织部\n关于做好换届工作的通知\n", "中共青山县委组织部关于做好换届工作的通知")]
    [InlineData("青山县财政局2023年\n机关党建工作总结\n", "青山县财政局2023年机关党建工作总结")]
    [InlineData("2019-03-08_在机关党建推进会上的讲话\n（2019年3月8日）\n", "在机关党建推进会上的讲话")]
    [InlineData("张明远：在机关党建推进会上的讲话(全文)\n发表时间：2019-03-08　　来源：青山日报\n", "在机关党建推进会上的讲话")]
    [InlineData("中国共产党纪律处分条例全文）\n", "中国共产党纪律处分条例全文）")]
    [InlineData("中国共产党纪律处分条例全文)\n", "中国共产党纪律处分条例全文)")]
    [InlineData("张明远：（在机关党建推进会上的讲话\n", "（在机关党建推进会上的讲话")]
    [InlineData("党员积分管理办法（试行）\n青工发〔2023〕5号\n", "党员积分管理办法（试行）")]
    [InlineData("李某某在全县换届工作会议上强调\n严守纪律  风清气正\n", "严守纪律  风清气正")]
    [InlineData("【党旗飘扬】“三议三公开”让小院变了样\n", "“三议三公开”让小院变了样")]
    [InlineData("【党旗飘扬】\n把支部建在办税窗口\n", "把支部建在办税窗口")]
    [InlineData("中共青山县委员会文件\n青委发〔2023〕5号　　签发人：张明远\n关于印发《青山县换届工作要点》\n的通知\n", "关于印发《青山县换届工作要点》的通知")]
    [InlineData("青委发〔2023〕5号 签发人：张明远 李大伟\n关于召开换届工作会议的请示\n", "关于召开换届工作会议的请示")]
    [InlineData("中共青山县委组织部文件\n青组发〔2023〕5号\n关于做好换届工作的通知\n", "关于做好换届工作的通知")]
    public void The_title_is_told_from_the_lines_around_it(string head, string title)
    {
        var text = head + Body;
        var block = OutlineText.TitleOf(text);

        Assert.Equal(title, block.Text);
        Assert.Equal(title, text[block.Title!.Value.Start..block.Title.Value.End].Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Subtitle_date_speaker_and_salutation_are_told_apart()
    {
        const string text = "把支部建得更强\n——在全县机关党建工作会议上的讲话\n（2022年4月6日）\n王大伟\n\n同志们：\n今天召开这次会议，主要任务是总结去年、部署今年，推动机关党建再上台阶。\n";
        var block = OutlineText.TitleOf(text);

        Assert.Equal("把支部建得更强", block.Text);
        Assert.Equal("——在全县机关党建工作会议上的讲话", block.Subtitle!.Value.In(text));
        Assert.Equal("（2022年4月6日）", block.DateLine!.Value.In(text));
        Assert.Equal("王大伟", block.Speaker!.Value.In(text));
        Assert.Equal("同志们：", block.Salutation!.Value.In(text));
        Assert.Equal("", OutlineText.Of(text));
    }

    [Fact]
    public void The_unit_below_the_title_is_no_heading()
    {
        const string text = "窗口里的党旗\n\n青山县行政审批局党组\n\n我局现有窗口四十二个，党员占了六成，群众一进门就能看到亮身份的牌子。\n一、亮身份\n党员挂牌上岗，承诺事项贴在窗口，群众随时评价。\n";

        Assert.Equal("Numbered 一、|亮身份", OutlineText.Of(text));
        Assert.Equal("青山县行政审批局党组", OutlineText.TitleOf(text).Author!.Value.In(text));
    }

    [Theory]
    [InlineData("*县以“五进五联”为抓手，推动机关党员下沉一线，打通服务群众最后一百米，取得明显成效。\n一、进小区\n党员每周到小区报到。\n")]
    [InlineData("一、抓学习\n每月学习一次。\n")]
    [InlineData("同志们：\n今天召开这次会议，主要任务是部署全年工作。\n")]
    [InlineData("\uDB40\uDD00\n今天召开这次会议，主要任务是部署全年工作。\n")]
    [InlineData("\uD83D\uDE00\uD83D\uDE00\n今天召开这次会议，主要任务是部署全年工作。\n")]
    [InlineData("\uD842\n今天召开这次会议，主要任务是部署全年工作。\n")]
    public void A_material_may_have_no_title(string text) => Assert.Null(OutlineText.TitleOf(text).Title);

    [Fact]
    public void A_rare_character_makes_a_title() => Assert.Equal("𬭳", OutlineText.TitleOf("𬭳\n" + Body).Text);

    [Fact]
    public void A_heading_without_a_word_is_no_title()
    {
        const string text = "\uDB40\uDD00\n今天召开这次会议，主要任务是部署全年工作。\n";

        Assert.Null(OutlineText.TitleOf(text, new StructureHint(HintKind.Title, 1, 0, 2)).Title);
    }
}
