using KnowledgeBase.Access;

namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class DecisionsCommandTests : IDisposable
{
    private const string Name = "corrections/甲.yaml";

    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    private string[] Places => ["--state", _folder.At("state"), "--corpus", Corpus, "--index", _folder.At("index")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_decided_is_listed_and_taken_back()
    {
        Decide("material: 甲.txt\ndate: 2019\n");

        var line = KbRun.Of(["decisions", "list", .. Places]).Out.TrimEnd().Split('\t');
        Assert.Equal(["1", "林小满", "correction", "甲.txt", "new"], [line[0], .. line[2..]]);

        Assert.Equal(0, KbRun.Of(["decisions", "undo", "1", .. Places]).ExitCode);
        Assert.False(File.Exists(Path.Combine(Corpus, Name)));
        var changes = KbRun.Of(["decisions", "list", "--json", .. Places]).Json.GetProperty("changes");
        Assert.Equal((2, 1), (changes.GetArrayLength(), changes[0].GetProperty("undoes").GetInt32()));
        Assert.Equal("material: 甲.txt\ndate: 2019\n", changes[0].GetProperty("before").GetString());
    }

    [Fact]
    public void What_was_changed_by_hand_since_is_shown_and_stays()
    {
        Decide("material: 甲.txt\ndate: 2019\n");
        _folder.Write($"corpus/{Name}", "material: 甲.txt\ndate: 2018\n");

        var run = KbRun.Of(["decisions", "undo", "1", .. Places]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("date: 2019", run.Error, StringComparison.Ordinal);
        Assert.Contains("date: 2018", run.Error, StringComparison.Ordinal);
        Assert.Equal("material: 甲.txt\ndate: 2018\n", File.ReadAllText(Path.Combine(Corpus, Name)));
        Assert.Equal(2, KbRun.Of(["decisions", "undo", "7", .. Places]).ExitCode);
    }

    private void Decide(string text)
    {
        Directory.CreateDirectory(Corpus);
        new FileHistory(new StateFolder(_folder.At("state")), TimeProvider.System).Change(
            "correction", "甲.txt", Corpus, Name, "", text, ".kb-incoming-1", new AuditAct("林小满", "", ""));
    }
}
