using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using KnowledgeBase.Export.Drafts;
using KnowledgeBase.Retrieval.Drafts;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace KnowledgeBase.Export.Tests;

public class MarkedDraftTests
{
    private const string Draft = "关于作风的汇报\n\n增强“二个维护”的自觉，打铁还需自身硬。\n全文\u0001到此。";

    [Fact]
    public void In_Word_every_finding_is_a_comment_on_exactly_its_words_and_the_draft_stands_as_it_was()
    {
        using var word = Word(Finding(DraftFindingKind.NearMiss, "二个维护", "两个维护"), Finding(DraftFindingKind.Superseded, "打铁还需自身硬", "打铁必须自身硬"));

        Assert.Empty(new OpenXmlValidator().Validate(word).Select(e => e.Description));
        var body = word.MainDocumentPart!.Document!.Body!;
        Assert.Equal(
            ["关于作风的汇报", "", "增强“二个维护”的自觉，打铁还需自身硬。", "全文到此。"],
            body.Elements<Paragraph>().Select(p => string.Concat(p.Descendants<WordText>().Select(t => t.Text))));
        Assert.Equal(["二个维护", "打铁还需自身硬"], body.Descendants<CommentRangeStart>().Select(Commented));
        Assert.Equal(
            ["【有出入】请核对。建议：两个维护", "【已更新】请核对。建议：打铁必须自身硬"],
            word.MainDocumentPart.WordprocessingCommentsPart!.Comments!.Elements<Comment>().Select(c => c.InnerText));
    }

    [Fact]
    public void A_finding_may_go_over_several_lines_and_what_matches_is_no_remark()
    {
        using var word = Word(Finding(DraftFindingKind.Verbatim, "的汇报\n\n增强", null), Finding(DraftFindingKind.Matching, "作风", null));

        Assert.Empty(new OpenXmlValidator().Validate(word).Select(e => e.Description));
        var body = word.MainDocumentPart!.Document!.Body!;
        Assert.Single(body.Descendants<CommentRangeStart>());
        Assert.Single(body.Descendants<CommentRangeEnd>());
        Assert.Single(body.Descendants<CommentReference>());
    }

    [Fact]
    public void A_draft_without_findings_has_no_comments()
    {
        using var word = Word();

        Assert.Empty(new OpenXmlValidator().Validate(word).Select(e => e.Description));
        Assert.Null(word.MainDocumentPart!.WordprocessingCommentsPart);
    }

    [Fact]
    public void In_Markdown_remarks_are_footnotes()
    {
        var draft = new MarkedDraft(Draft, [Finding(DraftFindingKind.NearMiss, "二个维护", "两个维护")], _ => null);
        using var output = new MemoryStream();

        draft.Write(ExportFormat.Markdown, output);

        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.Contains("增强“二个维护[^1]”的自觉", text, StringComparison.Ordinal);
        Assert.EndsWith("[^1]: 【有出入】请核对。 建议：两个维护\n", text, StringComparison.Ordinal);
    }

    private static DraftFinding Finding(DraftFindingKind kind, string words, string? expected)
    {
        var start = Draft.IndexOf(words, StringComparison.Ordinal);
        return new DraftFinding { Kind = kind, Start = start, End = start + words.Length, Text = words, Message = "请核对。", Expected = expected };
    }

    private static WordprocessingDocument Word(params DraftFinding[] findings)
    {
        var output = new MemoryStream();
        new MarkedDraft(Draft, findings, _ => null).Write(ExportFormat.Word, output);
        return WordprocessingDocument.Open(output, isEditable: false);
    }

    private static string Commented(CommentRangeStart start) => string.Concat(
        start.ElementsAfter()
            .TakeWhile(e => e is not CommentRangeEnd end || end.Id != start.Id)
            .SelectMany(e => e.Descendants<WordText>())
            .Select(t => t.Text));
}
