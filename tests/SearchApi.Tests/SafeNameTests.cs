using System.Text;
using KnowledgeBase.SearchApi.Intake;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("总结.docx", "总结.docx")]
    [InlineData("2026 年 总结（一）.md", "2026 年 总结（一）.md")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\system.ini", "system.ini")]
    [InlineData("C:\\材料\\总结.docx", "总结.docx")]
    [InlineData("/tmp/a.txt", "a.txt")]
    [InlineData(".kbignore", "kbignore")]
    [InlineData("...hidden.txt. . ", "hidden.txt")]
    [InlineData("CON", "_CON")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("NUL .txt", "_NUL.txt")]
    [InlineData("com1.tar.gz", "_com1.tar.gz")]
    [InlineData("COM¹.txt", "_COM¹.txt")]
    [InlineData("console.txt", "console.txt")]
    [InlineData("a\0b\r\nc\u202Ed\u200Be.txt", "abcde.txt")]
    [InlineData("a:b*c?d\"e<f>g|h.txt", "a_b_c_d_e_f_g_h.txt")]
    [InlineData("𠮷野.txt", "𠮷野.txt")]
    [InlineData("a\u3000b\tc.txt", "a bc.txt")]
    public void A_name_is_left_without_what_makes_it_another_file(string given, string safe) => Assert.Equal(safe, SafeName.Of(given));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/..")]
    [InlineData(" . . ")]
    [InlineData("\u202E\0")]
    [InlineData("dir/")]
    [InlineData("\ud83d")]
    public void Of_some_names_nothing_is_left(string? given) => Assert.Null(SafeName.Of(given));

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        var safe = SafeName.Of(new string('党', 500) + ".docx")!;

        Assert.EndsWith("党.docx", safe, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(safe), SafeName.MostBytes - 3, SafeName.MostBytes);
        Assert.InRange(Encoding.UTF8.GetByteCount(SafeName.Of("a." + new string('党', 500))!), 1, SafeName.MostBytes);
    }

    [Fact]
    public void Whatever_is_given_the_name_is_one_of_a_file_in_the_folder()
    {
        var random = new Random(19);
        char[] signs = [.. "ab党.. //\\\\:*?\"<>|~$\0\n\r\t\u007f\u0085\u202e\u2028\ufeff\ufffd\ud83d\ude00COMNULcon1¹"];
        for (var i = 0; i < 20_000; i++)
        {
            var given = new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => signs[random.Next(signs.Length)])]);
            if (SafeName.Of(given) is { } safe)
            {
                Assert.Equal(safe, Path.GetFileName(safe));
                Assert.False(safe[0] is '.' or ' ' || safe[^1] is '.' or ' ', safe);
                Assert.DoesNotContain(safe, c => char.IsControl(c) || "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal));
                Assert.Equal(safe, SafeName.Of(safe));
                Assert.Equal("/in/" + safe, Path.GetFullPath("/in/" + safe));
            }
        }
    }
}
