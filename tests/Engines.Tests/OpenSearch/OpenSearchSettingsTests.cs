using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.OpenSearch;

namespace KnowledgeBase.Engines.Tests.OpenSearch;

/// <summary>What the environment says of the server; what it says wrongly is told by the name of the variable.</summary>
public sealed class OpenSearchSettingsTests
{
    [Fact]
    public void Addresses_may_be_several_and_the_first_may_name_the_index()
    {
        var read = Read(("KB_OPENSEARCH", "https://a.example:9200/party-2026, http://b:9200/"));

        Assert.Equal([new Uri("https://a.example:9200"), new Uri("http://b:9200")], read.Addresses);
        Assert.Equal("party-2026", read.Alias);
        Assert.Empty(Read().Addresses);
        Assert.Null(Read(("KB_OPENSEARCH", "http://a:9200")).Alias);
    }

    [Fact]
    public void An_address_that_is_given_goes_before_the_environment()
    {
        var read = OpenSearchSettings.Read("http://given:1", name => name == "KB_OPENSEARCH" ? "http://set:2" : null);

        Assert.Equal([new Uri("http://given:1")], read.Addresses);
    }

    [Theory]
    [InlineData("localhost:9200", "no address")]
    [InlineData("ftp://a", "no address")]
    [InlineData("http://user:secret@a:9200", "KB_OPENSEARCH_PASSWORD")]
    [InlineData("http://a:9200/Party", "the name of the index")]
    [InlineData("http://a:9200/a/b", "the name of the index")]
    [InlineData("http://a:9200/_all", "the name of the index")]
    [InlineData("http://a:9200/x?y=1", "the name of the index")]
    [InlineData("http://a:9200/x,http://b:9200/y", "the name of the index")]
    public void An_address_that_cannot_be_used_is_refused_and_a_secret_in_it_is_not_repeated(string address, string said)
    {
        var told = Assert.Throws<EngineException>(() => Read(("KB_OPENSEARCH", address)));

        Assert.Equal(EngineFault.NoServer, told.Fault);
        Assert.Contains(said, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KB_OPENSEARCH_SHARDS", "0")]
    [InlineData("KB_OPENSEARCH_SHARDS", "many")]
    [InlineData("KB_OPENSEARCH_REPLICAS", "-1")]
    [InlineData("KB_OPENSEARCH_USER", "kb")]
    [InlineData("KB_OPENSEARCH_PASSWORD", "x")]
    [InlineData("KB_OPENSEARCH_FILE", "/nowhere/at/all")]
    public void A_variable_that_cannot_be_used_is_named(string name, string value)
    {
        var told = Assert.Throws<EngineException>(() => Read((name, value)));

        Assert.Contains(name, told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_may_stand_in_a_file_and_the_environment_goes_before_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "secrets", "# of the search server\nKB_OPENSEARCH_USER = kb\n\nKB_OPENSEARCH_PASSWORD=a=b c\nKB_OPENSEARCH_SHARDS=3\n");
        Allow(file, "600");

        var read = Read(("KB_OPENSEARCH_FILE", file), ("KB_OPENSEARCH_SHARDS", "5"));

        Assert.Equal(("kb", "a=b c", 5), (read.User, read.Password, read.Shards));
    }

    [Theory]
    [InlineData("KB_OPENSEARCH_USER=kb\nKB_OPENSEARCH_PASSWORD=x", "640", true)]
    [InlineData("KB_OPENSEARCH_USER=kb\nKB_OPENSEARCH_PASSWORD=x", "644", false)]
    [InlineData("KB_OPENSEARCH_USER=kb\nKB_OPENSEARCH_PASSWORD=x", "602", false)]
    [InlineData("KB_OPENSEARCH_TOKEN=x", "604", false)]
    [InlineData("KB_OPENSEARCH_SHARDS=3", "644", true)]
    public void A_file_with_a_secret_that_everybody_may_read_or_change_is_refused(string lines, string mode, bool isTaken)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var file = folder.Write("secrets", lines);
        Allow(file, mode);
        var link = folder.At("link");
        File.CreateSymbolicLink(link, file);

        foreach (var path in (string[])[file, link])
        {
            var told = Record.Exception(() => Read(("KB_OPENSEARCH_FILE", path)));

            Assert.Equal(isTaken ? "" : $"{path}, which KB_OPENSEARCH_FILE names, holds a secret", told?.Message.Split(" that ")[0] ?? "");
        }
    }

    private static void Allow(string file, string mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32(mode, 8));
        }
    }

    private static OpenSearchSettings Read(params (string Name, string Value)[] set) =>
        OpenSearchSettings.Read(null, name => set.FirstOrDefault(s => s.Name == name).Value);
}
