using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>What commands say and do where the index is kept by a server, and where that server cannot be used.</summary>
public sealed class IndexOnAServerTests : IDisposable
{
    /// <summary>Nobody listens there.</summary>
    private const string Away = "http://127.0.0.1:1";

    private readonly TemporaryFolder _folder = new();

    public IndexOnAServerTests() => _folder.Write("corpus/甲.txt", "甲村党支部组织党员修渠。");

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    public void Dispose()
    {
        ServerIndex.Remove(Index);
        _folder.Dispose();
    }

    [Fact]
    public void A_new_index_is_refused_with_the_address_when_the_server_is_away()
    {
        var run = KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--opensearch", Away);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{Away} does not answer", run.Error);
        Assert.Contains("KB_OPENSEARCH", run.Error);
        Assert.Equal(2, KbRun.Of("search", "修渠", "--index", Index).ExitCode);
    }

    [NoServerTheory]
    [InlineData("search", "修渠")]
    [InlineData("verify")]
    [InlineData("duplicates")]
    [InlineData("wordings")]
    [InlineData("build", "--corpus", "CORPUS")]
    [InlineData("build", "--corpus", "CORPUS", "--rebuild")]
    public void An_index_whose_server_is_away_is_told_so_and_stays_as_it_is(params string[] command)
    {
        ServerIndex.Write(Index, Away);
        var before = FolderState.Of(Index);

        var run = KbRun.Of([.. command.Select(part => part == "CORPUS" ? Corpus : part), "--index", Index]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{Away} does not answer", run.Error);
        Assert.Equal(before, FolderState.Of(Index).Where(file => !file.Contains("write.lock", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://kb:geheim@127.0.0.1:9200", "KB_OPENSEARCH_PASSWORD")]
    [InlineData("search.example:9200", "http://host:9200")]
    [InlineData("http://127.0.0.1:9200/Party", "name of the index")]
    public void An_address_that_cannot_be_used_is_refused_and_a_password_in_it_not_repeated(string address, string said)
    {
        var run = KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--opensearch", address);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error);
        Assert.DoesNotContain("geheim", run.Error);
    }

    [Fact]
    public void A_server_is_refused_for_an_engine_that_has_none()
    {
        Assert.Equal(2, KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--engine", "lucene", "--opensearch", Away).ExitCode);
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);

        var run = KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--opensearch", Away);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'embedded', not by 'opensearch'", run.Error);
        Assert.Equal(0, KbRun.Of("search", "修渠", "--index", Index).ExitCode);
    }

    [ServerFact]
    public void Every_command_goes_by_the_server_that_keeps_the_index()
    {
        var local = _folder.At("local");
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", local).ExitCode);
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--opensearch", ServerIndex.Server!).ExitCode);

        foreach (var command in (string[][])[["search", "修渠"], ["duplicates"], ["wordings"], ["wordings", "党支部"]])
        {
            var run = KbRun.Of([.. command, "--index", Index]);
            Assert.True(run.ExitCode == 0, $"{command[0]}: {run.ExitCode} {run.Error}");
            Assert.Equal(KbRun.Of([.. command, "--index", local]).Out, run.Out);
        }

        _folder.Write("corpus/乙.txt", "乙村党支部组织党员修路。");
        var build = KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--json").Json;
        Assert.Equal((1, 1), (build.GetProperty("added").GetInt32(), build.GetProperty("unchanged").GetInt32()));
        File.Delete(_folder.At("corpus/甲.txt"));
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--rebuild", "--verify").ExitCode);
        Assert.Contains("1 materials", KbRun.Of("verify", "--index", Index).Out);
        Assert.DoesNotContain("甲村", KbRun.Of("search", "党支部", "--index", Index).Out);
    }

    [ServerFact]
    public void An_index_that_was_deleted_on_the_server_is_built_anew_from_the_corpus()
    {
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--opensearch", ServerIndex.Server!).ExitCode);
        ServerIndex.Remove(Index);

        Assert.Equal(1, KbRun.Of("verify", "--index", Index).ExitCode);
        Assert.Equal(2, KbRun.Of("search", "修渠", "--index", Index).ExitCode);
        var build = KbRun.Of("build", "--corpus", Corpus, "--index", Index);

        Assert.Equal(0, build.ExitCode);
        Assert.Contains("built anew", build.Error);
        Assert.Contains("修渠", KbRun.Of("search", "修渠", "--index", Index).Out);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NoServerTheoryAttribute : TheoryAttribute
    {
        public NoServerTheoryAttribute() =>
            Skip = ServerIndex.Server is null ? null : "KB_OPENSEARCH names a server, which goes before the address of an index.";
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ServerFactAttribute : FactAttribute
    {
        public ServerFactAttribute() => Skip = ServerIndex.Server is null ? "KB_OPENSEARCH names no server." : null;
    }
}
