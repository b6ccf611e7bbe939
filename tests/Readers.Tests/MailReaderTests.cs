using System.Text;
using KnowledgeBase.Materials;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

/// <summary>No part of a message gets lost, and none is read twice.</summary>
public sealed class MailReaderTests
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [Fact]
    public void All_texts_of_a_message_are_read_and_files_set_in_between_too()
    {
        var read = Read(Multipart(
            "mixed",
            Part("text/plain; charset=utf-8", "先看这一段：青川站所抓学习。"),
            Part("image/png; name=\"a.png\"", "iVBORw0KGgo=", "Content-Disposition: inline; filename=\"a.png\"", encoded: true),
            Part("text/plain; charset=utf-8; name=\"xiaojie.txt\"", "小结：三个支部结对。", "Content-Disposition: inline; filename=\"xiaojie.txt\""),
            Part("text/plain; charset=gb2312", Convert.ToBase64String(Gbk.GetBytes("再看这一段：轮训覆盖全部支部。")), encoded: true)));
        Assert.Equal(
            ["正文: 先看这一段：青川站所抓学习。\n再看这一段：轮训覆盖全部支部。", "xiaojie.txt: 小结：三个支部结对。"],
            read.Materials.Select(m => $"{m.InnerName}: {m.Material.Text}"));
        Assert.Empty(read.Refusals);
    }

    [Fact]
    public void Of_two_forms_the_one_with_the_words_is_read_and_the_other_is_counted()
    {
        const string Page = "<html><body><p>一、进展。青川新建支部86个。</p><table><tr><td>站所</td><td>新建</td></tr><tr><td>北站</td><td>23</td></tr></table></body></html>";
        var stub = Only(Multipart("alternative", Part("text/plain; charset=utf-8", "您的客户端打不开网页，请另行查看。"), Part("text/html; charset=utf-8", Page)));
        Assert.Equal("一、进展。青川新建支部86个。\n站所\t新建\n北站\t23", stub.Text);
        Assert.Equal([(LeftOutKind.Substitute, "您的客户端打不开网页，请另行查看。")], stub.Account!.LeftOut.Select(l => (l.Kind, l.Text)));

        var same = Only(Multipart(
            "alternative", Part("text/plain; charset=utf-8", "青川新建支部86个。\r\n请各站报数。"), Part("text/html; charset=utf-8", "<div>青川新建支部86个。</div><div><b>请各站</b>报数。</div>")));
        Assert.Equal("青川新建支部86个。\n请各站报数。", same.Text);
        Assert.Equal([LeftOutKind.Repeated], same.Account!.LeftOut.Select(l => l.Kind));
        Assert.Equal(0, same.Account.Missing);
    }

    [Fact]
    public void A_page_in_a_message_has_no_furniture_and_its_pictures_are_no_files()
    {
        var related = Multipart(
            "related",
            Part("text/html; charset=utf-8", "<div class=header>各支部：</div><div class=footer>版权所有的学习笔记请还给图书室。</div>"),
            Part("image/gif", "R0lGODlhAQABAAAAACw=", "Content-ID: <1>", encoded: true),
            Part("text/css", "p {}"));
        Assert.Equal("各支部：\n版权所有的学习笔记请还给图书室。", Only(related).Text);
    }

    [Theory]
    [InlineData("关于报送2023年度站所党建工作总结和2024年工作打算的通知", 12)]
    [InlineData("关于报送2023年度站所党建工作总结和2024年工作打算的通知", 7)]
    [InlineData("䶮湖、𬭳台两个支部的来信", 5)]
    public void Subjects_that_were_cut_inside_of_a_character_are_put_together(string subject, int bytesAWord)
    {
        foreach (var (name, encoding) in (ReadOnlySpan<(string, Encoding)>)[("utf-8", Encoding.UTF8), ("gb18030", Gbk), ("GBK", Gbk), ("gb2312", Gbk)])
        {
            if (name is "GBK" or "gb2312" && subject.Any(c => c is '䶮' || char.IsSurrogate(c)))
            {
                continue;
            }

            foreach (var quoted in (bool[])[false, true])
            {
                var words = encoding.GetBytes(subject).Chunk(bytesAWord).Select(piece => quoted
                    ? $"=?{name}?Q?{string.Concat(piece.Select(b => $"={b:X2}"))}?="
                    : $"=?{name}?B?{Convert.ToBase64String(piece)}?=");
                var message = $"From: a@example.invalid\r\nSubject: {string.Join("\r\n ", words)}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n请查收。";
                Assert.Equal(subject, Reading.One(Utf8(message), "信.eml").FrontMatter.Title);
            }
        }
    }

    [Theory]
    [InlineData("Content-Disposition: attachment; filename=\"______.txt\"; filename*=utf-8''%E6%94%AF%E9%83%A8%E6%80%BB%E7%BB%93.txt")]
    [InlineData("Content-Disposition: attachment; filename*=utf-8''%E6%94%AF%E9%83%A8%E6%80%BB%E7%BB%93.txt; filename=\"______.txt\"")]
    [InlineData("Content-Disposition: attachment; filename*=gb18030''%D6%A7%B2%BF%D7%DC%BD%E1.txt")]
    [InlineData("Content-Disposition: attachment; filename*0*=utf-8''%E6%94%AF%E9%83%A8; filename*1*=%E6%80%BB%E7%BB%93.txt")]
    [InlineData("Content-Disposition: attachment; filename=\"=?utf-8?B?5pSv6YOo5oC757uTLnR4dA==?=\"")]
    [InlineData("Content-Disposition: attachment;\r\n filename=\"=?gb2312?B?1qeyv9fc?=\r\n =?gb2312?B?veEudHh0?=\"")]
    [InlineData("Content-Disposition: attachment; filename=\"支部总结.txt\"")]
    public void Names_of_attachments_are_read_in_every_form(string header)
    {
        var message = Multipart("mixed", Part("text/plain; charset=utf-8", "见附件。"), Part("application/octet-stream", "结对的事。", header));
        Assert.Equal(["正文", "支部总结.txt"], Read(message).Materials.Select(m => m.InnerName));
        var raw = new MaterialReader().Read(Gbk.GetBytes(message.Replace("utf-8''", "utf-8''", StringComparison.Ordinal)), "信.eml");
        Assert.Contains("支部总结.txt", raw.Materials.Select(m => m.InnerName));
    }

    [Fact]
    public void A_message_in_a_message_is_read_with_its_own_attachments()
    {
        var inner = "From: b@example.invalid\r\nSubject: =?utf-8?B?5pSv6YOo5oC757uT?=\r\nMIME-Version: 1.0\r\n"
            + Multipart("mixed", Part("text/plain; charset=utf-8", "里面的话。"), Part("text/plain; charset=utf-8", "附件的话。", "Content-Disposition: attachment; filename=a.txt"));
        var read = Read(Multipart("mixed", Part("text/plain; charset=utf-8", "外面的话。"), $"Content-Type: message/rfc822\r\n\r\n{inner}"));
        Assert.Equal(
            ["正文: 外面的话。", "message.eml/正文: 里面的话。", "message.eml/a.txt: 附件的话。"], read.Materials.Select(m => $"{m.InnerName}: {m.Material.Text}"));
        Assert.Equal("支部总结", read.Materials[1].Material.FrontMatter.Title);
    }

    [Fact]
    public void Messages_in_messages_are_limited()
    {
        var message = "From: a@example.invalid\r\n\r\n底。";
        for (var i = 0; i < 8; i++)
        {
            message = $"From: a@example.invalid\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n{message}";
        }

        Assert.Contains("nested", Assert.Single(new MaterialReader().Read(Utf8(message), "a.eml").Refusals).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        var read = Read(Multipart(
            "mixed",
            Part("text/plain; charset=utf-8", "见附件。"),
            Part("application/ms-tnef; name=\"winmail.dat\"", "eJ8+IgAAAAA=", "Content-Disposition: attachment; filename=\"winmail.dat\"", encoded: true),
            Part("image/png", "iVBORw0KGgo=", "Content-Disposition: attachment; filename=\"签到表.png\"", encoded: true)));
        Assert.Equal(["正文"], read.Materials.Select(m => m.InnerName));
        Assert.Equal(["winmail.dat", "签到表.png"], read.Refusals.Select(r => r.InnerName));
        Assert.Contains("Outlook", read.Refusals[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_flow_are_put_together() =>
        Assert.Equal(
            "青川站所把学习搬到工地上，人到哪里学到哪里。\nsee the annex\n-- \n站长",
            Only("Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n青川站所把学习搬到工地上， \r\n人到哪里学到哪里。\r\nsee the \r\nannex\r\n-- \r\n站长").Text);

    [Fact]
    public void A_text_that_cannot_be_decoded_does_not_cost_the_attachments()
    {
        var read = Read(Multipart(
            "mixed", Part("text/plain; charset=utf-8", "AAECAwQFBgcAAQIDBAUGB/8A/wD/AP8=", encoded: true), Part("text/plain; charset=utf-8", "附件的话。", "Content-Disposition: attachment; filename=a.txt")));
        Assert.Equal(["a.txt"], read.Materials.Select(m => m.InnerName));
        Assert.Equal(["正文"], read.Refusals.Select(r => r.InnerName));
    }

    [Fact]
    public void A_frame_of_a_saved_page_that_holds_sentences_is_read_and_another_is_counted()
    {
        var page = new MaterialReader().Read(
            Utf8("MIME-Version: 1.0\r\n" + Multipart(
                "related",
                Part("text/html; charset=utf-8", "<h1>院坝会议事办法</h1><iframe src=\"cid:1\"></iframe>"),
                Part("text/html; charset=utf-8", "<p>会前走访农户，会后逐条答复，答复写进台账。</p>", "Content-ID: <1>"),
                Part("text/html; charset=utf-8", "<p>扫码下载客户端</p>", "Content-ID: <2>"))),
            "a.mht");
        var material = Assert.Single(page.Materials).Material;
        Assert.Contains("会前走访农户，会后逐条答复，答复写进台账。", material.Text, StringComparison.Ordinal);
        Assert.Contains(material.Account!.LeftOut, l => l.Kind == LeftOutKind.Substitute && l.Text == "扫码下载客户端");
        Assert.Equal(0, material.Account.Missing);
    }

    [Fact]
    public void Chinese_in_seven_bits_is_decoded_as_declared()
    {
        var hz = string.Concat(Gbk.GetBytes("院坝会上答复").Select(b => (char)(b - 0x80)));
        Assert.Equal("院坝会上答复 OK", Only($"Content-Type: text/plain; charset=hz-gb-2312\r\n\r\n~{{{hz}~}} OK").Text.Trim());
    }

    [Fact]
    public void Quoted_lines_that_flow_keep_one_mark() => Assert.Equal(
        "我们这样答复：逐条销号。\n> 来信问院坝会的答复几时公布，\n>> 更早的一句。",
        Only("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n我们这样答复： \r\n逐条销号。\r\n> 来信问院坝会的 \r\n> 答复几时公布，\r\n>> 更早的一句。\r\n").Text.Trim());

    [Fact]
    public void The_name_of_a_file_has_no_folders() => Assert.Equal(
        ["正文", "台账.txt"],
        Read(Multipart(
            "mixed",
            Part("text/plain; charset=utf-8", "请看附件。"),
            Part("text/plain; charset=utf-8", "答复写进台账。", "Content-Disposition: attachment; filename=\"C:\\\\我的文件\\\\台账.txt\"")))
        .Materials.Select(m => m.InnerName));

    private static ReadResult Read(string rest) => new MaterialReader().Read(Utf8($"From: a@example.invalid\r\nMIME-Version: 1.0\r\n{rest}"), "来信.eml");

    private static RawMaterial Only(string rest)
    {
        var read = Read(rest);
        Assert.Empty(read.Refusals);
        return Assert.Single(read.Materials).Material;
    }

    private static string Multipart(string kind, params string[] parts)
    {
        var boundary = $"=={kind}-{parts.Length}-{parts.Sum(p => p.Length)}";
        return $"Content-Type: multipart/{kind}; boundary=\"{boundary}\"\r\n\r\n{string.Concat(parts.Select(p => $"--{boundary}\r\n{p}\r\n"))}--{boundary}--\r\n";
    }

    private static string Part(string type, string content, string header = "", bool encoded = false) =>
        $"Content-Type: {type}\r\n{(header.Length > 0 ? header + "\r\n" : "")}Content-Transfer-Encoding: {(encoded ? "base64" : "8bit")}\r\n\r\n{content}";
}
