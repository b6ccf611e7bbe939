using KnowledgeBase.Duplicates;
using Xunit;

namespace KnowledgeBase.Duplicates.Tests;

public sealed class SharedPassagesTests
{
    private static string[] Told(string first, string second, int least = SharedPassages.DefaultLeast) =>
        [.. SharedPassages.Between(first, second, least).Select(s =>
            $"{s.First.In(first)} | {s.Second.In(second)} | {s.Same}{(s.IsVerbatim ? " verbatim" : "")}")];

    [Fact]
    public void A_shared_stretch_is_marked_exactly_on_both_sides() =>
        Assert.Equal(
            ["把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来。 | 把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来。 | 30 verbatim"],
            Told("镜湖社区把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来。散会。", "去年起，该街道把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来。效果好。"));

    [Fact]
    public void Masked_names_figures_and_a_changed_word_do_not_break_a_stretch() =>
        Assert.Equal(
            ["县培训党务干部1251人次，组织支部书记到先进村跟班学习，人人都要过一遍关 | 县培训党务干部**人次，安排支部书记到先进村跟班学习，人人都要过一遍关 | 28"],
            Told("2023年，云溪县培训党务干部1251人次，组织支部书记到先进村跟班学习，人人都要过一遍关。", "**县培训党务干部**人次，安排支部书记到先进村跟班学习，人人都要过一遍关！"));

    [Fact]
    public void White_space_width_and_script_do_not_matter() =>
        Assert.Equal(
            ["堅持黨建引領，把 “紅色管家” 請進小區，讓矛盾在家門口解決 | 坚持党建引领，把“红色管家”请进小区，让矛盾在家门口解决 | 24 verbatim"],
            Told("堅持黨建引領，把 “紅色管家” 請進小區，讓矛盾在家門口解決", "坚持党建引领，把“红色管家”请进小区，让矛盾在家门口解决"));

    [Fact]
    public void Several_stretches_come_in_the_order_of_the_first_text() =>
        Assert.Equal(
            ["支部每月评一次“金点子”，车间停台时间少了四成。 | 支部每月评一次“金点子”，车间停台时间少了四成。 | 18 verbatim",
                "村里请来农技员开夜校，教大家种高山西兰花。 | 村里请来农技员开夜校，教大家种高山西兰花。 | 19 verbatim"],
            Told("支部每月评一次“金点子”，车间停台时间少了四成。又讯：村里请来农技员开夜校，教大家种高山西兰花。", "村里请来农技员开夜校，教大家种高山西兰花。据报道，支部每月评一次“金点子”，车间停台时间少了四成。", 12));

    [Fact]
    public void Texts_without_anything_in_common_share_nothing()
    {
        Assert.Empty(Told("支部每月评一次“金点子”，车间停台时间少了四成。", "村里请来农技员开夜校，教大家种高山西兰花。", 8));
        Assert.Empty(Told("", "村里请来农技员开夜校，教大家种高山西兰花。"));
    }
}
