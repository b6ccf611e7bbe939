using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>A line on a page. Coordinates grow rightwards and downwards; the unit is the format's own.</summary>
internal readonly record struct PageLine(string Text, double Left, double Top, double Right, double Bottom)
{
    public double Height => Bottom - Top;

    /// <summary>Parts of the line that stand apart wide enough to be cells of a table; null when it is of one piece.</summary>
    public IReadOnlyList<PageLine>? Pieces { get; init; }

    /// <summary>The ruled table that stands here in the place of a line; null for a line of text.</summary>
    public PageTable? Table { get; init; }
}

/// <summary>One page.</summary>
internal sealed record TextPage(double Width, double Height, IReadOnlyList<PageLine> Lines)
{
    /// <summary>Its number in the document, from 1; 0 where the format has none.</summary>
    public int Number { get; init; }

    /// <summary>True when what it shows may be a picture of text, or text drawn as curves.</summary>
    public bool IsPicture { get; init; }
}

/// <summary>
/// Turns pages of lines back into paragraphs: running heads, feet and page numbers go, and a line is joined to the one before it unless
/// that one ended short, or this one is indented, set off by a gap, or of another size.
/// </summary>
internal static partial class PageText
{
    /// <summary>The part of a page's height at its top and bottom where running heads and feet stand.</summary>
    private const double Margin = 0.12;

    /// <summary>A running head stands on at least this many pages, and on a third of all.</summary>
    private const int RunsOnPages = 2;

    /// <summary>Fewer lines than this do not tell where the text block of their page lies.</summary>
    private const int TellingLines = 12;

    /// <summary>
    /// What a line may lack at its right, in heights of the line, when it ends inside of a sentence: marks that open no line, figures and
    /// Latin words go to the next line together.
    /// </summary>
    private const double UnfinishedSlack = 3.4;

    /// <summary>Writes the pages, and keeps the account of their lines.</summary>
    /// <param name="given">The pages.</param>
    /// <param name="text">What they are written to.</param>
    /// <param name="areHeld">True when the account holds their letters already, counted from the format by itself.</param>
    public static void Write(IReadOnlyList<TextPage> given, RawTextBuilder text, bool areHeld = false)
    {
        List<TextPage> pages = [.. given.Select(p => p with { Lines = LetterSpacing.Join(p.Lines) })];
        var running = RunningLines(pages);
        var body = new List<PageLine>();
        foreach (var page in pages)
        {
            foreach (var line in page.Lines)
            {
                if (!areHeld)
                {
                    text.Hold(line.Text);
                }

                if (line.Table is null && !IsFurniture(line, page, running))
                {
                    body.Add(line);
                }
            }
        }

        if (body.Count == 0 && !pages.Exists(p => p.Lines.Any(l => l.Table is not null)))
        {
            LeaveOut(pages, running, text);
            return;
        }

        var whole = body.Count > 0 ? Column.Of(body, pages[0].Width) : default;
        new Writer(text, whole, body.Select(l => l.Height).Order().ElementAtOrDefault(body.Count / 2)).Write(
            pages.Select(p => p with { Lines = [.. p.Lines.Where(l => !IsFurniture(l, p, running))] }));
        LeaveOut(pages, running, text);
    }

    private static void LeaveOut(List<TextPage> pages, HashSet<string> running, RawTextBuilder text)
    {
        foreach (var page in pages)
        {
            text.LeaveOut(
                LeftOutKind.RunningHead,
                string.Join('\n', page.Lines.Where(l => IsFurniture(l, page, running)).Select(l => l.Text.Trim())));
        }
    }

    /// <summary>Puts the paragraphs of pages together.</summary>
    /// <param name="text">What they are written to.</param>
    /// <param name="whole">The text block of all pages.</param>
    /// <param name="bodySize">Height of most lines.</param>
    private sealed class Writer(RawTextBuilder text, Column whole, double bodySize)
    {
        private readonly StringBuilder _paragraph = new();
        private PageLine? _last;
        private Column _lastColumn;

        /// <summary>Where the lines of a numbered item begin behind its first, which hangs out; null elsewhere.</summary>
        private double? _hanging;

        public void Write(IEnumerable<TextPage> pages)
        {
            foreach (var page in pages)
            {
                Write(page);
            }

            EndParagraph();
        }

        private void Write(TextPage page)
        {
            var tableOf = PageTables.Find([.. page.Lines.Where(l => l.Table is null)])
                .SelectMany(t => t.Lines.Select(l => (Line: l, Table: t)))
                .ToDictionary(p => p.Line, p => p.Table);
            var written = new HashSet<PageTable>();
            var prose = page.Lines.Where(l => l.Table is null && !tableOf.ContainsKey(l)).ToList();
            var columns = PageColumns.Of(prose);
            var blocks = Blocks(prose, columns, page.Width);
            var firstOnPage = true;
            foreach (var line in page.Lines)
            {
                if ((line.Table ?? tableOf.GetValueOrDefault(line)) is { } table)
                {
                    if (written.Add(table))
                    {
                        EndParagraph();
                        text.Table(table.Rows);
                        _last = null;
                    }

                    continue;
                }

                var column = blocks[columns.ColumnOf(line) + 1];
                if (_last is { } previous && !ContinuesTitle(line, previous, _lastColumn, bodySize) && !Hangs(line, previous)
                    && StartsParagraph(line, previous, column, _lastColumn, firstOnPage || line.Top < previous.Top))
                {
                    EndParagraph();
                }

                Append(line);
                (_last, _lastColumn) = (line, column);
                firstOnPage = false;
            }
        }

        /// <summary>Adds a line; one that was full may have broken a number of Chinese text.</summary>
        private void Append(PageLine line)
        {
            var words = line.Text.AsSpan().Trim();
            var isBroken = _paragraph.Length > 0 && words.Length > 0 && _last is { } previous
                && previous.Right >= _lastColumn.Right - previous.Height && IsChinese(previous.Text) && IsChinese(line.Text)
                && (char.IsAsciiDigit(_paragraph[^1]) || _paragraph[^1] == '.') && (char.IsAsciiDigit(words[0]) || words[0] is '%' or '.');
            if (isBroken)
            {
                _paragraph.Append(words);
            }
            else
            {
                InlineText.AppendWrapped(_paragraph, words);
            }
        }

        /// <summary>The text block of each column; in front of them the one of lines that cross columns.</summary>
        private Column[] Blocks(List<PageLine> prose, PageColumns columns, double pageWidth)
        {
            if (columns.Count == 1)
            {
                var block = prose.Count >= TellingLines ? Column.Of(prose, pageWidth) : whole;
                return [block, block];
            }

            var across = prose.Where(l => columns.ColumnOf(l) < 0).ToList();
            var first = prose.Min(l => l.Left);
            return
            [
                across.Count > 0 ? Column.Of(across, pageWidth) : whole,
                .. Enumerable.Range(0, columns.Count).Select(
                    i => prose.Where(l => columns.ColumnOf(l) == i).ToList() is { Count: > 0 } lines
                        ? Column.Of(lines, lines.Min(l => l.Left) + columns.RightOf(i, pageWidth - first))
                        : whole),
            ];
        }

        /// <summary>
        /// True for a line of an item whose number stands out at its left. The first such line tells by the sentence that goes on in it.
        /// </summary>
        private bool Hangs(PageLine line, PageLine previous)
        {
            var size = Math.Max(1, line.Height);
            var isFull = _lastColumn.Right - previous.Right <= Math.Max(UnfinishedSlack, Unbreakable(line.Text) + 1.2) * size;
            if (!isFull || line.Top - previous.Bottom > 1.6 * Math.Max(_lastColumn.Leading, 0.3 * size)
                || Math.Abs(line.Height - previous.Height) > 0.25 * Math.Max(line.Height, previous.Height) || OpensNumbered(line.Text))
            {
                return false;
            }

            if (_hanging is { } at)
            {
                return Math.Abs(line.Left - at) < 0.3 * size && Math.Abs(previous.Left - at) < 4 * size;
            }

            if (OpensNumbered(previous.Text) && !EndsSentence(previous.Text) && line.Left - previous.Left is var set && set > 0.8 * size
                && set < 4 * size)
            {
                _hanging = line.Left;
                return true;
            }

            return false;
        }

        private void EndParagraph()
        {
            text.Line(_paragraph.ToString());
            _paragraph.Clear();
            _hanging = null;
        }
    }

    private static bool IsChinese(string line) => 2 * line.Count(InlineText.IsWide) > line.Length;

    /// <summary>True for a line that begins with the number of a heading or an item.</summary>
    public static bool OpensNumbered(string line) => NumberedStart().IsMatch(line);

    /// <summary>A title in large type that did not fit its line goes on in the middle of the next.</summary>
    private static bool ContinuesTitle(PageLine line, PageLine previous, Column column, double bodySize) =>
        line.Height > 1.15 * bodySize && Math.Abs(line.Height - previous.Height) < 0.05 * line.Height
        && previous.Right > column.Right - (column.Slack * line.Height) && line.Top - previous.Bottom < line.Height
        && line.Top > previous.Top;

    private static bool StartsParagraph(PageLine line, PageLine previous, Column column, Column previousColumn, bool firstOnPage)
    {
        var size = Math.Max(1, Math.Min(line.Height, previous.Height));
        var lacks = (previousColumn.Right - previous.Right) / size;
        var unfinished = Math.Max(UnfinishedSlack, Unbreakable(line.Text) + 1.2);
        var endedShort = lacks > previousColumn.Slack && (lacks > unfinished || EndsSentence(previous.Text));
        var indented = line.Left > column.Left + (1.2 * size);
        var previousIndented = previous.Left > previousColumn.Left + (3 * size);
        if (endedShort || OpensNumbered(line.Text))
        {
            return true;
        }

        if (Math.Abs(line.Height - previous.Height) > 0.25 * Math.Max(line.Height, previous.Height))
        {
            return true;
        }

        // An indent opens a paragraph, unless the whole stretch is set in, as quotations and list items are.
        if (indented && !(previousIndented && Math.Abs(line.Left - previous.Left) < size))
        {
            return true;
        }

        return !firstOnPage && line.Top - previous.Bottom > 1.6 * Math.Max(column.Leading, 0.3 * size);
    }

    /// <summary>True for a line that ends with the end of a sentence or of a part of one.</summary>
    public static bool EndsSentence(string line)
    {
        var bare = line.AsSpan().TrimEnd("”’」』）)》】 ");
        return bare.IsEmpty || "。！？；：…".Contains(bare[^1], StringComparison.Ordinal);
    }

    /// <summary>
    /// How wide, in heights of the line, is what a line begins with and cannot be parted: figures, Latin words, marks behind them.
    /// </summary>
    public static double Unbreakable(string line)
    {
        var width = 0.0;
        foreach (var c in line.AsSpan().TrimStart())
        {
            if (c is ' ' || (InlineText.IsWide(c) && !char.IsPunctuation(c)))
            {
                break;
            }

            width += InlineText.IsWide(c) ? 1 : 0.6;
        }

        return Math.Min(width, 12);
    }

    private static HashSet<string> RunningLines(List<TextPage> pages)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            var inMargins = page.Lines.Where(l => l.Table is null && IsInMargin(l, page));
            foreach (var key in inMargins.Select(l => Key(l.Text)).Distinct(StringComparer.Ordinal))
            {
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        return [.. counts.Where(c => c.Value >= RunsOnPages && c.Value * 3 >= pages.Count).Select(c => c.Key)];
    }

    private static bool IsFurniture(PageLine line, TextPage page, HashSet<string> running) =>
        line.Table is null && (string.IsNullOrWhiteSpace(line.Text)
            || (IsInMargin(line, page) && (running.Contains(Key(line.Text)) || PageNumber().IsMatch(line.Text.Trim()))));

    private static bool IsInMargin(PageLine line, TextPage page) =>
        line.Bottom < page.Height * Margin || line.Top > page.Height * (1 - Margin);

    /// <summary>Running heads differ in their page number only.</summary>
    private static string Key(string text) => Number().Replace(string.Concat(text.Where(c => !char.IsWhiteSpace(c))), "#");

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:[-–—－·•\s]*\d{1,4}[-–—－·•\s]*|第\s*\d+\s*页(?:\s*[，,/共]?\s*共?\s*\d+\s*页)?|\d+\s*/\s*\d+|[Pp]age\s*\d+.*)$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PageNumber();

    [GeneratedRegex(
        @"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条编]|\d{1,2}[.．、](?!\d)|[a-zA-Z][.)]\s|[①-⑳•●■◆·]\s?)",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberedStart();

    /// <summary>The text block of a page.</summary>
    /// <param name="Left">Where lines begin that are not indented.</param>
    /// <param name="Right">Where full lines end.</param>
    /// <param name="Leading">Usual gap between two lines.</param>
    /// <param name="Slack">What a full line may lack at its right, in heights of the line.</param>
    private readonly record struct Column(double Left, double Right, double Leading, double Slack)
    {
        /// <summary>Set text ends most of its lines at one place, within this many heights of the line.</summary>
        private const double SetSlack = 1.8;

        /// <summary>Share of lines that end together from which on the text is set, not ragged or a mere list.</summary>
        private const double SetShare = 0.3;

        private const double RaggedSlack = 8;

        public static Column Of(List<PageLine> lines, double pageWidth)
        {
            var lefts = lines.Select(l => l.Left).Order().ToList();
            var rights = lines.Select(l => l.Right).Order().ToList();
            var gaps = lines.Zip(lines.Skip(1), (a, b) => b.Top - a.Bottom).Where(g => g > 0).Order().ToList();
            var left = lefts[lefts.Count / 10];
            var right = rights[rights.Count * 9 / 10];
            var leading = gaps.Count == 0 ? 0 : gaps[gaps.Count / 2];
            var size = lines.Select(l => l.Height).Order().ElementAt(lines.Count / 2);
            var full = rights.Count(r => r >= right - (SetSlack * size));

            // Where lines do not end together, the margins of a page are taken to be alike.
            return full >= SetShare * lines.Count
                ? new Column(left, right, leading, SetSlack)
                : new Column(left, Math.Max(right, pageWidth - left), leading, RaggedSlack);
        }
    }
}
