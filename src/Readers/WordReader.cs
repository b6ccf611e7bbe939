using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using KnowledgeBase.Materials;
using WordParagraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace KnowledgeBase.Readers;

/// <summary>
/// Word documents: paragraphs as lines, with automatic numbers as Word shows them, headings by style and outline level, tables as rows,
/// text boxes behind their paragraph, notes behind the text. Tracked insertions are text, tracked deletions are not; hidden text and
/// generated tables of contents are left out.
/// </summary>
internal static class WordReader
{
    /// <summary>Word 2007 and later; told by what lies in its package.</summary>
    public static FileFormat Format { get; } = new("Word", ".docx", ".docm")
    {
        NameTells = NameTells.PlainText,
        ReadOne = file => Read(file.Bytes, file.Budget),
    };

    public static RawMaterial Read(byte[] content, ReadBudget budget)
    {
        Guard(content, budget);
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            using var document = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { AutoSave = false });
            var main = document.MainDocumentPart ?? throw new RefusedException("The Word file has no document part: it is damaged.");
            var body = main.Document?.Body ?? throw new RefusedException("The Word file has no body: it is damaged.");
            var text = new RawTextBuilder(budget);
            new WordBody(main, text, budget).Write(body);
            KeepAccount(main, body, text);
            return text.Build();
        }
        catch (Exception e) when (e is OpenXmlPackageException or FileFormatException or ArgumentException or InvalidOperationException
            or UriFormatException)
        {
            throw new RefusedException($"The Word file is damaged: {e.Message}", e);
        }
    }

    /// <summary>Counts what the file holds, part by part, and leaves out what stands around the text.</summary>
    private static void KeepAccount(MainDocumentPart main, Body body, RawTextBuilder text)
    {
        text.Hold(WordText.Of(body));
        Hold(main.FootnotesPart?.Footnotes);
        Hold(main.EndnotesPart?.Endnotes);
        foreach (var part in main.HeaderParts)
        {
            LeaveOut(LeftOutKind.RunningHead, part.Header);
        }

        foreach (var part in main.FooterParts)
        {
            LeaveOut(LeftOutKind.RunningHead, part.Footer);
        }

        LeaveOut(LeftOutKind.Comment, main.WordprocessingCommentsPart?.Comments);
        KeepDrawn(main, body, text);

        void Hold(OpenXmlElement? part)
        {
            if (part is not null)
            {
                text.Hold(WordText.Of(part));
            }
        }

        void LeaveOut(LeftOutKind kind, OpenXmlElement? part)
        {
            Hold(part);
            if (part is not null)
            {
                text.LeaveOut(kind, WordText.Of(part).TrimEnd('\n'));
            }
        }
    }

    /// <summary>Keeps the words of diagrams and charts in the account, and tells of objects of other programs.</summary>
    private static void KeepDrawn(MainDocumentPart main, Body body, RawTextBuilder text)
    {
        foreach (var diagram in main.DiagramDataParts)
        {
            Drawn(diagram.DataModelRoot.Descendants<DocumentFormat.OpenXml.Drawing.Paragraph>().Select(p => p.InnerText));
        }

        foreach (var chart in main.ChartParts)
        {
            Drawn(chart.ChartSpace.Descendants().Where(e => e is DocumentFormat.OpenXml.Drawing.Paragraph
                or DocumentFormat.OpenXml.Drawing.Charts.NumericValue).Select(e => e.InnerText));
        }

        var embedded = body.Descendants<DocumentFormat.OpenXml.Vml.Office.OleObject>().ToList();
        if (embedded.Count > 0)
        {
            var kinds = string.Join(
                ", ", embedded.Select(o => o.ProgId?.Value ?? "?").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            text.Warn($"It holds {embedded.Count} embedded object(s) that were not read: {ReadBudget.Shorten(InlineText.OneLine(kinds))}");
        }

        // What is drawn is no running text; it is told of.
        void Drawn(IEnumerable<string> lines)
        {
            var words = string.Join('\n', lines);
            text.Hold(words);
            text.LeaveOut(LeftOutKind.Substitute, words);
        }
    }

    /// <summary>Expands every XML part once before the document is opened: sizes, depth and document types are judged here.</summary>
    private static void Guard(byte[] content, ReadBudget budget)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        budget.CheckEntries(zip.Entries.Count);
        foreach (var entry in zip.Entries)
        {
            budget.SpendEntry();
            if (PackageGuard.IsXml(entry))
            {
                try
                {
                    PackageGuard.CheckDepth(entry, budget);
                }
                catch (XmlException e)
                {
                    throw new RefusedException($"Its part {entry.FullName} is broken or forbidden XML: {e.Message}", e);
                }
                catch (InvalidDataException e)
                {
                    throw new RefusedException($"The Word file is damaged or cut short in its part {entry.FullName}: {e.Message}", e);
                }
            }
        }
    }
}

/// <summary>Walks one document. Depth is bounded by <see cref="ReadLimits.MaxMarkupDepth"/>.</summary>
internal sealed class WordBody(MainDocumentPart main, RawTextBuilder text, ReadBudget budget)
{
    private readonly WordStyles _styles = new(main.StyleDefinitionsPart);
    private readonly WordNumbering _numbering = new(main.NumberingDefinitionsPart);
    private readonly List<(bool IsEndnote, long Id)> _notes = [];
    private readonly Dictionary<long, FootnoteEndnoteType> _footnotes = ById(main.FootnotesPart?.Footnotes);
    private readonly Dictionary<long, FootnoteEndnoteType> _endnotes = ById(main.EndnotesPart?.Endnotes);

    /// <summary>Notes that cannot be called for: without an id, or with that of another.</summary>
    private readonly List<FootnoteEndnoteType> _uncalled =
        [.. Uncalled(main.FootnotesPart?.Footnotes), .. Uncalled(main.EndnotesPart?.Endnotes)];
    private bool _inBody;

    /// <summary>The words of paragraphs whose end was taken away, so that they go on in the next one.</summary>
    private string _open = "";

    public void Write(OpenXmlElement body)
    {
        Blocks(body);
        Notes();
    }

    private void Blocks(OpenXmlElement container)
    {
        var around = _open;
        _open = "";
        BlocksIn(container);
        EndOpen();
        _open = around;
    }

    private void BlocksIn(OpenXmlElement container)
    {
        foreach (var element in container.ChildElements)
        {
            budget.Cancellation.ThrowIfCancellationRequested();
            switch (element)
            {
                case WordParagraph paragraph:
                    WriteParagraph(paragraph);
                    break;
                case Table table:
                    EndOpen();
                    WriteTable(table);
                    break;
                case DeletedRun or MoveFromRun:
                    LeaveOut(LeftOutKind.Deleted, element);
                    break;
                case AltChunk chunk:
                    EndOpen();
                    WriteChunk(chunk);
                    break;
                case SdtBlock block when IsContents(block):
                    LeaveOut(LeftOutKind.Contents, element);
                    break;
                case AlternateContent alternate:
                    if (WordText.Chosen(alternate) is { } chosen)
                    {
                        BlocksIn(chosen);
                    }

                    break;
                case not null when WordText.Own(element) is { } own:
                    text.Line(own);
                    break;
                default:
                    if (element!.HasChildren)
                    {
                        BlocksIn(element);
                    }

                    break;
            }
        }
    }

    private void LeaveOut(LeftOutKind kind, OpenXmlElement element) => text.LeaveOut(kind, WordText.Of(element).TrimEnd('\n'));

    private static bool IsContents(SdtBlock block) =>
        block.SdtProperties?.Descendants<DocPartGallery>().FirstOrDefault()?.Val?.Value is "Table of Contents";

    private void WriteParagraph(WordParagraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        var boxes = new List<OpenXmlElement>();
        var words = _open + Words(paragraph, boxes);
        _open = "";
        if (GoesOn(paragraph))
        {
            _open = words;
        }
        else if (_styles.IsContents(properties))
        {
            text.LeaveOut(LeftOutKind.Contents, words.Trim());
        }
        else
        {
            Emit(properties, words, IsBold(paragraph));
        }

        foreach (var box in boxes)
        {
            Blocks(box);
        }
    }

    /// <summary>
    /// True for a paragraph whose end is deleted or hidden, or that is the large first letter of the next one: Word shows both as one.
    /// </summary>
    private static bool GoesOn(WordParagraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        var end = properties?.ParagraphMarkRunProperties;
        return end?.GetFirstChild<Deleted>() is not null || end?.GetFirstChild<MoveFrom>() is not null
            || (end?.GetFirstChild<SpecVanish>() is { } hidden && hidden.Val?.Value != false)
            || properties?.FrameProperties?.DropCap?.InnerText is "drop" or "margin";
    }

    /// <summary>Writes what was open when no paragraph followed.</summary>
    private void EndOpen()
    {
        if (_open.Length > 0)
        {
            Emit(null, _open, bold: false);
            _open = "";
        }
    }

    /// <summary>Writes a document of another format that Word shows in this place; programs that make Word files of pages use it.</summary>
    private void WriteChunk(AltChunk chunk)
    {
        if (chunk.Id?.Value is { } id && main.TryGetPartById(id, out var part) && part is AlternativeFormatImportPart held
            && ReadChunk(held) is { } material)
        {
            text.Append(material);
        }
        else
        {
            text.Warn("It holds an embedded document that was not read.");
        }
    }

    private RawMaterial? ReadChunk(AlternativeFormatImportPart part)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, read);
            budget.SpendExpanded(read, all.Length, all.Length);
            budget.CheckMarkupBytes(all.Length);
        }

        try
        {
            return part.ContentType.ToLowerInvariant() switch
            {
                "text/html" or "application/xhtml+xml" => HtmlReader.Read(all.ToArray(), budget, isArticle: false),
                "message/rfc822" or "application/x-mimearchive" or "multipart/related" => MailReader.ReadPage(all.ToArray(), budget),
                "text/plain" => PlainTextReader.Read(all.ToArray(), ".txt", budget),
                _ => null,
            };
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private string Words(WordParagraph paragraph, List<OpenXmlElement> boxes)
    {
        var words = new StringBuilder();
        Inlines(paragraph, words, boxes, new FieldState());
        return words.ToString();
    }

    /// <summary>The number of a paragraph as Word shows it; an empty paragraph counts, too.</summary>
    private string Mark(ParagraphProperties? properties, bool isEmpty)
    {
        var mark = _styles.Numbering(properties) is { } list ? _numbering.Next(list.Id, list.Level, list.Styles) : "";
        if (isEmpty)
        {
            return "";
        }

        text.Supply(mark);
        return mark;
    }

    private void Emit(ParagraphProperties? properties, string words, bool bold)
    {
        var mark = Mark(properties, string.IsNullOrWhiteSpace(words));
        if (string.IsNullOrWhiteSpace(words))
        {
            return;
        }

        var lines = Unbroken(words);
        lines[0] = mark + lines[0];
        _inBody |= words.Contains('。', StringComparison.Ordinal);
        switch (_styles.HeadingLevel(properties))
        {
            // A heading style on a whole paragraph of body text is a slip of its author.
            case { } level when words.Length <= 200:
                var heading = new StringBuilder();
                foreach (var line in lines)
                {
                    InlineText.AppendWrapped(heading, line);
                }

                text.Line(heading.ToString(), level == 0 ? HintKind.Title : HintKind.Heading, level);
                break;
            case null when bold && _inBody && mark.Length == 0 && lines.Count == 1 && BoldLine.CanBeHeading(lines[0]):
                text.Line(lines[0], HintKind.Emphasis, BoldLine.Level);
                break;
            default:
                foreach (var line in lines)
                {
                    text.Line(line);
                }

                break;
        }
    }

    /// <summary>The lines of a paragraph; those that were broken inside of a sentence are whole again.</summary>
    private static List<string> Unbroken(string words) =>
        [.. SoftBreaks.Join([.. words.Trim().Split('\n').Select(l => (l.Trim(), SoftBreaks.IsIndented(l)))])];

    /// <summary>True when all runs with words are bold by themselves and the paragraph is not centred, as titles and names are.</summary>
    private static bool IsBold(WordParagraph paragraph) =>
        paragraph.ParagraphProperties?.Justification?.Val?.InnerText is not "center"
        && paragraph.Elements<Run>().Any(r => r.InnerText.Length > 0)
        && paragraph.Elements<Run>().All(r =>
            string.IsNullOrWhiteSpace(r.InnerText) || r.RunProperties?.Bold is { } bold && bold.Val?.Value != false);

    /// <summary>Text of a paragraph or a run; text boxes found on the way are kept for later.</summary>
    private void Inlines(OpenXmlElement container, StringBuilder words, List<OpenXmlElement> boxes, FieldState field)
    {
        foreach (var element in container.ChildElements)
        {
            switch (element)
            {
                case not null when KindOf(element) is { } kind:
                    LeaveOut(kind, element);
                    break;
                case Run run:
                    Inlines(run, words, boxes, field);
                    break;
                case FieldCode code:
                    field.Code.Append(code.Text);
                    break;
                case SimpleField simple:
                    Inlines(simple, words, boxes, field);
                    if (!simple.HasChildren && WordFields.Shown(simple.Instruction?.Value ?? "") is { } simply)
                    {
                        Shown(simply, words);
                    }

                    break;
                case DocumentFormat.OpenXml.Vml.TextPath { Parent: { } shape } letters when WordText.Own(letters) is not null:
                    boxes.Add(shape);
                    break;
                case not null when WordText.Own(element) is { } own:
                    Own(element, own, words, field);
                    break;
                case DocumentFormat.OpenXml.Math.Denominator below:
                    Shown("/", words);
                    Inlines(below, words, boxes, field);
                    break;
                case TabChar or PositionalTab when !field.InCode:
                    words.Append(' ');
                    break;
                case Break or CarriageReturn:
                    words.Append('\n');
                    break;
                case FieldChar mark:
                    Shown(field.Mark(mark), words);
                    break;
                case FootnoteReference { Id.Value: var footnote }:
                    Note(isEndnote: false, footnote);
                    break;
                case EndnoteReference { Id.Value: var endnote }:
                    Note(isEndnote: true, endnote);
                    break;
                case ParagraphProperties or RunProperties:
                    break;
                case AlternateContent alternate:
                    if (WordText.Chosen(alternate) is { } chosen)
                    {
                        Inlines(chosen, words, boxes, field);
                    }

                    break;
                case TextBoxContent box:
                    boxes.Add(box);
                    break;
                default:
                    if (element!.HasChildren)
                    {
                        Inlines(element, words, boxes, field);
                    }

                    break;
            }
        }
    }

    /// <summary>Why what stands inside of a paragraph is no part of its text; null when it is one.</summary>
    private LeftOutKind? KindOf(OpenXmlElement element) => element switch
    {
        not null when WordText.IsHidden(element) => LeftOutKind.Hidden,
        Run run when _styles.IsHidden(run) => LeftOutKind.Hidden,
        DeletedRun or MoveFromRun or DeletedText => LeftOutKind.Deleted,
        RubyContent => LeftOutKind.Pronunciation,
        _ => null,
    };

    private void Own(OpenXmlElement element, string own, StringBuilder words, FieldState field)
    {
        if (field.InCode)
        {
            text.LeaveOut(LeftOutKind.Field, own);
            return;
        }

        var fonts = (element.Parent as Run)?.RunProperties?.RunFonts;
        own = WordSymbols.InFont(own, fonts?.Ascii?.Value ?? fonts?.HighAnsi?.Value);
        if (own.Contains(WordSymbols.Unknown, StringComparison.Ordinal))
        {
            text.Warn($"It holds signs of a symbol font that no character is known for; they are read as {WordSymbols.Unknown}.");
        }

        words.Append(own);
    }

    /// <summary>Adds what a field shows that the file holds as its code alone.</summary>
    private void Shown(string? shown, StringBuilder words)
    {
        text.Supply(shown);
        words.Append(shown);
    }

    private void Note(bool isEndnote, long? id)
    {
        if (id is { } known)
        {
            // The place is not marked in the text: a mark inside of a sentence would keep the sentence from being found.
            _notes.Add((isEndnote, known));
        }
    }

    private void Notes()
    {
        var number = 0;
        foreach (var (isEndnote, id) in _notes.Distinct())
        {
            if (!(isEndnote ? _endnotes : _footnotes).Remove(id, out var note))
            {
                continue;
            }

            var words = new StringBuilder();
            foreach (var line in CellLines(note))
            {
                InlineText.AppendWrapped(words, line.Trim());
            }

            if (words.Length > 0)
            {
                number++;
                var mark = string.Create(CultureInfo.InvariantCulture, $"注{number}：");
                text.Supply(mark);
                text.Line(mark + InlineText.OneLine(words.ToString()), HintKind.Footnote);
            }
        }

        // Notes that nothing in the text calls for.
        foreach (var note in _footnotes.Values.Concat(_endnotes.Values).Concat(_uncalled))
        {
            LeaveOut(LeftOutKind.Hidden, note);
        }
    }

    private static IEnumerable<FootnoteEndnoteType> Uncalled(OpenXmlElement? notes)
    {
        var ids = new HashSet<long>();
        return (notes?.Elements<FootnoteEndnoteType>() ?? []).Where(note => note.Id?.Value is not { } id || !ids.Add(id));
    }

    private static Dictionary<long, FootnoteEndnoteType> ById(OpenXmlElement? notes)
    {
        var byId = new Dictionary<long, FootnoteEndnoteType>();
        foreach (var note in notes?.Elements<FootnoteEndnoteType>() ?? [])
        {
            if (note.Id?.Value is { } id)
            {
                byId.TryAdd(id, note);
            }
        }

        return byId;
    }

    private void WriteTable(Table table)
    {
        var rows = Rows(table).Select(row => Cells(row).ToList()).ToList();
        if (rows.All(r => r.Count <= 1) || IsLayout(rows))
        {
            // A frame around text, or a sheet laid out by a table: its cells are read like the page.
            foreach (var cell in rows.SelectMany(r => r))
            {
                Blocks(cell);
            }

            return;
        }

        text.Table([.. new WordGrid(CellText, words => text.Supply(words)).Rows(rows)]);
    }

    private static bool IsLayout(List<List<TableCell>> rows) =>
        rows.Count == 1 && rows[0].Exists(c => c.Elements<WordParagraph>().Count(p => p.InnerText.Length > 0) > 2);

    private IEnumerable<TableRow> Rows(OpenXmlElement table)
    {
        foreach (var element in table.ChildElements)
        {
            switch (element)
            {
                case TableRow row when row.TableRowProperties?.GetFirstChild<Deleted>() is not null:
                    LeaveOut(LeftOutKind.Deleted, row);
                    break;
                case TableRow row:
                    yield return row;
                    break;
                case SdtRow or SdtContentRow or CustomXmlRow:
                    foreach (var row in Rows(element))
                    {
                        yield return row;
                    }

                    break;
                default:
                    // Words that stand in a table and in none of its cells are not shown.
                    LeaveOut(LeftOutKind.Hidden, element);
                    break;
            }
        }
    }

    private IEnumerable<TableCell> Cells(OpenXmlElement row)
    {
        foreach (var element in row.ChildElements)
        {
            switch (element)
            {
                case TableCell cell:
                    yield return cell;
                    break;
                case SdtCell or SdtContentCell or CustomXmlCell:
                    foreach (var cell in Cells(element))
                    {
                        yield return cell;
                    }

                    break;
                default:
                    LeaveOut(LeftOutKind.Hidden, element);
                    break;
            }
        }
    }

    private string CellText(TableCell cell) => string.Join(' ', CellLines(cell));

    /// <summary>The lines of a cell or a note, its text boxes and inner tables among them.</summary>
    private List<string> CellLines(OpenXmlElement container)
    {
        var lines = new List<string>();
        Add(container);
        return lines;

        void Add(OpenXmlElement at)
        {
            foreach (var element in at.ChildElements)
            {
                switch (element)
                {
                    case WordParagraph paragraph:
                        var boxes = new List<OpenXmlElement>();
                        var words = Words(paragraph, boxes);
                        var mark = Mark(paragraph.ParagraphProperties, string.IsNullOrWhiteSpace(words));
                        if (!string.IsNullOrWhiteSpace(words))
                        {
                            lines.Add(mark + string.Join(' ', Unbroken(words)));
                        }

                        boxes.ForEach(Add);
                        break;
                    case not null when WordText.Own(element) is { } own:
                        lines.Add(own);
                        break;
                    case DeletedRun or MoveFromRun:
                        LeaveOut(LeftOutKind.Deleted, element);
                        break;
                    case AlternateContent alternate:
                        if (WordText.Chosen(alternate) is { } chosen)
                        {
                            Add(chosen);
                        }

                        break;
                    default:
                        Add(element!);
                        break;
                }
            }
        }
    }
}
