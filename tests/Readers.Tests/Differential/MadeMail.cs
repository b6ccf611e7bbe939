using System.Text;

namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>Messages: one or two texts, the same as a page beside it, attached files, in every encoding that mail is sent in.</summary>
internal static class MadeMail
{
    public static byte[] Make(MadeText text)
    {
        var mail = new StringBuilder();
        mail.Append("From: a@example.org\r\nDate: Mon, 6 Mar 2023 09:00:00 +0800\r\nSubject: ").Append(Encoded(text.Title(), text)).Append("\r\nMIME-Version: 1.0\r\n");
        var body = string.Join("\r\n", Enumerable.Range(0, text.Random.Next(2, 8)).Select(_ => text.Paragraph()));
        var parts = new List<string> { Part(text, body, null) };
        if (text.OneIn(3))
        {
            parts.Add(Part(text, text.Paragraph() + "\r\n" + text.Paragraph(), null));
        }

        for (var i = text.Random.Next(3); i > 0; i--)
        {
            parts.Add(Part(text, text.Title() + "\r\n" + text.Paragraph() + "\r\n" + text.Paragraph(), $"{text.Unit()}{i}.txt"));
        }

        mail.Append(parts.Count == 1
            ? parts[0]
            : "Content-Type: multipart/mixed; boundary=\"=_x\"\r\n\r\nThis is a message in parts.\r\n" + string.Concat(parts.Select(p => "--=_x\r\n" + p)) + "--=_x--\r\n");
        return Encoding.Latin1.GetBytes(mail.ToString());
    }

    private static string Part(MadeText text, string words, string? file)
    {
        var encoding = Encoding.GetEncoding(text.Of(["utf-8", "gb18030", "gbk", "utf-8"]));
        var bytes = encoding.GetBytes(words + "\r\n");
        var head = new StringBuilder($"Content-Type: text/plain; charset={encoding.WebName}\r\n");
        if (file is not null)
        {
            head.Append("Content-Disposition: ").Append(text.Of(["attachment", "inline"])).Append(text.OneIn(2)
                ? $"; filename*=UTF-8''{Uri.EscapeDataString(file)}\r\n"
                : $"; filename=\"{Encoded(file, text)}\"\r\n");
        }

        switch (text.Random.Next(3))
        {
            case 0:
                return $"{head}Content-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)}\r\n";
            case 1:
                return $"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n{Quoted(bytes)}\r\n";
            default:
                return $"{head}Content-Transfer-Encoding: 8bit\r\n\r\n{Encoding.Latin1.GetString(bytes)}\r\n";
        }
    }

    private static string Quoted(byte[] bytes)
    {
        var line = new StringBuilder();
        var width = 0;
        foreach (var b in bytes)
        {
            if (b is (byte)'\r' or (byte)'\n')
            {
                line.Append((char)b);
                width = 0;
                continue;
            }

            var word = b is > 32 and < 127 and not (byte)'=' ? $"{(char)b}" : $"={b:X2}";
            if (width + word.Length > 75)
            {
                line.Append("=\r\n");
                width = 0;
            }

            line.Append(word);
            width += word.Length;
        }

        return line.ToString();
    }

    private static string Encoded(string words, MadeText text)
    {
        var encoding = Encoding.GetEncoding(text.Of(["utf-8", "gb18030"]));
        return $"=?{encoding.WebName}?B?{Convert.ToBase64String(encoding.GetBytes(words))}?=";
    }
}
