using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExportCommandTests()
    {
        _folder.Write(
            "corpus/a.md", "---\ntitle: 银杏镇工作总结\nissuer: 银杏镇党委\ndate: 2021-03-02\n---\n\n落实“三会一课”，推行“银杏夜谈”，把板凳搬到院子里听意见。\n");
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index).ExitCode);
    }

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_clip_goes_to_standard_output_with_its_citation()
    {
        var run = KbRun.Of("export", "a.md#p0", "--index", Index);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("落实“三会一课”，推行“银杏夜谈”，把板凳搬到院子里听意见。\n\n> 银杏镇党委《银杏镇工作总结》（2021年3月2日）\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_written_whole_and_never_over_another_without_being_told_to()
    {
        var file = _folder.At("out.docx");
        Assert.Equal(0, KbRun.Of("export", "a.md", "--format", "docx", "--out", file, "--index", Index).ExitCode);
        using (var zip = ZipFile.OpenRead(file))
        {
            Assert.NotNull(zip.GetEntry("word/document.xml"));
        }

        File.WriteAllText(file, "mine");
        var again = KbRun.Of("export", "a.md", "--format", "docx", "--out", file, "--index", Index);
        Assert.Equal((2, "mine"), (again.ExitCode, File.ReadAllText(file)));
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, KbRun.Of("export", "a.md", "--format", "docx", "--out", file, "--force", "--index", Index).ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(file));
        Assert.Equal(["out.docx"], Directory.GetFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName));
    }

    [Fact]
    public void A_table_begins_with_the_byte_order_mark()
    {
        var file = _folder.At("out.csv");
        Assert.Equal(0, KbRun.Of("export", "a.md#p0", "--format", "csv", "--out", file, "--index", Index).ExitCode);

        Assert.Equal(Encoding.UTF8.GetPreamble(), File.ReadAllBytes(file)[..3]);
    }

    [Fact]
    public void Unknown_ids_are_all_named_and_left_out_when_told_to()
    {
        var refused = KbRun.Of("export", "b.md", "a.md#p0", "a.md#a99", "--index", Index);
        var taken = KbRun.Of("export", "b.md", "a.md#p0", "a.md#a99", "--skip-unknown", "--index", Index);

        Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
        Assert.Contains("\n  b.md\n  a.md#a99\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, taken.ExitCode);
        Assert.EndsWith("b.md、a.md\\#a99\n", taken.Out, StringComparison.Ordinal);
        Assert.Equal(2, KbRun.Of("export", "b.md", "--skip-unknown", "--index", Index).ExitCode);
    }

    [Theory]
    [InlineData("kb: A docx is no text for a terminal; name a file with --out.\n", "--format", "docx")]
    [InlineData("kb: --out is empty; name a file, or - for standard output.\nkb: see 'kb help export'\n", "--out", "")]
    [InlineData("kb: --out / is a folder; name a file, or - for standard output.\nkb: see 'kb help export'\n", "--out", "/")]
    public void What_cannot_be_written_says_what_to_do(string error, params string[] options)
    {
        var run = KbRun.Of(["export", "a.md", "--index", Index, .. options]);

        Assert.Equal((2, "", error), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public void A_folder_that_is_not_there_and_the_folder_of_the_index_are_refused()
    {
        var nowhere = KbRun.Of("export", "a.md", "--index", Index, "--out", _folder.At("none/x.md"));
        var index = KbRun.Of("export", "a.md", "--index", Index, "--out", Path.Combine(Index, "x.md"));

        Assert.Equal((2, 2), (nowhere.ExitCode, index.ExitCode));
        Assert.Contains("cannot be written", nowhere.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Index, "x.md")));
    }
}
