using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tests;

namespace KnowledgeBase.SearchApi.Tests;

public class SearchApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("党支部标准化")]
    [InlineData("“双报到”")]
    [InlineData("形式主义")]
    public async Task Finds_what_the_sample_library_holds_and_highlights_it(string query)
    {
        var result = await Get($"/api/search?q={Uri.EscapeDataString(query)}");

        Assert.True(result.GetProperty("total").GetInt32() >= 3);
        var words = query.Trim('“', '”');
        var clips = result.GetProperty("hits").EnumerateArray().SelectMany(h => h.GetProperty("passages").EnumerateArray()).ToList();
        Assert.All(clips, clip => Assert.NotEmpty(Highlighted(clip)));
        Assert.All(clips.SelectMany(Highlighted), stretch => Assert.True(
            words.Contains(stretch, StringComparison.Ordinal) || stretch.Contains(words, StringComparison.Ordinal), stretch));
    }

    [Fact]
    public async Task A_quoted_string_is_highlighted_exactly_and_everywhere_it_stands()
    {
        var result = await Get($"/api/search?size=100&q={Uri.EscapeDataString("“双报到”")}");

        foreach (var clip in result.GetProperty("hits").EnumerateArray().SelectMany(h => h.GetProperty("passages").EnumerateArray()))
        {
            var text = clip.GetProperty("text").GetString()!;
            Assert.Equal(text.Split("双报到").Length - 1, Highlighted(clip).Count);
            Assert.All(Highlighted(clip), h => Assert.Equal("双报到", h));
        }
    }

    [Fact]
    public async Task Every_filter_leaves_exactly_what_its_facet_promised()
    {
        var all = await Get($"/api/search?q={Uri.EscapeDataString("党员")}&size=1");

        foreach (var field in new[] { "theme", "genre", "year", "tier" })
        {
            var values = all.GetProperty("facets").GetProperty(field).EnumerateArray().ToList();
            Assert.NotEmpty(values);
            foreach (var value in values)
            {
                var name = value.GetProperty("value").GetString()!;
                var filtered = await Get($"/api/search?q={Uri.EscapeDataString("党员")}&size=1&{field}={Uri.EscapeDataString(name)}");
                Assert.Equal((field, name, value.GetProperty("count").GetInt32()), (field, name, filtered.GetProperty("total").GetInt32()));
            }
        }
    }

    [Fact]
    public async Task Pages_go_through_all_materials_without_gap_or_repetition()
    {
        var first = await Get("/api/search?q=" + Uri.EscapeDataString("工作") + "&size=7");
        var total = first.GetProperty("total").GetInt32();
        var seen = new List<string>();
        for (var page = 1; page <= (total + 6) / 7; page++)
        {
            var result = await Get($"/api/search?q={Uri.EscapeDataString("工作")}&size=7&page={page}");
            seen.AddRange(result.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("material").GetString()!));
        }

        Assert.Equal(total, seen.Count);
        Assert.Equal(total, seen.Distinct().Count());
    }

    [Fact]
    public async Task Sorting_by_date_puts_the_newest_first()
    {
        var result = await Get("/api/search?sort=newest&size=100");

        var years = result.GetProperty("hits").EnumerateArray()
            .Select(h => h.GetProperty("year").ValueKind == JsonValueKind.Null ? 0 : h.GetProperty("year").GetInt32())
            .ToList();
        Assert.Equal(years.OrderDescending(), years);
    }

    [Theory]
    [InlineData("size=0", "size")]
    [InlineData("size=101", "size")]
    [InlineData("page=0", "page")]
    [InlineData("page=1000&size=100", "page")]
    [InlineData("sort=best", "sort")]
    [InlineData("year=23", "year")]
    [InlineData("genre=nonsense", "genre")]
    [InlineData("tier=nonsense", "tier")]
    [InlineData("theme=nonsense", "theme")]
    public async Task A_value_that_cannot_be_used_gets_a_problem_that_names_its_field(string parameters, string field)
    {
        var response = await api.Client.GetAsync(new Uri($"/api/search?q=a&{parameters}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains(problem.GetProperty("errors").EnumerateObject(), e => string.Equals(e.Name, field, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/api/search?q=a&size=0", "size is 1 to 100, and up to 1000 in a file (format=docx, md or csv).")]
    [InlineData("/api/search?q=a&page=0", "page is 1 to 10000.")]
    [InlineData("/api/practices?q=a&size=-1", "size is 1 to 100, and up to 1000 in a file (format=docx, md or csv).")]
    [InlineData("/api/collocates?q=a&words=11", "words is 1 to 10.")]
    [InlineData("/api/suggest?q=a&size=51", "size is 1 to 50.")]
    [InlineData("/api/explain", "q is missing.")]
    public async Task What_a_value_may_be_is_said_by_the_name_in_the_request(string address, string message)
    {
        using var response = await api.Client.GetAsync(new Uri(address, UriKind.Relative));

        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var told = problem.GetProperty("errors").EnumerateObject().SelectMany(e => e.Value.EnumerateArray()).Select(e => e.GetString());
        Assert.Contains(message, told);
    }

    [Fact]
    public async Task A_string_that_is_too_long_is_told_how_long_it_may_be()
    {
        using var response = await api.Client.GetAsync(new Uri("/api/kwic?q=" + new string('a', 201), UriKind.Relative));

        Assert.Contains("q is at most 200 characters.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_is_too_long_is_refused()
    {
        var response = await api.Client.GetAsync(new Uri("/api/search?q=" + new string('a', 1001), UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_material_comes_whole_and_its_offsets_cut_out_what_they_claim()
    {
        var hit = (await Get($"/api/search?q={Uri.EscapeDataString("三会一课")}&size=1")).GetProperty("hits")[0];
        var material = await Get("/api/materials/" + string.Join('/', hit.GetProperty("material").GetString()!.Split('/').Select(Uri.EscapeDataString)));

        var text = material.GetProperty("text").GetString()!;
        Assert.Equal(hit.GetProperty("title").GetString(), material.GetProperty("facts").GetProperty("title").GetString());
        Assert.All(material.GetProperty("headings").EnumerateArray(), h => Assert.Equal(
            h.GetProperty("text").GetString(), text[h.GetProperty("start").GetInt32()..h.GetProperty("end").GetInt32()]));
        var clip = hit.GetProperty("passages")[0];
        var start = clip.GetProperty("start").GetInt32();
        var clipText = clip.GetProperty("text").GetString()!;
        Assert.Equal(clipText, text.Substring(start, clipText.Length));
    }

    [Theory]
    [InlineData("/api/materials/nothing/here.txt")]
    [InlineData("/api/materials/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/api/explain?q=党建&id=nothing/here.txt")]
    [InlineData("/api/nothing")]
    public async Task What_is_not_there_is_a_problem_with_status_404(string path)
    {
        var response = await api.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Every_theme_of_the_taxonomy_has_materials_in_the_sample_library()
    {
        var themes = await Get("/api/themes");

        var pillars = themes.EnumerateArray().Where(t => t.GetProperty("parent").ValueKind == JsonValueKind.Null).ToList();
        Assert.Equal(19, pillars.Count);
        Assert.All(pillars, t => Assert.True(t.GetProperty("materials").GetInt32() >= 3, t.GetRawText()));
    }

    [Fact]
    public async Task Formulations_are_listed_with_exact_counts()
    {
        var list = await Get($"/api/wordings?kind=numeral&status=current&min=3&q={Uri.EscapeDataString("三会一课")}");

        var wording = Assert.Single(list.GetProperty("wordings").EnumerateArray());
        Assert.Equal(("三会一课", "numeral"), (wording.GetProperty("text").GetString(), wording.GetProperty("kind").GetString()));
        Assert.Equal(4, wording.GetProperty("entry").GetProperty("parts").GetArrayLength());
        Assert.Equal(
            wording.GetProperty("materials").GetInt32(),
            wording.GetProperty("materialsByGenre").EnumerateArray().Sum(g => g.GetProperty("materials").GetInt32()));
    }

    [Fact]
    public async Task One_formulation_has_its_counts_its_first_materials_and_what_the_glossary_says()
    {
        var profile = await Get($"/api/wording?q={Uri.EscapeDataString("“三会一课”")}");

        var total = (await Get($"/api/search?size=1&q={Uri.EscapeDataString("“三会一课”")}")).GetProperty("total").GetInt32();
        Assert.Equal("三会一课", profile.GetProperty("text").GetString());
        Assert.Equal(total, profile.GetProperty("statistics").GetProperty("materials").GetInt32());
        var years = profile.GetProperty("first").EnumerateArray().Select(h => h.GetProperty("year").GetInt32()).ToList();
        Assert.Equal(years.Order(), years);
        Assert.All(
            profile.GetProperty("first").EnumerateArray().SelectMany(h => h.GetProperty("passages").EnumerateArray()),
            p => Assert.Contains("三会一课", Highlighted(p)));
    }

    [Theory]
    [InlineData("/api/wordings?kind=slogan", "kind")]
    [InlineData("/api/wordings?status=new", "status")]
    [InlineData("/api/wordings?min=0", "min")]
    [InlineData("/api/wordings?size=201", "size")]
    [InlineData("/api/wording", "q")]
    [InlineData("/api/wording?q=", "q")]
    public async Task A_question_for_formulations_that_cannot_be_used_gets_a_problem_that_names_its_field(string path, string field)
    {
        var response = await api.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains(problem.GetProperty("errors").EnumerateObject(), e => string.Equals(e.Name, field, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_draft_is_checked_and_every_finding_cuts_out_its_words()
    {
        const string draft = "增强四个意识，坚定“四个自信”。打铁还需自身硬。\n执行《石榴恳谈规则》，办好“石榴花开恳谈会”。";

        var response = await api.Client.PostAsJsonAsync(new Uri("/api/check", UriKind.Relative), new { text = draft });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var report = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var findings = report.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(
            ["matching 四个意识", "matching 四个自信", "superseded 打铁还需自身硬", "unknownTitle 石榴恳谈规则", "unknown 石榴花开恳谈会"],
            findings.Select(f => $"{f.GetProperty("kind").GetString()} {f.GetProperty("text").GetString()}"));
        Assert.All(
            findings, f => Assert.Equal(f.GetProperty("text").GetString(), draft[f.GetProperty("start").GetInt32()..f.GetProperty("end").GetInt32()]));
        Assert.Equal("打铁必须自身硬", findings[2].GetProperty("expected").GetString());
    }

    [Fact]
    public async Task A_draft_that_is_too_long_or_missing_is_refused()
    {
        var tooLong = await api.Client.PostAsJsonAsync(new Uri("/api/check", UriKind.Relative), new { text = new string('党', 50_001) });
        var missing = await api.Client.PostAsJsonAsync(new Uri("/api/check", UriKind.Relative), new { });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (tooLong.StatusCode, missing.StatusCode));
    }

    [Fact]
    public async Task Health_tells_what_is_served()
    {
        var health = await Get("/readyz");

        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.InRange(health.GetProperty("ageSeconds").GetInt64(), 0, 86_400);
        Assert.True(health.GetProperty("generation").GetInt64() > 0);
        Assert.True(health.GetProperty("materials").GetInt32() >= 45);
    }

    [Fact]
    public async Task Without_an_index_the_API_says_what_to_do()
    {
        await using var factory = ApiFixture.Host(Path.Combine(Path.GetTempPath(), "kb-no-such-index"));
        using var client = factory.CreateClient();

        var search = await client.GetAsync(new Uri("/api/search?q=a", UriKind.Relative));
        var health = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
        var alive = await client.GetAsync(new Uri("/healthz", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Contains("\"ready\":false", await alive.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, search.StatusCode);
        Assert.Contains("kb build", await search.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
    }

    [Fact]
    public async Task From_an_index_with_one_changed_byte_nothing_is_answered()
    {
        using var library = new SampleLibrary();
        foreach (var kind in (string[])["stored", "postings", "positions"])
        {
            var path = Assert.Single(Directory.GetFiles(library.Index, $"*.{kind}", SearchOption.AllDirectories));
            var sound = await File.ReadAllBytesAsync(path);
            byte[] damaged = [.. sound];
            damaged[damaged.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, damaged);
            await using var factory = ApiFixture.Host(library.Index);
            using var client = factory.CreateClient();

            var search = await client.GetAsync(new Uri("/api/search?q=党", UriKind.Relative));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, search.StatusCode);
            Assert.Contains(Path.GetFileName(path), await search.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await File.WriteAllBytesAsync(path, sound);
        }
    }

    private async Task<JsonElement> Get(string path)
    {
        var response = await api.Client.GetAsync(new Uri(path, UriKind.Relative));
        var content = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {content}");
        return JsonDocument.Parse(content).RootElement;
    }

    private static List<string> Highlighted(JsonElement clip) =>
        [.. clip.GetProperty("highlights").EnumerateArray().Select(h => clip.GetProperty("text").GetString()![h[0].GetInt32()..h[1].GetInt32()])];
}
