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
            return text.Build();
        }
        catch (Exception e) when (e is OpenXmlPackageException or FileFormatException or ArgumentException or InvalidOperationException
            or UriFormatException)
        {
            throw new RefusedException($"The Word file is damaged: {e.Message}", e);
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
    private bool _inBody;

    public void Write(OpenXmlElement body)
    {
        Blocks(body);
        Notes();
    }

    private void Blocks(OpenXmlElement container)
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
                    WriteTable(table);
                    break;
                case DeletedRun or MoveFromRun or SectionProperties:
                    break;
                case AltChunk:
                    text.Warn("It holds an embedded document that was not read.");
                    break;
                case SdtBlock block when IsContents(block):
                    break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun or MoveToRun:
                    Blocks(element);
                    break;
                case AlternateContent alternate:
                    if (Chosen(alternate) is { } chosen)
                    {
                        Blocks(chosen);
                    }

                    break;
            }
        }
    }

    private static bool IsContents(SdtBlock block) =>
        block.SdtProperties?.Descendants<DocPartGallery>().FirstOrDefault()?.Val?.Value is "Table of Contents";

    private void WriteParagraph(WordParagraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        var boxes = new List<OpenXmlElement>();
        var words = new StringBuilder();
        var field = new FieldState();
        Inlines(paragraph, words, boxes, field);
        if (!_styles.IsContents(properties))
        {
            Emit(properties, words.ToString(), IsBold(paragraph));
        }

        foreach (var box in boxes)
        {
            Blocks(box);
        }
    }

    private void Emit(ParagraphProperties? properties, string words, bool bold)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            return;
        }

        var mark = _styles.Numbering(properties) is { } list ? _numbering.Next(list.Id, list.Level) : "";
        var line = mark + words.Trim();
        _inBody |= line.Contains('。', StringComparison.Ordinal);
        switch (_styles.HeadingLevel(properties))
        {
            // A heading style on a whole paragraph of body text is a slip of its author.
            case { } level when words.Length <= 200:
                text.Line(line, level == 0 ? HintKind.Title : HintKind.Heading, level);
                break;
            case null when bold && _inBody && mark.Length == 0 && BoldLine.CanBeHeading(line):
                text.Line(line, HintKind.Emphasis, BoldLine.Level);
                break;
            default:
                text.Line(line);
                break;
        }
    }

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
                case Run { RunProperties.Vanish: { } vanish } when vanish.Val?.Value != false:
                    break;
                case Run run:
                    Inlines(run, words, boxes, field);
                    break;
                case DocumentFormat.OpenXml.Wordprocessing.Text t when !field.InCode:
                    words.Append(t.Text);
                    break;
                case TabChar or PositionalTab when !field.InCode:
                    words.Append(' ');
                    break;
                case Break or CarriageReturn:
                    words.Append('\n');
                    break;
                case NoBreakHyphen:
                    words.Append('-');
                    break;
                case FieldChar mark:
                    field.Mark(mark.FieldCharType?.InnerText);
                    break;
                case FootnoteReference { Id.Value: var footnote }:
                    Note(isEndnote: false, footnote);
                    break;
                case EndnoteReference { Id.Value: var endnote }:
                    Note(isEndnote: true, endnote);
                    break;
                case DeletedRun or MoveFromRun or DeletedText or FieldCode or ParagraphProperties or RunProperties:
                    break;
                case Ruby ruby:
                    if (ruby.GetFirstChild<RubyBase>() is { } rubyBase)
                    {
                        Inlines(rubyBase, words, boxes, field);
                    }

                    break;
                case AlternateContent alternate:
                    if (Chosen(alternate) is { } chosen)
                    {
                        Inlines(chosen, words, boxes, field);
                    }

                    break;
                case TextBoxContent box:
                    boxes.Add(box);
                    break;
                case DocumentFormat.OpenXml.Math.Text formula:
                    words.Append(formula.Text);
                    break;
                default:
                    if (element.HasChildren)
                    {
                        Inlines(element, words, boxes, field);
                    }

                    break;
            }
        }
    }

    /// <summary>The same content twice, for new and old programs: one of them.</summary>
    private static OpenXmlElement? Chosen(AlternateContent alternate) =>
        (OpenXmlElement?)alternate.GetFirstChild<AlternateContentChoice>() ?? alternate.GetFirstChild<AlternateContentFallback>();

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
        if (_notes.Count == 0)
        {
            return;
        }

        var footnotes = ById(main.FootnotesPart?.Footnotes);
        var endnotes = ById(main.EndnotesPart?.Endnotes);
        var number = 0;
        foreach (var (isEndnote, id) in _notes.Distinct())
        {
            if (!(isEndnote ? endnotes : footnotes).TryGetValue(id, out var note))
            {
                continue;
            }

            var words = new StringBuilder();
            foreach (var paragraph in note.Descendants<WordParagraph>())
            {
                var line = new StringBuilder();
                Inlines(paragraph, line, [], new FieldState());
                InlineText.AppendWrapped(words, line.ToString().Trim());
            }

            if (words.Length > 0)
            {
                number++;
                text.Line(string.Create(
                    CultureInfo.InvariantCulture, $"注{number}：{InlineText.OneLine(words.ToString())}"), HintKind.Footnote);
            }
        }
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

        text.Table(rows.Select(r => (IReadOnlyList<string>)[.. r.Select(CellText)]));
    }

    private static bool IsLayout(List<List<TableCell>> rows) =>
        rows.Count == 1 && rows[0].Exists(c => c.Elements<WordParagraph>().Count(p => p.InnerText.Length > 0) > 2);

    private static IEnumerable<TableRow> Rows(OpenXmlElement table)
    {
        foreach (var element in table.ChildElements)
        {
            switch (element)
            {
                case TableRow row when row.TableRowProperties?.GetFirstChild<Deleted>() is null:
                    yield return row;
                    break;
                case SdtRow or SdtContentRow or CustomXmlRow:
                    foreach (var row in Rows(element))
                    {
                        yield return row;
                    }

                    break;
            }
        }
    }

    private static IEnumerable<TableCell> Cells(OpenXmlElement row)
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
            }
        }
    }

    private string CellText(TableCell cell)
    {
        var words = new StringBuilder();
        foreach (var paragraph in cell.Descendants<WordParagraph>())
        {
            var line = new StringBuilder();
            var boxes = new List<OpenXmlElement>();
            Inlines(paragraph, line, boxes, new FieldState());
            var mark = line.Length > 0 && _styles.Numbering(paragraph.ParagraphProperties) is { } list
                ? _numbering.Next(list.Id, list.Level)
                : "";
            if (words.Length > 0 && line.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(mark).Append(line);
        }

        return words.ToString();
    }

    /// <summary>Complex fields: what stands between begin and separate is code, not text.</summary>
    private sealed class FieldState
    {
        private readonly Stack<bool> _inCode = new();
        private int _codes;

        public bool InCode => _codes > 0;

        public void Mark(string? type)
        {
            switch (type)
            {
                case "begin":
                    Push(true);
                    break;
                case "separate" when Pop():
                    Push(false);
                    break;
                case "end":
                    Pop();
                    break;
            }
        }

        private void Push(bool inCode)
        {
            _inCode.Push(inCode);
            _codes += inCode ? 1 : 0;
        }

        private bool Pop()
        {
            var any = _inCode.TryPop(out var inCode);
            _codes -= inCode ? 1 : 0;
            return any;
        }
    }
}
