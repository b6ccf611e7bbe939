using System.Diagnostics;
using System.Runtime.Versioning;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using Xunit;
using static KnowledgeBase.Readers.Tests.Packing;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Helper programs are stood in for by scripts, so that the tests need none of them installed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HelperProgramTests : IDisposable
{
    private static readonly byte[] Pdf = Utf8("%PDF-1.7\n");

    private readonly DirectoryInfo _programs = Directory.CreateTempSubdirectory("kb-fake-");

    public void Dispose() => _programs.Delete(recursive: true);

    [Theory]
    [InlineData("a.rtf", "{\\rtf1 x}", "soffice", "libreoffice-writer")]
    public void A_missing_program_is_a_refusal_that_names_its_package(string name, string content, string program, string package)
    {
        var reason = Reading.Refused(Utf8(content), name, programPath: _programs.FullName);
        Assert.Contains($"needs the program {program}, which is not installed: install the package {package}", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PDF_lines_become_paragraphs_again_and_page_furniture_goes()
    {
        static string Page(int number, params (string Text, double X, double Y, double Right)[] lines) =>
            "<page width=\"600\" height=\"800\"><flow><block>"
            + string.Concat(lines.Prepend(($"— {number} —", 290, 760, 310)).Prepend(("云溪县委组织部文件汇编", 200, 30, 400)).Select(l =>
                FormattableString.Invariant($"<line xMin=\"{l.Item2}\" yMin=\"{l.Item3}\" xMax=\"{l.Item4}\" yMax=\"{l.Item3 + 12}\"><word xMin=\"{l.Item2}\" yMin=\"{l.Item3}\" xMax=\"{l.Item4}\" yMax=\"{l.Item3 + 12}\">{l.Item1}</word></line>")))
            + "</block></flow></page>";
        Fake(
            "pdftotext",
            "cat <<'XML'\n<!DOCTYPE html PUBLIC \"x\" \"y\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body><doc>\n"
            + Page(1, ("一、开展“双联双促”活动", 124, 100, 260), ("县直机关党组织与村党组织结对共建，每月到村一次，", 124, 120, 500), ("一年来解决饮水、道路等难题八十六个，群众拍手称", 100, 140, 500))
            + Page(2, ("快。", 100, 100, 124), ("下一步，继续抓好成果转化。", 124, 120, 280))
            + Page(
                3,
                ("附：名单", 100, 100, 150),
                ("支部", 100, 120, 124),
                ("人数", 200, 120, 224),
                ("机关一支部", 100, 135, 160),
                ("23", 200, 135, 212),
                ("（含离退休）", 100, 148, 170),
                ("机关二支部", 100, 165, 160),
                ("31", 200, 165, 212),
                ("二、有关要求", 100, 180, 170))
            + "</doc></body></html>\nXML");
        Assert.Equal(
            "一、开展“双联双促”活动\n县直机关党组织与村党组织结对共建，每月到村一次，一年来解决饮水、道路等难题八十六个，群众拍手称快。\n下一步，继续抓好成果转化。\n附：名单\n支部\t人数\n机关一支部（含离退休）\t23\n机关二支部\t31\n二、有关要求",
            Reading.One(Pdf, "a.pdf", programPath: ProgramPath).Text);
    }

    [Fact]
    public void Very_long_and_damaged_PDF_files_are_read_by_pdftotext_where_it_is_installed()
    {
        var page = "<page width=\"600\" height=\"800\"><flow><block><line xMin=\"20\" yMin=\"90\" xMax=\"190\" yMax=\"102\"><word xMin=\"20\" yMin=\"90\" xMax=\"190\" yMax=\"102\">柏树乡党委把会议桌搬到田埂上去开</word></line></block></flow></page>";
        Fake("pdftotext", $"echo '<html><body><doc>{page}</doc></body></html>'");
        var pdf = new MadePdf();
        for (var i = 0; i < 601; i++)
        {
            pdf.NewPage().Text("院坝会", 20, 100);
        }

        Assert.Equal(("柏树乡党委把会议桌搬到田埂上去开", 0), Read(pdf.Build()));
        Assert.Equal(("柏树乡党委把会议桌搬到田埂上去开", 1), Read(Pdf));

        // PdfPig read more of it.
        var damaged = new MadePdf().Text("柏树乡党委把会议桌搬到田埂上，开到群众家门口去。", 100, 100).Raw("1 Tf\n").Build();
        Assert.Equal(("柏树乡党委把会议桌搬到田埂上，开到群众家门口去。", 1), Read(damaged));

        (string Text, int Warnings) Read(byte[] file)
        {
            var material = Reading.One(file, "a.pdf", programPath: ProgramPath);
            Assert.Equal(0, material.Account!.Missing);
            return (material.Text, material.Warnings.Count);
        }
    }

    [Fact]
    public void PDF_columns_of_a_newspaper_are_no_table()
    {
        string[] columns =
        [
            "柏树乡党委把会议桌搬到田埂", "上，一年开了46场院坝会，", "当场答复群众提问218件，", "件件写进台账，逐条销号，年", "底请群众代表打分，满意率达",
            "到97.6%，比上年又高了", "一截。乡里还把院坝会开到工", "地上、车间里，人到哪里会就", "开到哪里，说的都是身边事。",
        ];
        var lines = columns.Select((words, i) => (
            Words: words,
            Left: 50 + (i / 3 * 170.0),
            Top: 60 + (i % 3 * 16.0),
            Right: 50 + (i / 3 * 170) + words.Sum(c => c < 0x2000 ? 5.5 : 11)));
        Assert.Equal(
            "柏树乡党委把会议桌搬到田埂上，一年开了46场院坝会，当场答复群众提问218件，件件写进台账，逐条销号，年底请群众代表打分，满意率达到97.6%，比上年又高了一截。乡里还把院坝会开到工地上、车间里，人到哪里会就开到哪里，说的都是身边事。",
            Laid([.. lines]).Text);
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(1.2)]
    public void PDF_titles_with_wide_gaps_are_one_line(double gap)
    {
        var apart = "院坝会工作总结".Select((c, i) => ($"{c}", 120 + (i * 22 * gap), 60.0, 142 + (i * 22 * gap))).ToArray();
        Assert.Equal("院坝会工作总结\n柏树乡党委把会议桌搬到田埂上，开到群众家门口去。", Laid([.. apart, ("柏树乡党委把会议桌搬到田埂上，开到群众家门口去。", 100, 130, 560)]).Text);
    }

    [Fact]
    public void A_line_that_lacks_what_went_to_the_next_one_ends_no_paragraph() =>
        Assert.Equal(
            "柏树乡党委坚持把会议桌搬到田埂上，把答复写进台账，形成了上下联动、齐抓共管的格局。\n第二段另起一行，说的是别的事情。",
            Laid(
                ("柏树乡党委坚持把会议桌搬到田埂上，", 124, 100, 500), ("把答复写进台账，形成了上下", 100, 120, 474), ("联动、齐抓共管的格局。", 100, 140, 300),
                ("第二段另起一行，说的是别的事情。", 124, 160, 400)).Text);

    /// <summary>Reads one page with these lines.</summary>
    private RawMaterial Laid(params (string Text, double X, double Y, double Right)[] lines)
    {
        Fake(
            "pdftotext",
            "cat <<'XML'\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><doc><page width=\"600\" height=\"800\"><flow><block>"
            + string.Concat(lines.Select(l => FormattableString.Invariant($"<line xMin=\"{l.X}\" yMin=\"{l.Y}\" xMax=\"{l.Right}\" yMax=\"{l.Y + 12}\"><word xMin=\"{l.X}\" yMin=\"{l.Y}\" xMax=\"{l.Right}\" yMax=\"{l.Y + 12}\">{l.Text}</word></line>")))
            + "</block></flow></page></doc></body></html>\nXML");
        var material = Reading.One(Pdf, "a.pdf", programPath: ProgramPath);
        Assert.Equal(0, material.Account!.Missing);
        return material;
    }

    [Fact]
    public void Scanned_pages_are_recognised_and_marked()
    {
        var scan = new MadePdf().Picture().Build();
        Assert.Contains("install the package tesseract-ocr", Reading.Refused(scan, "a.pdf", programPath: WithFake("pdftoppm", "exit 0")), StringComparison.Ordinal);
        Fake(
            "tesseract",
            "case \"$1\" in --list-langs) echo 'List:'; echo eng;; esac");
        Assert.Contains("install the package tesseract-ocr-chi-sim", Reading.Refused(scan, "a.pdf", programPath: ProgramPath), StringComparison.Ordinal);
        Fake(
            "tesseract",
            "case \"$1\" in --list-langs) echo 'List:'; echo chi_sim;; *) printf '1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t2000\\t2900\\t-1\\t\\n4\\t1\\t1\\t1\\t1\\t0\\t300\\t400\\t900\\t50\\t-1\\t\\n5\\t1\\t1\\t1\\t1\\t1\\t300\\t400\\t400\\t50\\t90\\t支部\\n5\\t1\\t1\\t1\\t1\\t2\\t700\\t400\\t500\\t50\\t90\\t生活会\\n';; esac");
        var material = Reading.One(scan, "a.pdf", programPath: ProgramPath);
        Assert.Equal("支部生活会", material.Text);
        Assert.Equal(["Text was recognised from pictures (OCR, confidence 90 of 100) and may hold wrong characters: page 1."], material.Warnings);
        Assert.Equal(0, material.Account!.Missing);

        var mixed = new MadePdf().Text("柏树乡党委把会议桌搬到田埂上，开到群众家门口去。", 100, 100).NewPage().Picture().Text("— 2 —", 290, 780)
            .NewPage().Picture();
        Fake(
            "tesseract",
            "case \"$1\" in --list-langs) echo 'List:'; echo chi_sim;; *page3.png) ;; *) printf '1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t2000\\t2900\\t-1\\t\\n4\\t1\\t1\\t1\\t1\\t0\\t300\\t400\\t900\\t50\\t-1\\t\\n5\\t1\\t1\\t1\\t1\\t1\\t300\\t400\\t400\\t50\\t41\\t支部\\n';; esac");
        material = Reading.One(mixed.Build(), "a.pdf", programPath: ProgramPath);
        Assert.Equal("柏树乡党委把会议桌搬到田埂上，开到群众家门口去。\n支部", material.Text);
        Assert.Equal(
            [
                "Text was recognised from pictures (OCR, confidence 41 of 100) and may hold wrong characters: page 2.",
                "Recognised with difficulty, so that the text is doubtful: page 2.",
                "No text could be recognised: page 3.",
            ],
            material.Warnings);
        Assert.Equal(0, material.Account!.Missing);
    }

    [Fact]
    public void A_program_that_never_ends_is_ended_with_its_children()
    {
        Fake("pdftotext", "sleep 600 & echo $! > \"$HOME/../child-of-fake-$$\"; mv \"$HOME/../child-of-fake-$$\" '" + _programs.FullName + "/child'; wait");
        var reason = Reading.Refused(Pdf, "a.pdf", new ReadLimits { HelperTime = TimeSpan.FromMilliseconds(700) }, ProgramPath);
        Assert.Contains("was not done with it", reason, StringComparison.Ordinal);
        var child = int.Parse(File.ReadAllText(Path.Combine(_programs.FullName, "child")));
        Assert.True(SpinWait.SpinUntil(() => !IsRunning(child), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_program_that_writes_without_end_is_ended()
    {
        Fake("pdftotext", "while :; do echo '<page width=\"1\" height=\"1\">党建党建党建党建党建党建党建党建</page>'; done");
        Assert.Contains("of text for it, and was ended", Reading.Refused(Pdf, "a.pdf", new ReadLimits { MaxTextLength = 100_000 }, ProgramPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_fails_says_why()
    {
        Fake("pdftotext", "echo 'Syntax Error: no trailer' >&2; exit 3");
        Assert.Equal("pdftotext could not read it (exit code 3): Syntax Error: no trailer", Reading.Refused(Pdf, "a.pdf", programPath: ProgramPath));
        Fake("pdftotext", "echo 'Incorrect password' >&2; exit 1");
        Assert.Equal("It is protected with a password; save it without one.", Reading.Refused(Pdf, "a.pdf", programPath: ProgramPath));
    }

    [Fact]
    public void Older_Word_files_go_through_LibreOffice_under_a_plain_name()
    {
        var docx = Path.Combine(_programs.FullName, "made.docx");
        File.WriteAllBytes(docx, Docx(P("由旧格式转来。")));
        Fake("soffice", "while [ $# -gt 1 ]; do [ \"$1\" = --outdir ] && out=\"$2\"; shift; done; [ \"$(basename \"$1\")\" = source.rtf ] || exit 9; mkdir -p \"$out\"; cp '" + docx + "' \"$out/source.docx\"");
        Assert.Equal("由旧格式转来。", Reading.One(Utf8("{\\rtf1 x}"), "a b;$(x) 😀.rtf", programPath: ProgramPath).Text);
        Fake("soffice", "exit 0");
        Assert.Contains("LibreOffice could not read it", Reading.Refused(Utf8("{\\rtf1 x}"), "a.rtf", programPath: ProgramPath), StringComparison.Ordinal);
    }

    private string ProgramPath => _programs.FullName;

    private string WithFake(string name, string script)
    {
        Fake(name, script);
        return ProgramPath;
    }

    private void Fake(string name, string script)
    {
        var path = Path.Combine(_programs.FullName, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
