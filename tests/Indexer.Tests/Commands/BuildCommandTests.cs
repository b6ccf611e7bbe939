using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class BuildCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_has_exactly_the_fields_that_programs_read()
    {
        Write("甲.txt", "石桥镇党委开展“四联四包”活动。");

        var run = Build();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["materials", "passages", "bytes", "seconds", "mbPerSecond", "added", "updated", "removed", "unchanged", "families", "copies", "restricted", "indexes", "skipped", "held", "warnings", "leftOut"],
            run.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void A_second_build_reads_what_changed_and_nothing_else()
    {
        Write("甲.txt", "甲村修渠。");
        Write("乙.txt", "乙村修路。");
        Write("丙.txt", "丙村修桥。");
        Assert.Equal((3, 0, 0, 0), Counts(Build()));

        var again = Build();
        Assert.Equal((0, 0, 0, 3), Counts(again));
        Assert.Equal(0, again.Json.GetProperty("bytes").GetInt64());

        Write("甲.txt", "甲村修了水渠。");
        File.Delete(Path.Combine(Corpus, "乙.txt"));
        Write("丁/丁.txt", "丁村修塔。");
        Assert.Equal((1, 1, 1, 1), Counts(Build()));
        Assert.Equal(["甲.txt"], Found("“水渠”"));
        Assert.Empty(Found("“乙村”"));
        Assert.Equal(["丁/丁.txt"], Found("“丁村”"));
    }

    [Fact]
    public void A_build_if_needed_follows_the_corpus_that_the_index_was_built_from_and_is_silent_when_nothing_changed()
    {
        Write("甲.txt", "甲村修渠。");
        Build();

        var silent = KbRun.Of("build", "--if-needed", "--index", Index);
        Assert.Equal((0, "", ""), (silent.ExitCode, silent.Out, silent.Error));

        Write("乙.txt", "乙村修路。");
        Assert.Equal(0, KbRun.Of("build", "--if-needed", "--index", Index).ExitCode);
        Assert.Equal(["乙.txt"], Found("“乙村”"));

        Directory.Move(Corpus, Corpus + "-away");
        var kept = KbRun.Of("build", "--if-needed", "--index", Index);
        Assert.Equal(0, kept.ExitCode);
        Assert.Contains(Corpus, kept.Error, StringComparison.Ordinal);
        Assert.Equal(["甲.txt"], Found("“甲村”"));
    }

    [Fact]
    public void A_file_that_was_only_touched_is_unchanged()
    {
        var path = Write("甲.txt", "甲村修渠。");
        Build();
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        Assert.Equal((0, 0, 0, 1), Counts(Build()));
    }

    [Fact]
    public void A_rebuild_reads_everything_again()
    {
        Write("甲.txt", "甲村修渠。");
        Build();

        Assert.Equal((0, 1, 0, 0), Counts(Build("--rebuild")));
    }

    [Fact]
    public void A_changed_word_list_of_the_owner_makes_everything_anew_and_says_so()
    {
        Write("甲.txt", "甲村推行石榴籽议事亭。");
        Build();
        Write("lexicon/own.txt", "石榴籽议事亭\n");

        var run = Build();

        Assert.Equal((0, 1, 0, 0), Counts(run));
        Assert.Contains("has changed since the last build", run.Error);
        Assert.Equal(["甲.txt"], Found("石榴籽议事亭"));
    }

    [Fact]
    public void What_the_owner_decided_about_themes_has_the_last_word()
    {
        Write("甲.txt", "今天天气很好，大家去河边散步。");
        Write("taxonomy/overrides.yaml", "- material: 甲.txt\n  passage: 河边\n  add: [brand]\n");
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "corpus", "taxonomy"), "*.yaml"))
        {
            File.Copy(file, Path.Combine(Corpus, "taxonomy", Path.GetFileName(file)), overwrite: !file.EndsWith("overrides.yaml", StringComparison.Ordinal));
        }

        Build();

        Assert.Equal(["甲.txt"], Found("主题:brand"));
        Assert.Equal(["甲.txt"], Found("主题:品牌与典型"));
        Assert.Empty(Found("主题:rural"));
    }

    [Fact]
    public void A_line_of_a_jsonl_is_a_material_of_its_own()
    {
        var path = _folder.Write("c.jsonl", """
            {"id":"a1","title":"关于修渠的通知","text":"甲村修渠。","year":2021,"genre":"实施方案","issuer":"石桥镇党委","url":"https://example.org/a1"}
            {"id":"a2","title":"乙","text":"乙村修路。"}
            """);
        Assert.Equal((2, 0, 0, 0), Counts(KbRun.Of("build", "--corpus", path, "--index", Index, "--json")));

        File.WriteAllText(path, """
            {"id":"a2","title":"乙","text":"乙村修路。"}
            {"id":"a3","title":"丙","text":"丙村修桥。"}
            not json
            {"id":"a3","title":"又一个丙","text":"丙村修桥。"}
            """);
        var run = KbRun.Of("build", "--corpus", path, "--index", Index, "--json");

        Assert.Equal((1, 0, 1, 1), Counts(run));
        Assert.Equal(1, run.ExitCode);
        var skipped = Skipped(run);
        Assert.Equal(2, skipped.Length);
        Assert.All(skipped, s => Assert.Equal(path, s.Path));
        Assert.Contains("Line 3", skipped.Select(s => s.Reason).Order(StringComparer.Ordinal).Last());
        Assert.Contains("'a3'", skipped.Select(s => s.Reason).Order(StringComparer.Ordinal).First());
        Assert.Equal(["a3"], Found("“修桥”"));
    }

    [Fact]
    public void Every_good_file_is_in_and_every_bad_one_in_the_report()
    {
        Write("好 文件 😀.txt", "石桥镇开展红旗小院评比。");
        Write("深/更深/好.md", "# 汇报\n\n石桥镇开展红旗小院评比。\n");
        Write("空.txt", "");
        Write("数据.xyz", "\0\u0001\u0002 binary");
        File.WriteAllBytes(Write("坏.docx", ""), Encoding.ASCII.GetBytes("PK\u0003\u0004 this is no zip"));
        Truncated(Write("断.docx", ""));
        using (var large = File.Create(Path.Combine(Corpus, "大.txt")))
        {
            large.SetLength(200L << 20);
        }

        Directory.CreateSymbolicLink(Path.Combine(Corpus, "深/圈"), Corpus);
        File.CreateSymbolicLink(Path.Combine(Corpus, "断链.txt"), "没有");

        var run = Build();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal((2, 0, 0, 0), Counts(run));
        Assert.Equal(
            new[] { "坏.docx", "大.txt", "数据.xyz", "断.docx", "断链.txt", "深/圈", "空.txt" }.Select(n => Path.Combine(Corpus, n)).Order(StringComparer.Ordinal),
            Skipped(run).Select(s => s.Path));
        Assert.All(Skipped(run), s => Assert.NotEmpty(s.Reason));
        Assert.Equal(["好 文件 😀.txt", "深/更深/好.md"], Found("“红旗小院”").Order(StringComparer.Ordinal));

        // What could not be read is tried again, and reported again.
        Assert.Equal(7, Skipped(Build()).Length);
    }

    [Fact]
    public void A_file_that_became_unreadable_is_reported_and_leaves_the_index()
    {
        var path = Write("甲.txt", "甲村修渠。");
        Write("乙.txt", "乙村修路。");
        Build();
        File.WriteAllBytes(path, []);

        var run = Build();

        Assert.Equal((0, 0, 1, 1), Counts(run));
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(Found("“甲村”"));
    }

    [Fact]
    public void An_index_whose_catalog_was_lost_is_brought_in_line_all_the_same()
    {
        Write("甲.txt", "甲村修渠。");
        Write("乙.txt", "乙村修路。");
        Build();
        File.Delete(Path.Combine(Corpus, "乙.txt"));
        File.Delete(Assert.Single(Directory.GetFiles(Index, "catalog-*")));
        Assert.Equal(1, KbRun.Of("verify", "--index", Index).ExitCode);

        Assert.Equal((0, 1, 1, 0), Counts(Build()));
        Assert.Empty(Found("“乙村”"));
        Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);
    }

    [Fact]
    public void A_damaged_index_is_found_by_verify_and_built_anew()
    {
        Write("甲.txt", "甲村修渠。");
        Build();
        var manifest = Path.Combine(Index, "passages", "manifest");
        var bytes = File.ReadAllBytes(manifest);
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(manifest, bytes);

        Assert.Equal(1, KbRun.Of("verify", "--index", Index).ExitCode);
        Assert.Equal(2, KbRun.Of("search", "修渠", "--index", Index).ExitCode);

        var run = Build();
        Assert.Equal((1, 0, 0, 0), Counts(run));
        Assert.Contains("built anew", run.Error);
        Assert.Equal(["甲.txt"], Found("修渠"));
    }

    [Fact]
    public void The_same_corpus_gives_the_same_answers_in_the_same_order_whatever_the_threads()
    {
        for (var i = 0; i < 40; i++)
        {
            Write($"{i}.txt", "石桥镇开展红旗小院评比。");
        }

        Build("--threads", "1");
        var one = Found("红旗小院");
        KbRun.Of("build", "--corpus", Corpus, "--index", _folder.At("other"), "--threads", "8");

        Assert.Equal(one, Found("红旗小院", _folder.At("other")));
    }

    [Theory]
    [InlineData("build", "--threads", "0")]
    [InlineData("build", "--nothing")]
    [InlineData("build", "--corpus", "/nowhere/at/all")]
    [InlineData("search", "党建", "--index", "/nowhere/at/all")]
    [InlineData("query", "--queries", "/nowhere/at/all")]
    [InlineData("inspect", "/nowhere/at/all.txt")]
    [InlineData("tag", "/nowhere/at/all.jsonl")]
    [InlineData("verify", "--index", "/nowhere/at/all")]
    [InlineData("nonsense")]
    public void What_cannot_run_says_why_on_standard_error_and_ends_with_2(params string[] args)
    {
        var run = KbRun.Of(args);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("kb: ", run.Error);
        Assert.Equal("", run.Out);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private static (int Added, int Updated, int Removed, int Unchanged) Counts(KbRun run) => (
        run.Json.GetProperty("added").GetInt32(),
        run.Json.GetProperty("updated").GetInt32(),
        run.Json.GetProperty("removed").GetInt32(),
        run.Json.GetProperty("unchanged").GetInt32());

    private static (string Path, string Reason)[] Skipped(KbRun run) =>
        [.. run.Json.GetProperty("skipped").EnumerateArray().Select(s => (s.GetProperty("path").GetString()!, s.GetProperty("reason").GetString()!))];

    private static void Truncated(string path)
    {
        using var whole = new MemoryStream();
        using (var zip = new ZipArchive(whole, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("word/document.xml").Open();
            entry.Write(Encoding.UTF8.GetBytes(new string('x', 10_000)));
        }

        File.WriteAllBytes(path, whole.ToArray()[..40]);
    }

    private string Write(string relativePath, string text) => _folder.Write(Path.Combine("corpus", relativePath), text);

    private KbRun Build(params string[] more) => KbRun.Of(["build", "--corpus", Corpus, "--index", Index, "--json", .. more]);

    private string[] Found(string query, string? index = null)
    {
        var run = KbRun.Of("search", query, "--index", index ?? Index, "--json", "--size", "100");
        Assert.Equal(0, run.ExitCode);
        return [.. run.Json.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("material").GetString()!)];
    }
}
