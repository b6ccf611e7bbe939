using System.Reflection;

namespace KnowledgeBase.Materials.Tests;

/// <summary>The names and places that every other room builds on.</summary>
public class ModelTests
{
    [Theory]
    [InlineData(0, 4, 4, 8, false)]
    [InlineData(0, 5, 4, 8, true)]
    [InlineData(4, 8, 0, 5, true)]
    [InlineData(0, 8, 2, 3, true)]
    [InlineData(3, 3, 3, 3, false)]
    public void Stretches_overlap_when_they_share_a_unit(int start, int end, int otherStart, int otherEnd, bool overlap) =>
        Assert.Equal(overlap, new TextSpan(start, end).Overlaps(new TextSpan(otherStart, otherEnd)));

    [Fact]
    public void A_stretch_is_cut_out_by_its_offsets() => Assert.Equal("党支部", new TextSpan(2, 5).In("抓实党支部建设"));

    [Theory]
    [InlineData(typeof(Genres))]
    [InlineData(typeof(Tiers))]
    public void Every_name_is_listed_once(Type names)
    {
        var all = (IReadOnlyList<string>)names.GetProperty("All")!.GetValue(null)!;
        var constants = names.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral)
            .Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(constants.Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_heading_without_a_marker_begins_with_its_words() =>
        Assert.Equal(7, new Heading(1, HeadingKind.Plain, "主要做法", 7, 11).MarkerStart);
}
