using System.Diagnostics;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>The index has what the corpus has, whatever times and sizes say; and an unchanged corpus is not read to see that.</summary>
public sealed class StaleContentTests : IDisposable
{
    private static readonly DateTime Time = new(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_corpora_named_the_other_way_round_are_as_if_built_anew()
    {
        Write("r1/x.txt", "甲村修渠。");
        Write("r2/x.txt", "乙村修路。");
        Build("index", "r1", "r2");

        Build("index", "r2", "r1");

        Build("fresh", "r2", "r1");
        foreach (var query in (string[])["“甲村”", "“乙村”"])
        {
            Assert.Equal(Assert.Single(Ids(query, "fresh")), Assert.Single(Ids(query, "index")));
        }
    }

    [Fact]
    public void A_file_of_another_corpus_with_the_same_name_size_and_time_is_read()
    {
        Write("r1/x.txt", "甲村修渠。");
        Write("r2/x.txt", "乙村修路。");
        Build("index", "r1");

        Assert.Equal(1, Build("index", "r2").Json.GetProperty("updated").GetInt32());
        Assert.Single(Ids("“乙村”", "index"));
        Assert.Empty(Ids("“甲村”", "index"));
    }

    [Theory]
    [InlineData("cp -p other/x.txt corpus/x.txt")]
    [InlineData("cp -p --remove-destination other/x.txt corpus/x.txt")]
    [InlineData("mv other/x.txt corpus/x.txt")]
    [InlineData("mv corpus/x.txt corpus/y.txt; mv corpus/z.txt corpus/x.txt")]
    [InlineData("tar -C other -cf o.tar x.txt; tar -C corpus -xf o.tar")]
    [InlineData("cat other/x.txt > corpus/x.txt; touch -d '2024-05-06 07:08:09Z' corpus/x.txt")]
    [InlineData("rm corpus/x.txt; ln -s z.txt corpus/x.txt")]
    [InlineData("mv corpus away; mv other corpus")]
    public void A_file_that_was_put_in_the_place_of_another_with_the_same_size_and_time_is_read(string command)
    {
        Write("corpus/x.txt", "甲村修渠。");
        Write("corpus/z.txt", "乙村修路。");
        Write("other/x.txt", "乙村修路。");
        Build("index", "corpus");

        using (var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", command]) { WorkingDirectory = _folder.Path })!)
        {
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }

        Build("index", "corpus");

        Assert.Contains("x.txt", Ids("“乙村”", "index"));
        Assert.DoesNotContain("x.txt", Ids("“甲村”", "index"));
    }

    [Fact]
    public void A_file_that_changes_right_after_it_was_read_is_read_again()
    {
        for (var i = 0; i < 20; i++)
        {
            Write("corpus/x.txt", i % 2 == 0 ? "甲村修渠。" : "乙村修路。");
            Build("index", "corpus");
            Assert.Single(Ids(i % 2 == 0 ? "“甲村”" : "“乙村”", "index"));
        }
    }

    [Fact]
    public void An_unchanged_corpus_is_not_read()
    {
        Write("corpus/x.txt", "甲村修渠。");
        Write("corpus/deep/y.txt", "乙村修路。");
        Directory.CreateSymbolicLink(_folder.At("corpus/link"), _folder.At("r1"));
        Write("r1/z.txt", "丙村修桥。");
        Build("index", "corpus");

        var again = Build("index", "corpus").Json;

        Assert.Equal((3, 0), (again.GetProperty("unchanged").GetInt32(), again.GetProperty("bytes").GetInt64()));
    }

    private void Write(string path, string text) => File.SetLastWriteTimeUtc(_folder.Write(path, text), Time);

    private KbRun Build(string index, params string[] corpora) =>
        KbRun.Of(["build", .. corpora.SelectMany(c => (string[])["--corpus", _folder.At(c)]), "--index", _folder.At(index), "--json"]);

    private string[] Ids(string query, string index) =>
    [
        .. KbRun.Of("search", query, "--index", _folder.At(index), "--json").Json.GetProperty("hits").EnumerateArray()
            .Select(h => h.GetProperty("material").GetString()!),
    ];
}
