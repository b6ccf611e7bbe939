using System.Text;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Clips;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Export.Tests;

/// <summary>Things to be taken away, made without a library.</summary>
internal static class Samples
{
    /// <summary>What a material may hold that means something to a format: markup of all kinds, formulas.</summary>
    public static TheoryData<string> HostileTexts { get; } =
    [
        "<script>alert(1)</script>", "<!-- a --> <b>b</b> &amp; &#60;i&#62;", "]]>", "# 一级", "1. 一", "12) 二", "- 三", "+ 四", "* 五", "> 六",
        "---", "===", "***", "```", "~~~", "    缩进", "| a | b |", "a | b", "[x](javascript:alert(1))", "![x](y)", "[x]: y", "`a`", "**粗**", "__粗__",
        "~~删~~", "$x$", "^上^", @"\", @"\\<b>", "a\\", "=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "a,\"b\",c", "\"", "逗,号", "𠮷野家", ": 定义", "<https://a.example>",
        "&lt;", "a  b", "　全角空格开头",
    ];

    public static TextDocument Document(params TextBlock[] blocks) => new("题目", blocks);

    public static Clip Clip(string text, ClipKind kind = ClipKind.Passage, string title = "工作总结") => new()
    {
        Id = "a.md#p0",
        Kind = kind,
        Citation = Citation.Of("云溪县委", title, new DateOnly(2023, 6, 30), null, null),
        Material = new MaterialLine("a.md", title, "a.md", new DateOnly(2023, 6, 30), 2023, "云溪县委", Source: null),
        HeadingPath = kind == ClipKind.Material ? [] : ["一、主要做法", "（一）建强组织"],
        Text = text,
        Start = 0,
        Headings = kind == ClipKind.Material ? [] : null,
    };

    public static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    public static byte[] Written(this Exportable what, ExportFormat format) => Written(stream => what.Write(format, stream));

    public static string WrittenText(this Exportable what, ExportFormat format) => Encoding.UTF8.GetString(what.Written(format));
}
