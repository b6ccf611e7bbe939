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
        var templates = Templates(document, path, entries, budget);
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
            var pieces = new List<PageLine>();
            var hidden = new List<string>();
            AddPieces(content, pieces, hidden);
            foreach (var template in Named(content, "Template"))
            {
                if (template.Attribute("TemplateID")?.Value is { } id && templates.GetValueOrDefault(id) is { } under)
                {
                    var words = string.Join('\n', Named(under, "TextCode").Select(c => c.Value.Trim()));
                    text.Hold(words);
                    text.LeaveOut(LeftOutKind.RunningHead, words);
                }
            }

            foreach (var words in hidden)
            {
                text.Hold(words);
                text.LeaveOut(LeftOutKind.Hidden, words);
            }

            var (lines, isDoubtful) = PagePieces.Lines(pieces);
            pages.Add(new TextPage(own[2], own[3], lines));
            if (isDoubtful)
            {
                text.Warn(
                    $"On its page {pages.Count} texts stand side by side that are neither columns nor a table; their order is doubtful.");
            }
        }

        return pages;
    }

    /// <summary>What pages are printed on: forms and heads of letters.</summary>
    private static Dictionary<string, XElement> Templates(
        XElement document, string path, Dictionary<string, ZipArchiveEntry> entries, ReadBudget budget)
    {
        var templates = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var template in Named(document, "TemplatePage"))
        {
            if (template.Attribute("ID")?.Value is { } id && template.Attribute("BaseLoc")?.Value is { } location
                && Load(entries, Resolve(path, location), budget) is { } content)
            {
                templates.TryAdd(id, content);
            }
        }

        return templates;
    }

    /// <summary>The pieces of text on a page, those that are hidden apart.</summary>
    private static void AddPieces(XElement content, List<PageLine> pieces, List<string> hidden)
    {
        foreach (var piece in Named(content, "TextObject"))
        {
            var box = Numbers(piece.Attribute("Boundary")?.Value);
            var codes = Named(piece, "TextCode").Where(c => !string.IsNullOrWhiteSpace(c.Value)).ToList();
            if (codes.Count == 0)
            {
                continue;
            }

            if (piece.Attribute("Visible")?.Value == "false" || box.Count != 4)
            {
                hidden.Add(string.Concat(codes.Select(c => c.Value)));
                continue;
            }

            AddLines(piece, box, codes, pieces);
        }
    }

    /// <summary>Most objects hold a piece of one line; some programs put several lines into one, each with a height of its own.</summary>
    private static void AddLines(XElement piece, List<double> box, List<XElement> codes, List<PageLine> pieces)
    {
        var size = Numbers(piece.Attribute("Size")?.Value) is [var given, ..] && given > 0 ? given : box[3];
        var heights = codes.ConvertAll(c => Numbers(c.Attribute("Y")?.Value) is [var y, ..] ? y : double.NaN);
        if (heights.Where(y => !double.IsNaN(y)).DefaultIfEmpty().Max() - heights.Where(y => !double.IsNaN(y)).DefaultIfEmpty().Min()
            < 0.3 * size)
        {
            var words = string.Concat(codes.Select(c => c.Value));
            pieces.Add(new PageLine(words, box[0], box[1], box[0] + box[2], box[1] + box[3]));
            return;
        }

        var height = heights.Find(y => !double.IsNaN(y));
        foreach (var (code, own) in codes.Zip(heights))
        {
            height = double.IsNaN(own) ? height : own;
            var left = box[0] + (Numbers(code.Attribute("X")?.Value) is [var x, ..] ? x : 0);
            var bottom = box[1] + height + (0.12 * size);
            var width = code.Value.Sum(c => InlineText.IsWide(c) ? size : size / 2);
            var right = Math.Max(left + 0.1, Math.Min(left + width, box[0] + box[2]));
            pieces.Add(new PageLine(code.Value, left, bottom - size, right, bottom));
        }
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
