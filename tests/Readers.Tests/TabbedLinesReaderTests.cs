using System.Text;
using KnowledgeBase.Materials;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

public sealed class TabbedLinesReaderTests
{
    [Fact]
    public void Each_row_is_a_material_with_its_other_columns_as_front_matter()
    {
        var lines = Read("id\ttitle\ttext\tdate\tissuer\tremark\nr1\t议事会\t村里办起议事会。\t2023-07-01\t某镇\t不收\nr2\t\t只有文字\n");

        Assert.Equal([(2, "r1"), (3, "r2")], lines.Select(l => (l.Line, l.Id!)));
        Assert.Equal("村里办起议事会。", lines[0].Material!.Text);
        Assert.Equal(
            new FrontMatter { Title = "议事会", Date = new DateOnly(2023, 7, 1), Issuer = "某镇" }, lines[0].Material!.FrontMatter);
        Assert.Equal(FrontMatter.None, lines[1].Material!.FrontMatter);
        Assert.All(lines, l => Assert.Null(l.Refusal));
    }

    [Fact]
    public void Columns_may_be_named_in_Chinese_and_stand_in_any_order()
    {
        var line = Assert.Single(Read("正文\t标题\t编号\n院坝里开会。\t开会\t7\n"));

        Assert.Equal(("7", "院坝里开会。", "开会"), (line.Id, line.Material!.Text, line.Material.FrontMatter.Title));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("gb18030")]
    public void Spreadsheets_may_write_them_in_any_encoding_of_text_files(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var written = Encoding.GetEncoding(encoding);
        var text = string.Concat(Enumerable.Repeat("支部把议事桌搬到院坝里，谁家有难处当面说。", 5));

        var line = Assert.Single(Read([.. written.GetPreamble(), .. written.GetBytes($"编号\t正文\r\n1\t{text}\r\n")]));

        Assert.Equal(text, line.Material!.Text);
    }

    [Fact]
    public void A_field_in_quotes_holds_tabs_line_breaks_and_doubled_quotes()
    {
        var lines = Read("id\ttext\ttitle\n1\t\"第一段。\n第二段\t有\"\"引号\"\"。\"\t题\n2\t下一行\t\n");

        Assert.Equal("第一段。\n第二段\t有\"引号\"。", lines[0].Material!.Text);
        Assert.Equal("题", lines[0].Material!.FrontMatter.Title);
        Assert.Equal((4, "2", "下一行"), (lines[1].Line, lines[1].Id, lines[1].Material!.Text));
    }

    [Theory]
    [InlineData("\"两学一做\"教育", "\"两学一做\"教育")]
    [InlineData("\"没有关上", "\"没有关上")]
    [InlineData("中间\"有\"引号", "中间\"有\"引号")]
    [InlineData("一\\n二\\t三\\\\四\\五", "一\n二\t三\\四\\五")]
    [InlineData("末尾\\", "末尾\\")]
    public void Quotes_and_backslashes_of_a_text_stay_its_own(string written, string text) =>
        Assert.Equal(text, Assert.Single(Read($"id\ttext\n1\t{written}\n")).Material!.Text);

    [Fact]
    public void A_bad_row_costs_only_itself()
    {
        var lines = Read("id\ttext\n\t没有编号\n2\t\n\n   \n3\t多\t一列\n4\t好\n5\t太长太长太长\n6\t末", new ReadLimits { MaxTextLength = 5 });

        Assert.Equal(
            [
                "Line 2 has no id.",
                "Line 3 has no text, or an empty one.",
                "Line 6 has 3 fields where the first row names 2: a tab inside of a field must stand in double quotes.",
                "4 好",
                "Line 8 has a text longer than 5 characters, the limit for one material.",
                "6 末",
            ],
            lines.Select(l => l.Refusal ?? $"{l.Id} {l.Material!.Text}"));
    }

    [Theory]
    [InlineData("title\ttext\n1\t文字\n")]
    [InlineData("随便一句话，没有列名。\n第二行\n")]
    public void Without_the_names_of_its_columns_a_file_is_refused_as_a_whole(string text)
    {
        var line = Assert.Single(Read(text));

        Assert.Null(line.Material);
        Assert.StartsWith("Line 1 names no columns id (编号) and text (正文)", line.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_text_or_too_large_is_refused_as_a_whole()
    {
        Assert.StartsWith(
            "Line 1 ",
            Assert.Single(Read([.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 31 % 8))])).Refusal,
            StringComparison.Ordinal);
        Assert.Contains(
            "0 MiB, the limit for .tsv",
            Assert.Single(Read("id\ttext\n1\t文\n", new ReadLimits { MaxFileBytes = 8 })).Refusal,
            StringComparison.Ordinal);
        Assert.Empty(Read(""));
    }

    [Theory]
    [InlineData("\"\n")]
    [InlineData("\"\"\n")]
    [InlineData("\"a\n")]
    [InlineData("\"\"a\t\"\n")]
    [InlineData("\t")]
    public async Task Many_unclosed_quotes_end_in_time(string piece)
    {
        var text = "id\ttext\n" + string.Concat(Enumerable.Repeat(piece, 200_000));

        var lines = await Task.Run(() => Read(text)).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.All(lines, l => Assert.NotEqual(l.Material is null, l.Refusal is null));
    }

    [Fact]
    public void Files_are_told_by_their_name_and_not_read_inside_of_others()
    {
        Assert.True(MaterialLines.AreIn("总表.TSV"));
        Assert.True(MaterialLines.AreIn("lines.jsonl"));
        Assert.False(MaterialLines.AreIn("report.docx"));
        Assert.False(MaterialLines.AreIn("无扩展名"));
        Assert.Contains(".tsv", MaterialReader.Extensions);

        var inside = new MaterialReader().Read("id\ttext\n1\t文\n"u8.ToArray(), "rows.tsv");
        Assert.Contains("in every line (.tsv)", Assert.Single(inside.Refusals).Reason, StringComparison.Ordinal);
    }

    private static List<LineReading> Read(string text, ReadLimits? limits = null) => Read(Encoding.UTF8.GetBytes(text), limits);

    private static List<LineReading> Read(byte[] bytes, ReadLimits? limits = null) =>
        [.. TabbedLinesReader.Read(new MemoryStream(bytes), limits ?? ReadLimits.Default, CancellationToken.None)];
}
