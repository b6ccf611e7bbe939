using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Bringing materials in, withdrawing and restoring them, with the real command line behind the server.</summary>
public sealed partial class IntakeTests : IDisposable
{
    private const string Text =
        "云岭县委组织部2025年工作总结\n\n今年以来，县委组织部抓理论学习，开展“银龄宣讲团”活动，组织宣讲36场，覆盖党员1200人次。\n\n2025年12月20日\n";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplicationFactory<Program> _host;
    private readonly HttpClient _client;
    private readonly string _key;

    public IntakeTests()
    {
        _folder.Write("corpus/旧材料.txt", "河湾村的做法\n\n村里开起“码头闲话”，支书坐在码头上听大家说修路的事。\n");
        _folder.Write("corpus/另一份.txt", "石桥村的做法\n\n村里修起水渠，大家轮流看水。\n");
        var (code, _, errors) = SampleLibrary.Indexer("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"), "--meaning", "off");
        Assert.True(code == 0, errors);
        _key = Keys.Create("林小满", AccessRole.Librarian, null, out _);
        _host = ApiFixture.Host(_folder.At("index")).WithWebHostBuilder(b => b.UseSetting("state", _folder.At("state")));
        _client = ApiFixture.PatientClient(_host);
    }

    private KeyRing Keys => new(new StateFolder(_folder.At("state")), TimeProvider.System);

    private string Inbox => _folder.At("corpus/inbox");

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_brought_in_is_a_file_of_the_corpus_and_is_found_at_once()
    {
        var (status, answer) = await BringIn([("总结.txt", Encoding.UTF8.GetBytes(Text)), ("二.md", "# 二\n\n石榴籽议事亭每月开一次。\n"u8.ToArray())]);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.True((bool)answer["searchable"]!);
        var files = answer["files"]!.AsArray();
        Assert.Equal(["taken", "taken"], files.Select(f => (string?)f!["status"]));
        Assert.Equal("inbox/总结.txt", (string?)files[0]!["id"]);
        var understood = files[0]!["material"]!;
        Assert.Equal(
            ("云岭县委组织部2025年工作总结", "2025-12-20"), ((string?)understood["title"], (string?)understood["date"]));
        Assert.True((int)understood["passages"]! > 0);
        Assert.Equal(Text, await File.ReadAllTextAsync(Path.Combine(Inbox, "总结.txt")));
        Assert.Equal(["inbox/总结.txt"], await Found("“银龄宣讲团”"));
        Assert.Equal(["inbox/二.md"], await Found("“石榴籽议事亭”"));
        Assert.Equal(
            [("林小满", AuditActions.MaterialUploaded, "inbox/总结.txt"), ("林小满", AuditActions.MaterialUploaded, "inbox/二.md")],
            Audit().Select(e => (e.Act.Who, e.Act.Action, e.Act.Subject)));
        Assert.Equal(2, Directory.GetFileSystemEntries(Inbox).Length);
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_out_with_its_reason_and_the_rest_is_taken()
    {
        var picture = new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0 };
        var (status, answer) = await BringIn([("图.png", picture), ("空.txt", []), ("好.txt", Encoding.UTF8.GetBytes(Text)), ("..", "x"u8.ToArray())]);

        Assert.Equal(HttpStatusCode.Created, status);
        var files = answer["files"]!.AsArray();
        Assert.Equal(["refused", "refused", "taken", "refused"], files.Select(f => (string?)f!["status"]));
        Assert.Contains("PNG", (string?)files[0]!["reason"], StringComparison.Ordinal);
        Assert.Equal(["unreadable", "empty", null, "name"], files.Select(f => (string?)f!["code"]));
        Assert.Contains("ideology", files[2]!["material"]!["themes"]!.AsArray().Select(t => (string?)t));
        Assert.Equal("图.png", (string?)files[0]!["name"]);
        Assert.Equal(["好.txt"], Directory.GetFileSystemEntries(Inbox).Select(Path.GetFileName));

        (status, _) = await BringIn([("图.png", picture)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
    }

    [Fact]
    public async Task No_name_leads_out_of_the_inbox()
    {
        string[] names = ["../../leak.txt", "..\\..\\leak2.txt", "/tmp/kb-leak3.txt", ".kbignore", "a/../../b.txt", "CON.txt"];
        await BringIn([.. names.Select((n, i) => (n, Encoding.UTF8.GetBytes($"{Text}\n第{i}份。\n")))]);

        Assert.Equal(
            ["_CON.txt", "b.txt", "kb-leak3.txt", "leak.txt", "leak2.txt"],
            Directory.GetFileSystemEntries(Inbox).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["corpus", "index", "state"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["inbox", "另一份.txt", "旧材料.txt"], Directory.GetFileSystemEntries(_folder.At("corpus")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(File.Exists("/tmp/kb-leak3.txt"));
    }

    [Fact]
    public async Task The_same_file_twice_is_there_once_and_another_one_takes_its_place_only_when_asked()
    {
        var first = Encoding.UTF8.GetBytes(Text);
        var second = Encoding.UTF8.GetBytes(Text.Replace("银龄宣讲团", "红色轻骑队", StringComparison.Ordinal));
        await BringIn([("总结.txt", first)]);

        var (status, answer) = await BringIn([("总结.txt", first)]);
        Assert.Equal((HttpStatusCode.OK, "unchanged"), (status, (string?)answer["files"]![0]!["status"]));
        (status, answer) = await BringIn([("总结.txt", second)]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), (status, (string?)answer["files"]![0]!["status"]));
        Assert.Equal(first, await File.ReadAllBytesAsync(Path.Combine(Inbox, "总结.txt")));

        Assert.Equal("name-taken", (string?)answer["files"]![0]!["code"]);
        (status, answer) = await BringIn([("总结.txt", second)], "?replace=true");
        Assert.Equal((HttpStatusCode.Created, "replaced"), (status, (string?)answer["files"]![0]!["status"]));
        Assert.Empty(await Found("“银龄宣讲团”"));
        Assert.Equal(["inbox/总结.txt"], await Found("“红色轻骑队”"));
        Assert.Equal(first, await File.ReadAllBytesAsync(Assert.Single(Kept())));

        // What nothing can read takes nobody's place.
        (status, answer) = await BringIn([("总结.txt", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])], "?replace=true");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), (status, (string?)answer["files"]![0]!["status"]));
        Assert.Equal(second, await File.ReadAllBytesAsync(Path.Combine(Inbox, "总结.txt")));
        Assert.Equal(["inbox/总结.txt"], await Found("“红色轻骑队”"));
    }

    [Fact]
    public async Task A_material_is_withdrawn_and_comes_back_as_it_was()
    {
        var before = await File.ReadAllBytesAsync(_folder.At("corpus/旧材料.txt"));
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Delete, "/api/materials/nowhere.txt")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Post, "/api/materials/旧材料.txt/restore")).StatusCode);

        var gone = await Send(HttpMethod.Delete, "/api/materials/旧材料.txt");
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        Assert.True((bool)JsonNode.Parse(await gone.Content.ReadAsStringAsync())!["gone"]!);
        Assert.False(File.Exists(_folder.At("corpus/旧材料.txt")));
        Assert.Empty(await Found("“码头闲话”"));
        Assert.Equal(before, await File.ReadAllBytesAsync(Assert.Single(Kept())));
        Assert.Equal(AuditActions.MaterialWithdrawn, Audit()[^1].Act.Action);

        // An index is not emptied by what may be a drive that is not there.
        var last = await Send(HttpMethod.Delete, "/api/materials/另一份.txt");
        Assert.False((bool)JsonNode.Parse(await last.Content.ReadAsStringAsync())!["gone"]!);
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, "/api/materials/另一份.txt/restore")).StatusCode);

        var back = await Send(HttpMethod.Post, "/api/materials/旧材料.txt/restore");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.At("corpus/旧材料.txt")));
        Assert.Equal(["旧材料.txt"], await Found("“码头闲话”"));
        Assert.Equal(AuditActions.MaterialRestored, Audit()[^1].Act.Action);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Post, "/api/materials/旧材料.txt/restore")).StatusCode);
    }

    [Fact]
    public async Task A_level_given_with_files_holds_unless_they_say_stricter_themselves()
    {
        var (status, answer) = await BringIn(
            [
                ("总结.txt", Encoding.UTF8.GetBytes(Text)),
                ("纪要.md", "---\naccess: 纪委\n---\n# 纪要\n\n石桥镇“夜谈会”只记不传。\n"u8.ToArray()),
                ("公告.md", "---\naccess: 公开\n---\n# 公告\n\n石桥镇贴出“便民单”。\n"u8.ToArray()),
            ],
            access: "内部");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(
            [("inbox/内部/总结.txt", "internal"), ("inbox/内部/纪要.md", "纪委"), ("inbox/内部/公告.md", "internal")],
            answer["files"]!.AsArray().Select(f => ((string?)f!["id"], (string?)f["material"]!["access"])));
        Assert.Equal("内部\n", await File.ReadAllTextAsync(Path.Combine(Inbox, "内部", ".kbaccess")));
        Assert.All(Audit(), e => Assert.EndsWith(", 内部", e.Act.Detail, StringComparison.Ordinal));
        var reader = Keys.Create("读者", AccessRole.Reader, null, out _);
        foreach (var (question, id, isForReaders) in new[]
        {
            ("“银龄宣讲团”", "inbox/内部/总结.txt", true), ("“夜谈会”", "inbox/内部/纪要.md", false), ("“便民单”", "inbox/内部/公告.md", true),
        })
        {
            Assert.Empty(await Found(question));
            Assert.Equal(isForReaders ? [id] : [], await Found(question, reader));
            Assert.Equal([id], await Found(question, _key));
            Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri($"/api/materials/{id}", UriKind.Relative))).StatusCode);
        }

        // In the address as well, and the stricter of both.
        (_, answer) = await BringIn([("三.txt", Encoding.UTF8.GetBytes(Text))], "?access=public", "纪委,党委");
        Assert.Equal("inbox/党委、纪委/三.txt", (string?)answer["files"]![0]!["id"]);
        Assert.Equal("党委、纪委\n", await File.ReadAllTextAsync(Path.Combine(Inbox, "党委、纪委", ".kbaccess")));
    }

    [Fact]
    public async Task A_file_is_there_once_whatever_level_it_is_given_and_keeps_its_level_when_none_is()
    {
        var first = Encoding.UTF8.GetBytes(Text);
        var second = Encoding.UTF8.GetBytes(Text.Replace("银龄宣讲团", "红色轻骑队", StringComparison.Ordinal));
        await BringIn([("总结.txt", first)]);
        Assert.Equal(["inbox/总结.txt"], await Found("“银龄宣讲团”"));

        var (status, answer) = await BringIn([("总结.txt", first)], access: "internal");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "name-taken"), (status, (string?)answer["files"]![0]!["code"]));
        (_, answer) = await BringIn([("总结.txt", first)], "?replace=true", "internal");
        Assert.Equal(
            ("replaced", "inbox/内部/总结.txt"), ((string?)answer["files"]![0]!["status"], (string?)answer["files"]![0]!["id"]));
        Assert.False(File.Exists(Path.Combine(Inbox, "总结.txt")));
        Assert.Empty(await Found("“银龄宣讲团”"));
        Assert.Equal(["inbox/内部/总结.txt"], await Found("“银龄宣讲团”", _key));
        Assert.Equal(first, await File.ReadAllBytesAsync(Assert.Single(Kept())));
        Assert.Equal(
            [AuditActions.MaterialUploaded, AuditActions.MaterialReplaced, AuditActions.MaterialWithdrawn],
            Audit().Select(e => e.Act.Action));

        (_, answer) = await BringIn([("总结.txt", second)], "?replace=true");
        Assert.Equal("inbox/内部/总结.txt", (string?)answer["files"]![0]!["id"]);
        Assert.Empty(await Found("“红色轻骑队”"));

        // What nothing can read takes nobody's place, in whatever folder that was.
        byte[] picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        (status, _) = await BringIn([("总结.txt", picture)], "?replace=true", "纪委");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(second, await File.ReadAllBytesAsync(Path.Combine(Inbox, "内部", "总结.txt")));

        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Delete, "/api/materials/inbox/内部/总结.txt")).StatusCode);
        Assert.Empty(await Found("“红色轻骑队”", _key));
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, "/api/materials/inbox/内部/总结.txt/restore")).StatusCode);
        Assert.Empty(await Found("“红色轻骑队”"));
        Assert.Equal(["inbox/内部/总结.txt"], await Found("“红色轻骑队”", _key));
    }

    [Fact]
    public async Task A_level_that_is_none_or_comes_too_late_takes_nothing()
    {
        var file = ("总结.txt", Encoding.UTF8.GetBytes(Text));
        foreach (var wrong in new[] { "仅限 内部", "内部,纪委", "closed" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await BringIn([file], access: wrong)).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await BringIn([file], "?access=" + Uri.EscapeDataString(wrong))).Status);
        }

        using var behind = Form([file]);
        behind.Add(new StringContent("内部"), "access");
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(HttpMethod.Post, "/api/materials", behind)).StatusCode);
        Assert.Empty(Directory.Exists(Inbox) ? Directory.GetFileSystemEntries(Inbox) : []);
        Assert.Empty(Audit());
    }

    [Fact]
    public async Task A_folder_of_the_owner_that_says_another_level_is_left_alone()
    {
        _folder.Write("corpus/inbox/内部/.kbaccess", "纪委\n");
        _folder.Write("corpus/inbox/内部-2/旧.txt", "没有说是什么级别的文件夹。\n");

        var (_, answer) = await BringIn([("总结.txt", Encoding.UTF8.GetBytes(Text))], access: "内部");

        Assert.Equal("inbox/内部-3/总结.txt", (string?)answer["files"]![0]!["id"]);
        Assert.Equal("internal", (string?)answer["files"]![0]!["material"]!["access"]);
    }

    [Fact]
    public async Task A_withdrawn_file_comes_back_below_a_corpus_that_lies_elsewhere_now()
    {
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Delete, "/api/materials/旧材料.txt")).StatusCode);
        Directory.Move(_folder.At("corpus"), _folder.At("moved"));
        var (code, _, errors) = SampleLibrary.Indexer("build", "--corpus", _folder.At("moved"), "--index", _folder.At("index"), "--meaning", "off");
        Assert.True(code == 0, errors);

        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, "/api/materials/旧材料.txt/restore")).StatusCode);
        Assert.True(File.Exists(_folder.At("moved/旧材料.txt")));
    }

    [Fact]
    public async Task A_part_of_a_file_is_not_withdrawn()
    {
        _folder.Write("corpus/多篇.jsonl", """{"id":"一","title":"一","text":"河湾村开起“渡口夜话”。"}""");
        SampleLibrary.Indexer("build", "--if-needed", "--index", _folder.At("index"), "--meaning", "off");
        await BringIn([("别的.txt", Encoding.UTF8.GetBytes(Text))]);
        Assert.Equal(["一"], await Found("“渡口夜话”"));

        Assert.Equal(HttpStatusCode.Conflict, (await Send(HttpMethod.Delete, "/api/materials/一")).StatusCode);
        Assert.True(File.Exists(_folder.At("corpus/多篇.jsonl")));
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_restored_file_takes_the_place_of_no_other()
    {
        await Send(HttpMethod.Delete, "/api/materials/旧材料.txt");
        _folder.Write("corpus/旧材料.txt", "另一份");

        Assert.Equal(HttpStatusCode.Conflict, (await Send(HttpMethod.Post, "/api/materials/旧材料.txt/restore")).StatusCode);
        Assert.Equal("另一份", await File.ReadAllTextAsync(_folder.At("corpus/旧材料.txt")));
    }

    [Fact]
    public async Task No_address_changes_anything_without_the_right_credential()
    {
        var reader = Keys.Create("读者", AccessRole.Reader, null, out _);
        var revoked = Keys.Create("离任", AccessRole.Administrator, null, out _);
        Keys.Revoke("离任");
        var before = State();
        var wrong = new List<string>();
        foreach (var authorization in new[] { null, "Bearer " + revoked, "Bearer " + reader, "Basic eDp5", "Bearer" })
        {
            foreach (var (method, path) in WritingAddresses())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Form([("a.txt", "内容"u8.ToArray())]) };
                if (authorization is not null)
                {
                    request.Headers.TryAddWithoutValidation("Authorization", authorization);
                }

                var answer = await _client.SendAsync(request);
                if (answer.IsSuccessStatusCode || (int)answer.StatusCode >= 500)
                {
                    wrong.Add($"{authorization} {method} {path}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(before, State());
        Assert.All(Audit(), e => Assert.Equal(AuditActions.AccessRefused, e.Act.Action));
    }

    [Fact]
    public async Task More_than_is_taken_and_what_is_no_form_is_told_and_changes_nothing()
    {
        var many = Enumerable.Range(0, IntakeDesk.MostFiles + 3).Select(i => ($"{i}.txt", Encoding.UTF8.GetBytes($"{Text}第{i}份"))).ToArray();
        var (status, answer) = await BringIn(many);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(IntakeDesk.MostFiles, Directory.GetFiles(Inbox).Length);
        Assert.Equal("refused", (string?)answer["files"]![IntakeDesk.MostFiles]!["status"]);

        using var large = new MultipartFormDataContent { { new ByteArrayContent(new byte[51_000_000]), "files", "大.txt" } };
        var tooLarge = await Send(HttpMethod.Post, "/api/materials", large);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLarge.StatusCode);

        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Send(HttpMethod.Post, "/api/materials", json)).StatusCode);
        using var broken = new StringContent("--x\r\nContent-Disposition: form-data; name=a; filename=b.txt\r\n\r\nhalf", Encoding.UTF8);
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(HttpMethod.Post, "/api/materials", broken)).StatusCode);
        using var nothing = new StringContent("--x--\r\n", Encoding.UTF8);
        nothing.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(HttpMethod.Post, "/api/materials", nothing)).StatusCode);
        Assert.Equal(IntakeDesk.MostFiles, Directory.GetFileSystemEntries(Inbox).Length);
    }

    [Fact]
    public async Task Files_that_are_brought_in_at_once_are_all_there_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => BringIn(
            [($"第{i}份.txt", Encoding.UTF8.GetBytes(Text.Replace("银龄宣讲团", $"先锋岗{(char)('甲' + i)}队", StringComparison.Ordinal)))])));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.All(answers, a => Assert.NotNull(a.Answer["files"]![0]!["material"]));
        Assert.Equal(6, Directory.GetFileSystemEntries(Inbox).Length);
    }

    private static MultipartFormDataContent Form((string Name, byte[] Content)[] files, string? access = null)
    {
        var form = new MultipartFormDataContent();
        if (access is not null)
        {
            form.Add(new StringContent(access), "access");
        }

        foreach (var (name, content) in files)
        {
            // As curl sends it: the name as it is, in UTF-8.
            var part = new ByteArrayContent(content);
            part.Headers.TryAddWithoutValidation(
                "Content-Disposition", $"form-data; name=\"files\"; filename*=UTF-8''{Uri.EscapeDataString(name)}");
            form.Add(part);
        }

        return form;
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> BringIn(
        (string Name, byte[] Content)[] files, string query = "", string? access = null)
    {
        using var form = Form(files, access);
        var answer = await Send(HttpMethod.Post, "/api/materials" + query, form);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _key);
        return await _client.SendAsync(request);
    }

    private async Task<string[]> Found(string query, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/search?meaning=off&q={Uri.EscapeDataString(query)}");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        }

        var answer = JsonNode.Parse(await (await _client.SendAsync(request)).Content.ReadAsStringAsync())!;
        return [.. answer["hits"]!.AsArray().Select(h => (string)h!["material"]!)];
    }

    private List<AuditEntry> Audit()
    {
        var entries = new List<AuditEntry>();
        Assert.Empty(new AuditLog(new StateFolder(_folder.At("state")), TimeProvider.System).Read(entries.Add).Faults);
        return entries;
    }

    private string[] Kept() => Directory.Exists(_folder.At("state/withdrawn"))
        ? Directory.GetFiles(_folder.At("state/withdrawn"), "file", SearchOption.AllDirectories) : [];

    /// <summary>Every file of the corpus and every withdrawn one, with its size.</summary>
    private string State() => string.Join('\n', Directory.GetFiles(_folder.At("corpus"), "*", SearchOption.AllDirectories)
        .Concat(Kept()).Order(StringComparer.Ordinal).Select(f => $"{f} {new FileInfo(f).Length}"));

    private IEnumerable<(string Method, string Path)> WritingAddresses() =>
        from endpoint in _host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        where method is not ("GET" or "HEAD")
        let pattern = endpoint.RoutePattern.RawText!
        where pattern.Contains("materials", StringComparison.Ordinal)
        from id in (string[])["旧材料.txt", "旧材料.txt/restore"]
        let path = IdOf().Replace(pattern, id)
        select (method, "/" + path);

    [GeneratedRegex(@"\{\*\*id[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdOf();
}
