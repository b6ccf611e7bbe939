using System.Net;
using System.Text;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Tests.Trust;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Hosting;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Bringing materials in where the disk is full: a clear answer, and nothing is there by half.</summary>
public sealed class IntakeFullDiskTests
{
    [SmallDiskTheory]
    [InlineData(40)]
    [InlineData(3)]
    public async Task However_little_a_full_disk_has_left_nothing_is_taken_by_half_and_the_log_is_whole(int kibibytesOfFile)
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk(2048);
        var corpus = Path.Combine(disk.Path, "corpus");
        var state = Path.Combine(disk.Path, "state");
        Directory.CreateDirectory(corpus);
        await File.WriteAllTextAsync(Path.Combine(corpus, "旧.txt"), "石桥村的做法\n\n村里修起水渠，大家轮流看水。\n");
        var (code, _, errors) = SampleLibrary.Indexer("build", "--corpus", corpus, "--index", folder.At("index"), "--meaning", "off");
        Assert.True(code == 0, errors);
        var key = new KeyRing(new StateFolder(state), TimeProvider.System).Create("林小满", AccessRole.Librarian, null, out _);
        new AuditLog(new StateFolder(state), TimeProvider.System).Add(new AuditAct("林小满", AuditActions.KeyCreated, "林小满"));
        using var host = ApiFixture.Host(folder.At("index")).WithWebHostBuilder(b => b.UseSetting("state", state));
        using var client = ApiFixture.PatientClient(host);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var text = string.Concat(Enumerable.Repeat("河湾村开起渡口夜话。\n", kibibytesOfFile * 1024 / 31));

        foreach (var left in (int[])[0, 4, 8])
        {
            disk.FillBut(left);
            using var refused = await SendAsync();
            var answer = await refused.Content.ReadAsStringAsync();
            File.Delete(Path.Combine(disk.Path, "filler"));

            // A little file may just have had room, and then it is there: what is answered is what is so.
            var isTaken = refused.StatusCode == HttpStatusCode.Created;
            Assert.True(isTaken || refused.StatusCode == HttpStatusCode.ServiceUnavailable, answer);
            Assert.DoesNotContain(disk.Path, answer, StringComparison.Ordinal);
            Assert.Equal(
                isTaken ? ["新.txt", "旧.txt"] : ["旧.txt"],
                Directory.GetFiles(corpus, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))
                    .Where(f => f != ".kbaccess").Order(StringComparer.Ordinal));
            Assert.Empty(new AuditLog(new StateFolder(state), TimeProvider.System).Read(_ => { }).Faults);
            if (isTaken)
            {
                Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(corpus, "inbox", "内部", "新.txt")));
                break;
            }
        }

        using var taken = await SendAsync();
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(corpus, "inbox", "内部", "新.txt")));
        Assert.Empty(new AuditLog(new StateFolder(state), TimeProvider.System).Read(_ => { }).Faults);

        Task<HttpResponseMessage> SendAsync() => client.PostAsync(
            new Uri("/api/materials", UriKind.Relative),
            new MultipartFormDataContent
            {
                { new StringContent("内部"), "access" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", "新.txt" },
            });
    }
}
