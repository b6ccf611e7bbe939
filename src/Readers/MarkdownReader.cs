using System.Globalization;
using System.Text;
using KnowledgeBase.Materials;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeBase.Readers;

/// <summary>
/// Markdown: the text that a reader of the page would see, with headings marked, and its YAML front matter. Two habits of Chinese writers
/// go before the letter of CommonMark: lines indented by four spaces are paragraphs, not code; and asterisks are read as
/// <see cref="Asterisks"/> says.
/// </summary>
internal static class MarkdownReader
{
    /// <summary>Markdown.</summary>
    public static FileFormat Format { get; } = new("Markdown", ".md", ".markdown")
    {
        ReadOne = file => Read(file.Bytes, file.Budget),
        OrdinaryBytes = _ => FileFormats.OrdinaryMarkup,
    };

    /// <summary>Columns from which on a line in a paragraph counts as wrapped by an editor; a Chinese character takes two.</summary>
    private const int WrappedFrom = 60;

    private static readonly MarkdownPipeline Pipeline = Build();

    public static RawMaterial Read(ReadOnlySpan<byte> content, ReadBudget budget)
    {
        budget.CheckTextBytes(content.Length);
        var decoded = TextDecoder.Decode(content);
        budget.CheckTextLength(decoded.Text.Length);
        var warnings = new List<string>(decoded.Warnings);
        var (frontMatter, body) = SplitFrontMatter(decoded.Text, budget, warnings);
        var text = new RawTextBuilder(budget);
        warnings.ForEach(text.Warn);
        if (MarkdownShape.WhyPlain(body) is { } why)
        {
            return Plain(why);
        }

        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(body, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's own limit on nesting. What is nested like that is no Markdown that anyone wrote.
            return Plain("It is nested too deeply to be Markdown and was read as plain text.");
        }

        budget.Cancellation.ThrowIfCancellationRequested();
        var titleBlock = document.OfType<HeadingBlock>().FirstOrDefault();
        var onlyTitle = titleBlock is { Level: 1 } && document.Descendants<HeadingBlock>().Count(h => h.Level == 1) == 1
            ? titleBlock
            : null;
        Hold(document, text, budget);
        new Writer(text, onlyTitle, budget).Write(document);
        return text.Build(frontMatter);

        RawMaterial Plain(string why)
        {
            text.Warn(why);
            text.Hold(body);
            text.Line(body);
            return text.Build(frontMatter);
        }
    }

    /// <summary>
    /// Counts the words of a page without regard to what becomes of them. Asterisks are not counted: which of them mark and which are words
    /// is decided when the lines are written.
    /// </summary>
    private static void Hold(MarkdownDocument document, RawTextBuilder text, ReadBudget budget)
    {
        foreach (var part in document.Descendants())
        {
            switch (part)
            {
                case LiteralInline literal:
                    text.Hold(WithoutAsterisks(literal.Content.ToString()));
                    break;
                case CodeInline code:
                    text.Hold(WithoutAsterisks(code.Content));
                    break;
                case AutolinkInline link:
                    text.Hold(WithoutAsterisks(link.Url));
                    break;
                case HtmlEntityInline entity:
                    text.Hold(WithoutAsterisks(entity.Transcoded.ToString()));
                    break;
                case HtmlBlock html:
                    text.Hold(HtmlReader.PlainText(html.Lines.ToString(), budget));
                    break;
                case CodeBlock code:
                    text.Hold(code.Lines.ToString());
                    break;
            }
        }
    }

    private static string WithoutAsterisks(string words) => words.Replace("*", "", StringComparison.Ordinal);

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseGridTables().UseFootnotes();
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        builder.InlineParsers.FindExact<EmphasisInlineParser>()!.EmphasisDescriptors.RemoveAll(d => d.Character == '*');
        return builder.Build();
    }

    private static (FrontMatter FrontMatter, string Body) SplitFrontMatter(string text, ReadBudget budget, List<string> warnings)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal) && !text.StartsWith("--- \n", StringComparison.Ordinal))
        {
            return (FrontMatter.None, text);
        }

        var start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        for (var at = start; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            if (text.AsSpan(at, end - at).TrimEnd() is "---" or "...")
            {
                return (FrontMatterReader.ReadYaml(text[start..at], warnings), text[Math.Min(end + 1, text.Length)..]);
            }

            if (end - start > budget.Limits.MaxFrontMatterLength)
            {
                warnings.Add(
                    $"Front matter is longer than {budget.Limits.MaxFrontMatterLength:N0} characters, or not closed by ---, "
                    + "and was read as text.");
                return (Unread(text[start..end]), text);
            }

            at = end + 1;
        }

        warnings.Add("Front matter is opened by --- but never closed, and was read as text.");
        var blank = text.IndexOf("\n\n", start - 1, StringComparison.Ordinal);
        return (Unread(text[start..(blank < start ? text.Length : blank)]), text);

        // What was to keep a material from readers must not be lost with the rest.
        static FrontMatter Unread(string lines) =>
            FrontMatterReader.SpeaksOfAccess(lines) ? FrontMatter.None with { Access = "" } : FrontMatter.None;
    }

    private sealed class Writer(RawTextBuilder text, HeadingBlock? title, ReadBudget budget)
    {
        private readonly List<FootnoteGroup> _footnotes = [];

        public void Write(ContainerBlock container)
        {
            Blocks(container, "");
            foreach (var group in _footnotes)
            {
                foreach (var note in group.OfType<Footnote>())
                {
                    var words = string.Join(' ', note.Descendants<LeafBlock>().Select(Words));
                    var mark = string.Create(CultureInfo.InvariantCulture, $"注{note.Order}：");
                    text.Supply(mark);
                    text.Line(mark + InlineText.OneLine(words), HintKind.Footnote);
                }
            }
        }

        private void Blocks(ContainerBlock container, string marker)
        {
            foreach (var block in container)
            {
                Block(block, marker);
                marker = "";
            }
        }

        private void Block(Block block, string marker)
        {
            budget.Cancellation.ThrowIfCancellationRequested();
            switch (block)
            {
                case HeadingBlock heading:
                    text.Line(
                        InlineText.OneLine(Inlines(heading.Inline)),
                        ReferenceEquals(heading, title) ? HintKind.Title : HintKind.Heading,
                        ReferenceEquals(heading, title) ? 0 : heading.Level);
                    break;
                case FootnoteGroup notes:
                    _footnotes.Add(notes);
                    break;
                case Table table:
                    text.Table(table.OfType<TableRow>().Select(r => (IReadOnlyList<string>)[.. r.OfType<TableCell>().Select(Cell)]));
                    break;
                case ListBlock list:
                    List(list);
                    break;
                case HtmlBlock html:
                    text.Supply(marker);
                    text.Line(marker + HtmlReader.PlainText(html.Lines.ToString(), budget));
                    break;
                case CodeBlock code:
                    text.Supply(marker);
                    text.Line(marker + code.Lines);
                    break;
                case ThematicBreakBlock or LinkReferenceDefinitionGroup:
                    break;
                case ContainerBlock inner:
                    Blocks(inner, marker);
                    break;
                case LeafBlock leaf:
                    text.Supply(marker);
                    text.Line(marker + Inlines(leaf.Inline));
                    break;
            }
        }

        private void List(ListBlock list)
        {
            foreach (var item in list.OfType<ListItemBlock>())
            {
                Blocks(item, list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{item.Order}{list.OrderedDelimiter} ") : "");
            }
        }

        private string Cell(TableCell cell) => string.Join(' ', cell.Descendants<LeafBlock>().Select(Words));

        private string Words(LeafBlock block) => block switch
        {
            HtmlBlock html => HtmlReader.PlainText(html.Lines.ToString(), budget),
            CodeBlock code => code.Lines.ToString(),
            _ => Inlines(block.Inline),
        };

        private string Inlines(ContainerInline? container)
        {
            var words = new StringBuilder();
            if (container is not null)
            {
                Append(container, words);
            }

            var resolved = Asterisks.Resolve(words.ToString());
            text.Supply(string.Concat(resolved.Where(c => c == '*')));
            return resolved;
        }

        /// <summary>Recursion is bounded by Markdig's limit on nesting.</summary>
        private void Append(ContainerInline container, StringBuilder words)
        {
            foreach (var inline in container)
            {
                switch (inline)
                {
                    case LiteralInline literal:
                        words.Append(literal.IsFirstCharacterEscaped && literal.Content.CurrentChar == '*' ? Asterisks.Protected : "");
                        words.Append(
                            literal.Content.AsSpan()[(literal.IsFirstCharacterEscaped && literal.Content.CurrentChar == '*' ? 1 : 0)..]);
                        break;
                    case CodeInline code:
                        words.Append(code.Content.Replace("*", Asterisks.Protected, StringComparison.Ordinal));
                        break;
                    case AutolinkInline link:
                        words.Append(link.Url);
                        break;
                    case HtmlEntityInline entity:
                        words.Append(entity.Transcoded.AsSpan());
                        break;
                    case HtmlInline html:
                        words.Append(html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? "\n" : "");
                        break;
                    case LineBreakInline lineBreak:
                        Break(lineBreak, words);
                        break;
                    case LinkInline { IsImage: true } picture:
                        text.LeaveOut(
                            LeftOutKind.Substitute,
                            WithoutAsterisks(string.Concat(picture.Descendants<LiteralInline>().Select(l => l.Content.ToString()))));
                        break;
                    case FootnoteLink:
                        break;
                    case ContainerInline inner:
                        Append(inner, words);
                        break;
                }
            }
        }

        /// <summary>A line break in the source is one in the text, unless the line before looks wrapped by an editor.</summary>
        private static void Break(LineBreakInline lineBreak, StringBuilder words)
        {
            var column = 0;
            for (var i = words.Length - 1; i >= 0 && words[i] != '\n' && column < WrappedFrom; i--)
            {
                column += InlineText.IsWide(words[i]) ? 2 : 1;
            }

            var endsSentence = words.Length > 0 && "。！？；：…”」』）》.!?;:".Contains(words[^1], StringComparison.Ordinal);
            if (lineBreak.IsHard || endsSentence || column < WrappedFrom)
            {
                words.Append('\n');
                return;
            }

            if (words.Length > 0 && !InlineText.IsWide(words[^1]))
            {
                words.Append(' ');
            }
        }
    }
}
