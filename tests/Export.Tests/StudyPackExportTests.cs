using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using KnowledgeBase.Export.StudyPacks;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.StudyPacks;

namespace KnowledgeBase.Export.Tests;

public sealed class StudyPackExportTests
{
    private static readonly StudyPackExport Whole = new(new StudyPack
    {
        Title = "“基层治理”学习包",
        Query = "基层治理",
        Minutes = 60,
        ReadingMinutes = 1.5,
        Policy = [Piece("一、总体要求", "推行网格化。")],
        Speeches = [],
        Cases = [Piece("红色管家", "办结1251件。")],
        Questions = ["怎样落实？", "差在哪里？", "谁来抓？"],
        Notes = ["库中没有与“基层治理”有关的讲话。"],
    });

    [Fact]
    public void Parts_that_are_there_are_numbered_in_their_order_the_questions_last()
    {
        Assert.Equal(
            "# “基层治理”学习包\n\n阅读约需1.5分钟（安排60分钟）。\n\n库中没有与“基层治理”有关的讲话。\n\n"
            + "## 一、政策要求\n\n### 一、总体要求\n\n选取理由：讲到了。（约0.5分钟）\n\n推行网格化。\n\n> 云溪县委《意见》（2023年）\n\n"
            + "## 二、案例做法\n\n### 红色管家\n\n选取理由：讲到了。（约0.5分钟）\n\n办结1251件。\n\n> 云溪县委《意见》（2023年）\n\n"
            + "## 三、讨论题\n\n1. 怎样落实？\n2. 差在哪里？\n3. 谁来抓？\n",
            Whole.WrittenText(ExportFormat.Markdown));
    }

    [Fact]
    public void A_document_is_valid_and_navigable()
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(Whole.Written(ExportFormat.Word)), isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(word).Select(e => e.Description));
        Assert.Equal(3, word.MainDocumentPart!.Document.Body!.Elements<Paragraph>()
            .Count(p => p.ParagraphProperties?.ParagraphStyleId?.Val?.Value == "Heading1"));
    }

    [Fact]
    public void It_has_no_table_and_as_JSON_it_is_what_the_API_answers()
    {
        Assert.Throws<ArgumentException>(() => Whole.Write(ExportFormat.Csv, Stream.Null));
        var json = JsonDocument.Parse(Whole.WrittenText(ExportFormat.Json)).RootElement;
        Assert.Equal("passage", json.GetProperty("policy")[0].GetProperty("kind").GetString());
    }

    private static StudyPiece Piece(string head, string text) => new(
        "a.md#p0",
        ClipKind.Passage,
        head,
        Unit: null,
        text,
        "云溪县委《意见》（2023年）",
        new MaterialReference("a.md", "意见", false, "云溪县委《意见》（2023年）", null, null, 2023, null, null, "云溪县委", [], null),
        0.5,
        "讲到了。");
}
