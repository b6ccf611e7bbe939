using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>
/// One contract: what the command line prints with <c>--json</c> is what the API answers to the same question, and both are as saved in
/// Answers/. After a wanted change: KB_WRITE_ANSWERS=1 dotnet test tests/SearchApi.Tests, and review the difference.
/// </summary>
public sealed class ContractTests(LibraryWithCopies api) : IClassFixture<LibraryWithCopies>
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task A_search() => Check(
        "search",
        await Get("/api/search?q=机关党建 OR 堵点清单&copies=each&size=2&meaning=off"),
        Command("search", "机关党建 OR 堵点清单", "--copies", "each", "--size", "2", "--meaning", "off"));

    [Fact]
    public async Task A_search_for_a_slip() => Check(
        "search-slip",
        await Get("/api/search?q=机官党建&copies=each&size=1&meaning=off"),
        Command("search", "机官党建", "--copies", "each", "--size", "1", "--meaning", "off"));

    [Fact]
    public async Task Suggestions() => Check("suggest", await Get("/api/suggest?q=djyl&size=3"), Command("suggest", "djyl", "--size", "3"));

    [Fact]
    public async Task A_list_of_passages() => Check(
        "passages",
        await Get("/api/passages?q=机关党建&genre=经验材料&size=2"),
        Command("search", "机关党建", "--view", "passages", "--genre", "经验材料", "--size", "2"));

    [Fact]
    public async Task A_list_of_practices() => Check(
        "practices",
        await Get("/api/practices?q=党员&figures=true&sort=copyable&size=2"),
        Command("search", "党员", "--view", "practices", "--figures", "--sort", "copyable", "--size", "2"));

    [Fact]
    public async Task A_list_of_headings() => Check(
        "headings",
        await Get("/api/headings?q=党建&size=3"),
        Command("search", "党建", "--view", "headings", "--size", "3"));

    [Fact]
    public async Task An_explanation() => Check(
        "explain",
        await Get("/api/explain?q=“堵点清单” 机关党建&id=experience/2023-云溪县直机关三进三问三解.md"),
        Command("search", "“堵点清单” 机关党建", "--explain", "experience/2023-云溪县直机关三进三问三解.md"));

    [Fact]
    public async Task A_formulation() => Check("wording", await Get("/api/wording?q=四个意识"), Command("wordings", "四个意识"));

    [Fact]
    public async Task A_list_of_formulations() => Check(
        "wordings",
        await Get("/api/wordings?kind=numeral&size=5"),
        Command("wordings", "--kind", "numeral", "--limit", "5"));

    [Fact]
    public async Task Families_of_copies() => Check("duplicates", await Get("/api/duplicates?size=2"), Command("duplicates", "--limit", "2"));

    [Fact]
    public async Task A_concordance() => Check(
        "kwic",
        await Get("/api/kwic?q=双报到&sort=right&context=8&size=3"),
        Command("kwic", "双报到", "--sort", "right", "--context", "8", "--limit", "3"));

    [Fact]
    public async Task Words_that_keep_company() => Check(
        "collocates", await Get("/api/collocates?q=党员&size=5"), Command("collocates", "党员", "--limit", "5"));

    [Fact]
    public async Task A_comparison() => Check(
        "compare", await Get("/api/compare?q=四个意识&q=双报到"), Command("compare", "四个意识", "双报到"));

    [Fact]
    public async Task A_draft()
    {
        const string draft = "增强二个维护，学习《信访条例》。\n全局共有党员128名。全局党员132名。";
        var file = Path.Combine(Path.GetTempPath(), $"kb-draft-{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(file, draft);
        try
        {
            var answer = await api.Client.PostAsJsonAsync("/api/check", new { text = draft });
            var command = Command("check", file).AsObject();

            // The command line reads files, so it says what it read.
            Assert.Equal(draft, (string?)command["text"]);
            command.Remove("text");
            Check("check", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, command);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Check(string name, JsonNode ofApi, JsonNode ofCommand)
    {
        var answer = Stable(ofApi);
        Assert.Equal(answer, Stable(ofCommand));
        var saved = Path.Combine(RepositoryRoot.Path, "tests", "SearchApi.Tests", "Answers", $"{name}.json");
        if (Environment.GetEnvironmentVariable("KB_WRITE_ANSWERS") == "1")
        {
            File.WriteAllText(saved, answer + "\n");
        }

        Assert.Equal(File.ReadAllText(saved).TrimEnd(), answer);
    }

    /// <summary>Indented, without the time that it took.</summary>
    private static string Stable(JsonNode answer)
    {
        (answer as JsonObject)?.Remove("tookMilliseconds");
        return answer.ToJsonString(Readable);
    }

    private async Task<JsonNode> Get(string address) =>
        JsonNode.Parse(await api.Client.GetStringAsync(new Uri(address, UriKind.Relative)))!;

    private JsonNode Command(params string[] arguments)
    {
        var (exitCode, output, errors) = SampleLibrary.Indexer([.. arguments, "--json", "--index", api.Index]);
        Assert.True(exitCode is 0 or 1, errors);
        return JsonNode.Parse(output)!;
    }
}
