using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>
/// Two servers of one library, with one corpus, one index and one folder of state: what comes in and is decided through both at once is
/// all there, once, and of two decisions that went by the same file one holds and the other is told.
/// </summary>
public sealed class TwoServersTests : IDisposable
{
    private const string Word = "渡口夜话";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplicationFactory<Program>[] _hosts;
    private readonly HttpClient[] _clients;

    public TwoServersTests()
    {
        _folder.Write("corpus/石桥村.txt", "石桥村的做法\n\n（2022年4月6日）\n\n村里修起水渠，大家轮流看水。\n");
        _folder.Write("corpus/河湾村.txt", "河湾村的做法\n\n（2022年3月5日）\n\n支书坐在码头上听大家说修路的事。\n");
        var (code, _, errors) = SampleLibrary.Indexer(
            "build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"), "--meaning", "off");
        Assert.True(code == 0, errors);
        var key = new KeyRing(State, TimeProvider.System).Create("林小满", AccessRole.Librarian, null, out _);
        _hosts = [.. Enumerable.Range(0, 2).Select(_ =>
            ApiFixture.Host(_folder.At("index")).WithWebHostBuilder(b => b.UseSetting("state", _folder.At("state"))))];
        _clients = [.. _hosts.Select(ApiFixture.PatientClient)];
        foreach (var client in _clients)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }
    }

    private StateFolder State => new(_folder.At("state"));

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        foreach (var host in _hosts)
        {
            host.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task What_comes_in_through_both_at_once_is_there_once()
    {
        string[] names = ["同名.txt", "第一.txt", "同名.txt", "第二.txt"];
        var answers = await Task.WhenAll(names.Select(async (name, i) =>
        {
            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent(Encoding.UTF8.GetBytes($"{Word}\n\n第{i}村的{Word}开了{i + 1}次。\n")), "files", name },
            };
            using var answer = await _clients[i / 2].PostAsync(new Uri("/api/materials", UriKind.Relative), form);
            return (Name: name, Answer: JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }));

        Assert.All(answers, a => Assert.True(a.Answer["files"] is not null, a.Answer.ToJsonString()));

        // Of two files of one name, one is taken, and the other is told; nothing is written over.
        var taken = answers.Where(a => (string?)a.Answer["files"]![0]!["status"] == "taken").ToList();
        Assert.Equal(["同名.txt", "第一.txt", "第二.txt"], taken.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal("name-taken", (string?)Assert.Single(answers.Except(taken)).Answer["files"]![0]!["code"]);
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder.At("corpus/inbox")).Length);
        foreach (var client in _clients)
        {
            var found = await EventuallyAsync(client, $"/api/search?meaning=off&copies=each&q=“{Word}”", a => (int)a["total"]! == taken.Count);
            Assert.Equal(taken.Count, (int)found["total"]!);
        }

        AssertLogged(AuditActions.MaterialUploaded, taken.Count);
    }

    [Fact]
    public async Task What_nothing_can_read_leaves_alone_what_took_its_place()
    {
        var intake = _hosts[0].Services.GetRequiredService<MaterialIntake>();
        var by = new AuditAct("林小满", "", "");
        var first = await TakeAsync("旧", replace: false);
        var second = await TakeAsync("新的一份", replace: true);

        Assert.False(intake.PutOut(first, by, "nothing can read it"));
        Assert.Equal("新的一份", await File.ReadAllTextAsync(second.Path!));
        Assert.True(intake.PutOut(second, by, "nothing can read it"));
        Assert.False(intake.PutOut(second, by, "nothing can read it"));
        Assert.False(File.Exists(second.Path));
        AssertLogged(AuditActions.MaterialRefused, 1);

        async Task<ReceivedFile> TakeAsync(string text, bool replace)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return intake.Place(
                await intake.ReceiveAsync(content, "记录.txt", CancellationToken.None), new UploadOrders(replace, null), by);
        }
    }

    [Fact]
    public async Task What_is_decided_through_both_at_once_holds_or_is_refused()
    {
        var sent = new[] { ("石桥村.txt", "甲"), ("河湾村.txt", "乙"), ("石桥村.txt", "丙"), ("河湾村.txt", "丁") };
        var answers = await Task.WhenAll(sent.Select(async (decision, i) =>
        {
            var (id, title) = decision;
            using var answer = await _clients[i / 2].PutAsJsonAsync($"/api/corrections/{id}", new { version = "", title });
            return (Id: id, Title: title, answer.StatusCode, Body: JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }));

        foreach (var material in answers.GroupBy(a => a.Id, StringComparer.Ordinal))
        {
            var made = Assert.Single(material, a => a.StatusCode == HttpStatusCode.OK);
            var refused = Assert.Single(material, a => a.StatusCode == HttpStatusCode.Conflict);
            Assert.Contains($"title: {made.Title}", (string?)refused.Body["current"], StringComparison.Ordinal);
            foreach (var client in _clients)
            {
                var seen = await EventuallyAsync(client, $"/api/materials/{made.Id}", a => TitleOf(a) == made.Title);
                Assert.Equal(made.Title, TitleOf(seen));
            }
        }

        Assert.Equal([2L, 1L], new FileHistory(State, TimeProvider.System).Latest(10).Select(c => c.Number));
        AssertLogged(AuditActions.DecisionMade, 2);
    }

    /// <summary>Asks until an answer is as it should be, or for so long that it will not be: each server follows in its own time.</summary>
    private static async Task<JsonNode> EventuallyAsync(HttpClient client, string address, Func<JsonNode, bool> isSo)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = JsonNode.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)))!;
            if (isSo(answer) || tries == 600)
            {
                return answer;
            }

            await Task.Delay(100);
        }
    }

    private static string? TitleOf(JsonNode material) => (string?)material["facts"]!["title"];

    private void AssertLogged(string action, int times)
    {
        var entries = new List<AuditEntry>();
        Assert.Empty(new AuditLog(State, TimeProvider.System).Read(entries.Add).Faults);
        Assert.Equal(times, entries.Count(e => e.Act.Action == action));
    }
}
