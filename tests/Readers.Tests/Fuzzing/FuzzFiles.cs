using System.Text;
using KnowledgeBase.Readers.Tests.Differential;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests.Fuzzing;

/// <summary>Healthy files of every format that is read without a helper program, by a seed.</summary>
internal static class FuzzFiles
{
    /// <summary>Their extensions.</summary>
    public static IReadOnlyList<string> Formats { get; } =
        [".txt", ".md", ".html", ".docx", ".ofd", ".pdf", ".eml", ".mht", ".zip", ".jsonl", ".tsv"];

    /// <summary>A healthy file of a format.</summary>
    public static byte[] Make(string format, int seed)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = new MadeText(seed);
        return format switch
        {
            ".txt" => Encoding.GetEncoding(text.Of(["utf-8", "utf-16", "gb18030", "big5"])).GetBytes(Lines(text, "\r\n")),
            ".md" => Utf8($"---\ntitle: {text.Title()}\ndate: 2023-05-01\n---\n# {text.Title()}\n\n{text.Paragraph()}[^1]\n\n| 支部 | 人数 |\n|--|--|\n| {text.Unit()} | 3 |\n\n- {text.Sentence()}\n  1. {text.Sentence()}\n\n> {text.Sentence()}\n\n[^1]: {text.Sentence()}\n"),
            ".html" => Utf8(MadeHtml.Make(text)),
            ".docx" => MadeWord.Make(text),
            ".ofd" => Ofd(text),
            ".pdf" => MadePages.Make(text).Pdf,
            ".eml" => MadeMail.Make(text),
            ".mht" => Utf8($"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"; type=\"text/html\"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{MadeHtml.Make(text)}\r\n--x--\r\n"),
            ".zip" => Zip(("甲/一.txt", Utf8(Lines(text, "\n"))), ("二.html", Utf8(MadeHtml.Make(text))), ("三.docx", MadeWord.Make(text)), ("四.zip", Zip(("五.eml", MadeMail.Make(text))))),
            ".jsonl" => Utf8(string.Concat(Enumerable.Range(0, 5).Select(i => $"{{\"id\":\"m{i}\",\"title\":\"{text.Title()}\",\"text\":\"{text.Paragraph()}\\n{text.Paragraph()}\",\"year\":2023}}\n"))),
            ".tsv" => Utf8("编号\t标题\t正文\n" + string.Concat(Enumerable.Range(0, 5).Select(i => $"{i}\t{text.Title()}\t\"{text.Paragraph()}\n{text.Sentence()}\"\n"))),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
    }

    private static string Lines(MadeText text, string end) =>
        string.Join(end, Enumerable.Range(0, 6).Select(_ => text.Paragraph()).Prepend(text.Title()));

    private static byte[] Ofd(MadeText text)
    {
        var lines = Enumerable.Range(0, 12).Select(i => $"<ofd:TextObject ID=\"{i}\" Boundary=\"20 {20 + (i * 8)} 170 5\" Size=\"4\"><ofd:TextCode X=\"0\" Y=\"4\">{text.Sentence()}</ofd:TextCode></ofd:TextObject>");
        const string Names = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
        return Zip(
            ("OFD.xml", Utf8($"<ofd:OFD {Names}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")),
            ("Doc_0/Document.xml", Utf8($"<ofd:Document {Names}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>")),
            ("Doc_0/Pages/Page_0/Content.xml", Utf8($"<ofd:Page {Names}><ofd:Content><ofd:Layer>{string.Concat(lines)}</ofd:Layer></ofd:Content></ofd:Page>")));
    }
}
