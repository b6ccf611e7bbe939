using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace KnowledgeBase.Readers.Tests.Fuzzing;

/// <summary>
/// Changes to a file that are likely to confuse its reader: bytes, pieces cut out, doubled and moved, numbers made extreme, and words of
/// the format put where they do not belong. Of packed files the parts are changed, and the package itself at times.
/// </summary>
internal static class Mutation
{
    private static readonly string[] Numbers = ["0", "-1", "1", "65536", "2147483647", "-2147483648", "99999999999999999999", "1e308", "NaN", ""];

    private static readonly string[] Words =
    [
        "<table>", "</table>", "<td rowspan=65535 colspan=1000>", "</p>", "<p hidden>", "<style>", "<!--", "-->", "<![CDATA[", "<template>", "<svg>", "<ruby>党<rt>dang", "<details>",
        "<select><option>", "&#x110000;", "&#0;", "<br><br>", "<w:tbl>", "</w:tbl>", "<w:p>", "</w:p>", "<w:vMerge/>", "<w:gridSpan w:val=\"99999\"/>", "<w:numId w:val=\"7\"/>",
        "<w:fldChar w:fldCharType=\"begin\"/>", "<w:instrText>EQ \\o(党,○", "<w:sym w:font=\"Wingdings\" w:char=\"F0\"/>", "<w:footnoteReference w:id=\"1\"/>", "<w:txbxContent>", "<w:del>",
        "<w:br/>", "<w:lvlText w:val=\"%9%1%0\"/>", "--x\r\n", "--=_x\r\n", "--=_x--\r\n", "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n", "Content-Type: message/rfc822\r\n\r\n", "=?gb18030?B?",
        "=?utf-8?Q?=E5?=", "filename*=UTF-8''%E5%", "Content-Transfer-Encoding: base64\r\n", "begin 644 a\n", " 0 R", "obj\n", "endobj\n", "stream\n", "endstream\n", "xref\n", "<</Kids[2 0 R]>>", "/Length -1",
        "/Filter/LZWDecode", "BT", "ET", "q ", "Q ", "Tj", "[<0041>-99999]TJ", "BI /W 9 ID", "---\n", "# ", "| a | b |\n|--|--|\n", "```\n", "[^1]: ", "[a]: b\n", "\t", "\"", "\\u0000", "\\ud800", "{", "[[[[[[[[",
        "<ofd:TextCode X=\"NaN\" Y=\"1e999\">", "Boundary=\"0 0 0 0\"", "\0", "\u202E", "\uFEFF", "\u2028", "\uE863", "⺠",
    ];

    /// <summary>Changes a file in one to six places.</summary>
    public static byte[] Of(byte[] file, string format, Random random)
    {
        if (format is ".docx" or ".ofd" or ".zip" && random.Next(8) > 0)
        {
            return OfPart(file, random);
        }

        for (var i = random.Next(1, 7); i > 0; i--)
        {
            file = Once(file, random);
        }

        return file;
    }

    private static byte[] Once(byte[] file, Random random)
    {
        if (file.Length == 0)
        {
            return file;
        }

        var at = random.Next(file.Length);
        var length = Math.Min(file.Length - at, 1 + (random.Next(4) == 0 ? random.Next(file.Length) : random.Next(40)));
        switch (random.Next(8))
        {
            case 0:
                byte[] changed = [.. file];
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                return file[..at];
            case 2:
                return [.. file[..at], .. file[(at + length)..]];
            case 3:
                return [.. file[..(at + length)], .. file[at..]];
            case 4:
                var to = random.Next(file.Length);
                return [.. file[..to], .. file[at..(at + length)], .. file[to..]];
            case 5:
                return Number(file, at, random);
            default:
                var word = Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]);
                var times = random.Next(12) == 0 ? random.Next(2000) : 1;
                return [.. file[..at], .. Enumerable.Repeat(word, times).SelectMany(w => w), .. file[at..]];
        }
    }

    /// <summary>Puts another number in the place of the next one.</summary>
    private static byte[] Number(byte[] file, int at, Random random)
    {
        while (at < file.Length && !char.IsAsciiDigit((char)file[at]))
        {
            at++;
        }

        var end = at;
        while (end < file.Length && char.IsAsciiDigit((char)file[end]))
        {
            end++;
        }

        return [.. file[..at], .. Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]), .. file[end..]];
    }

    private static byte[] OfPart(byte[] package, Random random)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        var chosen = random.Next(zip.Entries.Count);
        var parts = zip.Entries.Select((entry, i) =>
        {
            using var stream = entry.Open();
            using var all = new MemoryStream();
            stream.CopyTo(all);
            var bytes = all.ToArray();
            return (entry.FullName, i != chosen ? bytes
                : entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && random.Next(4) > 0 ? OfTree(bytes, random)
                : Of(bytes, Path.GetExtension(entry.FullName), random));
        });
        return Packing.Zip([.. parts]);
    }

    /// <summary>Changes elements, so that what comes of it is still XML: most other changes end in its parser.</summary>
    private static byte[] OfTree(byte[] part, Random random)
    {
        var tree = XDocument.Load(new MemoryStream(part));
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            List<XElement> elements = [.. tree.Root!.Descendants()];
            if (elements.Count == 0)
            {
                break;
            }

            var (one, other) = (elements[random.Next(elements.Count)], elements[random.Next(elements.Count)]);
            switch (random.Next(7))
            {
                case 0:
                    one.Remove();
                    break;
                case 1:
                    one.AddAfterSelf(new XElement(one));
                    break;
                case 2 when !other.AncestorsAndSelf().Contains(one):
                    one.Remove();
                    other.Add(one);
                    break;
                case 3:
                    one.AddBeforeSelf(new XElement(other));
                    break;
                case 4:
                    one.Name = other.Name;
                    break;
                case 5 when one.Attributes().FirstOrDefault(IsOwn) is { } attribute:
                    attribute.Value = Numbers[random.Next(Numbers.Length)];
                    break;
                default:
                    one.Add(new XText(random.Next(2) == 0 ? "党员" : " "));
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(tree.ToString(SaveOptions.DisableFormatting));
    }

    private static bool IsOwn(XAttribute attribute) => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != XNamespace.Xml;
}
