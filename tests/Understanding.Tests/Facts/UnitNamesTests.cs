using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>The one name that a unit is listed by.</summary>
public sealed class UnitNamesTests
{
    [Theory]
    [InlineData("江苏省", "江苏")]
    [InlineData("江苏", "江苏")]
    [InlineData(" 江苏省 ", "江苏")]
    [InlineData("江苏省常州市", "常州")]
    [InlineData("云溪县", "云溪县")]
    [InlineData("柳桥街道", "柳桥街道")]
    public void A_place_that_speaks_goes_by_the_name_of_the_place(string unit, string name) =>
        Assert.Equal(name, UnitNames.NameOf(unit));

    [Theory]
    [InlineData("中共江苏省委", "江苏省委")]
    [InlineData("江苏省委", "江苏省委")]
    [InlineData("中国共产党江苏省委员会", "江苏省委")]
    [InlineData("中共江苏省常州市委员会", "江苏省常州市委")]
    [InlineData("中共云溪县委组织部", "云溪县委组织部")]
    public void A_committee_goes_without_the_party_in_front(string unit, string name) => Assert.Equal(name, UnitNames.NameOf(unit));

    [Theory]
    [InlineData("江苏省委组织部")]
    [InlineData("江苏交通控股集团")]
    [InlineData("中共中央")]
    [InlineData("中共中央组织部")]
    [InlineData("中国共产党")]
    [InlineData("中共江苏")]
    [InlineData("*县纪委监委")]
    [InlineData("省")]
    [InlineData("")]
    public void Any_other_name_stays_as_it_stands(string unit) => Assert.Equal(unit, UnitNames.NameOf(unit));

    [Fact]
    public void The_one_name_of_a_name_is_itself()
    {
        foreach (var unit in (string[])["中共中国共产党江苏省委员会", "江苏省", "中共江苏省", "江苏省吉林市", "中共某县委"])
        {
            var once = UnitNames.NameOf(unit);
            Assert.Equal(once, UnitNames.NameOf(once));
        }
    }
}
