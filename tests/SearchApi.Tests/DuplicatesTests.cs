using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Copies in the API.</summary>
public sealed class DuplicatesTests(LibraryWithCopies library) : IClassFixture<LibraryWithCopies>
{
    private const string Original = LibraryWithCopies.Original;
    private const string Query = "/api/search?q=机关党建 OR 堵点清单&size=100";

    [Fact]
    public async Task Copies_are_listed_in_the_hit_of_their_originator_and_every_material_is_counted()
    {
        var together = await Get(Query);
        var each = await Get(Query + "&copies=each");

        Assert.Equal(each.GetProperty("total").GetInt32(), together.GetProperty("total").GetInt32());
        Assert.Equal(each.GetProperty("totalHits").GetInt32() - 2, together.GetProperty("totalHits").GetInt32());
        var hits = together.GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(together.GetProperty("total").GetInt32(), hits.Sum(h => 1 + h.GetProperty("copyCount").GetInt32()));
        var hit = hits.Single(h => h.GetProperty("copyCount").GetInt32() > 0);
        Assert.Equal(Original, hit.GetProperty("material").GetString());
        Assert.Equal(["隐名.md ", "转载.md 某市党建网"], hit.GetProperty("copies").EnumerateArray().Select(c => $"{c.GetProperty("id").GetString()} {c.GetProperty("source").GetString()}").OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_quoted_string_is_answered_with_every_material_that_holds_it()
    {
        var found = await Get("/api/search?q=“堵点清单”");
        Assert.Equal(
            [Original, "转载.md", "隐名.md"],
            found.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("material").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Families_and_versions_name_kind_date_and_source()
    {
        var families = await Get("/api/duplicates");
        var family = Assert.Single(families.GetProperty("families").EnumerateArray());
        Assert.Equal((1, Original), (families.GetProperty("total").GetInt32(), family.GetProperty("originator").GetProperty("id").GetString()));
        Assert.Equal(
            ["2024-03-01 exact", "2024-06-01 near"],
            family.GetProperty("copies").EnumerateArray().Select(c => $"{c.GetProperty("material").GetProperty("date").GetString()} {c.GetProperty("kind").GetString()}"));

        var versions = await Get("/api/duplicates/隐名.md");
        Assert.Equal(
            [$"{Original} near", "转载.md near"],
            versions.GetProperty("versions").EnumerateArray().Select(v => $"{v.GetProperty("material").GetProperty("id").GetString()} {v.GetProperty("relation").GetString()}"));
        Assert.Empty((await Get("/api/duplicates/news/2022-职工暖心驿站启用.md")).GetProperty("versions").EnumerateArray());
    }

    [Fact]
    public async Task Similar_materials_are_others_than_the_copies()
    {
        var similar = (await Get($"/api/similar/{Original}?size=3")).EnumerateArray().Select(h => h.GetProperty("material").GetString()).ToList();
        Assert.Equal(3, similar.Count);
        Assert.DoesNotContain("隐名.md", similar);
        Assert.DoesNotContain("转载.md", similar);
    }

    [Theory]
    [InlineData("/api/similar/没有.md", HttpStatusCode.NotFound)]
    [InlineData("/api/similar/隐名.md?size=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/duplicates/没有.md", HttpStatusCode.NotFound)]
    [InlineData("/api/duplicates?size=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/search?q=a&copies=some", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_answered_is_a_problem(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await library.Client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);

    private async Task<JsonElement> Get(string path) => await library.Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
}

/// <summary>The sample library with one of its materials reprinted and anonymised, behind the API.</summary>
public sealed class LibraryWithCopies : IDisposable
{
    public const string Original = "experience/2023-云溪县直机关三进三问三解.md";

    private readonly SampleLibrary _library;
    private readonly WebApplicationFactory<Program> _factory;

    public LibraryWithCopies()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "corpus", Original)).Split("---", 3)[2];
        _library = new SampleLibrary(
            ("转载.md", $"---\ntitle: 三进三问三解（转载）\ndate: 2024-03-01\nsource: 某市党建网\n---\n{text}"),
            ("隐名.md", $"---\ntitle: 某县三进三问三解\ndate: 2024-06-01\n---\n{text.Replace("云溪", "**")}"));
        _factory = ApiFixture.Host(_library.Index);
        Client = _factory.CreateClient();
    }

    public HttpClient Client { get; }

    /// <summary>Folder of the index.</summary>
    public string Index => _library.Index;

    public void Dispose()
    {
        Client.Dispose();
        _factory.Dispose();
        _library.Dispose();
    }
}
