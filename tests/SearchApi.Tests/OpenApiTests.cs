using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeBase.Tests;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>The contract of the API stands in the repository, so that a change of it shows in review.</summary>
public class OpenApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    /// <summary>After a wanted change: KB_WRITE_OPENAPI=1 dotnet test tests/SearchApi.Tests, and review the difference.</summary>
    [Fact]
    public async Task The_document_in_docs_is_the_one_that_is_served()
    {
        var served = await api.Client.GetStringAsync(new Uri("/api/openapi.json", UriKind.Relative));
        var path = Path.Combine(RepositoryRoot.Path, "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("KB_WRITE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(path, served.ReplaceLineEndings("\n").TrimEnd() + "\n");
        }

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(await File.ReadAllTextAsync(path)), JsonNode.Parse(served)),
            "docs/openapi.json is not what the API serves: KB_WRITE_OPENAPI=1 writes it anew");
    }

    [Fact]
    public void Every_address_has_an_example_in_the_http_file()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "openapi.json")));
        var calls = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "SearchApi", "SearchApi.http"));

        Assert.All(
            document.RootElement.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(method => (path.Name, Method: method.Name.ToUpperInvariant()))),
            call => Assert.Matches(
                $"(?m)^{call.Method} {Regex.Replace(Regex.Escape("{{host}}" + call.Name), @"(?<!\{)\\\{\w+}", "[^?]+")}(\\?|\r?$)",
                calls));
    }
}
