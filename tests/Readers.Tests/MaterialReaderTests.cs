using KnowledgeBase.Readers;
using KnowledgeBase.Tests;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

public sealed class MaterialReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_with_spaces_and_emoji_are_names_like_others()
    {
        var path = Path.Combine(_folder.Path, "支部 学习😀 第1期（终稿）.txt");
        File.WriteAllText(path, "内容。");
        Assert.Equal("内容。", Assert.Single(new MaterialReader().Read(path).Materials).Material.Text);
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_without_being_read()
    {
        var path = Path.Combine(_folder.Path, "大.txt");
        using (var file = File.Create(path))
        {
            file.SetLength(200L << 20);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = new MaterialReader().Read(path);
        Assert.Equal("It is 200.0 MiB; files over 100 MiB are not read.", Assert.Single(result.Refusals).Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Several_threads_may_read_at_once()
    {
        var reader = new MaterialReader();
        (string Name, byte[] Content)[] files =
        [
            ("a.html", Utf8("<html><body><h1>共同的标题</h1><p>党员干部下沉一线，群众反映的问题件件有回音。</p></body></html>")),
            ("b.md", Utf8("---\ntitle: 题\n---\n# 共同的标题\n\n**要点**：党员干部下沉一线。\n")),
            ("c.docx", Docx(P("共同的标题") + P("党员干部下沉一线。"))),
            ("d.zip", Zip(("一.txt", Utf8("共同的标题")))),
            ("e.txt", Utf8("共同的标题\n")),
        ];
        var expected = files.Select(f => reader.Read(f.Content, f.Name).Materials[0].Material.Text).ToArray();
        Parallel.For(
            0,
            400,
            i => Assert.Equal(
                expected[i % files.Length],
                reader.Read(files[i % files.Length].Content, files[i % files.Length].Name).Materials[0].Material.Text));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        Assert.StartsWith(
            "It cannot be opened", Assert.Single(new MaterialReader().Read(Path.Combine(_folder.Path, "无.txt")).Refusals).Reason, StringComparison.Ordinal);
        Assert.StartsWith("It cannot be opened", Assert.Single(new MaterialReader().Read(_folder.Path).Refusals).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", "x,y", "Files of the format .csv are not read.")]
    [InlineData("README", "文字", "Its format is unknown: the name has no extension, and the content is no document that can be read.")]
    [InlineData("a.txt", "Rar!....", "It is a RAR archive; unpack it, or pack it as .zip.")]
    [InlineData("a.pdf", "这不是", "It is named .pdf, but its content is not: it is damaged, or cut short at its beginning.")]
    public void Unknown_formats_are_refused_with_the_reason(string name, string content, string reason) =>
        Assert.Equal(reason, Reading.Refused(Utf8(content), name));

    [Fact]
    public void Plain_text_under_a_Word_name_is_read_and_said()
    {
        var material = Reading.One(Utf8("其实是文本。"), "a.doc");
        Assert.Equal("其实是文本。", material.Text);
        Assert.Equal(["It is named .doc but holds plain text, and was read as such."], material.Warnings);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_to_its_end_or_its_limit()
    {
        using var stream = new OneWay(Utf8(new string('文', 1000)));
        Assert.Equal(1000, Assert.Single(new MaterialReader().Read(stream, "a.txt").Materials).Material.Text.Length);
        using var endless = new OneWay(new byte[1 << 20]);
        Assert.Contains(
            "are not read",
            Assert.Single(new MaterialReader().Read(endless, "a.txt", new ReadLimits { MaxFileBytes = 1000 }).Refusals).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_refuse_a_pipe_with_a_sentence()
    {
        var pipe = _folder.Pipe("report.md");
        var rows = _folder.Pipe("rows.jsonl");

        var read = await Task.Run(() => new MaterialReader().Read(pipe)).WaitAsync(TimeSpan.FromSeconds(30));
        var lines = await Task.Run(() => Record.Exception(() => MaterialLines.Read(rows).Count())).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("It cannot be opened: the file is a named pipe, not an ordinary file.", Assert.Single(read.Refusals).Reason);
        Assert.Equal($"'{rows}' is a named pipe, not an ordinary file.", Assert.IsType<IOException>(lines).Message);
    }

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
