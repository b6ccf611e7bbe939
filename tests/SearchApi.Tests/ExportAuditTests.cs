using System.Net.Http.Headers;
using System.Net.Http.Json;
using KnowledgeBase.Access;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Who took what away stands in the audit log, and what they asked does not.</summary>
public sealed class ExportAuditTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private const string Material = "experience/2022-柳桥街道楼道红管家.txt";

    private readonly TemporaryFolder _folder = new();

    private StateFolder State => new(_folder.At("state"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_file_of_the_library_that_is_taken_away_is_written_down_without_what_was_asked()
    {
        var key = new KeyRing(State, TimeProvider.System).Create("林小满", AccessRole.Reader, null, out _);
        using var host = Host();
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        var clips = new { items = new[] { Material, $"{Material}#p0" }, format = "docx" };
        (await client.PostAsJsonAsync("/api/export", clips)).EnsureSuccessStatusCode();
        string[] paths = ["/api/search?q=楼道&size=1&format=csv", "/api/kwic?q=楼道&size=2&format=md", "/api/search?q=楼道", "/api/study-pack?q=楼道"];
        foreach (var path in paths)
        {
            (await client.GetAsync(new Uri(path, UriKind.Relative))).EnsureSuccessStatusCode();
        }

        client.DefaultRequestHeaders.Authorization = null;
        (await client.GetAsync(new Uri("/api/passages?q=楼道&size=3&format=csv", UriKind.Relative))).EnsureSuccessStatusCode();
        var unknown = new { items = new[] { "没有.txt" }, format = "docx" };
        Assert.False((await client.PostAsJsonAsync("/api/export", unknown)).IsSuccessStatusCode);

        Assert.Equal(
            [
                ("林小满", "摘录", $"2 as docx: {Material}, {Material}#p0"), ("林小满", "检索结果", "1 as csv"), ("林小满", "上下文", "2 as md"),
                ("", "段落", "3 as csv"),
            ],
            Entries().Where(e => e.Act.Action == AuditActions.MaterialsExported).Select(e => (e.Act.Who, e.Act.Subject, e.Act.Detail!)));
        Assert.DoesNotContain("q=", await File.ReadAllTextAsync(_folder.At("state/audit.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_keys_keeps_nothing()
    {
        using var host = Host();
        using var client = host.CreateClient();

        (await client.GetAsync(new Uri("/api/search?q=楼道&format=csv", UriKind.Relative))).EnsureSuccessStatusCode();

        Assert.False(Directory.Exists(_folder.At("state")));
    }

    private List<AuditEntry> Entries()
    {
        var entries = new List<AuditEntry>();
        Assert.Empty(new AuditLog(State, TimeProvider.System).Read(entries.Add).Faults);
        return entries;
    }

    private WebApplicationFactory<Program> Host() =>
        ApiFixture.Host(api.Index).WithWebHostBuilder(b => b.UseSetting("state", _folder.At("state")));
}
