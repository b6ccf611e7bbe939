using Xunit;

namespace KnowledgeBase.Readers.Tests;

public sealed class WordFieldsTests
{
    [Theory]
    [InlineData(@"eq \o\ac(○,1)", "①")]
    [InlineData(@" EQ \o\ac(○, 23 ) ", "㉓")]
    [InlineData(@"eq \o\ac(〇;50)", "㊿")]
    [InlineData(@"eq \o\ac(○,三)", "㊂")]
    [InlineData(@"eq \o\ac(○,b)", "ⓑ")]
    [InlineData(@"eq \o\ac(○,先)", "先")]
    [InlineData(@"eq \o\ac(○,51)", "51")]
    [InlineData(@"eq \o(\s\up 11(yuàn bà),院坝)", "院坝")]
    [InlineData(@"eq \* jc2 \* ""Font:宋体"" \* hps10 \o\ad(\s\up 9(yuàn),院)", "院")]
    [InlineData(@"eq \o\ac(□,√)", "☑")]
    [InlineData(@"eq \o\ac(□,×)", "☒")]
    [InlineData(@"eq \o\ac(□,优)", "□优")]
    [InlineData(@"eq \f(3,4)", "3/4")]
    [InlineData(@"eq \r(3,x)", "3√x")]
    [InlineData(@"eq \x\to(合计)", "合计")]
    [InlineData(@"eq x\s\up8(2)", "x2")]
    [InlineData(@"eq \b\bc\{(甲)", "(甲)")]
    [InlineData(@"eq \l(甲,乙)", "甲,乙")]
    [InlineData(@"eq 3\,600\(元\)", "3,600(元)")]
    [InlineData(@"SYMBOL 254 \f Wingdings \s 12", "☑")]
    [InlineData(@"SYMBOL 0xA8 \f ""Wingdings""", "☐")]
    [InlineData(@"PAGE", null)]
    [InlineData(@"eq", null)]
    public void Fields_show_what_their_code_says(string code, string? shown) => Assert.Equal(shown, WordFields.Shown(code));

    [Fact]
    public void Damaged_codes_end()
    {
        var random = new Random(7);
        const string Signs = @"eq \oacsup(),;○1(\f";
        for (var i = 0; i < 20_000; i++)
        {
            _ = WordFields.Shown("eq " + string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Signs[random.Next(Signs.Length)])));
        }

        _ = WordFields.Shown("eq " + string.Concat(Enumerable.Repeat(@"\o(", 1300)));
        _ = WordFields.Shown("eq " + new string('(', 4000));
    }

    [Theory]
    [InlineData("Wingdings", 0xF0FE, "☑")]
    [InlineData("Wingdings", 0xFC, "✓")]
    [InlineData("wingdings 2", 0xF0A3, "☐")]
    [InlineData("Wingdings 2", 0xF052, "☑")]
    [InlineData("Symbol", 0xF0B3, "≥")]
    [InlineData("Symbol", 0xF061, "α")]
    [InlineData("宋体", 0x25A1, "□")]
    [InlineData(null, 0x2605, "★")]
    [InlineData("Webdings", 0xF061, "\uFFFD")]
    public void Signs_of_symbol_fonts_are_characters(string? font, int code, string sign) => Assert.Equal(sign, WordSymbols.Of(font, code));
}
