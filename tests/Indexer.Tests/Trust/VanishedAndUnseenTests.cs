namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>What cannot be seen has not vanished, and what has vanished does not leave unasked when it is much.</summary>
public sealed class VanishedAndUnseenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_corpus_that_is_empty_or_not_there_keeps_its_materials_and_is_reported_until_its_owner_lets_them_go()
    {
        Fill("a", 2);
        Fill("b", 3);
        Build("a", "b");
        Directory.Move(_folder.At("b"), _folder.At("b-away"));

        for (var i = 0; i < 2; i++)
        {
            var gone = Build("a", "b");
            Assert.Equal((1, 5, 0), (gone.ExitCode, Materials(gone), Removed(gone)));
            Assert.Equal(_folder.At("b"), gone.Json.GetProperty("skipped")[0].GetProperty("path").GetString());
            Directory.CreateDirectory(_folder.At("b"));
        }

        Assert.Equal(5, Found());
        Directory.Delete(_folder.At("b"));
        Directory.Move(_folder.At("b-away"), _folder.At("b"));
        var back = Build("a", "b");
        Assert.Equal((0, 5, 0), (back.ExitCode, Unchanged(back), Removed(back)));

        Directory.Delete(_folder.At("b"), recursive: true);
        Directory.CreateDirectory(_folder.At("b"));
        var accepted = KbRun.Of("build", "--corpus", _folder.At("a"), "--corpus", _folder.At("b"), "--index", Index, "--json", "--accept-removals");
        Assert.Equal((0, 2, 3), (accepted.ExitCode, Materials(accepted), Removed(accepted)));
    }

    [Fact]
    public void The_ids_of_files_that_cannot_be_seen_are_not_given_to_others()
    {
        _folder.Write("a/同.txt", "甲村修渠。");
        _folder.Write("b/同.txt", "乙村修路。");
        Build("a", "b");
        Directory.Move(_folder.At("a"), _folder.At("away"));

        var run = Build("a", "b");

        Assert.Equal((2, 2), (Materials(run), Unchanged(run)));
        Assert.Equal(["同.txt"], Ids("“甲村”"));
        Assert.Equal(["b/同.txt"], Ids("“乙村”"));
    }

    [Fact]
    public void A_folder_a_file_and_a_link_that_cannot_be_followed_today_keep_what_was_built_from_them()
    {
        Fill("c/closed", 2);
        _folder.Write("c/file.txt", "甲村修渠。");
        _folder.Write("c/lines.jsonl", """{"id":"l1","title":"一","text":"甲村修渠。"}""");
        Fill("share", 2);
        Directory.CreateSymbolicLink(_folder.At("c/link"), _folder.At("share"));
        Assert.Equal(6, Materials(Build("c")));
        Directory.Move(_folder.At("share"), _folder.At("unmounted"));

        var run = Build("c");
        Assert.Equal((1, 6, 0), (run.ExitCode, Materials(run), Removed(run)));

        if (!OperatingSystem.IsWindows() && Environment.UserName != "root")
        {
            File.SetUnixFileMode(_folder.At("c/closed"), UnixFileMode.None);
            File.SetUnixFileMode(_folder.At("c/file.txt"), UnixFileMode.None);
            File.SetUnixFileMode(_folder.At("c/lines.jsonl"), UnixFileMode.None);
            run = Build("c");
            Assert.Equal((1, 6, 0), (run.ExitCode, Materials(run), Removed(run)));
            File.SetUnixFileMode(_folder.At("c/closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_build_that_would_remove_more_than_ten_and_more_than_a_tenth_stops_and_says_what_would_go()
    {
        Fill("a", 20);
        Fill("b", 15);
        Build("a", "b");
        var before = FolderState.Of(Index);

        var dropped = KbRun.Of("build", "--corpus", _folder.At("a"), "--index", Index);

        Assert.Equal(2, dropped.ExitCode);
        Assert.Contains("15 of 35", dropped.Error);
        Assert.Contains($"15 from {_folder.At("b")} (which was not named this time)", dropped.Error);
        Assert.Contains("--accept-removals", dropped.Error);
        Assert.Equal(before, FolderState.Of(Index));
        Assert.Equal(35, Found());

        // Whoever serves it goes on with it.
        for (var i = 1; i < 15; i++)
        {
            File.Delete(_folder.At($"b/{i}.txt"));
        }

        var served = KbRun.Of("build", "--if-needed", "--index", Index);
        Assert.Equal((1, 35), (served.ExitCode, Found()));
        Assert.Contains("14 of 35", served.Error);

        var accepted = KbRun.Of("build", "--if-needed", "--accept-removals", "--index", Index);
        Assert.Equal((0, 21), (accepted.ExitCode, Found()));
    }

    [Fact]
    public void Ten_may_go_and_any_number_may_get_another_name()
    {
        Fill("a", 30);
        Build("a");
        Directory.CreateDirectory(_folder.At("a/moved"));
        foreach (var file in Directory.GetFiles(_folder.At("a")))
        {
            File.Move(file, Path.Combine(_folder.At("a/moved"), Path.GetFileName(file)));
        }

        Assert.Equal((0, 30), (Build("a").ExitCode, Found()));
        for (var i = 0; i < 10; i++)
        {
            File.Delete(_folder.At($"a/moved/{i}.txt"));
        }

        var run = Build("a");
        Assert.Equal((0, 10, 20), (run.ExitCode, Removed(run), Found()));
    }

    [Fact]
    public void A_damaged_index_is_not_begun_anew_while_some_of_its_materials_cannot_be_read()
    {
        Fill("a", 2);
        Fill("b", 3);
        Build("a", "b");
        Directory.Move(_folder.At("b"), _folder.At("b-away"));
        var manifest = _folder.At("index/passages/manifest");
        var bytes = File.ReadAllBytes(manifest);
        bytes[^20] ^= 1;
        File.WriteAllBytes(manifest, bytes);
        var before = FolderState.Of(Index);

        var refused = KbRun.Of("build", "--corpus", _folder.At("a"), "--corpus", _folder.At("b"), "--index", Index);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Nothing was changed", refused.Error);
        Assert.Equal(before, FolderState.Of(Index));
        Directory.Move(_folder.At("b-away"), _folder.At("b"));
        Assert.Equal((0, 5), (Build("a", "b").ExitCode, Found()));
    }

    private static int Materials(KbRun run) => run.Json.GetProperty("materials").GetInt32();

    private static int Removed(KbRun run) => run.Json.GetProperty("removed").GetInt32();

    private static int Unchanged(KbRun run) => run.Json.GetProperty("unchanged").GetInt32();

    private KbRun Build(params string[] corpora) =>
        KbRun.Of(["build", .. corpora.SelectMany(c => (string[])["--corpus", _folder.At(c)]), "--index", Index, "--json"]);

    private int Found() => KbRun.Of("search", "“修渠”", "--index", Index, "--json").Json.GetProperty("total").GetInt32();

    private string[] Ids(string query) =>
        [.. KbRun.Of("search", query, "--index", Index, "--json").Json.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("material").GetString()!)];

    private void Fill(string folder, int files)
    {
        for (var i = 0; i < files; i++)
        {
            _folder.Write($"{folder}/{i}.txt", $"{folder.Replace('/', '村')}第{i}组修渠。");
        }
    }
}
