using System.Text;

namespace KnowledgeBase.Text.Tests;

public sealed class LiteralAnalyzerTests
{
    [Fact]
    public void Gives_every_pair_with_its_place()
    {
        var tokens = new TokenBuffer();
        LiteralAnalyzer.Pairs(new FoldedText("党 建，Ａ"), tokens);
        Assert.Equal(["党建 0", "建, 1", ",a 2"], Show(tokens));
    }

    [Fact]
    public void Gives_every_unit()
    {
        var tokens = new TokenBuffer();
        LiteralAnalyzer.Units(new FoldedText("党 建"), tokens);
        Assert.Equal(["党 0", "建 1"], Show(tokens));
    }

    [Theory]
    [InlineData("党", "党 0")]
    [InlineData("党建", "党建 0")]
    [InlineData("三会一课", "三会 0|一课 2")]
    [InlineData("一岗双责制", "一岗 0|双责 2|责制 3")]
    [InlineData(" ", "")]
    public void A_string_is_a_phrase_of_pairs(string text, string terms) => Assert.Equal(
        terms, string.Join('|', LiteralAnalyzer.Query(text).Select(t => $"{Encoding.BigEndianUnicode.GetString(t.Term)} {t.Offset}")));

    private static List<string> Show(TokenBuffer tokens)
    {
        var shown = new List<string>();
        foreach (var token in tokens.Tokens)
            shown.Add($"{Encoding.BigEndianUnicode.GetString(tokens.Term(token))} {token.Position}");
        return shown;
    }
}
