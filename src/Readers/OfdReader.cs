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
            PageText.Write(Pages(document, path, entries, text, budget), text, areHeld: true);
            TellAttached(document, path, entries, text, budget);
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
        var annotations = Annotations(document, path, entries, budget);
        var units = Units(document, path, entries, budget);
        var pages = new List<TextPage>();
        var number = 0;
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
                text.Warn($"Its page {++number} is missing.");
                continue;
            }

            var own = Named(content, "PhysicalBox").Select(b => Numbers(b.Value)).FirstOrDefault(n => n.Count == 4) ?? size;
            var pieces = new OfdPieces(own[2], own[3], units);
            pieces.Add(content);
            foreach (var annotation in page.Attribute("ID")?.Value is { } pageId ? annotations[pageId] : [])
            {
                AddAnnotation(annotation, pieces, text);
            }

            foreach (var template in Named(content, "Template"))
            {
                if (template.Attribute("TemplateID")?.Value is { } id && templates.GetValueOrDefault(id) is { } under)
                {
                    LeaveOut(LeftOutKind.RunningHead, string.Join('\n', Named(under, "TextCode").Select(c => c.Value.Trim())), text);
                }
            }

            AddPages(++number, own[2], own[3], pieces, pages, text);
        }

        return pages;
    }

    /// <summary>The page as most of its text runs; what runs otherwise stands behind it, as in a PDF.</summary>
    private static void AddPages(
        int number, double width, double height, OfdPieces pieces, List<TextPage> pages, RawTextBuilder text)
    {
        pieces.Hidden.ForEach(words => LeaveOut(LeftOutKind.Hidden, words, text));
        pieces.Repeated.ForEach(words => LeaveOut(LeftOutKind.Repeated, words, text));
        if (pieces.Ways.Remove(TextWay.Slanted, out var slanted))
        {
            // Words across a page are its watermark.
            slanted.ForEach(piece => LeaveOut(LeftOutKind.RunningHead, piece.Text, text));
        }

        foreach (var (way, lying) in pieces.Ways.OrderByDescending(w => w.Value.Sum(p => p.Text.Length)).ThenBy(w => w.Key))
        {
            lying.ForEach(piece => text.Hold(piece.Text));
            var (lines, isDoubtful) = PagePieces.Lines(
                lying, way == TextWay.Right ? pieces.Rules.Grids() : [], words => text.Supply(words));
            var isTurned = way.IsTurned();
            pages.Add(new TextPage(isTurned ? height : width, isTurned ? width : height, lines) { Number = number });
            if (isDoubtful)
            {
                text.Warn(
                    $"On its page {number} texts stand side by side that are neither columns nor a table; their order is doubtful.");
            }
        }
    }

    private static void LeaveOut(LeftOutKind kind, string words, RawTextBuilder text)
    {
        text.Hold(words);
        text.LeaveOut(kind, words);
    }

    /// <summary>What an annotation shows stands where it is seen, but for watermarks.</summary>
    private static void AddAnnotation(XElement annotation, OfdPieces pieces, RawTextBuilder text)
    {
        foreach (var look in Named(annotation, "Appearance"))
        {
            if (annotation.Attribute("Type")?.Value == "Watermark" || annotation.Attribute("Visible")?.Value == "false")
            {
                LeaveOut(
                    annotation.Attribute("Visible")?.Value == "false" ? LeftOutKind.Hidden : LeftOutKind.RunningHead,
                    string.Join('\n', Named(look, "TextCode").Select(c => c.Value.Trim())),
                    text);
            }
            else
            {
                var at = Numbers(look.Attribute("Boundary")?.Value);
                pieces.Add(look, at is [var left, ..] ? left : 0, at is [_, var top, ..] ? top : 0);
            }
        }
    }

    /// <summary>Annotations by the ID of the page that they lie on.</summary>
    private static ILookup<string, XElement> Annotations(
        XElement document, string path, Dictionary<string, ZipArchiveEntry> entries, ReadBudget budget)
    {
        var annotations = new List<(string Page, XElement Annotation)>();
        foreach (var list in Named(document, "Annotations").Select(a => Resolve(path, a.Value)))
        {
            foreach (var page in Load(entries, list, budget) is { } loaded ? Named(loaded, "Page") : [])
            {
                if (page.Attribute("PageID")?.Value is { } id && Named(page, "FileLoc").FirstOrDefault()?.Value is { } location
                    && Load(entries, Resolve(list, location), budget) is { } content)
                {
                    annotations.AddRange(Named(content, "Annot").Select(a => (id, a)));
                }
            }
        }

        return annotations.ToLookup(a => a.Page, a => a.Annotation, StringComparer.Ordinal);
    }

    /// <summary>Drawings that have a name of their own and are used on pages, by their ID.</summary>
    private static Dictionary<string, XElement> Units(
        XElement document, string path, Dictionary<string, ZipArchiveEntry> entries, ReadBudget budget)
    {
        var units = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var location in document.Descendants().Where(e => e.Name.LocalName is "PublicRes" or "DocumentRes"))
        {
            foreach (var unit in Load(entries, Resolve(path, location.Value), budget) is { } loaded
                ? Named(loaded, "CompositeGraphicUnit").Concat(Named(loaded, "CompositeGraphUnit"))
                : [])
            {
                if (unit.Attribute("ID")?.Value is { } id)
                {
                    units.TryAdd(id, unit);
                }
            }
        }

        return units;
    }

    /// <summary>Tells of files that are attached: they are not read.</summary>
    private static void TellAttached(
        XElement document, string path, Dictionary<string, ZipArchiveEntry> entries, RawTextBuilder text, ReadBudget budget)
    {
        var names = new List<string>();
        foreach (var list in Named(document, "Attachments").Select(a => Resolve(path, a.Value)))
        {
            names.AddRange((Load(entries, list, budget) is { } loaded ? Named(loaded, "Attachment") : []).Select(
                a => a.Attribute("Name")?.Value ?? Named(a, "FileLoc").FirstOrDefault()?.Value ?? "?"));
        }

        if (names.Count > 0)
        {
            text.Warn($"Files are attached to it that were not read: {ReadBudget.Shorten(InlineText.OneLine(string.Join(", ", names)))}");
        }
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

    public static List<double> Numbers(string? text)
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
