using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Tests;
using Microsoft.Extensions.Configuration;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>What is set of a server: where it may stand, what goes before what, and what is told of what cannot be used.</summary>
public sealed class ServerSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_fault_is_told_at_once_with_its_name_value_and_remedy()
    {
        var file = _folder.Write("kb.json", """{ "port": 70000, "meaning": { "threads": "many" }, "decisions": { "wait": 601 }, "acess": { "readers": "keys" } } // mistyped""");

        var faults = Assert.Throws<SettingsException>(() => Taken(
            ("config", file), ("access:readers", "nobody"), ("KB_RATE", "-1"), ("log:requests", "1"), ("corpus", _folder.Path))).Faults;

        string[] expected =
        [
            $"{file}: there is no setting «acess:readers»;",
            "port is «70000»: give a number from 0 to 65535",
            "access:readers is «nobody»: write everyone, or keys",
            "KB_RATE is «-1»: give a number of requests a second",
            "meaning:threads is «many»: give a number of threads",
            "decisions:wait is «601»: give a number of seconds from 0 to 600",
            "log:requests is «1»: write none, paths",
            $"corpus is «{_folder.Path}»: it says what is watched; set watch too",
        ];
        Assert.Equal(expected.Length, faults.Count);
        Assert.All(expected.Zip(faults), f => Assert.StartsWith(f.First, f.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "it is no JSON, in line 1")]
    [InlineData("{\n \"port\": 1,\n \"port\" }", "it is no JSON, in line 3")]
    [InlineData("[1]", "there is no setting «»")]
    [InlineData("{\"KB_OPENSEARCH_PASSWORD\": \"x\"}", "there is no setting «KB_OPENSEARCH_PASSWORD»")]
    public void A_file_that_cannot_be_meant_is_told(string text, string fault)
    {
        var file = _folder.Write("kb.json", text);

        Assert.Contains(fault, Assert.Single(Assert.Throws<SettingsException>(() => Taken(("config", file))).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_named_must_be_there_and_the_usual_one_need_not()
    {
        var fault = Assert.Single(Assert.Throws<SettingsException>(() => Taken(("KB_CONFIG", _folder.At("none.json")))).Faults);
        Assert.Contains("it cannot be read", fault, StringComparison.Ordinal);

        Assert.Null(Taken(("KB_ROOT", _folder.Path))["port"]);
        _folder.Write("kb.json", "{\"port\": 5099, /* as a remark */ \"access\": {\"readers\": \"keys\"},}");
        Assert.Equal(("5099", "keys"), (Taken(("KB_ROOT", _folder.Path))["port"], Taken(("KB_ROOT", _folder.Path))["Access:Readers"]));
    }

    [Fact]
    public void What_is_set_nearer_goes_before_and_is_shown_with_its_place_and_without_secrets()
    {
        _folder.Write("kb.json", "{\"port\": 1, \"rate\": 2}");
        var configuration = new ConfigurationManager();
        configuration.AddCommandLine(["--port", "3", "--KB_ROOT", _folder.Path, "--KB_OPENSEARCH_PASSWORD", "geheim"]);
        ServerSettings.Take(configuration);

        var shown = ServerSettings.Shown(configuration).ToDictionary(s => s.Name, s => (s.Value, s.From), StringComparer.Ordinal);

        Assert.Equal(("3", "command line"), shown["port"]);
        Assert.Equal(("2", "file"), shown["rate"]);
        Assert.Equal(("everyone", "default"), shown["access:readers"]);
        Assert.Equal("••••", shown["KB_OPENSEARCH_PASSWORD"].Value);
        Assert.DoesNotContain("geheim", string.Join('\n', shown.Values), StringComparison.Ordinal);
    }

    private static ConfigurationManager Taken(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddCommandLine([.. settings.SelectMany(s => new[] { "--" + s.Key, s.Value })]);
        ServerSettings.Take(configuration);
        return configuration;
    }
}
