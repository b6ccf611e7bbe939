using System.IO.Compression;
using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

public sealed class ContainerTests
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("gbk")!;

    [Fact]
    public void Every_file_of_an_archive_is_a_material_or_a_refusal()
    {
        var inner = Zip(("深处.txt", Utf8("深处的材料。")));
        var bytes = Zip(
            ("一/总结.txt", Utf8("年终总结。")),
            ("二.md", Utf8("# 题\n\n正文。")),
            ("三.xlsx", Utf8("不是表格")),
            ("空.txt", []),
            ("__MACOSX/x.txt", Utf8("垃圾")),
            ("~$锁.docx", Utf8("锁")),
            ("内.zip", inner));
        var result = new MaterialReader().Read(bytes, "a.zip");
        Assert.Equal(["一/总结.txt: 年终总结。", "二.md: 题\n正文。", "内.zip/深处.txt: 深处的材料。"], result.Materials.Select(m => $"{m.InnerName}: {m.Material.Text}"));
        Assert.Equal(["三.xlsx: Files of the format .xlsx are not read.", "空.txt: The file is empty."], result.Refusals.Select(r => $"{r.InnerName}: {r.Reason}"));
    }

    [Fact]
    public void A_folder_of_an_archive_says_who_may_read_what_lies_in_it_and_never_less_strictly_than_that_does()
    {
        var inner = Zip((".kbaccess", Utf8("公开")), ("里.txt", Utf8("再里面。")), ("组/.kbaccess", Utf8("纪委")), ("组/人.txt", Utf8("名单。")));
        var bytes = Zip(
            ("一.txt", Utf8("谁都能看。")),
            ("内/.kbaccess", Utf8("# 说明\n内部\n")),
            ("内/二.txt", Utf8("内部的。")),
            ("内/深/三.md", Utf8("---\naccess: 纪委、党委\n---\n更严的。")),
            ("内/深/四.md", Utf8("---\naccess: 公开\n---\n更松的。")),
            ("内/深/错.md", Utf8("---\naccess: 仅限 内部\n---\n写错的。")),
            ("内/坏.xlsx", Utf8("不是表格")),
            ("内/包.zip", inner),
            ("内部", Utf8("名字像而已。")),
            ("糊/.kbaccess", Utf8("仅限 内部")),
            ("糊/五.txt", Utf8("看不懂的级别。")),
            ("长/.kbaccess", Utf8("内部" + new string('\n', 5000))),
            ("长/六.txt", Utf8("太长的级别。")),
            ("组/.kbaccess", Utf8("纪委")),
            ("组/七.md", Utf8("---\naccess: 党委\n---\n没有共同的组。")));
        var result = new MaterialReader().Read(bytes, "a.zip");

        var levels = result.Materials.ToDictionary(m => m.InnerName, m => m.Material.FrontMatter.Access);
        Assert.Equal(
            [
                ("一.txt", null), ("内/二.txt", "internal"), ("内/深/三.md", "党委,纪委"), ("内/深/四.md", "internal"), ("内/深/错.md", "仅限 内部"),
                ("内/包.zip/里.txt", "internal"), ("内/包.zip/组/人.txt", "纪委"),
            ],
            levels.Take(7).Select(l => (l.Key, l.Value)));
        foreach (var unclear in new[] { "糊/五.txt", "长/六.txt", "组/七.md", "内/深/错.md" })
        {
            Assert.True(levels[unclear] is { } said && AccessLevel.Parse(said) is null, unclear);
        }

        using var content = new MemoryStream(bytes);
        using var reader = new GuardedReader(null);
        var refused = reader.Each(content, "a.zip").Where(i => i.Refusal is not null).ToDictionary(i => i.InnerName, i => i.Access);
        Assert.Equal("internal", refused["内/坏.xlsx"]);
        Assert.DoesNotContain(refused.Keys.Concat(levels.Keys), n => n.Contains(".kbaccess", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_in_GBK_are_read_and_names_that_climb_out_are_tamed()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Gbk))
        {
            foreach (var name in (string[])["组织部/述职报告.txt", "../../etc/passwd.txt", "/根.txt", "C:\\x\\..\\甲.txt", "组织部/述职报告.txt"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Utf8("内容。"));
            }
        }

        Assert.Equal(
            ["组织部/述职报告.txt", "etc/passwd.txt", "根.txt", "C:/x/甲.txt", "组织部/述职报告.txt (2)"],
            new MaterialReader().Read(stream.ToArray(), "a.zip").Materials.Select(m => m.InnerName));
    }

    [Fact]
    public void Zip_bombs_end_at_the_limit_and_spare_their_neighbours()
    {
        var bomb = Zip(("好.txt", Utf8("好材料。")), ("弹.txt", new byte[40 << 20]));
        var result = new MaterialReader().Read(bomb, "a.zip");
        Assert.Equal(["好.txt"], result.Materials.Select(m => m.InnerName));
        Assert.Contains("zip bomb", Assert.Single(result.Refusals).Reason, StringComparison.Ordinal);

        // Many entries, each of them modest.
        var many = new MaterialReader().Read(
            Zip([.. Enumerable.Range(0, 30).Select(i => ($"{i}.txt", Utf8(new string('文', 100_000))))]),
            "a.zip",
            new ReadLimits { MaxExpandedBytes = 1 << 20 });
        Assert.Equal(3, many.Materials.Count);
        Assert.All(many.Refusals, r => Assert.Contains("expands to more than 1 MiB", r.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Archives_in_archives_and_entries_are_limited()
    {
        var nested = Zip(("底.txt", Utf8("底。")));
        for (var i = 0; i < 6; i++)
        {
            nested = Zip(("层.zip", nested));
        }

        Assert.Equal("层.zip/层.zip/层.zip/层.zip: Containers are nested more than 4 deep in it.", new MaterialReader().Read(nested, "a.zip").Refusals.Select(r => $"{r.InnerName}: {r.Reason}").Single());
        var refused = Reading.Refused(
            Zip([.. Enumerable.Range(0, 20).Select(i => ($"{i}.txt", Utf8("文")))]), "a.zip", new ReadLimits { MaxEntries = 10 });
        Assert.Contains("more than 10 entries", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_central_directory_is_a_refusal()
    {
        var bytes = Zip(("一.txt", Utf8("内容。")));
        Assert.StartsWith("The archive is damaged or cut short", Reading.Refused(bytes[..^30], "a.zip"), StringComparison.Ordinal);
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var k = 0; k < 4; k++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            _ = new MaterialReader().Read(damaged, "a.zip");
        }
    }

    [Fact]
    public void A_message_gives_its_text_and_its_attachments()
    {
        static string Base64(byte[] bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);
        var subject = $"=?gb2312?B?{Convert.ToBase64String(Gbk.GetBytes("关于报送经验材料"))}?=\r\n =?gb2312?B?{Convert.ToBase64String(Gbk.GetBytes("的函"))}?=";
        var message = $"""
            From: a@example.invalid
            Subject: {subject}
            Date: Mon, 8 May 2023 09:30:00 +0800 (CST)
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="==b1"

            preamble
            --==b1
            Content-Type: multipart/alternative; boundary=b2

            --b2
            Content-Type: text/plain; charset=gb2312
            Content-Transfer-Encoding: base64

            {Base64(Gbk.GetBytes("请查收附件。\r\n谢谢。"))}
            --b2
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>=E8=AF=B7=E6=9F=A5=
            =E6=94=B6</p>
            --b2--
            --==b1
            Content-Type: application/octet-stream; name*=utf-8''%E6%9D%90%E6%96%99.txt
            Content-Disposition: attachment
            Content-Transfer-Encoding: base64

            {Base64(Utf8("附件里的材料。"))}
            --==b1
            Content-Type: image/png; name="logo.png"

            x
            --==b1--
            """.ReplaceLineEndings("\r\n");
        var result = new MaterialReader().Read(Encoding.Latin1.GetBytes(message), "来信.eml");
        Assert.Empty(result.Refusals);
        Assert.Equal(["正文: 请查收附件。\n谢谢。", "材料.txt: 附件里的材料。"], result.Materials.Select(m => $"{m.InnerName}: {m.Material.Text}"));
        Assert.Equal(new FrontMatter { Title = "关于报送经验材料的函", Date = new DateOnly(2023, 5, 8) }, result.Materials[0].Material.FrontMatter);
    }

    [Fact]
    public void A_page_saved_as_one_file_is_a_page()
    {
        var message = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
            + "<html><body><h1>=E6=A0=87=E9=A2=98=E5=9B=9B=E5=AD=97</h1><p>=E6=AD=A3=E6=96=87=E3=80=82</p></body></html>\n--x--\n";
        Assert.Equal("标题四字\n正文。", Reading.One(message, "网页.doc").Text);
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        Assert.Contains("no mail headers", Reading.Refused(Utf8("\n\n\n没有头"), "a.eml"), StringComparison.Ordinal);
        var nested = string.Concat(Enumerable.Range(0, 200).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        Assert.NotEmpty(new MaterialReader().Read(Utf8("From: x\n" + nested), "a.eml").Refusals);
        var random = new Random(11);
        var whole = Utf8("From: x\nSubject: =?utf-8?Q?=E6?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n你好\n--b\nContent-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\n\n!!!!\n--b--");
        for (var i = 0; i < 500; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = new MaterialReader().Read(damaged[..random.Next(1, damaged.Length)], "a.eml");
        }
    }

    [Fact]
    public void OFD_pages_are_read_in_order_with_pieces_of_lines_joined()
    {
        static byte[] Page(params (string Text, double X, double Y, double W)[] pieces) => Utf8(
            "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>"
            + string.Concat(pieces.Select(p => FormattableString.Invariant($"<ofd:TextObject Boundary=\"{p.X} {p.Y} {p.W} 5\"><ofd:TextCode X=\"0\" Y=\"4\">{p.Text}</ofd:TextCode></ofd:TextObject>")))
            + "</ofd:Layer></ofd:Content></ofd:Page>");
        var bytes = Zip(
            ("OFD.xml", Utf8("<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")),
            ("Doc_0/Document.xml", Utf8("<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/><ofd:Page ID=\"2\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages></ofd:Document>")),
            ("Doc_0/Pages/Page_1/Content.xml", Page(("把好事办到群众心坎上。", 25, 50, 70))),
            ("Doc_0/Pages/Page_0/Content.xml", Page(("关于做好结对帮扶工作的通知", 60, 60, 90), ("各支部要", 35, 80, 30), ("结合实际抓好落实，确保每一名党员都有联系户，", 65, 80.2, 120), ("— 1 —", 100, 280, 10))));
        Assert.Equal("关于做好结对帮扶工作的通知\n各支部要结合实际抓好落实，确保每一名党员都有联系户，把好事办到群众心坎上。", Reading.One(bytes, "a.ofd").Text);
    }
}
