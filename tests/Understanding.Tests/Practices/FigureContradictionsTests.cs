using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>When two figures of a text can't both be true, and what sets them apart. 山 stands for words that say nothing.</summary>
public sealed class FigureContradictionsTests
{
    [Theory]
    [InlineData("走访困难群众120户。走访困难群众130户。", "走访困难群众 120 130")]
    [InlineData("走访困难群众120户。走访困难群众120户。", "")]
    [InlineData("走访困难群众120户。走访困难群众240户。", "走访困难群众 120 240")]
    [InlineData("走访困难群众120户。走访困难群众241户。", "")]
    [InlineData("走访困难群众240户。走访困难群众120户。", "走访困难群众 240 120")]
    [InlineData("走访困难群众120户；走访困难群众130户。", "走访困难群众 120 130")]
    [InlineData("走访困难群众120户\n走访困难群众130户", "走访困难群众 120 130")]
    [InlineData("走访困难群众120户。走访困难群众130人。", "")]
    [InlineData("走访困难群众120户。走访困难果农130户。", "")]
    [InlineData("走访困难群众120多户。走访困难群众130户。", "")]
    [InlineData("走访困难群众**户。走访困难群众130户。走访困难群众140户。", "走访困难群众 130 140")]
    [InlineData("走访困难群众120户。走访困难群众130户。走访困难群众140户。", "走访困难群众 120 130|走访困难群众 120 140")]
    [InlineData("走访果农120户。走访果农130户。", "走访果农 120 130")]
    [InlineData("访果农120户。访果农130户。", "")]
    public void The_same_thing_in_the_same_unit_has_one_number(string text, string pairs) => Finds(pairs, text);

    [Theory]
    [InlineData("全县共有党组织436个，其中党委12个、党总支35个、党支部399个。", "各项合计446个 436 399")]
    [InlineData("全县共有党组织436个，其中党委12个、党总支35个、党支部389个。", "")]
    [InlineData("全县共有党员6820名，其中农村党员2310名、机关党员4610名。", "各项合计6920名 6820 4610")]
    [InlineData("全县共有党员6820名，其中农村党员2310名、机关党员1610名。", "")]
    [InlineData("全县共有党员6820名，其中农村党员2310名、机关党员4410名。", "各项合计6720名 6820 4410")]
    [InlineData("全县共有党员6820名，农村党员2310名、机关党员4610名。", "")]
    [InlineData("全县共有党员6800多名，其中农村党员2310名、机关党员4610名。", "")]
    [InlineData("全县共有党员6820名，其中村党组织2310个、机关党组织4610个。", "")]
    [InlineData("全县共有党组织186个，其中党委9个、党总支21个、党支部146个。", "各项合计176个 186 146")] // of no other kind
    [InlineData("全县共有村小组186个，其中山区9个、川区21个、坝区146个。", "")]
    [InlineData("投入资金5430万元，其中财政拨款2180万元、社会捐助1050万元、自筹1200万元。", "各项合计44300000元 54300000 12000000")]
    [InlineData("投入资金5430万元，其中财政拨款2180万元、社会捐助1050万元、自筹1110万元。", "")]
    [InlineData("投入资金5430万元，其中财政拨款2180万元、社会捐助1050万元、自筹1200万元等。", "")]
    [InlineData("投入资金4340万元，其中财政拨款2180万元、社会捐助1050万元、自筹1200万元。", "各项合计44300000元 43400000 12000000")]
    [InlineData("投入资金54万元，其中财政拨款21万元、社会捐助13万元、自筹10万元。", "")]
    [InlineData("处理干部1647名，移送73名，其中，县处级54名、乡科级285名。", "")] // 其中 is of the first
    [InlineData("果业收入比上年增加40万元，其中鲜果85万元、果汁35万元。", "")]
    [InlineData("新认定果园60家、果品店30家，累计分别达到100家和50家。", "")]
    [InlineData("排查问题320个，已整改288个，整改率达到95%。", "288/320为90% 288 95")]
    [InlineData("排查问题320个，已整改288个，整改率达到90%。", "")]
    [InlineData("排查问题320个，已整改288个，满意率达到95%。", "")]
    [InlineData("重大项目完成投资28亿元，投资完成率119.7%。", "")]
    [InlineData("果园产值从平均27万元减到3万元，其中1万元。", "")]
    [InlineData("党员占比从30%上升到65%，再从65%上升到70%，上升到75%。", "")]
    [InlineData("党员参与率达120%。", "占比超过100% 120 120")]
    [InlineData("果园产值增长率达120%。", "")]
    [InlineData("完成任务的120%。", "")]
    [InlineData("党员参与率达98%。", "")]
    public void Parts_make_their_whole_and_a_share_is_at_most_all(string text, string pairs) => Finds(pairs, text);

    [Theory]
    [InlineData("2022年走访困难群众120户。2023年走访困难群众130户。", "")]
    [InlineData("2022年走访困难群众120户。2022年走访困难群众130户。", "走访困难群众 120 130")]
    [InlineData("第122年，走访困难群众120户。走访困难群众130户。", "走访困难群众 120 130")]
    [InlineData("去年走访困难群众120户。走访困难群众130户。", "")]
    [InlineData("其中走访困难群众120户。走访困难群众130户。", "")]
    [InlineData("其中山山，走访困难群众120户。走访困难群众130户。", "走访困难群众 120 130")]
    [InlineData("去年山山，走访困难群众120户。走访困难群众130户。", "")]
    [InlineData("石桥镇，走访困难群众120户。云岭县，走访困难群众130户。", "")]
    [InlineData("石桥镇，走访困难群众120户。石桥镇，走访困难群众130户。", "走访困难群众 120 130")]
    [InlineData("一二三四五六镇，走访困难群众120户。七二三四五六镇，走访困难群众130户。", "")]
    [InlineData("七一二三四五六镇，走访困难群众120户。八一二三四五六镇，走访困难群众130户。", "走访困难群众 120 130")]
    [InlineData("各走访困难群众120户。走访困难群众130户。", "")]
    [InlineData("各地，走访困难群众120户。走访困难群众130户。", "走访困难群众 120 130")]
    public void Years_owners_and_qualifiers_set_figures_apart(string text, string pairs) => Finds(pairs, text);

    [Theory]
    [InlineData("全局共有党员128名。我局现有136名党员。", "全局党员 128 136")]
    [InlineData("全局共有党员128名。全局党员136名都参加了。", "全局党员 128 136")]
    [InlineData("本局有党员128名。目前全局现共有党员136名。", "全局党员 128 136")]
    [InlineData("全局共有党员128名。全局共有党员860名。", "全局党员 128 860")]
    [InlineData("全局共有党员128名。全镇共有党员136名。", "")]
    [InlineData("全局共有党员128名。全局共有党支部136个。", "")]
    [InlineData("全局共有党员128名。果园全局共有党员136名。", "")]
    [InlineData("全局共有党员128名。他局共有党员136名。", "")]
    [InlineData("全镇共有120个网格。我镇现有130个网格。", "全镇网格 120 130")]
    [InlineData("全镇共有120个山山。我镇现有130个山山。", "")]
    public void What_a_unit_has_as_a_whole_is_the_same_however_it_is_put(string text, string pairs) => Finds(pairs, text);

    [Theory]
    [InlineData("走访困难群众5200户。走访困难群众520户。", "走访困难群众 5200 520")]
    [InlineData("走访困难群众5200户。走访困难群众530户。", "")]
    [InlineData("走访困难群众120户。走访困难群众12户。", "")]
    public void A_digit_too_many_is_a_contradiction_and_another_number_is_not(string text, string pairs) => Finds(pairs, text);

    [Fact]
    public void A_figure_is_set_apart_by_the_thousand_units_in_front_of_it()
    {
        Finds("", $"2022年{Hills(980)}，走访困难群众120户。走访困难群众130户。");
        Finds("走访困难群众 120 130", $"2022年{Hills(1000)}，走访困难群众120户。走访困难群众130户。");
    }

    private static void Finds(string pairs, string text) =>
        Assert.Equal(
            pairs, string.Join('|', FigureContradictions.Find(text).Select(p => $"{p.What} {p.First.Value} {p.Second.Value}")));

    private static string Hills(int count) => new('山', count);
}
