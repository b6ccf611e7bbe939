using System.Text;
using KnowledgeBase.Export.Documents;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using HeadingBlock = KnowledgeBase.Export.Documents.HeadingBlock;
using ListBlock = KnowledgeBase.Export.Documents.ListBlock;
using ParagraphBlock = KnowledgeBase.Export.Documents.ParagraphBlock;

namespace KnowledgeBase.Export.Tests;

public sealed class MarkdownFileTests
{
    private static readonly MarkdownPipeline Everything = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    [Fact]
    public void Blocks_come_in_their_order_the_title_above_all()
    {
        var text = Text(Samples.Document(
            new HeadingBlock(1, "一、背景"),
            new ParagraphBlock("第一段。\n第二段。"),
            new CitationBlock("云溪县委《题目》（2023年）"),
            new ListBlock(["甲", "乙"]),
            new TableBlock(["列一", "列二"], [["1", "2"]]),
            new HeadingBlock(9, "很深")));

        Assert.Equal(
            "# 题目\n\n## 一、背景\n\n第一段。\n\n第二段。\n\n> 云溪县委《题目》（2023年）\n\n1. 甲\n2. 乙\n\n"
            + "| 列一 | 列二 |\n| --- | --- |\n| 1 | 2 |\n\n###### 很深\n",
            text);
    }

    [Theory]
    [MemberData(nameof(Samples.HostileTexts), MemberType = typeof(Samples))]
    public void Texts_come_out_as_they_went_in_and_nothing_of_them_is_markup(string text)
    {
        var document = Markdown.Parse(
            Text(new TextDocument(
                text,
                [
                    new HeadingBlock(1, text), new ParagraphBlock(text), new CitationBlock(text), new ListBlock([text]),
                    new TableBlock([text], [[text]]),
                ])),
            Everything);

        Assert.Equal(
            [typeof(HeadingBlock), typeof(HeadingBlock), typeof(ParagraphBlock), typeof(QuoteBlock), typeof(ListBlock), typeof(Table)],
            document.Select(b => b switch
            {
                Markdig.Syntax.HeadingBlock => typeof(HeadingBlock),
                Markdig.Syntax.ParagraphBlock => typeof(ParagraphBlock),
                Markdig.Syntax.ListBlock => typeof(ListBlock),
                _ => b.GetType(),
            }));
        Assert.Equal(7, document.Descendants<LeafBlock>().Count());
        Assert.All(document.Descendants<LeafBlock>(), leaf => Assert.Equal(text.Trim(), TextOf(leaf)));
        Assert.DoesNotContain(
            document.Descendants(), d => d is HtmlBlock or HtmlInline or EmphasisInline or CodeInline or LinkInline { Url: not null });
    }

    [Fact]
    public void Rows_have_a_cell_for_every_column_whatever_stands_in_them()
    {
        var document = Markdown.Parse(
            Text(Samples.Document(new TableBlock(["a|b", "c\nd"], [["|", @"\"], ["", "x\r\ny"]]))), Everything);

        var table = Assert.Single(document.OfType<Table>());
        Assert.Equal(["a|b", "c d", "|", @"\", "", "x y"], table.OfType<TableRow>().SelectMany(r => r.OfType<TableCell>()).Select(c =>
            c.Descendants<LeafBlock>().FirstOrDefault() is { } leaf ? TextOf(leaf) : ""));
    }

    private static string TextOf(LeafBlock leaf) => string.Concat((leaf.Inline ?? []).Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => "",
    }));

    private static string Text(TextDocument document) =>
        Encoding.UTF8.GetString(Samples.Written(s => MarkdownFile.Write(document, s, CancellationToken.None)));
}
