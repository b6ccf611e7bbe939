using System.Text;
using System.Text.Json;
using KnowledgeBase.Tests;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>
/// Fifty made files of each format are read by our readers and by another program; what the other reads must be there, in its order.
/// Another program's reading is no truth: where it is known to be the worse one, what the file was made of is held against ours as well.
/// </summary>
public sealed class DifferentialTests : IDisposable
{
    private const int Files = 50;

    private readonly TemporaryFolder _folder = new();

    static DifferentialTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Dispose();

    [InstalledFact("pdftotext", "poppler-utils")]
    public void PDF_reads_as_pdftotext_does()
    {
        for (var seed = 1; seed <= Files; seed++)
        {
            var (pdf, words) = MadePages.Make(new MadeText(seed));
            var path = Written($"{seed}.pdf", pdf);
            var material = Reading.One(pdf, "a.pdf", programPath: "/nowhere");
            Agreement.Holds(Programs.Run("pdftotext", _folder.Path, "-q", path, "-"), material, $"PDF {seed}", inOrder: 0);

            // Where a last page holds two lines of each column, nothing on it tells columns from a table.
            Agreement.Holds(words, material, $"PDF {seed}, as it was made", inOrder: 0.985);
        }
    }

    [InstalledFact("chromium", "chromium")]
    public void Web_pages_read_as_Chromium_shows_them()
    {
        var pages = Enumerable.Range(1, Files).Select(seed => (Seed: seed, Html: MadeHtml.Make(new MadeText(seed)))).ToList();
        foreach (var (seed, html) in pages)
        {
            Written($"{seed}.html", Encoding.UTF8.GetBytes(html));
        }

        // One start of the browser shows all pages, in frames, and says what is seen of them.
        Written("all.html", Utf8(
            "<!DOCTYPE html><meta charset=utf-8><body>" + string.Concat(pages.Select(p => $"<iframe src='{p.Seed}.html'></iframe>"))
            + "<script>onload=()=>{const t=[...document.querySelectorAll('iframe')].map(f=>f.contentDocument.body.innerText);"
            + "document.body.innerHTML='<pre></pre>';document.querySelector('pre').textContent=btoa(unescape(encodeURIComponent(JSON.stringify(t))));}</script>"));
        var dom = Programs.Run(
            "chromium", _folder.Path, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--virtual-time-budget=20000",
            "--dump-dom", new Uri(_folder.At("all.html")).AbsoluteUri);
        var seen = JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(dom.Split("<pre>")[1].Split("</pre>")[0]))!;
        Assert.Equal(Files, seen.Length);
        foreach (var ((seed, html), words) in pages.Zip(seen))
        {
            var encoding = Encoding.GetEncoding(seed % 3 == 0 ? "gb18030" : "utf-8");
            var bytes = encoding.GetBytes(html.Replace("charset=utf-8", $"charset={encoding.WebName}", StringComparison.Ordinal));
            Agreement.Holds(words, Reading.One(bytes, "a.html"), $"page {seed}");
        }
    }

    [InstalledFact("python3", "python3")]
    public void Mail_reads_as_the_email_package_of_Python_does()
    {
        for (var seed = 1; seed <= Files; seed++)
        {
            Written($"{seed}.eml", MadeMail.Make(new MadeText(seed)));
        }

        Written("read.py", Utf8(
            """
            import email, email.policy, json, os
            out = {}
            for n in sorted(f for f in os.listdir('.') if f.endswith('.eml')):
                m = email.message_from_binary_file(open(n, 'rb'), policy=email.policy.default)
                parts = [p for p in m.walk() if not p.is_multipart()]
                texts = [p.get_content() for p in parts if p.get_content_type() == 'text/plain' and not p.get_filename()]
                files = [[p.get_filename(), p.get_content()] for p in parts if p.get_filename()]
                out[n] = dict(subject=str(m['subject']), texts=texts, files=files)
            print(json.dumps(out))
            """));
        using var all = JsonDocument.Parse(Programs.Run("python3", _folder.Path, "read.py"));
        foreach (var (message, seed) in Enumerable.Range(1, Files).Select(seed => (all.RootElement.GetProperty($"{seed}.eml"), seed)))
        {
            var result = new MaterialReader().Read(File.ReadAllBytes(_folder.At($"{seed}.eml")), $"{seed}.eml");
            Assert.Empty(result.Refusals);
            var body = result.Materials[0].Material;
            Assert.Equal(message.GetProperty("subject").GetString(), body.FrontMatter.Title);
            Agreement.Holds(string.Join('\n', message.GetProperty("texts").EnumerateArray().Select(t => t.GetString())), body, $"mail {seed}");
            var files = message.GetProperty("files").EnumerateArray().Select(f => (Name: f[0].GetString()!, Text: f[1].GetString()!)).ToList();
            Assert.Equal(files.Select(f => f.Name), result.Materials.Skip(1).Select(m => m.InnerName));
            foreach (var (file, read) in files.Zip(result.Materials.Skip(1)))
            {
                Agreement.Holds(file.Text, read.Material, $"mail {seed}, {file.Name}");
            }
        }
    }

    [InstalledFact("soffice", "libreoffice-writer")]
    public void Word_files_read_as_LibreOffice_does()
    {
        var made = Enumerable.Range(1, Files).Select(seed => (seed, Bytes: MadeWord.Make(new MadeText(seed)))).ToList();
        var paths = made.ConvertAll(m => Written($"{m.seed}.docx", m.Bytes));
        Programs.Run("soffice", _folder.Path, ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", _folder.Path, .. paths]);
        foreach (var (seed, bytes) in made)
        {
            // LibreOffice writes the number of each note into the sentence that calls for it, which would keep it from being found.
            Agreement.Holds(File.ReadAllText(_folder.At($"{seed}.txt")), Reading.One(bytes, "a.docx"), $"Word {seed}", inOrder: 0.99);
        }

        // The same text in formats that LibreOffice reads for us.
        foreach (var format in new[] { "odt", "doc", "rtf" })
        {
            Programs.Run("soffice", _folder.Path, "--headless", "--convert-to", format, "--outdir", _folder.Path, paths[0]);
            var file = File.ReadAllBytes(_folder.At($"1.{format}"));
            Agreement.Holds(File.ReadAllText(_folder.At("1.txt")), Reading.One(file, $"a.{format}"), format, inOrder: 0.99);
        }
    }

    private string Written(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.At(name), bytes);
        return _folder.At(name);
    }
}
