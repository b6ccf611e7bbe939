using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Controllers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Web.Tests;

/// <summary>
/// What a reader without rights is answered by a library that has restricted materials is, byte by byte, what they are answered by one that
/// never had them: at every address that the server has, whichever is added.
/// </summary>
public sealed partial class LevelsTests : IDisposable
{
    private const int MostAttempts = 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("kb-levels-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_address_answers_who_has_no_key_as_if_there_were_no_restricted_materials()
    {
        var open = At("a", "corpus");
        var mixed = At("b", "corpus");
        LeveledCorpus.WriteOpen(open);
        LeveledCorpus.WriteOpen(mixed);
        LeveledCorpus.WriteRestricted(mixed);
        Keys("a").Create("林小满", AccessRole.Reader, null, out _);
        Keys("b").Create("林小满", AccessRole.Reader, null, out _, ["纪委"]);
        LeveledCorpus.Build(open, At("a", "index"), At("a", "state"), "--meaning", "wait");
        LeveledCorpus.Build(mixed, At("b", "index"), At("b", "state"), "--meaning", "wait");

        await AssertAnswersAreEqual("a", "b", isGenerationEqual: true, Questions);
    }

    [Fact]
    public async Task So_it_is_when_they_were_public_before_and_when_they_are_changed()
    {
        var open = At("a", "corpus");
        var mixed = At("b", "corpus");
        LeveledCorpus.WriteOpen(open);
        LeveledCorpus.WriteOpen(mixed);
        LeveledCorpus.WriteRestricted(mixed);
        File.Delete(Path.Combine(mixed, "内部", ".kbaccess"));
        File.Delete(Path.Combine(mixed, "组", ".kbaccess"));
        LeveledCorpus.Build(open, At("a", "index"), At("a", "state"), "--meaning", "off");
        LeveledCorpus.Build(mixed, At("b", "index"), At("b", "state"), "--meaning", "off");
        LeveledCorpus.WriteRestrictedFolders(mixed);
        LeveledCorpus.Build(mixed, At("b", "index"), At("b", "state"), "--meaning", "off");
        var generation = await GenerationOf("b");
        File.AppendAllText(Path.Combine(mixed, "内部", "做法甲.md"), "\n暗河街道又组建服务队三支。\n");
        File.Delete(Path.Combine(mixed, "公开", "内部讲话.md"));
        LeveledCorpus.Build(mixed, At("b", "index"), At("b", "state"), "--meaning", "off");

        // Who may not read them does not even see that something has changed.
        Assert.Equal(generation, await GenerationOf("b"));
        await AssertAnswersAreEqual("a", "b", isGenerationEqual: false, Questions[..3]);
    }

    [Fact]
    public async Task Each_reads_what_is_for_them_and_what_is_not_is_not_there()
    {
        var corpus = At("c", "corpus");
        LeveledCorpus.WriteOpen(corpus);
        LeveledCorpus.WriteRestricted(corpus);
        var reader = Keys("c").Create("读者", AccessRole.Reader, null, out _);
        var member = Keys("c").Create("纪检", AccessRole.Reader, null, out _, ["纪委"]);
        var librarian = Keys("c").Create("林小满", AccessRole.Librarian, null, out _);
        LeveledCorpus.Build(corpus, At("c", "index"), At("c", "state"), "--meaning", "off");
        using var server = await StartAsync("c");
        string[] ofReader = ["内部/做法甲.md", "内部/做法一副本.md", "公开/内部讲话.md", "秘1"];
        string[] ofMember = [.. ofReader, "组/纪要.md", "公开/夹带.zip/里.md"];

        foreach (var (key, may) in new[] { (null, []), (reader, ofReader), (member, ofMember), (librarian, LeveledCorpus.Restricted) })
        {
            foreach (var id in LeveledCorpus.Open.Concat(LeveledCorpus.Restricted))
            {
                var expected = LeveledCorpus.Open.Contains(id) || may.Contains(id) ? HttpStatusCode.OK : HttpStatusCode.NotFound;
                var (status, text) = await server.GetAsync($"/api/materials/{Uri.EscapeDataString(id).Replace("%2F", "/", StringComparison.Ordinal)}", key);
                Assert.True(expected == status, $"{id} as {key}: {status} {text}");
            }

            var (_, found) = await server.GetAsync($"/api/search?q=%E2%80%9C{Uri.EscapeDataString(LeveledCorpus.Secret)}%E2%80%9D", key);
            var secrets = may.Intersect(["内部/做法甲.md", "公开/错标.md", "秘1", "公开/夹带.zip/里.md"]).Count() + (may.Length > 0 ? 1 : 0);
            Assert.StartsWith($"{{\"total\":{secrets},", found, StringComparison.Ordinal);
        }

        Assert.Contains("可阅读范围：内部", (await server.GetAsync("/materials/公开/内部讲话.md", reader)).Text, StringComparison.Ordinal);
        Assert.Contains("可阅读范围：党委、纪委", (await server.GetAsync("/materials/组/纪要.md", member)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("可阅读范围", (await server.GetAsync("/materials/公开/做法一.md", member)).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/originals/公开/做法一.md")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/originals/公开/内部讲话.md")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/originals/公开/内部讲话.md", reader)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/originals/公开/错标.md", librarian)).Status);

        // What a file has become since it was read nobody has said who may read.
        File.WriteAllText(Path.Combine(corpus, "公开", "做法一.md"), "---\naccess: 内部\n---\n不该见到。\n");
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/originals/公开/做法一.md")).Status);
    }

    [Fact]
    public async Task What_is_not_for_everybody_carries_its_level_wherever_it_is_listed_or_taken_away()
    {
        var corpus = At("e", "corpus");
        LeveledCorpus.WriteOpen(corpus);
        LeveledCorpus.WriteRestricted(corpus);
        var member = Keys("e").Create("纪检", AccessRole.Reader, null, out _, ["纪委"]);
        LeveledCorpus.Build(corpus, At("e", "index"), At("e", "state"), "--meaning", "off");
        using var server = await StartAsync("e");
        var secret = Uri.EscapeDataString(LeveledCorpus.Secret);

        // 暗河街道 of a folder that is 内部; 暗泉街道 of a file for 纪委.
        foreach (var address in new[]
        {
            "/api/search?copies=each&q=", "/api/passages?copies=each&q=", "/api/practices?copies=each&q=", "/api/kwic?q=",
        })
        {
            var (status, text) = await server.GetAsync(address + secret, member);
            Assert.True(status == HttpStatusCode.OK, $"{address}: {text}");
            Assert.Contains("\"citation\":\"【内部】暗河街道党工委《", text, StringComparison.Ordinal);
            Assert.Contains("\"citation\":\"【限纪委】暗泉街道党工委《", text, StringComparison.Ordinal);
            Assert.Contains("\"access\":\"internal\"", text, StringComparison.Ordinal);
            Assert.Contains("\"access\":\"纪委\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"access\":\"public\"", text, StringComparison.Ordinal);
        }

        foreach (var address in new[] { "/search?copies=each&q=", "/search/passages?copies=each&q=", "/practices?copies=each&q=", "/kwic?q=" })
        {
            var (status, text) = await server.GetAsync(address + secret, member);
            Assert.True(status == HttpStatusCode.OK, $"{address}: {status}");
            Assert.Contains("class=\"tag level\">内部<", text, StringComparison.Ordinal);
            Assert.Contains("class=\"tag level\">限纪委<", text, StringComparison.Ordinal);
        }

        foreach (var address in new[] { "/api/search", "/api/passages", "/api/practices", "/api/kwic" })
        {
            foreach (var format in new[] { "csv", "md", "json" })
            {
                var (_, text) = await server.GetAsync($"{address}?format={format}&copies=each&q={secret}", member);
                Assert.True(text.Contains("【内部】", StringComparison.Ordinal), $"{address} {format}: {text}");
            }
        }

        Assert.Contains("<title>【内部】", (await server.GetAsync($"/feeds/search.atom?q={secret}", member)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("tag level", (await server.GetAsync("/search?q=红管家工作法")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_holds_more_than_its_reader_may_see_is_not_handed_out()
    {
        var corpus = At("d", "corpus");
        Directory.CreateDirectory(corpus);
        File.WriteAllText(
            Path.Combine(corpus, "集.jsonl"),
            "{\"id\":\"明\",\"text\":\"人人可见的一行。\"}\n{\"id\":\"暗\",\"text\":\"只给内部的一行。\",\"access\":\"内部\"}\n");
        var reader = Keys("d").Create("读者", AccessRole.Reader, null, out _);
        LeveledCorpus.Build(corpus, At("d", "index"), At("d", "state"), "--meaning", "off");
        using var server = await StartAsync("d");

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/materials/明")).Status);
        Assert.DoesNotContain("/originals/", (await server.GetAsync("/materials/明")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/originals/明")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/originals/明", reader)).Status);
    }

    /// <summary>Whether a server had too much to do for its whole answer.</summary>
    private static bool IsOfTheMoment(string answer) =>
        answer.StartsWith("429", StringComparison.Ordinal) || answer.Contains("语义模型正忙", StringComparison.Ordinal)
        || !answer.Contains("Cache-Control: no-cache", StringComparison.Ordinal);

    private static KeyRing KeysIn(string state) => new(new StateFolder(state), TimeProvider.System);

    private KeyRing Keys(string library) => KeysIn(At(library, "state"));

    private string At(params string[] names)
    {
        var path = Path.Combine([_folder, .. names]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private async Task<string> GenerationOf(string library)
    {
        using var server = await StartAsync(library);
        using var answer = await server.Client.GetAsync(new Uri("/api/themes", UriKind.Relative));
        return answer.Headers.GetValues("KB-Generation").Single();
    }

    private async Task AssertAnswersAreEqual(string one, string other, bool isGenerationEqual, string[] questions)
    {
        using var without = await StartAsync(one);
        using var with = await StartAsync(other);
        var requests = Requests(questions).ToList();
        var answered = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var differences = new ConcurrentBag<(string Route, string Said)>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (asked, _) =>
        {
            var (route, request) = asked;
            string[] answers;
            var attempts = 0;
            do
            {
                answers = await Task.WhenAll(
                    AnswerAsync(without.Client, request, isGenerationEqual), AnswerAsync(with.Client, request, isGenerationEqual));
            }
            while (++attempts < MostAttempts && answers[0] != answers[1] && answers.Any(IsOfTheMoment));
            if (answers[0].StartsWith("200", StringComparison.Ordinal))
            {
                answered[route] = true;
            }

            if (answers[0] != answers[1])
            {
                var address = Uri.UnescapeDataString(request.Address);
                differences.Add((route, $"{request.Method} {address}{request.Body}\n{FirstDifference(answers[0], answers[1])}"));
            }
        });
        Assert.True(
            differences.IsEmpty,
            $"{differences.Count} of {requests.Count} answers differ, of {differences.DistinctBy(d => d.Route).Count()} addresses:\n\n"
            + string.Join("\n\n", differences.DistinctBy(d => d.Route).Select(d => d.Said)));

        // Each address was asked for something that it has, so that a new one is not passed over because nobody knows how to ask it.
        string[] unanswered = [.. requests.Select(r => r.Route).Distinct(StringComparer.Ordinal)
            .Where(route => !answered.ContainsKey(route) && !NeedsCredentials.Contains(route, StringComparer.Ordinal))];
        Assert.True(unanswered.Length == 0, $"Never answered 200: {string.Join(", ", unanswered)}");
    }

    /// <summary>Addresses that answer nobody without a key, or nothing but a sign-in.</summary>
    private static readonly string[] NeedsCredentials =
    [
        "POST sign-in", "POST sign-out", "GET error",
        .. Endpoints().Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is not null).SelectMany(e =>
            Methods(e).Select(method => $"{method} {e.RoutePattern.RawText!.TrimStart('/')}")),
    ];

    private static readonly string[] Questions =
    [
        "“双报到”", LeveledCorpus.Secret, "党员教育怎么做", "暗河街道红管家工作法", "anhe", "暗度陈仓法", "2024年 讲话", "三会一刻",
    ];

    private static readonly string[] Texts =
    [
        $"暗河街道党工委推行“{LeveledCorpus.Secret}”，把党支部建在小区上，组建红色物业服务队24支，解决群众急难愁盼问题324件。增强“四个意识”，落实三会一课。",
        "柳桥街道党工委推行“红管家工作法”，把党支部建在小区上，组建红色物业服务队19支，解决群众急难愁盼问题319件，获全市基层党建创新案例一等奖。",
    ];

    /// <summary>
    /// Requests for every route of the endpoint data source, each with what any of them takes: what one has no use for it passes over.
    /// </summary>
    private static IEnumerable<(string Route, Asked Request)> Requests(string[] questions)
    {
        string[] ids = [.. LeveledCorpus.Open, .. LeveledCorpus.Restricted, "没有.md", "organisation", "search", "organisation.branch"];
        var turn = 0;
        foreach (var endpoint in Endpoints().Where(e => !IsOfTheProcess(e)))
        {
            var template = endpoint.RoutePattern.RawText!.TrimStart('/');
            string[] addresses = template.Contains('{', StringComparison.Ordinal)
                ? [.. ids.Select(id => Parameter().Replace(template, m => string.Join('/', id.Split('/').Select(Uri.EscapeDataString))))]
                : [template];
            foreach (var method in Methods(endpoint))
            {
                var route = $"{method} {template}";
                foreach (var address in addresses)
                {
                    foreach (var request in method == "GET" ? Gets(address, questions, turn) : Posts(method, address))
                    {
                        yield return (route, request);
                    }

                    turn++;
                }
            }
        }
    }

    /// <summary>True for the figures of the process, which no two processes have in common.</summary>
    private static bool IsOfTheProcess(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/') == "metrics";

    /// <summary>
    /// An address without anything, and with each question in one of the ways to ask; which one goes on from address to address, so that
    /// every question is asked in every way somewhere.
    /// </summary>
    private static IEnumerable<Asked> Gets(string address, string[] questions, int turn)
    {
        yield return new("GET", $"/{address}", null, null);
        var isOfOne = address.Contains('%', StringComparison.Ordinal);
        foreach (var (question, i) in (isOfOne ? [questions[turn % questions.Length]] : questions).Select((q, i) => (q, i)))
        {
            var q = Uri.EscapeDataString(question);
            var id = Uri.EscapeDataString(LeveledCorpus.Open[1]);
            var hidden = Uri.EscapeDataString(LeveledCorpus.Restricted[0]);
            string[] ways =
            [
                $"q={q}",
                $"q={q}&id={id}&ids={id}&ids={hidden}&text={q}&copies=each&authority=true",
                $"q={q}&id={hidden}&since=2020-01-01&sort=date",
                $"q={q}&q={Uri.EscapeDataString("三会一课")}&format=csv&theme=organisation",
            ];
            yield return new("GET", $"/{address}?{ways[(i + turn) % ways.Length]}", null, null);

            // What an address needs before it answers at all is with it at least once.
            if (i == 0 && !isOfOne && (i + turn) % ways.Length != 1)
            {
                yield return new("GET", $"/{address}?{ways[1]}", null, null);
            }
        }
    }

    private static IEnumerable<Asked> Posts(string method, string address)
    {
        foreach (var text in Texts)
        {
            var items = string.Join(',', LeveledCorpus.Open.Concat(LeveledCorpus.Restricted).Select(id => $"\"{id}\",\"{id}#p0\",\"{id}#a0\""));
            yield return new(method, $"/{address}", "application/json", $$"""{"text":"{{text}}","size":10}""");
            yield return new(method, $"/{address}", "application/json", $$"""{"items":[{{items}}],"format":"json","skipUnknown":true}""");
            yield return new(method, $"/{address}", "application/json", $$"""{"items":[{{items}}],"format":"docx"}""");
            yield return new(
                method, $"/{address}", "application/x-www-form-urlencoded", $"text={Uri.EscapeDataString(text)}&key=kb-x&to=%2F&q=x");
        }
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(m => m != "HEAD") ?? ["GET"];

    private static RouteEndpoint[] Endpoints()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSearchApi(builder.Configuration);
        builder.Services.AddControllersWithViews().AddApplicationPart(typeof(HomeController).Assembly);
        var app = builder.Build();
        app.MapSearchApi();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];
    }

    private static async Task<string> AnswerAsync(HttpClient client, Asked asked, bool isGenerationEqual)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Address);
        if (asked.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, asked.Kind!);
        }

        using var answer = await client.SendAsync(request);
        var text = new StringBuilder();
        text.Append((int)answer.StatusCode).Append('\n');
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).OrderBy(h => h.Key, StringComparer.Ordinal))
        {
            if (name is not ("Date" or "ETag" or "Set-Cookie" or "Content-Length") && (isGenerationEqual || name != "KB-Generation"))
            {
                text.Append(name).Append(": ").AppendJoin(", ", values).Append('\n');
            }
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var isText = answer.Content.Headers.ContentType?.CharSet is not null
            || answer.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true;
        text.Append(isText ? OwnOfAnAnswer(Encoding.UTF8.GetString(bytes), client.BaseAddress!) : Convert.ToHexString(bytes));
        return isGenerationEqual ? text.ToString() : GenerationOfHealth().Replace(text.ToString(), "GENERATION");
    }

    /// <summary>Takes out what no two answers have in common: the port, times of the build, tokens of forms and of errors.</summary>
    private static string OwnOfAnAnswer(string text, Uri server)
    {
        text = text.Replace(server.Authority, "SERVER", StringComparison.Ordinal);
        text = Took().Replace(FormToken().Replace(TraceId().Replace(text, "TRACE"), "$1TOKEN"), "TOOK");
        text = AgeOfIndex().Replace(BuiltAt().Replace(text, "JUST NOW"), "AGE");
        return Instant().Replace(text, m =>
            DateTimeOffset.TryParse(m.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && (DateTimeOffset.UtcNow - time).Duration() < TimeSpan.FromHours(1)
                ? "JUST NOW"
                : m.Value);
    }

    private static string FirstDifference(string expected, string found)
    {
        var at = expected.Zip(found).TakeWhile(p => p.First == p.Second).Count();
        return $"  without: …{Around(expected)}…\n  with:    …{Around(found)}…";

        string Around(string text) =>
            text[Math.Max(0, Math.Min(text.Length, at) - 80)..Math.Min(text.Length, at + 160)].ReplaceLineEndings("⏎");
    }

    private async Task<Server> StartAsync(string library)
    {
        var (process, address) = await SiteFixture.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Meaning__Threads"] = "0", ["KB_ROOT"] = KnowledgeBase.Tests.RepositoryRoot.Path },
            "--index", At(library, "index"), "--state", At(library, "state"));
        return new Server(process, address);
    }

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-9]")]
    private static partial Regex TraceId();

    [GeneratedRegex("(?<=\"ageSeconds\":)[0-9.]+")]
    private static partial Regex AgeOfIndex();

    [GeneratedRegex("(?<=\"ready\":true,\"detail\":null,\"generation\":)[0-9]+")]
    private static partial Regex GenerationOfHealth();

    [GeneratedRegex("(?<=\"tookMilliseconds\":)[0-9.]+")]
    private static partial Regex Took();

    [GeneratedRegex("(?<=[0-9]{4}年[0-9]+月[0-9]+日 )[0-9]+:[0-9]{2}(?=。| 入库)")]
    private static partial Regex BuiltAt();

    [GeneratedRegex("(name=\"form-token\"[^>]*value=\")[^\"]*")]
    private static partial Regex FormToken();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|\\+00:00)?")]
    private static partial Regex Instant();

    private sealed record Asked(string Method, string Address, string? Kind, string? Body);

    private sealed class Server : IDisposable
    {
        private readonly Process _process;

        public Server(Process process, Uri address)
        {
            _process = process;
            Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        }

        public HttpClient Client { get; }

        public async Task<(HttpStatusCode Status, string Text)> GetAsync(string address, string? key = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            using var answer = await Client.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        public void Dispose()
        {
            Client.Dispose();
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
