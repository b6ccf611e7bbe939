using System.Text.Json;

namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class InspectCommandTests : IDisposable
{
    private const string Sentence = "银杏镇把板凳搬到院子里听意见，事情当晚答复，办不了的第二天说明原因。\n\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_too_large_to_be_read_in_the_same_process_says_what_a_small_one_does()
    {
        // Long enough for a reader in a process of its own, which may end without taking this one with it.
        var text = "# 银杏镇党委工作总结\n\n" + string.Concat(Enumerable.Repeat(Sentence, 4000));
        _folder.Write("large.md", text);

        var run = KbRun.Of("inspect", _folder.At("large.md"), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var material = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal("银杏镇党委工作总结", material.GetProperty("title").GetString());
    }

    [Fact]
    public void What_was_left_out_is_counted_and_printed()
    {
        _folder.Write(
            "page.html",
            $"<html><body><nav><a href=1>首页</a><a href=2>工作动态</a><a href=3>学习园地</a></nav><div><h1>银杏镇的板凳会</h1><p>{Sentence}</p><p>{Sentence}</p></div></body></html>");

        var short1 = KbRun.Of("inspect", _folder.At("page.html"));
        Assert.Contains("left out: menus, footers and lists of links 10 ", short1.Out, StringComparison.Ordinal);

        var run = KbRun.Of("inspect", _folder.At("page.html"), "--left-out");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("left out 10, missing 0", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("menus, footers and lists of links (10)\n  首页工作动态学习园地\n", run.Out, StringComparison.Ordinal);

        var account = JsonDocument.Parse(KbRun.Of("inspect", _folder.At("page.html"), "--left-out", "--json").Out).RootElement.GetProperty("account");
        var leftOut = Assert.Single(account.GetProperty("leftOut").EnumerateArray());
        Assert.Equal(("furniture", "首页工作动态学习园地"), (leftOut.GetProperty("kind").GetString(), leftOut.GetProperty("text").GetString()));
        Assert.Equal(account.GetProperty("held").GetInt32(), account.GetProperty("delivered").GetInt32() + 10);
    }

    [Fact]
    public void A_word_file_that_swells_without_end_is_refused_with_its_reason()
    {
        using (var file = File.Create(_folder.At("bomb.docx")))
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create))
        {
            zip.CreateEntry("[Content_Types].xml").Open().Dispose();
            using var document = zip.CreateEntry("word/document.xml").Open();
            var blanks = new byte[1 << 20];
            for (var i = 0; i < 300; i++)
            {
                document.Write(blanks);
            }
        }

        var run = KbRun.Of("inspect", _folder.At("bomb.docx"));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"kb: {_folder.At("bomb.docx")}: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }
}
