using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Retrieval.Tests.Contract;

public sealed class ClipIdTests
{
    [Theory]
    [InlineData("讲话/2023.md#p12", "讲话/2023.md", ClipKind.Passage, 12)]
    [InlineData("讲话/2023.md#a3", "讲话/2023.md", ClipKind.Practice, 3)]
    [InlineData("讲话/2023.md", "讲话/2023.md", ClipKind.Material, 0)]
    [InlineData("a#b#p0", "a#b", ClipKind.Passage, 0)]
    [InlineData("a#p1#p2", "a#p1", ClipKind.Passage, 2)]
    [InlineData("##a0", "#", ClipKind.Practice, 0)]
    [InlineData("a#p2147483647", "a", ClipKind.Passage, int.MaxValue)]
    public void What_stands_behind_the_last_sign_says_what_is_meant(string text, string material, ClipKind kind, int number)
    {
        Assert.True(ClipId.TryParse(text, out var id));

        Assert.Equal(new ClipId(material, kind, number), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData("a#p")]
    [InlineData("a#p-1")]
    [InlineData("a#p+1")]
    [InlineData("a#p 1")]
    [InlineData("a#p01")]
    [InlineData("a#p１")]
    [InlineData("a#p1.5")]
    [InlineData("a#p2147483648")]
    [InlineData("a#p99999999999999999999999999")]
    [InlineData("a#P1")]
    [InlineData("a#x1")]
    [InlineData("a#")]
    [InlineData("#")]
    [InlineData("#p1")]
    public void Anything_else_is_the_id_of_a_material(string text)
    {
        Assert.True(ClipId.TryParse(text, out var id));

        Assert.Equal(new ClipId(text, ClipKind.Material, 0), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("　 ")]
    public void Nothing_is_no_name(string? text) => Assert.False(ClipId.TryParse(text, out _));
}
