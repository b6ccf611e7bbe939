using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Attack;

/// <summary>A kind of hostile file.</summary>
/// <param name="Name">The file's name, which tells the kind.</param>
/// <param name="Make">Makes its bytes, the same each time.</param>
internal sealed record HostileFile(string Name, Func<byte[]> Make);

/// <summary>
/// Files that are made to take memory and time, to crash parsers, to climb out of folders or to pass for something else; the forms in which
/// containers, documents, pages and texts have been turned against programs that read them.
/// </summary>
internal static class HostileFiles
{
    private const int Million = 1_000_000;

    private const string Sentence = "石桥镇党委抓实基层党建工作，组织党员干部走访群众。";

    private const string WordNames = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    private static readonly string[] ClimbingNames =
        ["../../../etc/passwd.txt", "/root.txt", "C:\\x\\y.txt", "a/./b/../c.txt", "..", ".", "///.txt", "\\\\host\\share\\x.txt"];

    private static readonly string[] ControlNames =
        ["a\nb.txt", "a\rb.txt", "\u001b[31mred.txt", "a\0b.txt", "\u202Etxt.exe.txt", "\u200B.txt"];

    private static readonly string[] StrangeIds = ["..", ".", "a/./b", "\\n", "/", "\\u0000"];

    /// <summary>All kinds, in an order that stays.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
        [.. Archives(), .. WordFiles(), .. Pages(), .. MarkdownFiles(), .. Mails(), .. LaidOut(), .. Texts(), .. Lines(), .. Disguises()];

    private static IEnumerable<HostileFile> Archives()
    {
        yield return File("sixty-texts.zip", () => Zip(Enumerable.Range(0, 60).Select(i => ($"{i}.txt", new byte[15 << 20].Filled('a')))));
        yield return File("one-gigabyte.zip", () => ZipOf(("big.txt", s => Repeat(s, new byte[1 << 20].Filled('b'), 1024))));
        yield return File("many-modest.zip", () => Zip(Enumerable.Range(0, 2000).Select(i => ($"{i}.txt", Utf8(Text("很像。", 20_000))))));
        yield return File("nested.zip", () => Nested(8, Zip([("x.txt", Utf8(Sentence))])));
        yield return File("nested-bomb.zip", () => Nested(3, Zip(Enumerable.Range(0, 16).Select(i => ($"{i}.txt", new byte[8 << 20].Filled('c'))))));
        yield return File("wide-nested.zip", () => Zip(Copies(10, "zip", Zip(Copies(10, "zip", Zip(Copies(10, "txt", new byte[1 << 20].Filled('d'))))))));
        yield return File("entries-60000.zip", () => Zip(Enumerable.Range(0, 60_000).Select(i => ($"{i}.txt", Utf8("文")))));
        yield return File("entries-9999.zip", () => Zip(Enumerable.Range(0, 9_999).Select(i => ($"{i}.txt", Utf8(Sentence)))));
        yield return File("same-names.zip", () => Zip(Enumerable.Repeat(("同名.txt", Utf8(Sentence)), 3_000)));
        yield return File("long-names.zip", () => Zip(Enumerable.Range(0, 50).Select(i => (new string('n', 60_000) + i + ".txt", Utf8(Sentence)))));
        yield return File("climbing-names.zip", () => Zip(ClimbingNames.Select(n => (n, Utf8(Sentence)))));
        yield return File("control-names.zip", () => Zip(ControlNames.Select(n => (n, Utf8(Sentence)))));
        yield return File("encrypted.zip", () => Patched(Zip([("a.txt", Utf8(Sentence))]), "PK\x01\x02", 8, 1));
        yield return File("wrong-crc.zip", () => Patched(Zip([("a.txt", Utf8(Sentence))]), "PK\x01\x02", 16, 0x55));
        yield return File("lies-of-length.zip", () => Patched(Zip([("a.txt", Utf8(Sentence))]), "PK\x01\x02", 24, 0x7F));
        yield return File("lies-of-compressed.zip", () => Patched(Zip([("a.txt", Utf8(Text(Sentence, 5000)))]), "PK\x01\x02", 20, 0x03));
        yield return File("lies-of-count.zip", () => Patched(Zip([("a.txt", Utf8(Sentence))]), "PK\x05\x06", 10, 0x40));
        yield return File("lies-of-offset.zip", () => Patched(Zip([("a.txt", Utf8(Sentence))]), "PK\x01\x02", 42, 0x7F));
        yield return File("unknown-method.zip", () => Patched(Zip([("a.txt", Utf8(Sentence))]), "PK\x01\x02", 10, 99));
        yield return File("zip64-lies.zip", () => Patched(Zip([("a.txt", Utf8(Sentence))]), "PK\x01\x02", 20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF));
        yield return File("overlapping.zip", Overlapping);
        yield return File("no-directory.zip", () => Zip([("a.txt", Utf8(Text(Sentence, 5000)))])[..^60]);
        yield return File("cut-short.zip", () => Zip([("a.txt", Random(50_000, 3))])[..20_000]);
        yield return File("only-end.zip", () => [.. "PK\x05\x06"u8, .. new byte[18]]);
        yield return File("comment.zip", () => [.. Zip([("a.txt", Utf8(Sentence))])[..^2], 0xFF, 0xFF, .. new byte[65_535].Filled('c')]);
        yield return File("folders-only.zip", () => Zip(Enumerable.Range(0, 500).Select(i => ($"{i}/", Array.Empty<byte>()))));
        yield return File("bad-among-good.zip", () => Zip(
            [("1.txt", Utf8(Sentence)), ("2.html", Utf8(Text("<a><b></a>", 200_000))), ("3.docx", Random(9_000, 4)), ("4.txt", Utf8(Sentence + "二。"))]));
        yield return File("random-deflate.zip", () => Damaged(Zip([("a.txt", Utf8(Text(Sentence, 3000)))]), 40));
    }

    private static IEnumerable<HostileFile> WordFiles()
    {
        const string entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        yield return File("xxe.docx", () => Docx(P("&e;"), before: entity));
        yield return File("billion-laughs.docx", () => Docx(P("&i;"), before: Laughs));
        yield return File("quadratic-entity.docx", () => Docx(P(Text("&e;", 50_000)), before: $"<!DOCTYPE x [<!ENTITY e \"{Text("党", 50_000)}\">]>"));
        yield return File("deep.docx", () => Docx(Text("<w:sdt><w:sdtContent>", 40_000) + P("深") + Text("</w:sdtContent></w:sdt>", 40_000)));
        yield return File("deep-tables.docx", () => Docx(Text("<w:tbl><w:tr><w:tc>", 150) + P("深") + Text("</w:tc></w:tr></w:tbl>", 150)));
        yield return File("huge-attribute.docx", () => Docx($"<w:p w:rsidR=\"{Text("A", 20 * Million)}\"><w:r><w:t>一</w:t></w:r></w:p>"));
        yield return File("many-attributes.docx", () => Docx($"<w:p {Joined(100_000, i => $"w:a{i}=\"1\" ")}/>{P("一")}"));
        yield return File("many-namespaces.docx", () => Docx(Joined(20_000, i => $"<w:p xmlns:n{i}=\"urn:{i}\"/>") + P("一")));
        yield return File("million-paragraphs.docx", () => Docx(Text(P("一"), Million)));
        yield return File("million-cells.docx", () => Docx($"<w:tbl>{Text("<w:tr>" + Text($"<w:tc>{P("1")}</w:tc>", 1000) + "</w:tr>", 1000)}</w:tbl>"));
        yield return File("one-run.docx", () => Docx(P(Text("党", 12 * Million))));
        yield return File("million-runs.docx", () => Docx($"<w:p>{Text("<w:r><w:t>党</w:t></w:r>", 500_000)}</w:p>"));
        yield return File("open-fields.docx", () => Docx($"<w:p>{Text("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", 200_000)}<w:r><w:t>x</w:t></w:r></w:p>{P("一")}"));
        yield return File("text-boxes.docx", () => Docx($"<w:p><w:r>{Text("<w:txbxContent><w:p><w:r>", 120)}<w:t>深</w:t>{Text("</w:r></w:p></w:txbxContent>", 120)}</w:r></w:p>{P("一")}"));
        yield return File("cyclic-styles.docx", () => Docx(Text(P("一", "<w:pStyle w:val=\"a\"/>"), 20_000), ("styles",
            "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>")));
        yield return File("many-styles.docx", () => Docx(P("一"), ("styles", Joined(200_000, i => $"<w:style w:styleId=\"s{i}\"><w:name w:val=\"s{i}\"/></w:style>"))));
        yield return File("cyclic-numbering.docx", () => Docx(Text(P("一", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>"), 5_000), ("numbering",
            "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"x\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>")));
        yield return File("numbering-bomb.docx", () => Docx(Text(P("一", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"), 50_000), ("numbering",
            $"<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{Text("%1", 100_000)}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>")));
        yield return File("many-levels.docx", () => Docx(Text(P("一", "<w:numPr><w:ilvl w:val=\"8\"/><w:numId w:val=\"1\"/></w:numPr>"), 20_000), ("numbering",
            $"<w:abstractNum w:abstractNumId=\"1\">{Text("<w:lvl w:ilvl=\"0\"/>", 50_000)}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>")));
        yield return File("footnotes.docx", () => Docx(Joined(100_000, i => $"<w:p><w:r><w:footnoteReference w:id=\"{i}\"/></w:r></w:p>"), ("footnotes",
            Joined(100_000, i => $"<w:footnote w:id=\"{i}\">{P("注")}</w:footnote>"))));
        yield return File("missing-document.docx", () => Zip([("[Content_Types].xml", Utf8("<Types/>"))]));
        yield return File("missing-types.docx", () => Zip([("word/document.xml", Utf8($"<w:document {WordNames}><w:body>{P("一")}</w:body></w:document>"))]));
        yield return File("no-body.docx", () => DocxOf($"<w:document {WordNames}/>"));
        yield return File("external-parts.docx", () => Docx(P("一"), relations:
            "<Relationship Id=\"x\" TargetMode=\"External\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://127.0.0.1:9/x.dotm\"/>"
            + "<Relationship Id=\"y\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"../../../../etc/passwd\"/>"));
        yield return File("bad-uri.docx", () => Docx(P("一"), relations: "<Relationship Id=\"x\" TargetMode=\"External\" Type=\"urn:x\" Target=\"http://[::::\"/>"));
        yield return File("many-relations.docx", () => Docx(P("一"), relations: Joined(100_000, i => $"<Relationship Id=\"m{i}\" TargetMode=\"External\" Type=\"urn:x\" Target=\"urn:{i}\"/>")));
        yield return File("broken-xml.docx", () => DocxOf($"<w:document {WordNames}><w:body><w:p>"));
        yield return File("many-parts.docx", () => Zip([("word/document.xml", Utf8("<a/>")), .. Enumerable.Range(0, 12_000).Select(i => ($"word/{i}.xml", Utf8("<a/>")))]));
        yield return File("part-bomb.docx", () => ZipOf(("word/document.xml", s => s.Write("<a/>"u8)), ("word/big.xml", s => Repeat(s, new byte[1 << 20].Filled(' '), 600))));
        yield return File("comments.docx", () => DocxOf($"<w:document {WordNames}>{Text("<!--x-->", 2 * Million)}<w:body>{P("一")}</w:body></w:document>"));
        yield return File("random.docx", () => Damaged(Docx(Text(P(Sentence), 500)), 60));
    }

    private static IEnumerable<HostileFile> Pages()
    {
        (string Name, Func<string> Body)[] pages =
        [
            ("deep-div", () => Text("<div>", 200_000) + Sentence),
            ("deep-closed", () => Text("<div>", 500) + Sentence + Text("</div>", 500)),
            ("open-tags", () => Text("<x>", 100_000) + Sentence),
            ("open-formatting", () => Text("<b><i><u><font>", 500) + Text("<p>党", 20_000)),
            ("misnested", () => Text("<a><b></a>", 200_000) + Sentence),
            ("misnested-paragraphs", () => Text("<i><p></i>", 200_000) + Sentence),
            ("huge-attribute", () => $"<p title=\"{Text("a", 8 * Million)}\">{Sentence}</p>"),
            ("many-attributes", () => $"<p {Joined(300_000, i => $"a{i}=b ")}>{Sentence}</p>"),
            ("data-picture", () => $"<img src=\"data:image/png;base64,{Text("AAAA", 2 * Million)}\"><p>{Sentence}</p>"),
            ("many-tables", () => Text("<table><tr><td>党</td></tr></table>", 100_000)),
            ("tables-in-tables", () => Text("<table><tr><td>", 170) + Sentence),
            ("table-of-text", () => "<table>" + Text("党<tr>", 300_000)),
            ("entities", () => Text("&amp;&#x515A;", 500_000)),
            ("broken-entities", () => Text("&aaaa", Million)),
            ("open-comment", () => Sentence + "<!--" + Text("x", 5 * Million)),
            ("comments", () => Text("<!--x-->", 500_000) + Sentence),
            ("open-comments", () => Text("<!--", Million)),
            ("cdata", () => Text("<![CDATA[党]]>", 200_000) + Sentence),
            ("less-than", () => Text("<", 2 * Million)),
            ("half-tags", () => Text("<a ", Million)),
            ("open-script", () => $"{Sentence}<script>{Text("x", 5 * Million)}"),
            ("scripts", () => Text("<script>", 200_000)),
            ("select", () => Text("<select><option>党", 100_000)),
            ("lists", () => "<ul>" + Text("<li>党", 300_000)),
            ("paragraphs", () => Text("<p>党", 500_000)),
            ("links", () => Text("<a href=x>党建</a>", 200_000)),
            ("headings", () => Text("<h1>关于党建工作的报告</h1>", 50_000)),
            ("templates", () => Text("<template>", 400) + Sentence),
            ("svg", () => Text("<svg><foreignObject>", 200) + Sentence),
            ("closers", () => Text("</p>", 300_000) + Sentence),
            ("long-class", () => $"<p class=\"{Text("navMenu", 300_000)}\">{Sentence}</p>"),
        ];
        foreach (var (name, body) in pages)
        {
            yield return File($"{name}.html", () => Utf8("<!DOCTYPE html><html><body>" + body()));
        }

        yield return File("frames.html", () => Utf8("<html>" + Text("<frameset>", 400)));
        yield return File("bad-charset.html", () => Utf8($"<html><meta charset=utf-7><body>+ADw-script+AD4-{Sentence}"));
        yield return File("utf-16-said.html", () => Utf8($"<html><meta charset=utf-16><body>{Sentence}"));
    }

    private static IEnumerable<HostileFile> MarkdownFiles()
    {
        (string Name, Func<string> Body)[] files =
        [
            ("lists-3000-deep", () => Joined(3000, i => new string(' ', 2 * i) + "- x\n")),
            ("lists-500-deep", () => Joined(500, i => new string(' ', 2 * i) + "- x\n")),
            ("lists-in-a-line", () => Text("- ", 100_000) + "x"),
            ("numbers-in-a-line", () => Text("1. ", 100_000) + "x"),
            ("quotes", () => Text(">", 200_000) + Sentence),
            ("quotes-and-lists", () => Text("> - ", 50_000) + Sentence),
            ("link-references", () => Joined(100_000, i => $"[a{i}]: /u\n")),
            ("link-references-apart", () => Joined(100_000, i => $"[a{i}]: /u\n\n")),
            ("same-references", () => Text("[a]: /u\n", 200_000)),
            ("reference-uses", () => "[a]: /u\n\n" + Text("[a] ", 300_000)),
            ("brackets", () => Text("[", 500_000)),
            ("bracket-pairs", () => Text("[", 200_000) + Text("]", 200_000)),
            ("links-in-links", () => Text("[a](", 200_000)),
            ("pictures", () => Text("![[]()", 100_000)),
            ("parentheses", () => Text("[a](" + Text("(", 30), 20_000)),
            ("emphasis", () => Text("_a ", 300_000)),
            ("emphasis-mixed", () => Text("a**b_ ", 200_000)),
            ("asterisks", () => Text("*", 500_000)),
            ("masked-names", () => Text("*县**", 200_000)),
            ("backticks", () => Joined(1500, i => new string('`', i) + "a")),
            ("fences", () => Text("```\n~~~\n", 100_000)),
            ("wide-table", () => Text("|a", 50_000) + "|\n" + Text("|-", 50_000) + "|\n" + Text("|b", 50_000) + "|\n"),
            ("long-table", () => "|a|b|\n|-|-|\n" + Text("|x|y|\n", 200_000)),
            ("pipes", () => Text("|", 500_000)),
            ("grid-table", () => Text("+---+---+\n| a | b |\n", 50_000)),
            ("html-blocks", () => Text("<div>\n\n", 100_000)),
            ("open-declarations", () => Text("a <? <!X <![CDATA[ ", 50_000)),
            ("open-comments", () => Text("a <!-- ", 100_000)),
            ("footnotes", () => Joined(50_000, i => $"a[^{i}]\n\n[^{i}]: b\n\n")),
            ("setext", () => Text("a\n-\n", 200_000)),
            ("tabs", () => Text("\t", 500_000) + Sentence),
            ("yaml-aliases", () => $"---\na: &a [x,x]\n{Joined(20, i => $"b{i}: &b{i} [*a,*a,*a,*a]\n")}---\n{Sentence}"),
            ("yaml-brackets", () => $"---\na: {Text("[", 50_000)}\n---\n{Sentence}"),
            ("yaml-open", () => "---\n" + Text("a: b\n", 500_000)),
            ("yaml-tags", () => $"---\na: {Text("!", 50_000)}\n? {Text("? ", 5_000)}\n---\n{Sentence}"),
            ("yaml-same-keys", () => $"---\n{Text("title: x\n", 5_000)}---\n{Sentence}"),
        ];
        foreach (var (name, body) in files)
        {
            yield return File($"{name}.md", () => Utf8(body()));
        }
    }

    private static IEnumerable<HostileFile> Mails()
    {
        (string Name, Func<string> Message)[] mails =
        [
            ("parts-100000", () => "From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + Text("--b\n\nx\n", 100_000)),
            ("deep", () => "From: a\n" + Joined(3_000, i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")),
            ("same-boundary", () => "From: a\n" + Text("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 5_000)),
            ("empty-boundary", () => "From: a\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\nx\n"),
            ("short-boundary", () => "From: a\nContent-Type: multipart/mixed; boundary=\"-\"\n\n" + Text("-", Million)),
            ("many-headers", () => "From: a\n" + Joined(300_000, i => $"X{i}: a\n") + "\n" + Sentence),
            ("long-header", () => "From: a\nX: " + Text("x", 8 * Million) + "\n\n" + Sentence),
            ("folded-header", () => "From: a\n" + Text(" x\n", Million) + "\n" + Sentence),
            ("subject-words", () => "From: a\nSubject: " + Text("=?utf-8?Q?a?= ", 200_000) + "\n\n" + Sentence),
            ("date-parentheses", () => "From: a\nDate: " + Text("(", 500_000) + "\n\n" + Sentence),
            ("parameters", () => "From: a\nContent-Type: text/plain" + Text("; a=b", 200_000) + "\n\n" + Sentence),
            ("open-quotes", () => "From: a\nContent-Type: text/plain" + Text("; a=\"", 200_000) + "\n\n" + Sentence),
            ("bad-base64", () => "From: a\nContent-Transfer-Encoding: base64\n\n" + Text("A=!", 300_000)),
            ("soft-breaks", () => "From: a\nContent-Transfer-Encoding: quoted-printable\n\n" + Text("=", Million)),
            ("bad-charset", () => "From: a\nContent-Type: text/plain; charset=x-none\n\n" + Sentence),
            ("messages-in-messages", () => "From: a\n" + Text("Content-Type: message/rfc822\n\nFrom: a\n", 50) + "\n" + Sentence),
            ("attachment-names", () => "From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + Text($"--b\nContent-Disposition: attachment; filename=\"../../../x.txt\"\n\n{Sentence}\n", 900)),
        ];
        foreach (var (name, message) in mails)
        {
            yield return File($"{name}.eml", () => Utf8(message()));
        }

        yield return File("page.mht", () => Utf8("MIME-Version: 1.0\nContent-Type: text/html\n\n<html><body>" + Text("<b><p>", 50_000)));
    }

    private static IEnumerable<HostileFile> LaidOut()
    {
        yield return File("empty.pdf", () => Utf8("%PDF-1.7\n"));
        yield return File("random.pdf", () => [.. "%PDF-1.7\n"u8, .. Random(200_000, 5)]);
        yield return File("page-loop.pdf", () => Utf8(Pdf("<</Type/Pages/Kids[2 0 R]/Count 1000000>>")));
        yield return File("page-tree.pdf", () => Utf8(Pdf($"<</Type/Pages/Kids[{Text("3 0 R ", 50_000)}]/Count 50000>>")));
        yield return File("deep-arrays.pdf", () => Utf8(Pdf(Text("[", 200_000))));
        yield return File("flate-bomb.pdf", FlateBomb);
        yield return File("xref-loop.pdf", () => Utf8("%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF"));
        yield return File("no-root.ofd", () => Zip([("OFD.xml", Utf8("<a/>"))]));
        yield return File("bomb.ofd", () => ZipOf(("OFD.xml", s => { s.Write("<a>"u8); Repeat(s, new byte[1 << 20].Filled('x'), 500); })));
        yield return File("page-loop.ofd", () => Ofd(Text("<Page BaseLoc=\"p.xml\"/>", 100_000), $"<Page>{Piece(0)}</Page>"));
        yield return File("one-line.ofd", () => Ofd("<Page BaseLoc=\"p.xml\"/>", $"<Page>{Joined(200_000, i => Piece(i))}</Page>"));
        yield return File("deep.ofd", () => Ofd("<Page BaseLoc=\"p.xml\"/>", Text("<Layer>", 100_000)));
        yield return File("laughs.ofd", () => Ofd("<Page BaseLoc=\"p.xml\"/>", Laughs + "<Page>&i;</Page>"));
        yield return File("strange-numbers.ofd", () => Ofd("<Page BaseLoc=\"p.xml\"/>", "<Page><TextObject Boundary=\"NaN 1e999 -1e999 Infinity\"><TextCode>党</TextCode></TextObject></Page>"));
        yield return File("deep.rtf", () => Utf8("{\\rtf1 " + Text("{", 50_000) + "x"));
        yield return File(
            "random.doc", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("WordDocument"), .. Random(50_000, 6)]);
        yield return File("broken.odt", () => Zip([("mimetype", Utf8("application/vnd.oasis.opendocument.text")), ("content.xml", Utf8("<x"))]));
    }

    private static IEnumerable<HostileFile> Texts()
    {
        (string Name, Func<string> Text)[] texts =
        [
            ("one-letter", () => Text("a", 10 * Million)),
            ("one-letter-allowed", () => Text("a", 3 * Million)),
            ("one-character", () => Text("党", 3 * Million)),
            ("one-line", () => Text(Sentence.Replace("。", "，", StringComparison.Ordinal), 100_000)),
            ("one-line-too-long", () => Text("党建工作", 10 * Million / 4)),
            ("line-breaks", () => Text("\n", 3 * Million) + Sentence),
            ("carriage-returns", () => Text("\r", 3 * Million) + Sentence),
            ("one-a-line", () => Text("党\n", Million)),
            ("punctuation", () => Text("，。；：", 500_000)),
            ("digits", () => Text("1234567890", 200_000)),
            ("numerals", () => Text("一亿", 500_000)),
            ("ordinals", () => Text("一、", Million)),
            ("headings", () => Text("一、加强党建\n（一）抓学习\n", 100_000)),
            ("right-to-left", () => Text("\u202E党\u202D建\u2066", 500_000)),
            ("combining", () => "e" + Text("\u0301", Million)),
            ("variation-selectors", () => "党" + Text("\uFE0F", Million)),
            ("zero-width", () => Text("党\u200B\u200D\uFEFF", 400_000)),
            ("brackets", () => Text("（《“", 500_000)),
            ("closing-brackets", () => Text("）》”", 500_000) + "全文）"),
            ("title-with-bracket", () => "关于印发实施办法的通知全文）\n" + Sentence),
            ("large-numbers", () => Text("1亿亿亿亿元，", 50_000)),
            ("dates", () => Text("2023年13月45日", 150_000)),
            ("spaces", () => Text("\u3000 \t", Million) + Sentence),
            ("private-use", () => Text("\uE000\uF8FF", Million)),
            ("emoji", () => Text("👨‍👩‍👧‍👦", 200_000)),
            ("surrogates-in-order", () => Text("𠀀", Million)),
        ];
        foreach (var (name, text) in texts)
        {
            yield return File($"{name}.txt", () => Utf8(text()));
        }

        yield return File("nulls.txt", () => new byte[2 * Million]);
        yield return File("few-nulls.txt", () => Utf8(Text(Sentence, 100) + "\0\0"));
        yield return File("damaged-utf-8.txt", () => Damaged(Utf8(Text(Sentence, 20_000)), 20));
        yield return File("half-a-character.txt", () => Utf8(Text(Sentence, 1_000))[..^1]);
        yield return File("lone-surrogates-utf-16.txt", () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text(Sentence, 100)), 0x3D, 0xD8, 0x41, 0x00]);
        yield return File("odd-utf-16.txt", () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text(Sentence, 100)), 0x41]);
        yield return File("surrogates-utf-8.txt", () => [.. Utf8(Text(Sentence, 100)), 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]);
        yield return File("overlong-utf-8.txt", () => [.. Utf8(Text(Sentence, 100)), 0xC0, 0xAF, 0xF8, 0x88, 0x80, 0x80, 0x80]);
        yield return File("damaged-gb18030.txt", () => Damaged(Gb18030(Text(Sentence, 20_000)), 15));
        yield return File("mark-only.txt", () => [0xEF, 0xBB, 0xBF]);
        yield return File("utf-32.txt", () => [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Text(Sentence, 5_000))]);
        yield return File("random.txt", () => Random(Million, 7));
    }

    private static IEnumerable<HostileFile> Lines()
    {
        (string Name, Func<string> Lines)[] files =
        [
            ("bad-lines", () => Text("{\n", 200_000)),
            ("deep", () => "{\"id\":\"d\",\"text\":" + Text("[", 500_000)),
            ("deep-beside", () => $"{{\"id\":\"d2\",\"x\":{Text("{\"a\":", 60)}1{Text("}", 60)},\"text\":\"{Sentence}\"}}"),
            ("same-keys", () => $"{{\"id\":\"s\"{Text(",\"text\":\"x\"", 200_000)},\"text\":\"{Sentence}\"}}"),
            ("same-ids", () => Text($"{{\"id\":\"同\",\"text\":\"{Sentence}\"}}\n", 5_000)),
            ("long-line", () => $"{{\"id\":\"l\",\"text\":\"{Text("党", 6 * Million)}\"}}\n{{\"id\":\"l2\",\"text\":\"{Sentence}\"}}"),
            ("long-id", () => $"{{\"id\":\"{Text("i", 100_000)}\",\"text\":\"{Sentence}\"}}"),
            ("strange-ids", () => Joined(StrangeIds.Length, i => $"{{\"id\":\"{StrangeIds[i]}\",\"text\":\"{Sentence}\"}}\n")),
            ("escapes", () => $"{{\"id\":\"e\",\"text\":\"{Text("\\u515a", 500_000)}\"}}"),
            ("half-surrogates", () => "{\"id\":\"h\",\"text\":\"\\ud83d\"}\n{\"id\":\"h2\",\"text\":\"" + Sentence + "\"}"),
            ("large-numbers", () => $"{{\"id\":{Text("9", 100_000)},\"year\":1e999,\"text\":\"{Sentence}\"}}"),
            ("no-object", () => "[1,2]\n\"x\"\n3\nnull\n"),
            ("blank-lines", () => Text("\n \n", 500_000)),
        ];
        foreach (var (name, lines) in files)
        {
            yield return File($"{name}.jsonl", () => Utf8(lines()));
        }

        yield return File("marked.jsonl", () => [0xEF, 0xBB, 0xBF, .. Utf8($"{{\"id\":\"m\",\"text\":\"{Sentence}\"}}")]);
        yield return File("bad-utf-8.jsonl", () => [.. "{\"id\":\"b\",\"text\":\""u8, 0xFF, 0xFE, .. "\"}\n"u8]);
        yield return File("nulls.jsonl", () => new byte[20 * Million]);
    }

    private static IEnumerable<HostileFile> Disguises()
    {
        yield return File("program.docx", () => [0x7F, (byte)'E', (byte)'L', (byte)'F', .. Random(1000, 8)]);
        yield return File("archive.txt", () => Zip([("a.txt", Utf8(Sentence))]));
        yield return File("page.docx", () => Utf8($"<html><body><p>{Sentence}</p></body></html>"));
        yield return File("pdf-in-text.txt", () => Utf8("x %PDF-1.4 " + Text(Sentence, 20)));
        yield return File("spreadsheet.docx", () => Zip([("xl/workbook.xml", Utf8("<a/>"))]));
        yield return File("picture.md", () => [0x89, (byte)'P', (byte)'N', (byte)'G', .. Random(1000, 9)]);
    }

    private const string Laughs = "<!DOCTYPE x [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
        + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY i \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]>";

    private static HostileFile File(string name, Func<byte[]> make) => new(name, make);

    private static string Text(string piece, int times) => new StringBuilder(piece.Length * times).Insert(0, piece, times).ToString();

    private static string Joined(int count, Func<int, string> piece)
    {
        var all = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            all.Append(piece(i));
        }

        return all.ToString();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gb18030(string text) => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text);

    private static byte[] Filled(this byte[] bytes, char with)
    {
        Array.Fill(bytes, (byte)with);
        return bytes;
    }

    private static byte[] Random(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>So many of its bytes changed.</summary>
    private static byte[] Damaged(byte[] bytes, int changes)
    {
        var random = new Random(11);
        for (var i = 0; i < changes; i++)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    /// <summary>Bytes written over what follows the last place of a signature.</summary>
    private static byte[] Patched(byte[] bytes, string signature, int offset, params byte[] with)
    {
        var at = bytes.AsSpan().LastIndexOf(Encoding.Latin1.GetBytes(signature)) + offset;
        with.CopyTo(bytes, at);
        return bytes;
    }

    private static void Repeat(Stream stream, byte[] block, int times)
    {
        for (var i = 0; i < times; i++)
        {
            stream.Write(block);
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Copies(int count, string extension, byte[] content) =>
        Enumerable.Range(0, count).Select(i => ($"{i}.{extension}", content));

    private static byte[] Nested(int depth, byte[] inner) =>
        Enumerable.Range(0, depth).Aggregate(inner, (content, i) => Zip([($"{i}.zip", content)]));

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries) =>
        ZipOf([.. entries.Select(e => (e.Name, (Action<Stream>)(s => s.Write(e.Content))))]);

    private static byte[] ZipOf(params (string Name, Action<Stream> Write)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                write(entry);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Two thousand names in the directory for one and the same content.</summary>
    private static byte[] Overlapping()
    {
        const int names = 2000;
        var one = Zip([("a.txt", Utf8(Text(Sentence, 20_000)))]);
        var directory = one.AsSpan().LastIndexOf("PK\x01\x02"u8);
        var end = one.AsSpan().LastIndexOf("PK\x05\x06"u8);
        using var all = new MemoryStream();
        all.Write(one.AsSpan(0, directory));
        Repeat(all, one[directory..end], names);
        var tail = one[end..];
        BitConverter.GetBytes((short)names).CopyTo(tail, 8);
        BitConverter.GetBytes((short)names).CopyTo(tail, 10);
        BitConverter.GetBytes((end - directory) * names).CopyTo(tail, 12);
        all.Write(tail);
        return all.ToArray();
    }

    private static string P(string text, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";

    private static byte[] Docx(string body, (string Name, string Content) part = default, string before = "", string relations = "") =>
        DocxOf($"{before}<w:document {WordNames}><w:body>{body}</w:body></w:document>", part, relations);

    private static byte[] DocxOf(string document, (string Name, string Content) part = default, string relations = "")
    {
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006";
        const string type = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        var overrides = $"<Override PartName=\"/word/document.xml\" ContentType=\"{type}.document.main+xml\"/>";
        var entries = new List<(string, byte[])>();
        if (part.Name is not null)
        {
            overrides += $"<Override PartName=\"/word/{part.Name}.xml\" ContentType=\"{type}.{part.Name}+xml\"/>";
            relations += $"<Relationship Id=\"p\" Type=\"{office}/{part.Name}\" Target=\"{part.Name}.xml\"/>";
            entries.Add(($"word/{part.Name}.xml", Utf8($"<w:{part.Name} {WordNames}>{part.Content}</w:{part.Name}>")));
        }

        entries.Add(("word/document.xml", Utf8(document)));
        entries.Add(("word/_rels/document.xml.rels", Utf8($"<Relationships xmlns=\"{package}/relationships\">{relations}</Relationships>")));
        entries.Add(("_rels/.rels", Utf8($"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>")));
        entries.Add(("[Content_Types].xml", Utf8(
            $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>")));
        return Zip(entries);
    }

    private static string Piece(int at) => FormattableString.Invariant($"<TextObject Boundary=\"{at % 1000} 10 5 5\"><TextCode>党</TextCode></TextObject>");

    private static byte[] Ofd(string pages, string page) => Zip(
    [
        ("OFD.xml", Utf8("<OFD><DocBody><DocRoot>d.xml</DocRoot></DocBody></OFD>")),
        ("d.xml", Utf8($"<Document><Pages>{pages}</Pages></Document>")),
        ("p.xml", Utf8(page)),
    ]);

    private static string Pdf(string pages) =>
        $"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj{pages}endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

    private static byte[] FlateBomb()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            Repeat(zlib, Encoding.ASCII.GetBytes(Text("BT /F 9 Tf (x) Tj ET ", 1000)), 30_000);
        }

        var head = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
            + $"4 0 obj<</Length {packed.Length}/Filter/FlateDecode>>stream\n";
        return [.. Utf8(head), .. packed.ToArray(), .. "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"u8];
    }
}
