namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outline_is_measured_in_the_documents_that_the_labels_name()
    {
        _folder.Write("texts/a.txt", "石桥镇工作总结\n\n一、抓好学习\n\n组织集中学习，开展研讨交流。\n\n二、抓好作风\n\n整治形式主义，精简会议文件。\n");
        var gold = _folder.Write("outline.jsonl", """{"doc":"a.txt","genre":"工作总结","headings":[{"level":1,"text":"抓好学习","start":11,"end":15},{"level":1,"text":"抓好作风"},{"level":1,"text":"抓好组织"}]}""" + "\n");

        var run = KbRun.Of("eval", "outline", gold, "--texts", _folder.At("texts"), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var headings = run.Json.GetProperty("figures").GetProperty("headingsF1");
        Assert.Equal(
            (2, 0, 1), (headings.GetProperty("right").GetInt32(), headings.GetProperty("wrong").GetInt32(), headings.GetProperty("missed").GetInt32()));
        Assert.Equal(0.8, headings.GetProperty("value").GetDouble());
        Assert.Equal(1, run.Json.GetProperty("figures").GetProperty("genreAccuracy").GetProperty("value").GetDouble());
    }

    [Fact]
    public void People_get_a_table()
    {
        var input = _folder.Write("input.txt", "实事求是\n");
        var gold = _folder.Write("gold.txt", "实事求是\n");

        var run = KbRun.Of("eval", "segmentation", input, gold);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            $"""
            segmentation: {gold}
              words, F1  1.0000  right 1, wrong 0, missed 0
              precision  1.0000  1 of 1
              recall     1.0000  1 of 1

            """.ReplaceLineEndings("\n"),
            run.Out);
    }

    [Fact]
    public void All_sets_of_a_folder_are_measured_in_one_run()
    {
        _folder.Write("texts/a.txt", "落实“三会一课”制度。\n");
        _folder.Write("gold/themes/one.jsonl", """{"id":"1","text":"严格落实“三会一课”制度，规范发展党员。","themes":["organisation"],"optional":["institutions"]}""");
        _folder.Write("gold/wordings.jsonl", """{"doc":"a.txt","wordings":[{"text":"三会一课","kind":"numeral","count":1}]}""");

        var run = KbRun.Of("eval", "all", _folder.At("gold"), "--texts", _folder.At("texts"), "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["themes", "wordings"], run.Json.EnumerateArray().Select(r => r.GetProperty("set").GetString()));
        Assert.All(
            run.Json.EnumerateArray(), r => Assert.Equal(1, r.GetProperty("figures").EnumerateObject().First().Value.GetProperty("value").GetDouble()));
    }

    [Fact]
    public void Retrieval_is_measured_over_an_index()
    {
        _folder.Write("corpus/a.txt", "石桥镇整治形式主义，精简会议。\n");
        _folder.Write("corpus/b.txt", "青湾村发展集体经济。\n");
        KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"));
        var queries = _folder.Write("q.tsv", "q1\t形式主义\nq2\t集体经济\n");
        var qrels = _folder.Write("qrels.txt", "q1 0 a.txt 1\nq2 0 a.txt 1\n");

        var run = KbRun.Of("eval", "retrieval", "--index", _folder.At("index"), "--queries", queries, "--qrels", qrels, "--mode", "literal", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0.5, run.Json.GetProperty("figures").GetProperty("ndcg10").GetProperty("value").GetDouble());
        Assert.Equal(2, run.Json.GetProperty("figures").GetProperty("ndcg10").GetProperty("queries").GetInt32());
    }

    [Fact]
    public void The_evidence_of_the_sample_library_is_sound()
    {
        var run = KbRun.Of("eval", "evidence", Path.Combine(RepositoryRoot.Path, "corpus"), "--json");

        Assert.Equal([], run.Json.GetProperty("problems").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Json.GetProperty("figures").GetProperty("sound").GetProperty("of").GetInt32() >= 45);
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"text\":\"学习\"}", "line 1")]
    [InlineData("\n{\"id\":\"1\"", "line 2")]
    [InlineData("\n", "no labels")]
    public void Labels_that_cannot_be_read_are_named_with_their_line(string labels, string words)
    {
        var run = KbRun.Of("eval", "themes", _folder.Write("gold.jsonl", labels));

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(words, run.Error);
        Assert.Contains("gold.jsonl", run.Error);
    }

    [Fact]
    public void A_label_that_does_not_fit_its_text_ends_with_exit_code_1()
    {
        _folder.Write("texts/a.txt", "落实“三会一课”制度。\n");
        var gold = _folder.Write("w.jsonl", """{"doc":"a.txt","wordings":[{"text":"四联四包","kind":"numeral"}]}""");

        var run = KbRun.Of("eval", "wordings", gold, "--texts", _folder.At("texts"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  wrong: a.txt: the label “四联四包” does not stand in the text.\n", run.Out);
    }
}
