using System.Text;
using KnowledgeBase.Readers;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

public sealed class PlainTextReaderTests
{
    private const string Sample = "　　云溪县直机关工委：\n\n一、把牢方向。坚持“第一议题”制度，组织学习27次。\n（完）\n";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
    private static readonly Encoding Big5 = CodePagesEncodingProvider.Instance.GetEncoding("big5")!;

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Sample) },
        { "UTF-8 with mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Sample)] },
        { "UTF-16 LE with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Sample)] },
        { "UTF-16 LE", Encoding.Unicode.GetBytes(Sample) },
        { "UTF-16 BE with mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Sample)] },
        { "UTF-16 BE", Encoding.BigEndianUnicode.GetBytes(Sample) },
        { "GB18030", Gb18030.GetBytes(Sample) },
        { "GB18030 with mark", [0x84, 0x31, 0x95, 0x33, .. Gb18030.GetBytes(Sample)] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_is_exactly_the_files_text_in_every_encoding(string encoding, byte[] bytes)
    {
        var material = Reading.One(bytes, "材料.txt");
        Assert.True(Sample == material.Text, encoding);
        Assert.Empty(material.Warnings);
    }

    [Fact]
    public void Line_ends_become_line_feeds_and_nothing_is_trimmed() =>
        Assert.Equal("  一\n\n二 \n三\n", Reading.One(Encoding.UTF8.GetBytes("  一\r\n\r\n二 \r三\n"), "a.txt").Text);

    [Fact]
    public void Rare_characters_outside_of_the_basic_plane_survive_GB18030() =>
        Assert.Equal("𠮷林县委书记㐂同志到访。", Reading.One(Gb18030.GetBytes("𠮷林县委书记㐂同志到访。"), "a.txt").Text);

    [Fact]
    public void Short_GBK_that_looks_like_UTF8_is_GBK() => Assert.Equal("联通", Reading.One(Gb18030.GetBytes("联通"), "a.txt").Text);

    [Fact]
    public void Traditional_text_in_Big5_is_not_read_as_GBK()
    {
        const string Text = "黨員幹部要深入學習，堅持以人民為中心，切實改進工作作風，為群眾辦實事、解難題。";
        Assert.Equal(Text, Reading.One(Big5.GetBytes(Text), "a.txt").Text);
    }

    [Fact]
    public void Latin_text_is_not_taken_for_UTF16() =>
        Assert.Equal("Party building in twelve villages", Reading.One("Party building in twelve villages"u8.ToArray(), "a.txt").Text);

    [Fact]
    public void A_character_cut_in_half_at_the_end_is_replaced_with_a_warning()
    {
        var material = Reading.One(Encoding.UTF8.GetBytes("党支部标准化建设")[..^1], "a.txt");
        Assert.Equal("党支部标准化建\uFFFD", material.Text);
        Assert.Equal(["1 place(s) are no valid UTF-8 and were replaced by U+FFFD, the first at character 7."], material.Warnings);
    }

    [Fact]
    public void UTF16_of_odd_length_is_read_with_a_warning()
    {
        var material = Reading.One([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("双报到双服务"), 0x41], "a.txt");
        Assert.Equal("双报到双服务\uFFFD", material.Text);
        Assert.Single(material.Warnings);
    }

    [Fact]
    public void A_few_NULs_are_replaced_one_for_one()
    {
        var material = Reading.One(Encoding.UTF8.GetBytes("党员\0先锋岗"), "a.txt");
        Assert.Equal("党员\uFFFD先锋岗", material.Text);
        Assert.Equal(["1 control character(s) were replaced by U+FFFD, the first at character 2."], material.Warnings);
    }

    [Theory]
    [InlineData(new byte[0], "The file is empty.")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "The file holds nothing but white space.")]
    [InlineData(new byte[] { 32, 13, 10, 9 }, "The file holds nothing but white space.")]
    public void Empty_files_are_refused(byte[] bytes, string reason) => Assert.Equal(reason, Reading.Refused(bytes, "a.txt"));

    [Fact]
    public void Binary_files_are_refused()
    {
        var noise = new byte[5000];
        new Random(7).NextBytes(noise);
        Assert.Contains("binary", Reading.Refused(noise, "a.txt"), StringComparison.Ordinal);
        Assert.Contains("binary", Reading.Refused(new byte[4000], "a.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_ten_million_characters_is_one_line()
    {
        var text = new string('党', 10_000_000);
        Assert.Equal(text, Reading.One(Encoding.UTF8.GetBytes(text), "a.txt").Text);
    }
}
