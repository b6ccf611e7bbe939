using System.Net;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class StudyPackTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Every_theme_of_the_library_has_a_pack_within_its_time_whose_pieces_can_be_exported()
    {
        var themes = JsonDocument.Parse(await api.Client.GetStringAsync(new Uri("/api/themes", UriKind.Relative))).RootElement;
        var packs = 0;
        foreach (var theme in themes.EnumerateArray().Take(8).Select(t => t.GetProperty("id").GetString()!))
        {
            var pack = JsonDocument.Parse(await api.Client.GetStringAsync(
                new Uri($"/api/study-pack?theme={theme}&minutes=15", UriKind.Relative))).RootElement;
            Assert.Equal(theme, pack.GetProperty("theme").GetString());
            Assert.InRange(pack.GetProperty("readingMinutes").GetDouble(), 0, 15);
            if (!pack.GetProperty("isEmpty").GetBoolean())
            {
                packs++;
                Assert.True(pack.GetProperty("questions").GetArrayLength() >= 3);
            }
        }

        Assert.True(packs > 0);
    }

    [Fact]
    public async Task A_pack_is_taken_as_a_document()
    {
        using var answer = await api.Client.GetAsync(new Uri("/api/study-pack?q=党员&format=docx", UriKind.Relative));

        Assert.Equal("学习包.docx", answer.Content.Headers.ContentDisposition?.FileNameStar);
        using var word = WordprocessingDocument.Open(await answer.Content.ReadAsStreamAsync(), isEditable: false);
        Assert.StartsWith("“党员”学习包", word.MainDocumentPart!.Document.Body!.InnerText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "theme")]
    [InlineData("?theme=没有的主题", "theme")]
    [InlineData("?q=%20", "theme")]
    [InlineData("?q=党员&minutes=14", "minutes")]
    [InlineData("?q=党员&minutes=241", "minutes")]
    [InlineData("?q=党员&minutes=x", "minutes")]
    [InlineData("?q=党员&format=csv", "format")]
    public async Task What_cannot_be_put_together_is_told_by_the_parameter(string query, string parameter)
    {
        using var answer = await api.Client.GetAsync(new Uri($"/api/study-pack{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains(
            problem.GetProperty("errors").EnumerateObject(),
            error => string.Equals(error.Name, parameter, StringComparison.OrdinalIgnoreCase));
    }
}
