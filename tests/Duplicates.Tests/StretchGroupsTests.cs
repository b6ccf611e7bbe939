using KnowledgeBase.Duplicates;
using Xunit;

namespace KnowledgeBase.Duplicates.Tests;

public sealed class StretchGroupsTests
{
    [Fact]
    public void A_stretch_is_a_version_of_the_first_that_it_shares_most_with() =>
        Assert.Equal(
            [0, 1, 0, 1, 4, 5, 4],
            StretchGroups.Of(
            [
                (0, "渡口村把一碗水端平了再分地，2023年收回撂荒地120亩，谁先谁后全由抓阄定。"),
                (0, "村里请来农技员开夜校，教大家种高山西兰花，雨天讲课，晴天下地。"),
                (1, "**村把一碗水端平了再分地，去年收回撂荒地**亩，谁先谁后全由抓阄定。"),
                (1, "村里请来农技员开夜校，教大家种高山西兰花，雨天讲课。"),
                (1, "一、强基"),
                (2, "集镇口的茶摊每到圩日就支起来，谁有难处谁写一句。"),
                (2, "一、强基"),
            ]));

    [Fact]
    public void What_stands_twice_in_one_version_is_two()
    {
        const string Refrain = "大家的事大家议，大家的事大家办，办得好不好大家说了算。";
        Assert.Equal([0, 1, 0], StretchGroups.Of([(0, Refrain), (0, Refrain), (1, Refrain)]));
    }

    [Fact]
    public void Nothing_is_no_version_of_nothing() => Assert.Equal([0, 1], StretchGroups.Of([(0, "。"), (1, "")]));
}
