using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>What the name of a unit tells of its tier, its region and its sector, and the one name that each of them goes by.</summary>
public sealed class UnitOriginTests
{
    [Theory]
    [InlineData("江苏省委组织部", "省")]
    [InlineData("江苏省常州市委", "市")]
    [InlineData("云溪县财政局党支部", "县")]
    [InlineData("云溪县柳桥街道党工委", "乡镇")]
    [InlineData("柳桥街道白石社区党委", "村")]
    [InlineData("*县纪委监委", "县")]
    [InlineData("中央组织部", "中央")]
    [InlineData("国务院国资委", "中央")]
    [InlineData("云溪县人民医院党委", "单位")]
    [InlineData("江苏交通控股集团", "单位")]
    [InlineData("霍城县特殊教育学校", "单位")]
    [InlineData("县委组织部", "县")]
    [InlineData("市直机关工委", "市")]
    [InlineData("该社区党委", "村")]
    [InlineData("村党支部", "村")]
    [InlineData("镇里", "乡镇")]
    [InlineData("乡村振兴局", null)]
    [InlineData("市场监管局", null)]
    [InlineData("财政局", null)]
    [InlineData("", null)]
    public void A_tier_is_that_of_the_smallest_place_or_the_units_own(string unit, string? tier) =>
        Assert.Equal(tier, UnitOrigin.Of(unit).Tier);

    [Theory]
    [InlineData("江苏省委组织部", "江苏")]
    [InlineData("江苏积极推行", "江苏")]
    [InlineData("江苏省常州市武进区委", "江苏 常州 武进区")]
    [InlineData("江苏常州经开区", "江苏 常州 常州经开区")]
    [InlineData("河北区望海楼街道", "河北区 望海楼街道")]
    [InlineData("中共云溪县委", "云溪县")]
    [InlineData("内蒙古自治区党委", "内蒙古")]
    [InlineData("吉林省吉林市委", "吉林 吉林市")]
    [InlineData("吉林市委", "吉林市")]
    [InlineData("北京市朝阳区委", "北京 朝阳区")]
    [InlineData("江苏省*县纪委监委", "江苏")]
    [InlineData("*县柳桥街道", "")]
    [InlineData("某市武进区", "")]
    [InlineData("县委组织部", "")]
    [InlineData("全市各单位", "")]
    [InlineData("中央组织部", "")]
    [InlineData("", "")]
    public void Regions_are_the_places_of_the_name_without_what_is_masked(string unit, string regions) =>
        Assert.Equal(regions, string.Join(' ', UnitOrigin.Of(unit).Regions));

    [Theory]
    [InlineData("云溪县财政局党支部", "机关")]
    [InlineData("县委组织部", "机关")]
    [InlineData("市直机关工委", "机关")]
    [InlineData("县纪委监委", "机关")]
    [InlineData("农业农村部科技教育司党支部", "机关")]
    [InlineData("白石镇党委", "农村")]
    [InlineData("塘头村党支部", "农村")]
    [InlineData("塘头村村民委员会", "农村")]
    [InlineData("柳桥街道党工委", "社区")]
    [InlineData("学院路街道白石社区党委", "社区")]
    [InlineData("某集团公司机关党委", "国企")]
    [InlineData("云溪供电所", "国企")]
    [InlineData("某某大学马克思主义学院党总支", "学校")]
    [InlineData("云溪县白石中学", "学校")]
    [InlineData("某大学附属医院", "医院")]
    [InlineData("柳桥社区卫生服务中心", "医院")]
    [InlineData("区非公党委", "两新")]
    [InlineData("县军分区", "军队")]
    [InlineData("党委", null)]
    [InlineData("党群服务中心", null)]
    [InlineData("局面", null)]
    [InlineData("", null)]
    public void A_sector_is_told_by_the_last_word_of_the_name_that_tells_one(string unit, string? sector) =>
        Assert.Equal(sector, UnitOrigin.Of(unit).Sector);

    [Fact]
    public void A_material_tells_what_is_known_of_it_and_its_issuer_the_rest()
    {
        var bare = new MaterialFacts { Title = "", Genre = new Fact<string>(Genres.Report, 1, "") };
        var issued = bare with { Issuer = new Fact<string>("江苏省云溪县财政局", 1, "") };
        var known = issued with
        {
            Tier = new Fact<string>(Tiers.Province, 1, ""),
            Region = new Fact<string>("浙江省", 1, ""),
            Sector = new Fact<string>("社区", 1, ""),
        };

        Assert.Equal((null, "", null), Shown(UnitOrigin.Of(bare)));
        Assert.Equal(("县", "江苏 云溪县", "机关"), Shown(UnitOrigin.Of(issued)));
        Assert.Equal(("省", "浙江", "社区"), Shown(UnitOrigin.Of(known)));

        static (string?, string, string?) Shown(UnitOrigin origin) => (origin.Tier, string.Join(' ', origin.Regions), origin.Sector);
    }

    [Theory]
    [InlineData("柳桥街道党工委", "江苏 云溪县 柳桥街道 乡镇 社区")]
    [InlineData("白石县委", "江苏 白石县 县 机关")]
    [InlineData("云溪县委", "江苏 云溪县 县 机关")]
    [InlineData("浙江省委", "浙江 省 机关")]
    [InlineData("江苏省白石县委", "江苏 白石县 县 机关")]
    [InlineData("党委", "江苏 云溪县 县 农村")]
    public void A_unit_in_a_material_stands_where_its_name_tells_and_else_where_the_material_does(string unit, string origin)
    {
        var found = UnitOrigin.Of(unit).Within(new UnitOrigin(Tiers.County, ["江苏", "云溪县"], "农村"));

        Assert.Equal(origin, string.Join(' ', found.Regions.Append(found.Tier).Append(found.Sector)));
    }

    [Theory]
    [InlineData("江苏", "江苏")]
    [InlineData("江苏省", "江苏")]
    [InlineData(" 江苏省 ", "江苏")]
    [InlineData("广西壮族自治区", "广西")]
    [InlineData("香港特别行政区", "香港")]
    [InlineData("北京市", "北京")]
    [InlineData("常州", "常州")]
    [InlineData("常州市", "常州")]
    [InlineData("江苏省常州市", "常州")]
    [InlineData("吉林市", "吉林市")]
    [InlineData("云溪县", "云溪县")]
    [InlineData("沙市", "沙市")]
    [InlineData("", "")]
    public void A_region_goes_by_one_name(string word, string name) => Assert.Equal(name, RegionNames.NameOf(word));

    [Theory]
    [InlineData("国企", "国企")]
    [InlineData("国有企业", "国企")]
    [InlineData("高校", "学校")]
    [InlineData("中小学", "学校")]
    [InlineData(" 两新组织 ", "两新")]
    [InlineData("乡村", "农村")]
    [InlineData("农村", "农村")]
    [InlineData("nonsense", null)]
    [InlineData("", null)]
    public void A_sector_goes_by_one_name_and_is_known_by_others(string word, string? sector) =>
        Assert.Equal(sector, Sectors.Resolve(word));

    [Fact]
    public void Every_sector_resolves_to_itself_and_no_word_means_two()
    {
        Assert.Equal(["机关", "农村", "社区", "国企", "学校", "两新", "医院", "军队"], Sectors.All);
        Assert.Equal(Sectors.All, Sectors.All.Select(Sectors.Resolve));
    }
}
