namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>Nothing that is not the program's own is ever removed or changed, wherever an index is asked for.</summary>
public sealed class IndexFolderTests : IDisposable
{
    /// <summary>Every name that the program uses, and names like them, below the folder of an index.</summary>
    private static readonly string[] Names =
    [
        "kb-index", "kb-index.pending", "catalog-1", "catalog-2024.txt", "catalog-7", "catalog-x", "sketches-1", "sketches-old.txt", "checks-1", "checks-3",
        "passages", "passages/manifest", "passages/manifest.pending", "passages/write.lock", "passages/write.owner", "passages/segment-000001.postings",
        "passages/segment-000001.1.live", "passages/segment-000002.terms", "passages/segment-notes.txt", "passages/0001.seg", "passages/mine/notes.txt", "manifest", "notes.txt",
        "passages/segments_1", "passages/segments_9", "passages/segments.gen", "passages/_0.fdt", "passages/_1_1.del", "passages/_2.si", "passages/_notes.txt",
    ];

    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    public IndexFolderTests()
    {
        _folder.Write("corpus/甲.txt", "甲村修渠。");
        _folder.Write("corpus/乙.txt", "乙村修路。");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_folder_with_files_of_others_is_refused_and_stays_as_it_is(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var index = _folder.At($"index-{round}");
            foreach (var name in Names.Where(_ => random.Next(4) == 0).Append(Names[random.Next(Names.Length)]))
            {
                Foreign(Path.Combine(index, name), random);
            }

            var before = FolderState.Of(_folder.Path);
            foreach (var options in (string[][])[[], ["--rebuild"], ["--accept-removals", "--verify"]])
            {
                var run = KbRun.Of(["build", "--corpus", Corpus, "--index", index, .. options]);

                Assert.Equal(2, run.ExitCode);
                Assert.Contains(index, run.Error);
                Assert.Contains("Nothing was changed", run.Error);
                Assert.Equal(before, FolderState.Of(_folder.Path));
            }
        }
    }

    [Theory]
    [InlineData(1, "embedded")]
    [InlineData(2, "embedded")]
    [InlineData(3, "embedded")]
    [InlineData(4, "lucene")]
    [InlineData(5, "lucene")]
    [InlineData(6, "lucene")]
    public void Files_of_others_in_an_index_stay_as_they_are_whatever_is_damaged_and_whatever_is_built(int seed, string engine)
    {
        var random = new Random(seed);
        for (var round = 0; round < 8; round++)
        {
            var index = _folder.At($"index-{round}");
            Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", index, "--engine", engine).ExitCode);
            string[] own = Directory.GetFiles(index, "*", SearchOption.AllDirectories);
            var foreign = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            var drawn = Names.Where(_ => random.Next(3) == 0).Select(name => Path.Combine(index, name));
            foreach (var path in drawn.Where(path => !own.Contains(path, StringComparer.Ordinal)))
            {
                Foreign(path, random);
            }

            foreach (var path in Directory.GetFiles(index, "*", SearchOption.AllDirectories).Except(own, StringComparer.Ordinal))
            {
                foreign[path] = File.ReadAllBytes(path);
            }

            foreach (var path in own.Where(path => random.Next(4) == 0 && new FileInfo(path).Length > 0))
            {
                Flip(path, random);
            }

            foreach (var options in (string[][])[[], ["--rebuild"], ["--verify"], ["--accept-removals"]])
            {
                _folder.Write("corpus/丙.txt", $"丙村修桥{round}{options.Length}{random.Next()}。");
                var run = KbRun.Of(["build", "--corpus", Corpus, "--index", index, .. options]);

                Assert.InRange(run.ExitCode, 0, 2);
                Assert.All(foreign, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
                Assert.True(run.ExitCode != 2 || run.Error.Contains("kb: ", StringComparison.Ordinal), run.Error);
            }

            KbRun.Of("verify", "--index", index);
            Assert.All(foreign, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
        }
    }

    [Fact]
    public void An_index_in_a_corpus_a_corpus_in_an_index_and_one_that_is_both_are_refused_through_links_too()
    {
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);
        _folder.Write("index/more/丁.txt", "丁村修塔。");
        _folder.Write("empty/.keep", "");
        Directory.CreateSymbolicLink(_folder.At("to-corpus"), Corpus);
        Directory.CreateSymbolicLink(_folder.At("to-index"), Index);
        (string Corpus, string Index)[] placements =
        [
            (Corpus, Corpus),
            (Corpus, Path.Combine(Corpus, "index")),
            (Corpus, _folder.At("to-corpus/index")),
            (_folder.At("to-corpus"), Path.Combine(Corpus, "deep/index")),
            (_folder.Path, Index),
            (_folder.Path, _folder.At("not-yet/there")),
            (Path.Combine(Index, "more"), Index),
            (Path.Combine(Index, "more"), _folder.At("to-index")),
            (Path.Combine(Index, "more/丁.txt"), Index),
            (_folder.At("to-index/more/丁.txt"), Index),
            (Index, Index),
        ];
        var before = FolderState.Of(_folder.Path);

        foreach (var (corpus, index) in placements)
        {
            foreach (var rebuild in (string[][])[[], ["--rebuild"]])
            {
                var run = KbRun.Of(["build", "--corpus", corpus, "--index", index, .. rebuild]);

                Assert.True(run.ExitCode == 2, $"{corpus} into {index}: {run.ExitCode} {run.Out}{run.Error}");
                Assert.Contains("Nothing was changed", run.Error);
                Assert.Equal(before, FolderState.Of(_folder.Path));
            }
        }
    }

    [Fact]
    public void An_index_that_a_link_of_the_corpus_leads_to_is_not_read()
    {
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);
        Directory.CreateSymbolicLink(_folder.At("corpus/out"), Index);
        File.CreateSymbolicLink(_folder.At("corpus/manifest.txt"), Path.Combine(Index, "passages/manifest"));

        var run = KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Json.GetProperty("materials").GetInt32());
        Assert.All(run.Json.GetProperty("skipped").EnumerateArray(), s => Assert.Contains("an index is not read", s.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("index")]
    [InlineData("new/deep/index")]
    public void A_folder_that_is_not_there_and_one_that_is_empty_become_an_index(string name)
    {
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", _folder.At(name)).ExitCode);
        Directory.CreateDirectory(_folder.At("empty"));
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", _folder.At("empty")).ExitCode);
        Assert.Equal(0, KbRun.Of("verify", "--index", _folder.At("empty")).ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This folder holds an in")]
    public void A_build_that_was_killed_before_it_had_marked_its_folder_is_gone_on_with(string begun)
    {
        _folder.Write("index/kb-index.pending", begun);

        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);
        Assert.False(File.Exists(_folder.At("index/kb-index.pending")));
    }

    [Fact]
    public void An_index_of_a_program_that_left_no_marker_is_taken_over_when_all_of_it_is_the_programs_and_sound()
    {
        KbRun.Of("build", "--corpus", Corpus, "--index", Index);
        File.Delete(_folder.At("index/kb-index"));
        File.WriteAllText(_folder.At("index/passages/write.owner"), "process 4711 (/usr/bin/dotnet) on machine");

        var run = KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--json");

        Assert.Equal((0, 2), (run.ExitCode, run.Json.GetProperty("unchanged").GetInt32()));
        Assert.True(File.Exists(_folder.At("index/kb-index")));

        // With anything else in it, or damaged, it might be somebody's.
        File.Delete(_folder.At("index/kb-index"));
        _folder.Write("index/notes.txt", "我的笔记");
        Assert.Equal(2, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);
        File.Delete(_folder.At("index/notes.txt"));
        Flip(Directory.GetFiles(Index, "catalog-*").Single(), new Random(1));
        var damaged = KbRun.Of("build", "--corpus", Corpus, "--index", Index);
        Assert.Equal(2, damaged.ExitCode);
        Assert.Contains("Delete the folder", damaged.Error);
    }

    [Fact]
    public void A_name_of_the_index_that_is_a_link_is_refused()
    {
        KbRun.Of("build", "--corpus", Corpus, "--index", Index);
        Directory.Delete(_folder.At("index/passages"), recursive: true);
        _folder.Write("elsewhere/segment-000001.terms", "我的笔记");
        Directory.CreateSymbolicLink(_folder.At("index/passages"), _folder.At("elsewhere"));
        var before = FolderState.Of(_folder.Path);

        Assert.Equal(2, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    private static void Foreign(string path, Random random)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            return;
        }

        if (Path.GetFileName(path) == "passages")
        {
            Directory.CreateDirectory(path);
            return;
        }

        // A name may be taken by a file where a folder would have to be.
        if (!File.Exists(Path.GetDirectoryName(path)!))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"我的笔记 {random.Next()}");
        }
    }

    private static void Flip(string path, Random random)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(path, bytes);
    }
}
