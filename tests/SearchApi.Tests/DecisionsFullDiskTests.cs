using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Tests.Trust;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Hosting;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Deciding where the disk is full: a clear answer, the file as it was, and history and audit log whole.</summary>
public sealed class DecisionsFullDiskTests
{
    [SmallDiskTheory]
    [InlineData(40_000)]
    [InlineData(100)]
    public async Task However_little_a_full_disk_has_left_a_decision_is_made_as_a_whole_or_refused(int words)
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk(4096);
        var corpus = Path.Combine(disk.Path, "corpus");
        var state = new StateFolder(Path.Combine(disk.Path, "state"));
        var file = Path.Combine(corpus, "lexicon", "own.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(Path.Combine(corpus, "旧.txt"), "石桥村的做法\n\n村里修起水渠，大家轮流看水。\n");
        await File.WriteAllTextAsync(file, "看水\n");
        var (code, _, errors) = SampleLibrary.Indexer("build", "--corpus", corpus, "--index", folder.At("index"), "--meaning", "off");
        Assert.True(code == 0, errors);
        var key = new KeyRing(state, TimeProvider.System).Create("林小满", AccessRole.Librarian, null, out _);
        new AuditLog(state, TimeProvider.System).Add(new AuditAct("林小满", AuditActions.KeyCreated, "林小满"));
        using var host = ApiFixture.Host(folder.At("index")).WithWebHostBuilder(b => b.UseSetting("state", state.Path));
        using var client = ApiFixture.PatientClient(host);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var version = FileHistory.VersionOf("看水\n");
        var text = string.Concat(Enumerable.Repeat("渡口\n", words));

        foreach (var left in (int[])[0, 4, 8, 300])
        {
            disk.FillBut(left);
            var (status, answer) = await DecideAsync();
            File.Delete(Path.Combine(disk.Path, "filler"));

            Assert.DoesNotContain(disk.Path, answer.ToJsonString(), StringComparison.Ordinal);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, answer.ToJsonString());
            AssertWhole(status == HttpStatusCode.OK);
            if (status == HttpStatusCode.OK)
            {
                return; // a little file may just have had room
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await DecideAsync()).Status);
        AssertWhole(isMade: true);

        async Task<(HttpStatusCode Status, JsonNode Answer)> DecideAsync()
        {
            using var answer = await client.PutAsJsonAsync("/api/settings/lexicon/own.txt", new { version, text });
            return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }

        void AssertWhole(bool isMade)
        {
            Assert.Equal(isMade ? text : "看水\n", File.ReadAllText(file));
            Assert.Equal(
                ["lexicon", "旧.txt"], Directory.GetFileSystemEntries(corpus).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Empty(new AuditLog(state, TimeProvider.System).Read(_ => { }).Faults);
            Assert.Equal(isMade ? text : null, new FileHistory(state, TimeProvider.System).Latest(1).FirstOrDefault(c => isMade)?.After);
        }
    }
}
