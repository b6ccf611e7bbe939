using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using System.Text;
using System.Xml;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>What is new, as Atom feeds, and what browsers need to search here.</summary>
[ApiController]
[Queued(Work.Search)]
public sealed class FeedsController(LiveLibrary library) : ControllerBase
{
    private const int UsualEntries = 30;
    private const int MostEntries = 100;
    private const string DescriptionType = "application/opensearchdescription+xml";

    /// <summary>The materials that match a question and came into the library last, the newest first.</summary>
    /// <param name="parameters">The question and its filters, as in a search; order and page are passed over.</param>
    /// <param name="entries">Entries at most, 1 to 100.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("feeds/search.atom", Name = "searchFeed")]
    [Produces(AtomFeed.MediaType)]
    [ProducesResponseType<string>(StatusCodes.Status200OK, AtomFeed.MediaType)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, MediaTypeNames.Application.ProblemJson)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, MediaTypeNames.Application.ProblemJson)]
    public ActionResult Search(
        [FromQuery] SearchParameters parameters,
        [FromQuery, Range(1, MostEntries), Description("Entries at most, 1 to 100.")] int entries = UsualEntries,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var question = $"{Request.QueryString}";
        return Feed(
            string.IsNullOrWhiteSpace(parameters.Q) ? "党建材料库：新进材料" : $"党建材料库：{parameters.Q}",
            $"search:{question}",
            $"/search{question}",
            parameters.ToRequest(),
            entries,
            cancellationToken);
    }

    /// <summary>The materials of a theme that came into the library last, the newest first.</summary>
    /// <param name="id">Id of the theme.</param>
    /// <param name="entries">Entries at most, 1 to 100.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    [HttpGet("feeds/themes/{id}.atom", Name = "themeFeed")]
    [Produces(AtomFeed.MediaType)]
    [ProducesResponseType<string>(StatusCodes.Status200OK, AtomFeed.MediaType)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, MediaTypeNames.Application.ProblemJson)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, MediaTypeNames.Application.ProblemJson)]
    public ActionResult Theme(
        string id,
        [FromQuery, Range(1, MostEntries), Description("Entries at most, 1 to 100.")] int entries = UsualEntries,
        CancellationToken cancellationToken = default) =>
        library.Current.ThemeNames().TryGetValue(id, out var name)
            ? Feed(
                $"党建材料库：{name}",
                $"theme:{id}",
                $"/themes/{Uri.EscapeDataString(id)}",
                new SearchRequest { Themes = [id] },
                entries,
                cancellationToken)
            : Problem($"There is no theme with the id «{id}».", statusCode: StatusCodes.Status404NotFound, title: "No such theme");

    /// <summary>The OpenSearch description, by which a browser adds the library to its search engines.</summary>
    [HttpGet("opensearch.xml", Name = "searchDescription")]
    [Produces(DescriptionType)]
    [ProducesResponseType<string>(StatusCodes.Status200OK, DescriptionType)]
    public ContentResult Description()
    {
        const string Namespace = "http://a9.com/-/spec/opensearch/1.1/";
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true }))
        {
            xml.WriteStartElement("OpenSearchDescription", Namespace);
            xml.WriteElementString("ShortName", Namespace, "党建材料库");
            xml.WriteElementString("Description", Namespace, "检索党建材料：经验做法、提法、原文");
            xml.WriteElementString("InputEncoding", Namespace, "UTF-8");
            Address("text/html", "results", "/search?q={searchTerms}");
            Address(AtomFeed.MediaType, "results", "/feeds/search.atom?q={searchTerms}");
            Address(MediaTypeNames.Application.Json, "results", "/api/search?q={searchTerms}&page={startPage?}&size={count?}");
            xml.WriteEndElement();

            void Address(string type, string relation, string template)
            {
                xml.WriteStartElement("Url", Namespace);
                xml.WriteAttributeString("type", type);
                xml.WriteAttributeString("rel", relation);
                xml.WriteAttributeString("template", Site + template);
                xml.WriteEndElement();
            }
        }

        return Content($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n", DescriptionType, Encoding.UTF8);
    }

    /// <summary>How the client calls this server.</summary>
    private string Site => $"{Request.Scheme}://{Request.Host}{Request.PathBase}";

    private FileContentResult Feed(
        string title, string key, string page, SearchRequest request, int entries, CancellationToken cancellationToken)
    {
        var (newest, committed) = library.Current.Read(still =>
            (still.Newest(request, entries, cancellationToken), still.Overview().Committed));
        var self = $"{Site}{Request.Path}{Request.QueryString}";
        return File(AtomFeed.Write(title, key, self, Site + page, Site, newest, committed), $"{AtomFeed.MediaType}; charset=utf-8");
    }
}
