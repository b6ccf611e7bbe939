namespace KnowledgeBase.Materials.Tests;

public sealed class AccessLevelTests
{
    [Theory]
    [InlineData("public", "public")]
    [InlineData(" 公开 ", "public")]
    [InlineData("Internal", "internal")]
    [InlineData("内部", "internal")]
    [InlineData("內部", "internal")]
    [InlineData("党委", "党委")]
    [InlineData("纪委、党委，纪委", "党委,纪委")]
    [InlineData("HR-2; 党委", "hr-2,党委")]
    public void What_an_owner_writes_is_a_level(string text, string written)
    {
        Assert.Equal(written, AccessLevel.Parse(text)!.Written);
        Assert.Equal(AccessLevel.Parse(text), AccessLevel.FromWritten(written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("、，")]
    [InlineData("仅限 内部")]
    [InlineData("内部、党委")]
    [InlineData("公开,内部")]
    [InlineData("closed")]
    [InlineData("党委（扩大）")]
    public void What_is_no_level_is_none_and_never_public(string? text)
    {
        Assert.Null(AccessLevel.Parse(text));
        Assert.Equal(AccessLevel.Closed, AccessLevel.FromWritten(text ?? ""));
    }

    [Theory]
    [InlineData("public", "internal", "internal")]
    [InlineData("党委", "internal", "党委")]
    [InlineData("党委", "closed", "closed")]
    [InlineData("党委,纪委", "纪委,工会", "纪委")]
    [InlineData("党委", "工会", "closed")]
    public void Of_two_statements_the_stricter_holds(string one, string other, string expected)
    {
        var (a, b) = (AccessLevel.FromWritten(one), AccessLevel.FromWritten(other));
        Assert.Equal(expected, AccessLevel.Stricter(a, b).Written);
        Assert.Equal(expected, AccessLevel.Stricter(b, a).Written);
    }

    [Fact]
    public void Whoever_has_rights_reads_what_they_say_and_nothing_else()
    {
        ReadingRights[] rights = [ReadingRights.Everyone, ReadingRights.KeyHolder, ReadingRights.Of(["党委"]), ReadingRights.Everything];
        string[] levels = ["public", "internal", "党委", "工会", "closed"];

        string[] read = [.. rights.Select(r => string.Join(' ', levels.Where(l => r.MayRead(AccessLevel.FromWritten(l)))))];

        Assert.Equal(["public", "public internal", "public internal 党委", "public internal 党委 工会 closed"], read);
        Assert.Equal(rights, rights.Select(r => ReadingRights.FromWritten(r.Written)));
        for (var i = 0; i < rights.Length; i++)
        {
            Assert.All(rights[..i], narrower => Assert.True(rights[i].Include(narrower) && !narrower.Include(rights[i])));
        }

        Assert.False(ReadingRights.Of(["党委"]).Include(ReadingRights.Of(["工会"])));
        Assert.Null(ReadingRights.FromWritten("all"));
    }
}
