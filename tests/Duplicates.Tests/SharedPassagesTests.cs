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
            Told("镜湖社区党组织，把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来。散会。", "去年起，该街道把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来。效果好。"));

    [Fact]
    public void Masked_names_figures_and_a_changed_word_do_not_break_a_stretch() =>
        Assert.Equal(
            ["云溪县培训党务干部1251人次，组织支部书记到先进村跟班学习，人人都要过一遍关 | **县培训党务干部**人次，安排支部书记到先进村跟班学习，人人都要过一遍关 | 28"],
            Told("2023年，云溪县培训党务干部1251人次，组织支部书记到先进村跟班学习，人人都要过一遍关。", "**县培训党务干部**人次，安排支部书记到先进村跟班学习，人人都要过一遍关！"));

    [Theory]
    [InlineData("的话", "老书记的话音未落，茶馆里就坐满了来议事的街坊，每人领一张写着难题的号牌，说完就走。这是第一回。",
        "支书一到，茶馆里就坐满了来议事的街坊，每人领一张写着难题的号牌，说完就走。后来又有第二回。",
        "茶馆里就坐满了来议事的街坊，每人领一张写着难题的号牌，说完就走。")]
    [InlineData("a clause of which half is the same", "渡口村党支部把一碗水端平了再分地，谁先谁后全由抓阄定，抓完当场写进簿子。",
        "石桥村党支部把一碗水端平了再分地，谁先谁后全由抓阄定，抓完当场写进簿子。",
        "渡口村党支部把一碗水端平了再分地，谁先谁后全由抓阄定，抓完当场写进簿子。")]
    [InlineData("a clause of which little is", "巡堤队白天黑夜两班倒，每隔半个钟头走到堰口看水，走完在木牌上画道红线，领队的是老党员周满仓和他的两个徒弟。",
        "去年汛期里，每隔半个钟头走到堰口看水，走完在木牌上画道红线，领队的却总是变来变去没有人说得准到底是谁。",
        "每隔半个钟头走到堰口看水，走完在木牌上画道红线")]
    [InlineData("figures and marks in them", "全镇共收回闲置摊位1,184个，按每个摊位每月80元租给了返乡的年轻人。",
        "该镇共收回闲置摊位1,184个，按每个摊位每月80元租给了返乡的年轻人！",
        "全镇共收回闲置摊位1,184个，按每个摊位每月80元租给了返乡的年轻人")]
    public void A_stretch_is_cut_where_clauses_are(string what, string first, string second, string shared) =>
        Assert.True(
            SharedPassages.Between(first, second) is [var only] && only.First.In(first) == shared,
            $"{what}: {string.Join(" / ", Told(first, second))}");

    [Fact]
    public void Where_less_than_a_clause_is_shared_no_word_is_cut() =>
        Assert.Equal(
            ["坚持挨家挨户登记外出务工人员的去向并且每月按名册打一遍电话 | 坚持挨家挨户登记外出务工人员的去向并且每月按名册打一遍电话 | 28 verbatim"],
            Told(
                "镇里八个村的网格员从开春起就商量着坚持挨家挨户登记外出务工人员的去向并且每月按名册打一遍电话询问他们在外面过得好不好以及家里老人还缺不缺什么东西",
                "另外三个社区在同一时候由楼组长们自发组织起来坚持挨家挨户登记外出务工人员的去向并且每月按名册打一遍电话给各家报一报村上新近发生的大小事情和工程"));

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
