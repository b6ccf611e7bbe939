namespace KnowledgeBase.Text.Tests;

public class VisibleTextTests
{
    [Theory]
    [InlineData("红\u001b[31m色", @"红\u001b[31m色")]
    [InlineData("a\r\nb", @"a\u000d\u000ab")]
    [InlineData("\0\u0007\u007f\u009b", @"\u0000\u0007\u007f\u009b")]
    [InlineData("名\u202egnp.exe", @"名\u202egnp.exe")]
    [InlineData("\u2028\u2029\u202a\u2066\u2069", @"\u2028\u2029\u202a\u2066\u2069")]
    public void What_a_terminal_would_obey_is_shown_escaped(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Theory]
    [InlineData("“三会一课”：第1期\t（终稿）——😀𠮷")]
    [InlineData("[red]not markup[/] \\ %0A")]
    public void Everything_else_is_shown_as_it_is(string text) => Assert.Same(text, VisibleText.Of(text));
}
