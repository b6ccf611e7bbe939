using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>What librarians decide, with the real command line behind the server.</summary>
public sealed class DecisionsTests : IDisposable
{
    private const string Id = "经验/河湾村.txt";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplicationFactory<Program> _host;
    private readonly HttpClient _client;
    private readonly string _key;

    public DecisionsTests()
    {
        _folder.Write($"corpus/{Id}", "河湾村党支部的做法\n\n（2022年3月5日）\n\n村党支部开起“码头闲话”，支书坐在码头上听大家说修路的事，解决问题36个。\n");
        _folder.Write("corpus/石桥村.txt", "石桥村的做法\n\n（2022年4月6日）\n\n村里修起水渠，大家轮流看水。\n");
        Build(_folder.At("index"));
        _key = Keys.Create("林小满", AccessRole.Librarian, null, out _);
        _host = Host();
        _client = ApiFixture.PatientClient(_host);
    }

    private KeyRing Keys => new(new StateFolder(_folder.At("state")), TimeProvider.System);

    private string CorrectionFile => Assert.Single(Directory.GetFiles(_folder.At("corpus/corrections")));

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_date_that_is_corrected_is_another_year_at_once_and_the_old_one_again_when_it_is_taken_back()
    {
        var path = $"/api/corrections/{Id}";
        var (_, preview) = await Send(HttpMethod.Put, $"{path}?preview=true", new { version = "", date = "2019-05-01" });
        Assert.Equal((1, 1), ((int)preview["effect"]!["materials"]!, (int)preview["effect"]!["passages"]!));
        Assert.False(Directory.Exists(_folder.At("corpus/corrections")));

        var (status, made) = await Send(HttpMethod.Put, path, new { version = "", date = "2019年5月1日", title = "码头闲话" });

        Assert.Equal((HttpStatusCode.OK, "searchable"), (status, (string?)made["state"]));
        Assert.Equal([("2022", 1), ("2019", 1)], await Years());
        Assert.Equal($"material: {Id}\ntitle: 码头闲话\ndate: 2019-05-01\n", await File.ReadAllTextAsync(CorrectionFile));
        var (_, seen) = await Send(HttpMethod.Get, path);
        Assert.Equal(("2019-05-01", (string?)made["version"]), ((string?)seen["correction"]!["date"], (string?)seen["version"]));

        // Another server, and an index that is built from nothing, say the same.
        using (var other = Host())
        {
            Assert.Equal([("2022", 1), ("2019", 1)], await Years(other.CreateClient()));
        }

        Build(_folder.At("other"));
        using (var other = ApiFixture.Host(_folder.At("other")))
        {
            Assert.Equal([("2022", 1), ("2019", 1)], await Years(other.CreateClient()));
        }

        var (_, undone) = await Send(HttpMethod.Post, $"/api/changes/{made["change"]}/undo");
        Assert.Equal(("searchable", 2), ((string?)undone["state"], (int)undone["change"]!));
        Assert.Equal([("2022", 2)], await Years());
        Assert.Empty(Directory.GetFiles(_folder.At("corpus/corrections")));
        var (_, changes) = await Send(HttpMethod.Get, "/api/changes");
        Assert.Equal(
            [(2, "林小满", Id, 1, true), (1, "林小满", Id, null, false)],
            changes["items"]!.AsArray().Select(c => (
                (int)c!["number"]!, (string?)c["who"], (string?)c["subject"], (int?)c["undoes"], (bool)c["isLast"]!)));
        Assert.Equal(
            [AuditActions.DecisionUndone, AuditActions.DecisionMade],
            new AuditLog(new StateFolder(_folder.At("state")), TimeProvider.System).Latest(10).Select(e => e.Act.Action));
    }

    [Fact]
    public async Task The_second_of_two_who_saw_the_same_is_told_and_what_is_changed_by_hand_stays()
    {
        var (_, first) = await Send(HttpMethod.Put, $"/api/corrections/{Id}", new { version = "", title = "甲" });

        var (status, told) = await Send(HttpMethod.Put, $"/api/corrections/{Id}", new { version = "", title = "乙" });
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), (status, (string?)told["code"]));
        Assert.Contains("title: 甲", (string?)told["current"], StringComparison.Ordinal);

        await File.AppendAllTextAsync(CorrectionFile, "issuer: 河湾村党支部\n");
        (status, told) = await Send(HttpMethod.Post, $"/api/changes/{first["change"]}/undo");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal($"material: {Id}\ntitle: 甲\nissuer: 河湾村党支部\n", (string?)told["current"]);
        Assert.Equal($"material: {Id}\ntitle: 甲\n", (string?)told["expected"]);
        Assert.Contains("河湾村党支部", await File.ReadAllTextAsync(CorrectionFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_told_by_its_field_and_changes_nothing()
    {
        var (status, told) = await Send(HttpMethod.Put, $"/api/corrections/{Id}", new
        {
            version = "",
            date = "前年",
            genre = "散文",
            addThemes = new[] { "nothing" },
            practices = new[] { new { words = " ", isPractice = false } },
        });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "cannot-be-used"), (status, (string?)told["code"]));
        var problems = told["problems"]!.AsArray().Select(p => (string?)p).ToList();
        Assert.All(
            ["date:", "genre:", "themes:", "practices:"],
            field => Assert.Contains(problems, p => p!.StartsWith(field, StringComparison.Ordinal)));
        Assert.False(Directory.Exists(_folder.At("corpus/corrections")));
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Put, "/api/corrections/no.txt", new { version = "", title = "甲" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Post, "/api/changes/9/undo")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(HttpMethod.Put, $"/api/corrections/{Id}", new { title = "甲" })).Status);
        (status, _) = await Send(HttpMethod.Put, $"/api/corrections/{Id}", new { version = "", passages = new object?[] { null } });
        Assert.InRange((int)status, 400, 422);
    }

    [Theory]
    [InlineData("taxonomy", "../corpus.yaml")]
    [InlineData("taxonomy", ".hidden.yaml")]
    [InlineData("taxonomy", "a.txt")]
    [InlineData("lexicon", "a.yaml")]
    [InlineData("nothing", "a.yaml")]
    public async Task No_name_leads_elsewhere(string kind, string name)
    {
        var (status, _) = await Send(HttpMethod.Put, $"/api/settings/{kind}/{Uri.EscapeDataString(name)}", new { version = "", text = "党支部" });

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(["经验", "石桥村.txt"], Directory.GetFileSystemEntries(_folder.At("corpus")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public async Task A_word_and_a_formulation_are_seen_in_advance_made_and_searched()
    {
        var words = new { version = "", text = "码头闲话\n" };
        var (_, preview) = await Send(HttpMethod.Put, "/api/settings/lexicon/own.txt?preview=true", words);
        Assert.Equal((1, 1, false), (
            (int)preview["effect"]!["materials"]!, (int)preview["effect"]!["passages"]!, (bool)preview["effect"]!["isEstimate"]!));

        var (_, made) = await Send(HttpMethod.Put, "/api/settings/lexicon/own.txt", words);
        Assert.Equal("searchable", (string?)made["state"]);
        Assert.Equal("码头闲话\n", await File.ReadAllTextAsync(_folder.At("corpus/lexicon/own.txt")));

        var formulation = new { version = "", text = "kind: fixed\nentries:\n  - 轮流看水\n" };
        (_, preview) = await Send(HttpMethod.Put, "/api/settings/glossary/own.yaml?preview=true", formulation);
        Assert.Equal((1, "石桥村.txt"), ((int)preview["effect"]!["passages"]!, (string?)preview["effect"]!["examples"]![0]!["id"]));

        var (_, list) = await Send(HttpMethod.Get, "/api/settings");
        Assert.Equal(["own.txt"], list["items"]!.AsArray().Select(i => (string?)i!["name"]));
        var (status, told) = await Send(HttpMethod.Put, "/api/settings/glossary/own.yaml", new { version = "", text = "kind: fixed\nentry: []\n" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("own.yaml:2:", (string?)told["problems"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_is_seen_in_advance_by_the_passages_that_it_would_get()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "corpus", "taxonomy"), "*.yaml"))
        {
            _folder.Write($"corpus/taxonomy/{Path.GetFileName(file)}", await File.ReadAllTextAsync(file));
        }

        _folder.Write("corpus/看水.txt", "看水的做法\n\n石桥村党支部组织党员修起水渠，大家轮流看水渠，党员带头，水渠通到每户。\n");
        Build(_folder.At("index"));
        _host.Services.GetRequiredService<LiveLibrary>().Refresh();
        var (_, topics) = await Send(HttpMethod.Get, "/api/settings/taxonomy/topics.yaml");
        var text = $"{(string?)topics["text"]}\n  - id: water\n    name: 水利\n    decisive: [水渠]\n";

        var (status, preview) = await Send(
            HttpMethod.Put, "/api/settings/taxonomy/topics.yaml?preview=true", new { version = (string?)topics["version"], text });

        Assert.True(status == HttpStatusCode.OK, preview.ToJsonString());
        Assert.Equal("看水.txt", (string?)Assert.Single(preview["effect"]!["examples"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task Who_is_no_librarian_decides_and_sees_nothing()
    {
        var reader = Keys.Create("读者", AccessRole.Reader, null, out _);
        foreach (var (key, expected) in new[] { (null, HttpStatusCode.Unauthorized), (reader, HttpStatusCode.Forbidden) })
        {
            foreach (var path in new[] { $"/api/corrections/{Id}", "/api/settings", "/api/settings/lexicon/own.txt", "/api/changes" })
            {
                Assert.Equal(expected, (await Send(HttpMethod.Get, path, key: key ?? "")).Status);
            }

            Assert.Equal(expected, (await Send(HttpMethod.Put, $"/api/corrections/{Id}", new { version = "", title = "甲" }, key ?? "")).Status);
            Assert.Equal(expected, (await Send(HttpMethod.Put, "/api/settings/lexicon/own.txt", new { version = "", text = "甲乙" }, key ?? "")).Status);
            Assert.Equal(expected, (await Send(HttpMethod.Post, "/api/changes/1/undo", key: key ?? "")).Status);
        }

        Assert.False(Directory.Exists(_folder.At("corpus/corrections")) || Directory.Exists(_folder.At("corpus/lexicon")));
    }

    private WebApplicationFactory<Program> Host() =>
        ApiFixture.Host(_folder.At("index")).WithWebHostBuilder(b => b
            .UseSetting("state", _folder.At("state"))
            // A build gives way to the other tests.
            .ConfigureTestServices(s => s.Configure<SearchApiOptions>(o => o.DecisionWait = SearchApiOptions.LongestDecisionWait)));

    private void Build(string index)
    {
        var (code, _, errors) = SampleLibrary.Indexer("build", "--corpus", _folder.At("corpus"), "--index", index, "--meaning", "off");
        Assert.True(code == 0, errors);
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> Send(
        HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not "")
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (key ?? _key));
        }

        var answer = await _client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private async Task<(string Year, int Count)[]> Years(HttpClient? client = null)
    {
        var answer = JsonNode.Parse(await (client ?? _client).GetStringAsync("/api/search?meaning=off&q=%E5%81%9A%E6%B3%95"))!;
        return [.. answer["facets"]!["year"]!.AsArray().Select(v => ((string)v!["value"]!, (int)v["count"]!))];
    }
}
