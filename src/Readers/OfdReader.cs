using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// OFD (GB/T 33190-2016), the fixed-layout format of official documents: a zip of XML. Its text layer is read page by page in the order of
/// Document.xml; templates (letterheads, watermarks) are left out.
/// </summary>
internal static class OfdReader
{
    /// <summary>OFD, the national standard's fixed-layout document (GB/T 33190); told by what lies in its package.</summary>
    public static FileFormat Format { get; } = new("OFD", ".ofd")
    {
        NameTells = NameTells.Damage,
        ReadOne = file => Read(file.Bytes, file.Budget),
    };

    public static RawMaterial Read(byte[] content, ReadBudget budget)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        budget.CheckEntries(zip.Entries.Count);
        foreach (var entry in zip.Entries)
        {
            budget.SpendEntry();
            entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }

        var text = new RawTextBuilder(budget);
        var root = Load(entries, "OFD.xml", budget) ?? throw new RefusedException("The OFD file has no OFD.xml: it is damaged.");
        foreach (var body in Named(root, "DocRoot"))
        {
            var path = Resolve("", body.Value);
            var document = Load(entries, path, budget)
                ?? throw new RefusedException($"The OFD file has no {path}: it is damaged or cut short.");
            PageText.Write(Pages(document, path, entries, text, budget), text);
        }

        if (text.Length == 0)
        {
            throw new RefusedException(
                "The OFD file has no text layer: its pages are pictures. Save it as PDF to have its text recognised.");
        }

        return text.Build();
    }

    private static List<TextPage> Pages(
        XElement document, string path, Dictionary<string, ZipArchiveEntry> entries, RawTextBuilder text, ReadBudget budget)
    {
        var size = Named(document, "PhysicalBox").Select(b => Numbers(b.Value)).FirstOrDefault(n => n.Count == 4) ?? [0, 0, 210, 297];
        var pages = new List<TextPage>();
        foreach (var page in Named(document, "Page"))
        {
            if (page.Attribute("BaseLoc")?.Value is not { } location || page.Parent?.Name.LocalName != "Pages")
            {
                continue;
            }

            var content = Load(entries, Resolve(path, location), budget)
                ?? Load(entries, Resolve(Resolve(path, location) + "/", "Content.xml"), budget);
            if (content is null)
            {
                text.Warn($"Its page {pages.Count + 1} is missing.");
                continue;
            }

            var own = Named(content, "PhysicalBox").Select(b => Numbers(b.Value)).FirstOrDefault(n => n.Count == 4) ?? size;
            pages.Add(new TextPage(own[2], own[3], Lines(content)));
        }

        return pages;
    }

    /// <summary>Text objects are pieces of lines; those at one height make a line.</summary>
    private static List<PageLine> Lines(XElement content)
    {
        var pieces = new List<PageLine>();
        foreach (var piece in Named(content, "TextObject"))
        {
            var box = Numbers(piece.Attribute("Boundary")?.Value);
            var words = string.Concat(Named(piece, "TextCode").Select(c => c.Value));
            if (box.Count == 4 && !string.IsNullOrWhiteSpace(words))
            {
                pieces.Add(new PageLine(words, box[0], box[1], box[0] + box[2], box[1] + box[3]));
            }
        }

        var lines = new List<PageLine>();
        foreach (var piece in pieces.OrderBy(p => (p.Top + p.Bottom) / 2).ThenBy(p => p.Left))
        {
            var middle = (piece.Top + piece.Bottom) / 2;
            if (lines.Count > 0 && lines[^1] is var line && middle < line.Bottom - (0.2 * line.Height) && middle > line.Top)
            {
                var (first, second) = piece.Left < line.Left ? (piece, line) : (line, piece);
                var gap = second.Left - first.Right > first.Height * 0.8 && !InlineText.IsWide(first.Text[^1]) ? " " : "";
                lines[^1] = new PageLine(
                    first.Text + gap + second.Text,
                    first.Left,
                    Math.Min(line.Top, piece.Top),
                    Math.Max(first.Right, second.Right),
                    Math.Max(line.Bottom, piece.Bottom));
            }
            else
            {
                lines.Add(piece);
            }
        }

        return lines;
    }

    private static XElement? Load(Dictionary<string, ZipArchiveEntry> entries, string path, ReadBudget budget)
    {
        if (!entries.TryGetValue(path, out var entry))
        {
            return null;
        }

        PackageGuard.CheckDepth(entry, budget);
        using var reader = PackageGuard.Xml(PackageGuard.Open(entry, budget));
        return XElement.Load(reader);
    }

    /// <summary>Elements by their local name: writers differ in whether they use the namespace.</summary>
    private static IEnumerable<XElement> Named(XElement root, string name) =>
        root.DescendantsAndSelf().Where(e => e.Name.LocalName == name);

    /// <summary>A location is relative to the file that names it, or absolute with a slash in front.</summary>
    private static string Resolve(string from, string location)
    {
        location = location.Trim().Replace('\\', '/');
        var parts = new List<string>();
        if (!location.StartsWith('/'))
        {
            parts.AddRange(from.Split('/')[..^1]);
        }

        foreach (var part in location.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (part)
            {
                case ".":
                    break;
                case ".." when parts.Count > 0:
                    parts.RemoveAt(parts.Count - 1);
                    break;
                case "..":
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join('/', parts.Where(p => p.Length > 0));
    }

    private static List<double> Numbers(string? text)
    {
        var numbers = new List<double>();
        foreach (var part in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }
}
