namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class SynonymsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SynonymsCommandTests()
    {
        _folder.Write("corpus/a.txt", "石桥村的做法\n\n村里开起“竹林茶叙”，支书坐在竹林里听大家说修渠的事，听完当场答复。\n");
        _folder.Write("corpus/b.txt", "河湾村的做法\n\n村里开起“码头闲话”，支书坐在码头上听大家说修路的事，听完当场答复。\n");
    }

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    private string Words => _folder.At("corpus/lexicon/synonyms.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_taken_over_is_found_by_either_name_after_the_next_build()
    {
        Assert.Equal(["b.txt"], Found("码头闲话"));

        var run = Take("竹林茶叙", "码头闲话");

        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Equal(["b.txt", "a.txt"], Found("码头闲话"));
        Assert.Equal(["a.txt", "b.txt"], Found("竹林茶叙"));
    }

    [Fact]
    public void Names_that_stand_there_already_are_not_written_again_and_further_ones_join_them()
    {
        Assert.Contains("are one thing now", Take("竹林茶叙", "码头闲话").Error, StringComparison.Ordinal);
        var before = File.ReadAllText(Words);

        Assert.Contains("says so already", Take("码头闲话", "竹林茶叙").Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Words));

        Assert.Equal(0, Take("竹林茶叙", "院坝夜谈").ExitCode);
        Assert.Equal(0, Take("红色物业", "物业党建").ExitCode);
        Assert.Equal(
            ["竹林茶叙\t\tsynonym\t码头闲话|院坝夜谈", "红色物业\t\tsynonym\t物业党建"],
            File.ReadAllLines(Words).Where(line => !line.StartsWith('#')));
    }

    [Theory]
    [InlineData("'竹' can be no word", "竹", "码头闲话")]
    [InlineData("can be no word", "竹林\t茶叙", "码头闲话")]
    [InlineData("can be no word", "竹林茶叙", "码头|闲话")]
    [InlineData("'竹林茶叙' and '竹林茶叙' are one word already", "竹林茶叙", "竹林茶叙")]
    public void What_can_be_no_word_is_refused_and_nothing_written(string error, string one, string other)
    {
        var run = Take(one, other);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Words));
    }

    [Fact]
    public void A_corpus_that_there_is_not_is_named()
    {
        var run = KbRun.Of("synonyms", "--take", "竹林茶叙", "码头闲话", "--corpus", _folder.At("nowhere"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"there is no folder {_folder.At("nowhere")}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_without_vectors_says_how_to_make_them()
    {
        Build();

        var run = KbRun.Of("synonyms", "--index", Index);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("kb build --meaning wait", run.Error, StringComparison.Ordinal);
    }

    private KbRun Take(string one, string other) => KbRun.Of("synonyms", "--take", one, other, "--corpus", Corpus);

    private void Build() =>
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--meaning", "off").ExitCode);

    private string[] Found(string query)
    {
        Build();
        return
        [
            .. KbRun.Of("search", query, "--index", Index, "--json").Json.GetProperty("hits").EnumerateArray()
                .Select(hit => hit.GetProperty("material").GetString()!),
        ];
    }
}
