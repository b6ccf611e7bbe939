using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class ExportTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_document_opens_in_a_word_processor_and_has_every_clip_with_its_citation()
    {
        var ids = await PassageIds("党员", 3);
        using var answer = await Post(new { items = ids, format = "docx" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ("attachment", "export.docx", "摘录.docx"),
            (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileName,
                answer.Content.Headers.ContentDisposition?.FileNameStar));
        using var word = WordprocessingDocument.Open(await answer.Content.ReadAsStreamAsync(), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(word).Select(e => e.Description));
        var body = word.MainDocumentPart!.Document.Body!;
        var citations = body.Elements<DocumentFormat.OpenXml.Wordprocessing.Paragraph>()
            .Where(p => p.ParagraphProperties?.ParagraphStyleId?.Val?.Value == "Citation");
        Assert.Equal(3, citations.Count(p => p.InnerText.Contains('《', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ids_of_a_search_are_taken_as_they_are_in_the_order_asked_for()
    {
        var ids = await PassageIds("党员", 5);
        Array.Reverse(ids);
        using var answer = await Post(new { items = ids, format = "json" });

        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(ids, json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Empty(json.GetProperty("unknown").EnumerateArray());
    }

    [Theory]
    [InlineData("md", "text/markdown")]
    [InlineData("csv", "text/csv")]
    public async Task A_whole_material_is_taken_as_text_and_as_a_table(string format, string mediaType)
    {
        var material = (await PassageIds("党员", 1))[0].Split("#p")[0];
        using var answer = await Post(new { items = new[] { material }, format });

        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        var material0 = JsonDocument.Parse(
            await api.Client.GetStringAsync(new Uri($"/api/materials/{material}", UriKind.Relative))).RootElement;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(material0.GetProperty("facts").GetProperty("title").GetString()!, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_ids_are_all_named_or_left_out_and_named_at_the_end()
    {
        var id = (await PassageIds("党员", 1))[0];
        string[] items = ["没有.md#p3", id, "没有.md"];
        using var refused = await Post(new { items, format = "md" });
        using var taken = await Post(new { items, format = "md", skipUnknown = true });
        using var nothing = await Post(new { items = new[] { "没有.md" }, format = "md", skipUnknown = true });

        var message = await ErrorOf(refused, "items");
        Assert.Contains("«没有.md#p3»", message, StringComparison.Ordinal);
        Assert.Contains("«没有.md»", message, StringComparison.Ordinal);
        Assert.DoesNotContain(id, message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.EndsWith("没有.md\\#p3、没有.md\n", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("«没有.md»", await ErrorOf(nothing, "items"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_become_headings_and_notes_stand_behind_the_citation()
    {
        var ids = await PassageIds("党员", 3);
        var request = new
        {
            items = ids,
            groups = new Dictionary<string, string?> { [ids[0]] = "政策依据", [ids[1]] = "政策依据", [ids[2]] = " " },
            notes = new Dictionary<string, string?> { [ids[1]] = "可用于第三部分\n*核对年份*" },
        };
        using var markdown = await Post(new { request.items, request.groups, request.notes, format = "md" });
        using var table = await Post(new { request.items, request.groups, request.notes, format = "csv" });
        using var shapes = await Post(new { request.items, request.groups, request.notes, format = "json" });

        var lines = (await markdown.Content.ReadAsStringAsync()).Split('\n').Where(l => l.Length > 0).ToList();
        Assert.Single(lines, l => l.TrimStart('#', ' ') == "政策依据");
        Assert.Equal(2, lines.Count(l => l.StartsWith("批注：", StringComparison.Ordinal)));
        Assert.Contains("批注：\\*核对年份\\*", lines);
        Assert.Equal(3, (await table.Content.ReadAsStringAsync()).Split("政策依据").Length);
        var items = JsonDocument.Parse(await shapes.Content.ReadAsStringAsync()).RootElement.GetProperty("items");
        Assert.Equal("政策依据", items[0].GetProperty("group").GetString());
        Assert.StartsWith("可用于", items[1].GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, items[2].GetProperty("group").ValueKind);
    }

    [Theory]
    [InlineData("""{"items":["a"],"format":"md","notes":{"b":"x"}}""", "notes")]
    [InlineData("""{"items":["a"],"format":"md","groups":["a"]}""", "groups")]
    [InlineData("""{"items":[],"format":"md"}""", "items")]
    [InlineData("""{"format":"md"}""", "items")]
    [InlineData("""{"items":null,"format":"md"}""", "items")]
    [InlineData("""{"items":["a",""],"format":"md"}""", "items")]
    [InlineData("""{"items":["a",null],"format":"md"}""", "items")]
    [InlineData("""{"items":["a"]}""", "format")]
    [InlineData("""{"items":["a"],"format":"pdf"}""", "format")]
    [InlineData("""{"items":["a"],"format":"DOCX"}""", "format")]
    [InlineData("""{"items":"a","format":"md"}""", "items")]
    [InlineData("""{"items":["a"],"format":3}""", "format")]
    public async Task What_cannot_be_taken_is_told_by_the_field(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await api.Client.PostAsync(new Uri("/api/export", UriKind.Relative), content);

        Assert.NotEmpty(await ErrorOf(answer, field));
    }

    [Fact]
    public async Task More_than_500_items_are_too_many()
    {
        using var answer = await Post(new { items = Enumerable.Range(0, 501).Select(n => $"a#p{n}"), format = "md" });

        Assert.NotEmpty(await ErrorOf(answer, "items"));
    }

    [Fact]
    public async Task Every_id_of_a_material_and_of_a_concordance_can_be_taken_away()
    {
        var lines = await Get("/api/kwic?q=双报到&size=5");
        var ids = lines.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("id").GetString()!).ToList();
        var id = lines.GetProperty("lines")[0].GetProperty("material").GetProperty("id").GetString()!;
        var material = await Get($"/api/materials/{string.Join('/', id.Split('/').Select(Uri.EscapeDataString))}");
        ids.AddRange(material.GetProperty("passages").EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
        ids.AddRange(material.GetProperty("practices").EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
        using var answer = await Post(new { items = ids, format = "json" });
        var items = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("items");

        Assert.True(ids.Count > 6);
        Assert.Equal(ids, items.EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
    }

    private async Task<JsonElement> Get(string path) =>
        JsonDocument.Parse(await api.Client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    private Task<HttpResponseMessage> Post(object request) => api.Client.PostAsJsonAsync("/api/export", request);

    private async Task<string[]> PassageIds(string query, int count)
    {
        var search = JsonDocument.Parse(
            await api.Client.GetStringAsync(new Uri($"/api/search?q={query}&size={count}", UriKind.Relative))).RootElement;
        return [.. search.GetProperty("hits").EnumerateArray().Select(h =>
            $"{h.GetProperty("material").GetString()}#p{h.GetProperty("passages")[0].GetProperty("ordinal").GetInt32()}")];
    }

    private static async Task<string> ErrorOf(HttpResponseMessage answer, string field)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var errors = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors");
        return string.Concat(errors.EnumerateObject()
            .Where(e => e.Name.TrimStart('$', '.').StartsWith(field, StringComparison.Ordinal))
            .SelectMany(e => e.Value.EnumerateArray().Select(m => m.GetString())));
    }
}
