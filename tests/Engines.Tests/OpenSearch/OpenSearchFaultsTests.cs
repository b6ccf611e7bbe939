using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.OpenSearch;
using Microsoft.AspNetCore.Http;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests.OpenSearch;

/// <summary>What is said of a server that cannot be used, and what goes on when it is back.</summary>
public sealed class OpenSearchFaultsTests
{
    private const string Root = """{"version":{"distribution":"opensearch","number":"2.19.6"}}""";

    private const string FullDisk = """
        {"took":1,"errors":true,"items":[{"index":{"_index":"x","_id":"y","status":429,"error":{"type":"cluster_block_exception",
        "reason":"index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"}}}]}
        """;

    private const string Busy = """
        {"took":1,"errors":true,"items":[{"index":{"_index":"x","_id":"y","status":429,"error":{"type":"rejected_execution_exception",
        "reason":"too much at once"}}}]}
        """;

    [Theory]
    [InlineData(200, """{"version":{"number":"8.15.0","build_flavor":"default"}}""", "another program's 8.15.0")]
    [InlineData(200, """{"version":{"distribution":"opensearch","number":"3.1.0"}}""", "opensearch 3.1.0")]
    [InlineData(200, """{"hello":"world"}""", "something else")]
    [InlineData(200, "[]", "something else")]
    [InlineData(200, "<html>", "does not answer in JSON")]
    [InlineData(401, "Unauthorized", "KB_OPENSEARCH_PASSWORD")]
    [InlineData(403, """{"error":{"type":"security_exception","reason":"no permissions"},"status":403}""", "KB_OPENSEARCH_PASSWORD")]
    [InlineData(500, """{"error":{"type":"x","reason":"a reason"},"status":500}""", "a reason")]
    public void A_server_that_is_none_that_can_be_used_is_told_by_what_it_said(int status, string answer, string said)
    {
        using var server = new FrontServer(context => FrontServer.Answer(context, status, answer));

        Assert.Contains(said, Refused(server.Address), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_told_by_its_address_and_soon()
    {
        var told = Refused(Unused());

        Assert.Contains("does not answer", told, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_address_the_variable_is_named()
    {
        using var folder = new TemporaryFolder();
        var engine = new OpenSearchEngine(() => new OpenSearchSettings(), TimeProvider.System);

        var told = Assert.Throws<EngineException>(() => engine.OpenWriter(folder.Path));

        Assert.Contains("KB_OPENSEARCH=", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_nobody_trusts_is_told_with_the_variable_that_makes_it_trusted()
    {
        using var folder = new TemporaryFolder();
        var (certificate, authority) = FrontServer.Certified(folder);
        using var server = new FrontServer(context => FrontServer.Answer(context, 401, "{}"), certificate);

        Assert.Contains("KB_OPENSEARCH_CA", Refused(server.Address), StringComparison.Ordinal);
        Assert.Contains("credentials", Refused(server.Address, s => s with { Authorities = authority }), StringComparison.Ordinal);
        Assert.Contains(
            "KB_OPENSEARCH_CA", Refused(server.Address, s => s with { Authorities = folder.At("nothing.pem") }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_is_gone_is_passed_over_for_the_next()
    {
        using var node = new FrontServer(context => FrontServer.Answer(context, 200, context.Request.Path == "/" ? Root : """{"a":1}"""));
        using var server = new OpenSearchServer(
            new OpenSearchSettings { Addresses = [Unused(), Unused(), node.Address] }, TimeProvider.System);

        for (var i = 0; i < 3; i++)
        {
            using var answer = server.Ask(HttpMethod.Get, "/_cluster/health");
            Assert.Equal(1, answer.RootElement.GetProperty("a").GetInt32());
        }
    }

    [Fact]
    public void A_server_that_has_too_much_to_do_is_asked_again()
    {
        var asked = 0;
        using var node = new FrontServer(context => ++asked % 3 == 0
            ? FrontServer.Answer(context, 200, Root)
            : FrontServer.Answer(context, asked % 2 == 0 ? 429 : 503, """{"error":{"type":"x","reason":"too much"}}"""));
        using var server = new OpenSearchServer(new OpenSearchSettings { Addresses = [node.Address] }, TimeProvider.System);

        server.Ask(HttpMethod.Get, "/").Dispose();

        Assert.Equal(6, asked);
    }

    [OpenSearchUnderTest.Fact]
    public void User_password_and_certificate_lead_to_the_index_and_no_secret_is_written_down()
    {
        using var folder = new TemporaryFolder();
        var (certificate, authority) = FrontServer.Certified(folder);
        using var front = new FrontServer(FrontServer.Guarded("kb", "geheim:党"), certificate);
        var settings = new OpenSearchSettings
        {
            Addresses = [front.Address],
            Authorities = authority,
            User = "kb",
            Password = "geheim:党",
        };
        using (var writer = new OpenSearchEngine(() => settings, TimeProvider.System).OpenWriter(folder.At("index")))
        {
            writer.Commit(new Dictionary<string, string> { ["k"] = "v" });
        }

        using var reader = new OpenSearchEngine(() => settings, TimeProvider.System).Open(folder.At("index"), new EngineReading());
        var wrong = new OpenSearchEngine(() => settings with { Password = "falsch" }, TimeProvider.System);

        Assert.Equal("v", reader.UserData["k"]);
        Assert.Contains(
            "refuses the credentials",
            Assert.Throws<EngineException>(() => wrong.Open(folder.At("index"), new EngineReading())).Message,
            StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(folder.At("index")),
            file => Assert.DoesNotContain("geheim", File.ReadAllText(file), StringComparison.Ordinal));
        OpenSearchUnderTest.RemoveIndexes(folder.At("index"));
    }

    [OpenSearchUnderTest.Fact]
    public void A_reader_says_that_the_server_is_away_and_answers_again_when_it_is_back()
    {
        using var folder = new TemporaryFolder();
        var isAway = false;
        using var front = new FrontServer(context =>
        {
            if (isAway)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return FrontServer.PassOn(context);
        });
        var engine = new OpenSearchEngine(() => new OpenSearchSettings { Addresses = [front.Address] }, TimeProvider.System);
        Fill(engine, folder.Path);
        using var reader = engine.Open(folder.Path, new EngineReading());

        isAway = true;
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(EngineFault.NoServer, Assert.Throws<EngineException>(() => Ids(reader, Word("a"))).Fault);
            Assert.Equal(EngineFault.NoServer, Assert.Throws<EngineException>(() => reader.OpenIfChanged()).Fault);
        }

        isAway = false;
        Assert.True(SpinWait.SpinUntil(() => Record.Exception(() => Ids(reader, Word("a"))) is null, TimeSpan.FromSeconds(30)));
        Assert.Equal(["甲"], Ids(reader, Word("a")));
        OpenSearchUnderTest.RemoveIndexes(folder.Path);
    }

    [OpenSearchUnderTest.Fact]
    public void A_full_disk_ends_the_build_at_once_and_the_last_commit_goes_on()
    {
        using var folder = new TemporaryFolder();
        var isFull = false;
        using var front = new FrontServer(context => isFull && Sends(context, "_bulk")
            ? FrontServer.Answer(context, 200, FullDisk)
            : FrontServer.PassOn(context));
        var engine = new OpenSearchEngine(() => new OpenSearchSettings { Addresses = [front.Address] }, TimeProvider.System);
        Fill(engine, folder.Path);

        isFull = true;
        var told = Assert.Throws<EngineException>(() => Fill(engine, folder.Path, "乙"));
        isFull = false;

        Assert.Equal(EngineFault.NoServer, told.Fault);
        Assert.Contains("disk is full", told.Message, StringComparison.Ordinal);
        using var reader = engine.Open(folder.Path, new EngineReading());
        Assert.Equal(["甲"], Ids(reader, Word("a")));
        OpenSearchUnderTest.RemoveIndexes(folder.Path);
    }

    [OpenSearchUnderTest.Fact]
    public void What_the_server_refuses_for_the_moment_is_sent_again_and_nothing_is_lost()
    {
        using var folder = new TemporaryFolder();
        var refused = 0;
        using var front = new FrontServer(context => Sends(context, "_bulk") && refused++ % 3 < 2
            ? FrontServer.Answer(context, refused % 2 == 0 ? 200 : 503, Busy)
            : FrontServer.PassOn(context));
        var engine = new OpenSearchEngine(() => new OpenSearchSettings { Addresses = [front.Address] }, TimeProvider.System);

        Fill(engine, folder.Path);

        using var reader = engine.Open(folder.Path, new EngineReading());
        Assert.Equal(["甲"], Ids(reader, Word("a")));
        Assert.True(refused > 2);
        OpenSearchUnderTest.RemoveIndexes(folder.Path);
    }

    private static bool Sends(HttpContext context, string what) =>
        context.Request.Path.Value!.EndsWith(what, StringComparison.Ordinal);

    private static void Fill(OpenSearchEngine engine, string folder, string id = "甲")
    {
        using var writer = engine.OpenWriter(folder);
        var block = writer.NewBlock();
        block.NextDocument();
        block.AddWords(PassageField.Words, WordsOf("a b"));
        block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
        block.NextDocument();
        writer.Replace(id, block);
        writer.Commit(NoData);
    }

    private static string Refused(Uri address, Func<OpenSearchSettings, OpenSearchSettings>? also = null)
    {
        using var folder = new TemporaryFolder();
        var settings = new OpenSearchSettings { Addresses = [address] };
        var engine = new OpenSearchEngine(() => also?.Invoke(settings) ?? settings, TimeProvider.System);
        var told = Assert.Throws<EngineException>(() => engine.OpenWriter(folder.Path));
        Assert.Equal(EngineFault.NoServer, told.Fault);
        Assert.False(engine.Exists(folder.Path));
        return told.Message;
    }

    /// <summary>An address at which nobody listens.</summary>
    private static Uri Unused()
    {
        using var server = new FrontServer(context => FrontServer.Answer(context, 200, Root));
        return server.Address;
    }
}
