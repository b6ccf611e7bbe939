using System.Text.Json;
using KnowledgeBase.Export.Clips;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Clips;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Tests;

public sealed class ClipExportTests
{
    [Fact]
    public void Every_clip_is_followed_by_its_citation_and_what_was_not_there_stands_in_the_last_line()
    {
        var export = new ClipExport(new ClipList([Samples.Clip("甲。"), Samples.Clip("乙。", title: "要点")], ["x#p1", "y"]));

        Assert.Equal(
            "# 材料摘录（2则）\n\n## （一）建强组织\n\n甲。\n\n> 云溪县委《工作总结》（2023年6月30日）\n\n"
            + "## （一）建强组织\n\n乙。\n\n> 云溪县委《要点》（2023年6月30日）\n\n库中没有、未收录的编号：x\\#p1、y\n",
            export.WrittenText(ExportFormat.Markdown));
        var csv = export.WrittenText(ExportFormat.Csv).Split("\r\n");
        Assert.Equal(["a.md#p0", "a.md#p0", "库中没有、未收录的编号：x#p1、y", ""], csv[1..].Select(l => l.Split(',')[0]));
        var json = JsonDocument.Parse(export.WrittenText(ExportFormat.Json)).RootElement;
        Assert.Equal(["甲。", "乙。"], json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("text").GetString()));
        Assert.Equal(["x#p1", "y"], json.GetProperty("unknown").EnumerateArray().Select(i => i.GetString()));
    }

    [Fact]
    public void A_whole_material_keeps_its_outline_and_every_line_of_its_text_once()
    {
        const string text = "工作总结\n\n一、做法\n建强组织。定期开会，一抓到底。\n二、成效。\n很好。";
        var clip = Samples.Clip(text, ClipKind.Material) with
        {
            Id = "a.md",
            TitleSpan = new TextSpan(0, 4),
            Headings =
            [
                Heading("做法", HeadingKind.Numbered, "一、"), Heading("建强组织", HeadingKind.RunIn, ""), Heading("成效", HeadingKind.Numbered, "二、"),
            ],
        };

        Assert.Equal(
            "# 工作总结\n\n## 一、做法\n\n建强组织。定期开会，一抓到底。\n\n## 二、成效。\n\n很好。\n\n> 云溪县委《工作总结》（2023年6月30日）\n",
            new ClipExport(new ClipList([clip], [])).WrittenText(ExportFormat.Markdown));
        Assert.Contains(
            "\n## 工作总结\n\n### 一、做法\n",
            new ClipExport(new ClipList([clip, clip], [])).WrittenText(ExportFormat.Markdown),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "# 材料摘录（1则）\n\n## 学习\n\n### 工作总结\n\n#### 一、做法\n",
            new ClipExport(new ClipList([clip with { Group = "学习" }], [])).WrittenText(ExportFormat.Markdown),
            StringComparison.Ordinal);

        static Heading Heading(string words, HeadingKind kind, string marker)
        {
            var start = text.IndexOf(words, StringComparison.Ordinal);
            return new(1, kind, words, start, start + words.Length, marker) { MarkerStart = start - marker.Length };
        }
    }

    [Fact]
    public void A_practice_shows_its_figures_and_what_it_was_praised_for()
    {
        var clip = Samples.Clip("县委推行“红色管家”。", ClipKind.Practice) with
        {
            Practice = new Practice
            {
                Name = "红色管家",
                Act = "县委推行“红色管家”。",
                ActSpan = new TextSpan(0, 10),
                Results = [new PracticeResult("办结1251件", 1251, "件", "办结", 0, 0)],
                Recognitions = [new Recognition("获评全省先进", 0, 0)],
                Themes = [],
            },
        };

        Assert.Contains(
            "## 红色管家\n\n县委推行“红色管家”。\n\n成效：办结1251件。\n\n荣誉与认可：获评全省先进。\n\n> ",
            new ClipExport(new ClipList([clip], [])).WrittenText(ExportFormat.Markdown),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_clips_give_the_same_bytes_in_every_format()
    {
        Assert.All(ExportFormat.All, format =>
        {
            var bytes = new ClipExport(new ClipList([Samples.Clip("甲。")], [])).Written(format);
            Assert.NotEmpty(bytes);
            Assert.Equal(bytes, new ClipExport(new ClipList([Samples.Clip("甲。")], [])).Written(format));
        });
    }

    [Theory]
    [InlineData("docx", true)]
    [InlineData("md", true)]
    [InlineData("DOCX", false)]
    [InlineData("pdf", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_format_has_one_name(string? name, bool isKnown) => Assert.Equal(isKnown, ExportFormat.Find(name) is not null);
}
