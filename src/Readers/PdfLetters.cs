using KnowledgeBase.Materials;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace KnowledgeBase.Readers;

/// <summary>
/// Reads where the letters of a PDF stand, by PdfPig, inside of this process. Lines, tables and columns are put together from them as for
/// OFD.
/// </summary>
internal sealed class PdfLetters
{
    /// <summary>Letters of one page; no page that people read has a hundredth of it.</summary>
    private const int MostLetters = 1 << 18;

    /// <summary>Pages of one document; the longest that people publish have a fifth of it.</summary>
    private const int MostPages = 20_000;

    /// <summary>Lines and curves from which on a page without letters may show some: a frame or a rule has fewer.</summary>
    private const int FewestCurves = 40;

    /// <summary>Fields lie in one another no deeper.</summary>
    private const int DeepestField = 16;

    private readonly IPdfTokenScanner _objects;
    private readonly RawTextBuilder _text;
    private readonly ReadBudget _budget;
    private readonly List<TextPage> _pages = [];
    private long _letters;
    private int _unknown;

    private PdfLetters(IPdfTokenScanner objects, RawTextBuilder text, ReadBudget budget) =>
        (_objects, _text, _budget) = (objects, text, budget);

    /// <summary>
    /// The pages of a document, or null when there are too many for who asks; their letters are held in the account of the text.
    /// </summary>
    /// <param name="content">The file.</param>
    /// <param name="text">Takes the account, and is told of what is doubtful.</param>
    /// <param name="damage">Takes what of the file had to be passed over.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="mostPages">Pages up to which it is read.</param>
    /// <exception cref="RefusedException">It is damaged, protected, or beyond a limit.</exception>
    public static List<TextPage>? Read(
        byte[] content, RawTextBuilder text, PdfDamage damage, ReadBudget budget, int mostPages = int.MaxValue)
    {
        try
        {
            using var document = PdfDocument.Open(
                content,
                new ParsingOptions
                {
                    UseLenientParsing = true,
                    SkipMissingFonts = true,
                    Logger = damage,
                    FilterProvider = new PdfFilters(damage, budget),
                });
            if (document.NumberOfPages > MostPages)
            {
                throw new RefusedException($"It has more than {MostPages:N0} pages; split it into parts.");
            }

            if (document.NumberOfPages > mostPages)
            {
                return null;
            }

            var read = new PdfLetters(document.Structure.TokenScanner, text, budget);
            for (var number = 1; number <= document.NumberOfPages; number++)
            {
                budget.Cancellation.ThrowIfCancellationRequested();
                read.Add(document.GetPage(number));
            }

            if (read._unknown > 0)
            {
                text.Warn($"{read._unknown:N0} of its letters are of fonts that do not say what they mean; they are missing here.");
            }

            return read._pages;
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw new RefusedException("It is protected with a password; save it without one.", e);
        }
        catch (Exception e) when (e is not (RefusedException or OperationCanceledException or OutOfMemoryException))
        {
            // A parser that trips over a damaged file throws whatever it tripped over.
            throw new DamagedPdfException($"The PDF is damaged or cut short: {e.Message}", e);
        }
    }

    private void Add(Page page)
    {
        if (page.Letters.Count > MostLetters)
        {
            throw new RefusedException($"Its page {page.Number} has more than {MostLetters:N0} letters.");
        }

        _letters += page.Letters.Count;
        _budget.CheckTextLength(_letters);
        var ways = new Dictionary<TextWay, List<PageLine>>();
        var seen = new Dictionary<(string, int, int), PageLine>();
        List<string> twice = [], outside = [];
        foreach (var letter in page.Letters)
        {
            var value = Known(letter.Value);
            if (value.Length == 0)
            {
                continue;
            }

            _text.Hold(value);
            var way = TextWays.Of(
                letter.EndBaseLine.X - letter.StartBaseLine.X, letter.StartBaseLine.Y - letter.EndBaseLine.Y);
            var piece = Piece(letter, value, way, page);
            if (TextWays.IsOutside(piece, way, page.Width, page.Height))
            {
                outside.Add(value);
            }
            else if (PagePieces.IsTwice(piece, seen))
            {
                twice.Add(value);
            }
            else
            {
                (ways.TryGetValue(way, out var pieces) ? pieces : ways[way] = []).Add(piece);
            }
        }

        _text.LeaveOut(LeftOutKind.Repeated, string.Concat(twice));
        _text.LeaveOut(LeftOutKind.Hidden, string.Concat(outside));
        AddTyped(page, ways);
        AddPages(page, ways);
    }

    /// <summary>What is typed onto a page stands beside its letters: fields of forms and notes in free text.</summary>
    private void AddTyped(Page page, Dictionary<TextWay, List<PageLine>> ways)
    {
        if (!page.Dictionary.ContainsKey(NameToken.Annots))
        {
            return;
        }

        var typed = new List<(string Value, PdfRectangle Box)>();
        foreach (var annotation in page.GetAnnotations())
        {
            var value = annotation.Type switch
            {
                AnnotationType.FreeText => annotation.Content,
                AnnotationType.Widget when Inherited(annotation.AnnotationDictionary, NameToken.Ft) is NameToken { Data: "Tx" or "Ch" }
                    => Words(Inherited(annotation.AnnotationDictionary, NameToken.V)),
                _ => null,
            };
            if (!string.IsNullOrWhiteSpace(value))
            {
                typed.Add((value, annotation.Rectangle));
            }
        }

        foreach (var (value, box) in typed)
        {
            var lines = value.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var height = Math.Max(1, box.Height / lines.Length);
            for (var i = 0; i < lines.Length; i++)
            {
                _text.Hold(lines[i]);
                var top = page.Height - box.Top + (i * height);
                var own = Math.Min(height, 12);
                var middle = top + (height / 2);
                (ways.TryGetValue(TextWay.Right, out var pieces) ? pieces : ways[TextWay.Right] = []).Add(
                    new PageLine(
                        lines[i],
                        box.Left,
                        middle - (own / 2),
                        Math.Min(box.Right, box.Left + (own * lines[i].Length)),
                        middle + (own / 2)));
            }
        }
    }

    /// <summary>An entry of a field, or of the fields that it is part of.</summary>
    private IToken? Inherited(DictionaryToken? field, NameToken name)
    {
        for (var depth = 0; field is not null && depth < DeepestField; depth++)
        {
            if (field.TryGet(name, out var token))
            {
                return Resolved(token);
            }

            field = field.TryGet(NameToken.Parent, out var parent) ? Resolved(parent) as DictionaryToken : null;
        }

        return null;
    }

    private IToken? Resolved(IToken token) => token is IndirectReferenceToken reference ? _objects.Get(reference.Data)?.Data : token;

    private static string? Words(IToken? token) => token switch
    {
        StringToken words => words.Data,
        HexToken words => words.Data,
        _ => null,
    };

    /// <summary>The page as most of its letters run; those that run otherwise are pages of their own behind it.</summary>
    private void AddPages(Page page, Dictionary<TextWay, List<PageLine>> ways)
    {
        if (ways.Remove(TextWay.Slanted, out var slanted))
        {
            // Words across a page are its watermark.
            _text.LeaveOut(LeftOutKind.RunningHead, string.Concat(slanted.Select(p => p.Text)));
        }

        var number = page.Number;
        var isPicture = IsPicture(page, ways.Sum(w => w.Value.Count));
        var isFirst = true;
        foreach (var (way, pieces) in ways.OrderByDescending(w => w.Value.Count).ThenBy(w => w.Key))
        {
            var (lines, isDoubtful) = PagePieces.Lines(pieces, way == TextWay.Right ? Grids(page) : [], words => _text.Supply(words));
            var isTurned = way.IsTurned();
            _pages.Add(new TextPage(isTurned ? page.Height : page.Width, isTurned ? page.Width : page.Height, lines)
            {
                Number = number,
                IsPicture = isPicture && isFirst,
            });
            isFirst = false;
            if (isDoubtful)
            {
                _text.Warn(
                    $"On its page {number} texts stand side by side that are neither columns nor a table; their order is doubtful.");
            }
        }

        if (isFirst)
        {
            _pages.Add(new TextPage(page.Width, page.Height, []) { Number = number, IsPicture = isPicture });
        }
    }

    /// <summary>What is ruled on a page: strokes, and thin shapes that are filled.</summary>
    private static List<PageGrid> Grids(Page page)
    {
        var rules = new PageRules(page.Width);
        foreach (var path in page.Paths.Where(p => !p.IsClipping && (p.IsStroked || p.IsFilled)))
        {
            foreach (var part in path)
            {
                if (!path.IsStroked && part.GetBoundingRectangle() is { } box)
                {
                    rules.Add(box.Left, page.Height - box.Top, box.Right, page.Height - box.Bottom);
                    continue;
                }

                foreach (var (from, to) in Strokes(part))
                {
                    rules.Add(from.X, page.Height - from.Y, to.X, page.Height - to.Y);
                }
            }
        }

        return rules.Grids();
    }

    private static IEnumerable<(PdfPoint From, PdfPoint To)> Strokes(PdfSubpath path)
    {
        PdfPoint? start = null, last = null;
        foreach (var command in path.Commands)
        {
            switch (command)
            {
                case PdfSubpath.Move move:
                    start = last = move.Location;
                    break;
                case PdfSubpath.Line line:
                    yield return (line.From, line.To);
                    start ??= line.From;
                    last = line.To;
                    break;
                case PdfSubpath.Close when start is { } begin && last is { } end:
                    yield return (end, begin);
                    break;
                default:
                    last = null;
                    break;
            }
        }
    }

    /// <summary>
    /// A page of hardly any letters is a picture when one covers half of it, or when it is drawn: text is made curves by some programs.
    /// </summary>
    private static bool IsPicture(Page page, int letters) => letters < PdfReader.ScanBelow
        && ((page.NumberOfImages > 0 && page.GetImages().Any(i => i.BoundingBox.Area >= 0.5 * page.Width * page.Height))
            || (letters == 0 && (page.NumberOfImages > 0 || page.Paths.Count >= FewestCurves)));

    /// <summary>A letter's characters that mean something; what a font leaves open is counted.</summary>
    private string Known(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            _unknown++;
            return "";
        }

        var isClean = true;
        foreach (var c in value)
        {
            isClean &= TextAccount.IsCounted(c) && !char.IsControl(c) && c != '\uFFFD';
        }

        if (isClean)
        {
            return value;
        }

        _unknown += value.Contains('\uFFFD', StringComparison.Ordinal) ? 1 : 0;
        return string.Concat(value.Where(c => TextAccount.IsCounted(c) && !char.IsControl(c) && c != '\uFFFD'));
    }

    /// <summary>A place of the page, from its top.</summary>
    private static (double X, double Y) FromTop(PdfPoint point, Page page) => (point.X, page.Height - point.Y);

    /// <summary>A letter's place, as one sees it who turns the page so that it stands upright.</summary>
    private static PageLine Piece(Letter letter, string value, TextWay way, Page page)
    {
        // A letter without a size of its own has that of its box.
        var size = letter.PointSize > 0.5 ? letter.PointSize : Math.Max(1, letter.BoundingBox.Height);
        return TextWays.Piece(
            value, FromTop(letter.StartBaseLine, page), FromTop(letter.EndBaseLine, page), size, way, page.Width, page.Height);
    }
}
