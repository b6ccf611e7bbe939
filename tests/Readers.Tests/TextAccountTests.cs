using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Tests;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Delivered and left out are all that a file holds, whatever its format.</summary>
public sealed class TextAccountTests
{
    public static TheoryData<string, byte[]> Files() => new()
    {
        { "a.txt", Utf8("柏树乡的院坝会\r\n　　把答复写进台账。\n") },
        { "a.md", Utf8("---\ntitle: 院坝会\n---\n# 院坝会\n\n**县**里*的*做法[^1]，见[台账](http://x)和`代码*`、<b>粗</b>、&amp;、\\*号。\n\n1. 先听\n   - 后答\n2) 再办\n\n| 村 | 场 |\n|--|--|\n| 陈家湾 | **3** |\n\n```c\nint *a;\n```\n\n<div>页<br>中</div>\n\n> 引文 ![图名](a.png)\n\n[^1]: 注里的话。\n\n    - 还有一行\n") },
        { "a.html", Utf8("<html><body><nav><a href=1>首页</a><a href=2>栏目</a></nav><h1>田埂上的会议</h1><p>把答复写进台账，逐条销号。</p></body></html>") },
        { "a.docx", Docx(P("把答复写进台账。") + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗文</w:t></w:r></w:p>") },
        { "a.eml", Utf8("From: a@example.invalid\r\nSubject: x\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n请看网页。\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>把答复写进台账。</p>\r\n--b--\r\n") },
        { "a.zip", Zip(("一.txt", Utf8("一场院坝会。")), ("二.md", Utf8("# 题\n\n1. 一项"))) },
        { "a.ofd", Zip(
            ("OFD.xml", Utf8("<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>")),
            ("D.xml", Utf8("<Document><Pages><Page BaseLoc=\"C.xml\"/></Pages></Document>")),
            ("C.xml", Utf8("<Page><TextObject Boundary=\"20 40 60 5\"><TextCode>把答复写进台账。</TextCode></TextObject></Page>"))) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Delivered_and_left_out_are_all_that_the_file_holds(string name, byte[] content)
    {
        var read = new MaterialReader().Read(content, name);
        Assert.Empty(read.Refusals);
        Assert.NotEmpty(read.Materials);
        foreach (var (_, material) in read.Materials)
        {
            var account = material.Account!;
            Assert.Equal(TextAccount.Count(material.Text), account.Delivered);
            Assert.Equal(account.Held + account.Added, account.Delivered + account.LeftOut.Sum(l => l.Characters));
            Assert.InRange(account.Held, 1, int.MaxValue);
        }
    }

    [Fact]
    public void Fields_without_a_meaning_are_left_out_by_name()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.jsonl", "{\"id\":\"1\",\"title\":\"题\",\"text\":\"把答复写进台账。\",\"remark\":\"另存一份\",\"score\":3}\n");
        folder.Write("a.tsv", "编号\t标题\t正文\t备注\n1\t题\t把答复写进台账。\t另存一份\n2\t题\t又一条。\t\n");
        var json = Assert.Single(MaterialLines.Read(folder.At("a.jsonl"))).Material!;
        Assert.Equal(["remark: 另存一份", "score: 3"], json.Account!.LeftOut.Select(l => l.Text));
        Assert.Equal(0, json.Account.Missing);
        var rows = MaterialLines.Read(folder.At("a.tsv")).Select(r => r.Material!.Account!).ToList();
        Assert.Equal(["备注: 另存一份"], rows[0].LeftOut.Select(l => l.Text));
        Assert.Empty(rows[1].LeftOut);
        Assert.All(rows, r => Assert.Equal(0, r.Missing));
    }

    [Fact]
    public void Markdown_put_together_at_random_has_a_whole_account()
    {
        string[] pieces =
        [
            "# 题\n\n", "段落**重**点*斜*\\*。", "\n\n", "\n", "1. 甲\n", "- 乙\n", "> 引\n", "`码*`", "| 一 | 二 |\n|--|--|\n| 三 | *四* |\n", "```\n代码 * \n```\n", "[^1]", "\n[^1]: 注\n",
            "![图](x)", "[链](y)", "<b>标</b>", "<div>块</div>\n", "&lt;", "**县*", "<http://a.b>", "    缩进\n", "---\n", "***\n", "[定]: http://c\n", "字\u3000字  \n", "+-+\n|格|\n+-+\n",
        ];
        var random = new Random(42);
        for (var i = 0; i < 3000; i++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var (_, material) in new MaterialReader().Read(Encoding.UTF8.GetBytes(source), "a.md").Materials)
            {
                Assert.True(material.Account!.Missing == 0, $"{material.Account.Missing} missing of: {source}");
            }
        }
    }
}
