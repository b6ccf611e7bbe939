using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>What cannot be taken in costs itself and nothing else, and is in the report.</summary>
public sealed class OneBadPartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".", "only dots")]
    [InlineData("..", "only dots")]
    [InlineData("a/./b", "only dots")]
    [InlineData("a/../b", "only dots")]
    [InlineData("a\\nb", "control character")]
    [InlineData("\\u0000", "control character")]
    [InlineData("\\u001b[31m", "control character")]
    public void An_id_that_no_address_can_name_is_refused_with_its_line_and_the_other_lines_are_indexed(string id, string reason)
    {
        _folder.Write("corpus/c.jsonl", Line("甲") + Line(id) + Line("乙"));

        var run = Build();

        Assert.Equal((1, 2), (run.ExitCode, Materials(run)));
        var refused = Assert.Single(Reasons(run));
        Assert.StartsWith("Line 2: ", refused);
        Assert.Contains(reason, refused);
    }

    [Theory]
    [InlineData(4096, 0)]
    [InlineData(4097, 1)]
    [InlineData(100_000, 1)]
    public void An_id_is_refused_when_it_is_longer_than_the_index_can_hold(int length, int refused)
    {
        _folder.Write("corpus/c.jsonl", Line("甲") + Line(new string('x', length)));

        var run = Build();

        Assert.Equal((refused, 2 - refused), (run.ExitCode, Materials(run)));
        Assert.All(Reasons(run), reason => Assert.Contains("4,096", reason));
        Assert.Equal(0, KbRun.Of("verify", "--index", _folder.At("index")).ExitCode);
    }

    [Fact]
    public void A_long_name_in_a_container_is_refused_and_the_rest_of_it_indexed()
    {
        Directory.CreateDirectory(_folder.At("corpus"));
        using (var zip = ZipFile.Open(_folder.At("corpus/a.zip"), ZipArchiveMode.Create))
        {
            foreach (var name in (string[])["好.txt", string.Concat(Enumerable.Repeat("很长的名字/", 300)) + "坏.txt"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes("甲村修渠。"));
            }
        }

        var run = Build();

        Assert.Equal((1, 1), (run.ExitCode, Materials(run)));
        Assert.Single(Reasons(run));
    }

    [Fact]
    public void A_file_whose_name_has_a_line_break_is_in_the_report()
    {
        _folder.Write("corpus/甲.txt", "甲村修渠。");
        _folder.Write("corpus/\n", "乙村修路。");
        _folder.Write("corpus/丙\n.txt", "丙村修桥。");

        var run = Build();

        Assert.Equal((1, 1), (run.ExitCode, Materials(run)));
        Assert.All(Reasons(run), reason => Assert.Contains("Rename it", reason));
        Assert.Equal(2, Reasons(run).Length);
    }

    [Fact]
    public void Very_many_bad_lines_are_counted_and_the_first_ones_named()
    {
        _folder.Write(
            "corpus/c.jsonl", Line("甲") + string.Concat(Enumerable.Repeat("no json\n", 5000)) + Line("乙") + string.Concat(Enumerable.Repeat(Line("乙"), 300)));

        var run = Build();

        Assert.Equal(2, Materials(run));
        Assert.InRange(Reasons(run).Length, 20, 50);
        Assert.Contains(Reasons(run), reason => reason.Contains("4980 more", StringComparison.Ordinal));
        Assert.Contains(Reasons(run), reason => reason.Contains("280 more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("taxonomy/pillars.yaml", "themes: [not, a: map")]
    [InlineData("taxonomy/overrides.yaml", "- material: 甲.txt\n  add: [no-such-theme]\n")]
    [InlineData("glossary/own.yaml", "nonsense: 1\n")]
    public void A_bad_setting_is_in_the_report_and_the_corpus_is_built(string file, string yaml)
    {
        _folder.Write("corpus/甲.txt", "甲村党支部组织党员修渠。");
        _folder.Write($"corpus/{file}", yaml);

        var run = Build();

        Assert.Equal((1, 1), (run.ExitCode, Materials(run)));
        Assert.Equal(_folder.At($"corpus/{file}"), Assert.Single(run.Json.GetProperty("skipped").EnumerateArray()).GetProperty("path").GetString());
    }

    [Fact]
    public void What_is_sound_of_a_taxonomy_is_used_when_another_file_of_it_is_not()
    {
        _folder.Write("corpus/甲.txt", "甲村党支部组织党员修渠，评选红旗渠长。");
        _folder.Write("corpus/taxonomy/own.yaml", "layouts:\n- id: own\n  name: 自定\n  pillars: [canals]\nthemes:\n- id: canals\n  name: 水渠\n  decisive: [修渠]\n");
        _folder.Write("corpus/taxonomy/broken.yaml", "themes: {");

        var run = Build();

        Assert.Equal((1, 1), (run.ExitCode, Materials(run)));
        Assert.EndsWith("broken.yaml", Assert.Single(run.Json.GetProperty("skipped").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal(1, KbRun.Of("search", "主题:canals", "--index", _folder.At("index"), "--json").Json.GetProperty("total").GetInt32());
    }

    private static string Line(string id) => $$"""{"id":"{{id}}","title":"题","text":"甲村党支部组织党员修渠。"}""" + "\n";

    private static int Materials(KbRun run) => run.Json.GetProperty("materials").GetInt32();

    private static string[] Reasons(KbRun run) =>
        [.. run.Json.GetProperty("skipped").EnumerateArray().Select(s => s.GetProperty("reason").GetString()!)];

    private KbRun Build() => KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"), "--json");
}
