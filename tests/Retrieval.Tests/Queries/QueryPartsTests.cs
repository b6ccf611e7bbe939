using KnowledgeBase.Retrieval.Queries;

namespace KnowledgeBase.Retrieval.Tests.Queries;

public sealed class QueryPartsTests
{
    [Theory]
    [InlineData("党建", "Words 党建 → ")]
    [InlineData("党建 品牌", "Words 党建 → 品牌 | Words 品牌 → 党建")]
    [InlineData("党建 -会议", "Words 党建 → -会议 | not Words 会议 → 党建")]
    [InlineData("+党建 “双报到” 《党章》", "must Words 党建 → “双报到” 《党章》 | Literal 双报到 → +党建 《党章》 | Title 党章 → +党建 “双报到”")]
    [InlineData("（品牌 OR 典型）AND 机关", "Words 品牌 → 典型 AND 机关 | Words 典型 → 品牌 AND 机关 | Words 机关 → (品牌 OR 典型)")]
    [InlineData("a OR b OR c", "Words a → b OR c | Words b → a OR c | Words c → a OR b")]
    [InlineData("-（甲 乙）丙", "not Words 甲 → -乙 丙 | not Words 乙 → -甲 丙 | Words 丙 → -(甲 乙)")]
    [InlineData("文种：讲话，新闻 年份:2021..2023", "Filter 文种 讲话、新闻 → 年份:2021..2023 | Filter 年份 2021..2023 → 文种：讲话，新闻")]
    [InlineData("同句(党建 业务) 三会", "Together 同句 党建、业务 → 三会 | Words 三会 → 同句(党建 业务)")]
    [InlineData("三会 邻近(党建 业务,5", "Words 三会 → 邻近(党建 业务,5) | Together 近5 党建、业务 → 三会")]
    [InlineData("以…为… 新质*", "Frame 句式12 以…为 → 新质* | Pattern 前缀 新质 → 以…为…")]
    [InlineData("“党建", "Literal 党建 → ")]
    [InlineData("三会 “党建", "Words 三会 → “党建” | Literal 党建 → 三会")]
    [InlineData("，", "Words ， → ")]
    [InlineData("", "")]
    public void Each_part_is_told_with_the_query_without_it(string query, string expected) => Assert.Equal(
        expected,
        string.Join(" | ", QueryParts.Of(query).Select(p =>
            $"{(p.Negated ? "not " : "")}{(p.Required ? "must " : "")}{p.Kind} {(p.Name is null ? "" : p.Name + " ")}{p.Text} → {p.Without}")));

    [Theory]
    [InlineData("党建 -会议 （品牌 OR “典型”）")]
    [InlineData("+甲 AND -（乙 丙 OR 年份:2021） 同段(丁 戊) 以…为… “己")]
    public void What_is_left_is_understood_as_before(string query)
    {
        var parts = QueryParts.Of(query);
        for (var i = 0; i < parts.Count; i++)
        {
            var left = parts.Where((_, at) => at != i).Select(p => (p.Kind, p.Text, p.Name, p.Negated, p.Required));
            Assert.Equal(left, QueryParts.Of(parts[i].Without).Select(p => (p.Kind, p.Text, p.Name, p.Negated, p.Required)));
        }
    }

    [Fact]
    public void Where_nothing_is_an_operator_the_whole_is_one_string()
    {
        Assert.Equal("党建 -会议", Assert.Single(QueryParts.OfString("党建 -会议")).Text);
        Assert.Empty(QueryParts.OfString(" "));
    }
}
