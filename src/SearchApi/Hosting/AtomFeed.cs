using System.Globalization;
using System.Text;
using System.Xml;
using KnowledgeBase.Export;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Writes what is new as an Atom feed (RFC 4287). An entry's id is made of the material's id alone, so that it stays the same whatever is
/// built anew; its date is when the material first came into the library.
/// </summary>
internal static class AtomFeed
{
    public const string MediaType = "application/atom+xml";

    private const string Namespace = "http://www.w3.org/2005/Atom";

    /// <summary>The feed as XML in UTF-8.</summary>
    /// <param name="title">What it is of.</param>
    /// <param name="key">What tells it from other feeds of the library: it makes its id.</param>
    /// <param name="self">Its address.</param>
    /// <param name="page">The address of the page that shows the same.</param>
    /// <param name="site">The address of the site, without a slash at the end.</param>
    /// <param name="entries">What is new, the newest first.</param>
    /// <param name="committed">When the library was last written: the feed's date where it has no entries.</param>
    public static byte[] Write(
        string title,
        string key,
        string self,
        string page,
        string site,
        IReadOnlyList<NewMaterial> entries,
        DateTimeOffset committed)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            Element(xml, "id", $"urn:x-kb:{Uri.EscapeDataString(key)}");
            Element(xml, "title", title);
            Element(xml, "updated", Time(entries.Count > 0 ? entries[0].Added : committed));
            Link(xml, "self", MediaType, self);
            Link(xml, "alternate", "text/html", page);
            xml.WriteStartElement("author", Namespace);
            Element(xml, "name", "党建材料库");
            xml.WriteEndElement();
            foreach (var entry in entries)
            {
                Write(xml, entry, site);
            }

            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }

    private static void Write(XmlWriter xml, NewMaterial entry, string site)
    {
        var hit = entry.Material;
        var path = string.Join('/', hit.Material.Split('/').Select(Uri.EscapeDataString));
        xml.WriteStartElement("entry", Namespace);
        Element(xml, "id", $"urn:x-kb:material:{Uri.EscapeDataString(hit.Material)}");
        Element(xml, "title", Citation.Mark(hit.Access) + hit.Title);
        Element(xml, "updated", Time(entry.Added));
        if (hit.Date is { } date)
        {
            Element(xml, "published", $"{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00Z");
        }

        Link(xml, "alternate", "text/html", $"{site}/materials/{path}");
        Link(xml, "related", "application/json", $"{site}/api/materials/{path}");
        if (hit.Issuer is { Length: > 0 } issuer)
        {
            xml.WriteStartElement("author", Namespace);
            Element(xml, "name", issuer);
            xml.WriteEndElement();
        }

        foreach (var theme in hit.Themes)
        {
            xml.WriteStartElement("category", Namespace);
            xml.WriteAttributeString("term", Legal(theme));
            xml.WriteEndElement();
        }

        Element(xml, "summary", hit.Passages is [var passage, ..] ? passage.Text : hit.Title);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", Legal(address));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Legal(text));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The text without what XML forbids: most control characters, and halves of surrogate pairs.</summary>
    internal static string Legal(string text) => PlainCharacters.Of(text);
}
