using System.Net;
using System.Xml;
using System.Xml.Linq;
using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class FeedsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task A_feed_of_a_search_has_the_materials_that_match_with_stable_ids_and_links()
    {
        var feed = await Feed("/feeds/search.atom?q=双报到");

        Assert.Equal("党建材料库：双报到", feed.Element(Atom + "title")!.Value);
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry =>
        {
            Assert.StartsWith("urn:x-kb:material:", entry.Element(Atom + "id")!.Value, StringComparison.Ordinal);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", entry.Element(Atom + "updated")!.Value);
            Assert.NotEqual("", entry.Element(Atom + "summary")!.Value);
        });
        Assert.Equal(
            entries.Select(e => e.Element(Atom + "updated")!.Value).OrderDescending(StringComparer.Ordinal),
            entries.Select(e => e.Element(Atom + "updated")!.Value));
        Assert.Equal(feed.Element(Atom + "updated")!.Value, entries[0].Element(Atom + "updated")!.Value);
        var data = entries[0].Elements(Atom + "link").Single(l => (string?)l.Attribute("rel") == "related").Attribute("href")!.Value;
        using var material = await api.Client.GetAsync(new Uri(data));
        Assert.Equal(HttpStatusCode.OK, material.StatusCode);
        Assert.Equal(feed.ToString(), (await Feed("/feeds/search.atom?q=双报到")).ToString());
    }

    [Fact]
    public async Task A_feed_of_a_theme_has_that_themes_materials()
    {
        var all = await Feed("/feeds/search.atom?entries=100");
        var themed = await Feed("/feeds/themes/political.loyalty.atom?entries=100");

        Assert.InRange(themed.Elements(Atom + "entry").Count(), 1, all.Elements(Atom + "entry").Count() - 1);
        using var unknown = await api.Client.GetAsync(new Uri("/feeds/themes/nonsense.atom", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("\"code\":\"no-such-theme\"", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_of_nothing_is_a_feed_all_the_same()
    {
        var feed = await Feed("/feeds/search.atom?q=“没有人写过的话”");

        Assert.Empty(feed.Elements(Atom + "entry"));
        Assert.NotEqual("", feed.Element(Atom + "updated")!.Value);
    }

    [Theory]
    [InlineData("/feeds/search.atom?entries=0")]
    [InlineData("/feeds/search.atom?entries=101")]
    [InlineData("/feeds/search.atom?year=abc")]
    [InlineData("/feeds/search.atom?since=yesterday")]
    public async Task A_feed_that_cannot_be_made_is_a_problem(string address)
    {
        using var answer = await api.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"code\":\"invalid-value\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_told_how_to_search_here()
    {
        var description = XDocument.Parse(await api.Client.GetStringAsync(new Uri("/opensearch.xml", UriKind.Relative))).Root!;
        XNamespace ns = "http://a9.com/-/spec/opensearch/1.1/";

        var templates = description.Elements(ns + "Url").ToDictionary(u => (string)u.Attribute("type")!, u => (string)u.Attribute("template")!);
        Assert.Equal("http://localhost/search?q={searchTerms}", templates["text/html"]);
        Assert.InRange(description.Element(ns + "ShortName")!.Value.Length, 1, 16);
        await Feed(new Uri(templates["application/atom+xml"].Replace("{searchTerms}", "党员", StringComparison.Ordinal)).PathAndQuery);
    }

    [Fact]
    public void What_xml_forbids_is_left_out_of_a_feed() =>
        Assert.Equal("甲乙😀丙", AtomFeed.Legal("甲\u0001\u000b乙😀\ud800丙\uffff"));

    private async Task<XElement> Feed(string address)
    {
        using var answer = await api.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/atom+xml"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var reader = XmlReader.Create(await answer.Content.ReadAsStreamAsync(), new XmlReaderSettings { Async = true });
        return (await XDocument.LoadAsync(reader, LoadOptions.None, CancellationToken.None)).Root!;
    }
}
