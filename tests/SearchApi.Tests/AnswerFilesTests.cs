using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using KnowledgeBase.Tests;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Concordances, comparisons, headings and outlines are taken away as files, with the citations of their materials.</summary>
public sealed class AnswerFilesTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    public static TheoryData<string, string> Answers => new()
    {
        { "/api/kwic?q=双报到&sort=right&size=20", "lines" },
        { "/api/headings?q=党建&size=5", "hits" },
        { "/api/compare?q=双报到&q=四个意识", "wordings" },
        { "/api/search?q=党建&size=5", "hits" },
        { "/api/passages?q=党建&size=5", "hits" },
        { "/api/practices?q=党建&size=5", "hits" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_document_is_a_valid_one_of_official_form_and_cites_its_materials(string address, string list)
    {
        using var answer = await Ask($"{address}&format=docx");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.EndsWith(".docx", answer.Content.Headers.ContentDisposition?.FileNameStar, StringComparison.Ordinal);
        using (var zip = new ZipArchive(new MemoryStream(bytes)))
        {
            Assert.All(zip.Entries, entry =>
            {
                using var part = entry.Open();
                Assert.NotNull(XDocument.Load(part).Root);
            });
        }

        using var word = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(word).Select(e => e.Description));
        var text = word.MainDocumentPart!.Document.Body!.InnerText;
        Assert.Contains("》（", text, StringComparison.Ordinal);
        Assert.NotEmpty((await Get(address)).GetProperty(list).EnumerateArray());
    }

    [Theory]
    [InlineData("/api/kwic?q=双报到&size=20", "lines")]
    [InlineData("/api/headings?q=党建&size=5", "hits")]
    [InlineData("/api/practices?q=党建&size=5", "hits")]
    public async Task A_table_has_a_row_for_every_entry_of_the_page_with_its_id_and_citation(string address, string list)
    {
        using var answer = await Ask($"{address}&format=csv");
        var rows = (await answer.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n");
        var entries = (await Get(address)).GetProperty(list).EnumerateArray().ToList();

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(entries.Count, rows.Length - 1);
        Assert.All(entries.Zip(rows.Skip(1)), pair =>
            Assert.StartsWith(pair.First.GetProperty("id").GetString()!, pair.Second.TrimStart('"'), StringComparison.Ordinal));
        Assert.All(rows.Skip(1), row => Assert.Contains('》', row));
    }

    [Theory]
    [InlineData("passages")]
    [InlineData("search")]
    public async Task A_table_of_passages_has_their_text_as_it_stands(string view)
    {
        var hits = (await Get($"/api/{view}?q=党建&size=4")).GetProperty("hits").EnumerateArray().ToList();
        var passages = view == "search"
            ? hits.SelectMany(h => h.GetProperty("passages").EnumerateArray())
            : hits.Select(h => h.GetProperty("passage"));
        using var answer = await Ask($"/api/{view}?q=党建&size=4&format=csv");
        var table = (await answer.Content.ReadAsStringAsync()).Replace("\"\"", "\"", StringComparison.Ordinal);

        Assert.All(passages, p => Assert.Contains(p.GetProperty("id").GetString()!, table, StringComparison.Ordinal));
        Assert.All(passages, p => Assert.Contains(p.GetProperty("text").GetString()!, table, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("search", 101, 1000)]
    [InlineData("passages", 101, 1000)]
    [InlineData("practices", 101, 1000)]
    [InlineData("headings", 101, 1000)]
    [InlineData("kwic", 501, 10_000)]
    public async Task A_file_may_be_longer_than_a_page(string view, int tooLongForJson, int longest)
    {
        using var asPage = await Ask($"/api/{view}?q=党&size={tooLongForJson}", HttpStatusCode.BadRequest);
        using var asFile = await Ask($"/api/{view}?q=党&size={longest}&format=csv");
        using var tooLong = await Ask($"/api/{view}?q=党&size={longest + 1}&format=csv", HttpStatusCode.BadRequest);

        Assert.Contains($"{longest}", await asPage.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await asFile.Content.ReadAsStringAsync()).Split("\r\n").Length > 10);
    }

    [Fact]
    public async Task Outlines_are_headings_of_a_document_below_the_titles_of_their_materials()
    {
        var id = (await Get("/api/headings?q=党建&size=1")).GetProperty("hits")[0].GetProperty("material").GetProperty("id").GetString()!;
        var address = $"/api/outlines?id={Uri.EscapeDataString(id)}&id=没有";
        var outline = (await Get(address)).GetProperty("outlines")[0];
        using var answer = await Ask($"{address}&format=md");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');

        Assert.Equal(1 + outline.GetProperty("headings").GetArrayLength(), lines.Count(l => l.StartsWith("##", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.StartsWith("> ", StringComparison.Ordinal) && l.Contains('《', StringComparison.Ordinal));
        Assert.Contains(lines, l => l.EndsWith("没有", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Json_is_the_answer_itself(string address, string list)
    {
        using var answer = await Ask($"{address}&format=json");

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty(list).EnumerateArray());
    }

    [Theory]
    [InlineData("/api/kwic?q=双报到&format=pdf")]
    [InlineData("/api/headings?q=党建&format=PDF")]
    [InlineData("/api/compare?q=双报到&format=xlsx")]
    [InlineData("/api/search?q=双报到&format=txt")]
    [InlineData("/api/practices?q=双报到&format=xls")]
    [InlineData("/api/outlines?id=a&format=x")]
    public async Task A_form_that_there_is_not_is_a_problem_that_names_those_that_there_are(string address)
    {
        using var answer = await Ask(address, HttpStatusCode.BadRequest);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal("invalid-value", problem.GetProperty("code").GetString());
        Assert.Contains("docx, md, csv, json", problem.GetProperty("errors").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kwic", "双报到")]
    [InlineData("compare", "双报到")]
    public async Task The_command_line_writes_the_same_files(string command, string text)
    {
        var (exitCode, output, errors) = SampleLibrary.Indexer([command, text, "--format", "csv", "--index", api.Index]);
        using var answer = await Ask($"/api/{command}?q={text}&format=csv");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal((await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF'), output.TrimStart('\uFEFF'));
    }

    private async Task<HttpResponseMessage> Ask(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await api.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(status, answer.StatusCode);
        return answer;
    }

    private async Task<JsonElement> Get(string path) =>
        JsonDocument.Parse(await api.Client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
