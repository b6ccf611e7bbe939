using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Makes the files that tests read.</summary>
internal static class Packing
{
    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A Word file with that body, and other parts beside it.</summary>
    public static byte[] Docx(
        string body, string? styles = null, string? numbering = null, string? footnotes = null, string? header = null,
        string? comments = null)
    {
        var overrides = new StringBuilder();
        var relations = new StringBuilder();
        var parts = new List<(string, byte[])>();
        Add("styles", styles);
        Add("numbering", numbering);
        Add("footnotes", footnotes);
        Add("header", header);
        Add("comments", comments);
        parts.Add(("word/document.xml", Utf8(Part("document", $"<w:body>{body}</w:body>"))));
        parts.Add(("word/_rels/document.xml.rels", Utf8($"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>""")));
        return Zip([("[Content_Types].xml", Utf8(ContentTypes(overrides.ToString()))), ("_rels/.rels", Utf8(RootRelations)), .. parts]);

        void Add(string name, string? content)
        {
            if (content is null)
            {
                return;
            }

            overrides.Append($"""<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"/>""");
            relations.Append($"""<Relationship Id="r-{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>""");
            parts.Add(($"word/{name}.xml", Utf8(Part(name, content))));
        }
    }

    /// <summary>A Word paragraph with those properties and runs.</summary>
    public static string P(string text, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public const string RootRelations = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""";

    public static string ContentTypes(string overrides = "") => $"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{overrides}</Types>""";

    private static string Part(string name, string content) => $"""<?xml version="1.0" encoding="UTF-8"?><w:{(name == "header" ? "hdr" : name)} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{content}</w:{(name == "header" ? "hdr" : name)}>""";
}
