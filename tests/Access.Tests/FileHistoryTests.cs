using KnowledgeBase.Tests;

namespace KnowledgeBase.Access.Tests;

public sealed class FileHistoryTests : IDisposable
{
    private const string Path = "corrections/甲.yaml";

    private static readonly AuditAct By = new("林小满", "", "") { Key = "abc" };

    private readonly TemporaryFolder _folder = new();
    private readonly StateFolder _state;
    private readonly FileHistory _history;

    public FileHistoryTests()
    {
        Directory.CreateDirectory(_folder.At("corpus"));
        _state = new StateFolder(_folder.At("state"));
        _history = new FileHistory(_state, TimeProvider.System);
    }

    private string Corpus => _folder.At("corpus");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_is_in_the_file_the_history_and_the_audit_log()
    {
        var first = Change(null, "一\n")!;
        var second = Change("一\n", "二\n")!;
        Assert.Null(Change("二\n", "二\n"));

        Assert.Equal("二\n", File.ReadAllText(System.IO.Path.Combine(Corpus, Path)));
        Assert.Equal(
            [(2L, "林小满", "一\n", "二\n"), (1L, "林小满", null, "一\n")],
            _history.Latest(10).Select(c => (c.Number, c.Who, c.Before, c.After)));
        Assert.Equivalent(second, _history.Find(2), strict: true);
        Assert.Equal(first.Time, _history.Latest(10, "甲.pdf")[1].Time);
        Assert.Empty(_history.Latest(10, "乙.pdf"));
        var entries = new AuditLog(_state, TimeProvider.System).Latest(10);
        Assert.Equal(
            [("decision.made", "甲.pdf", $"{Path}, change 2"), ("decision.made", "甲.pdf", $"{Path}, change 1")],
            entries.Select(e => (e.Act.Action, e.Act.Subject, e.Act.Detail)));
        Assert.Single(Directory.GetFileSystemEntries(Corpus)); // nothing unfinished is left
    }

    [Fact]
    public void Who_has_not_seen_what_is_there_now_changes_nothing()
    {
        Change(null, "一\n");

        var told = Assert.Throws<ChangedMeanwhileException>(() => Change(null, "三\n"));

        Assert.Equal("一\n", told.Current);
        Assert.Equal("一\n", File.ReadAllText(System.IO.Path.Combine(Corpus, Path)));
        Assert.Single(_history.Latest(10));
    }

    [Fact]
    public void What_was_changed_is_taken_back_as_a_change_that_can_be_taken_back_too()
    {
        var made = Change(null, "一\n")!;

        var undone = _history.Undo(made, Corpus, ".unfinished", By)!;
        Assert.False(File.Exists(System.IO.Path.Combine(Corpus, Path)));
        Assert.Equal((2L, 1L, "一\n", null), (undone.Number, undone.Undoes, undone.Before, undone.After));
        Assert.Null(_history.Undo(made, Corpus, ".unfinished", By));

        _history.Undo(undone, Corpus, ".unfinished", By);
        Assert.Equal("一\n", File.ReadAllText(System.IO.Path.Combine(Corpus, Path)));
        Assert.Equal(
            ["decision.undone", "decision.undone", "decision.made"],
            new AuditLog(_state, TimeProvider.System).Latest(10).Select(e => e.Act.Action));
    }

    [Fact]
    public void What_was_changed_by_hand_since_is_not_taken_back()
    {
        var made = Change(null, "一\n")!;
        File.WriteAllText(System.IO.Path.Combine(Corpus, Path), "手改\n");

        var told = Assert.Throws<ChangedMeanwhileException>(() => _history.Undo(made, Corpus, ".unfinished", By));

        Assert.Equal(("手改\n", "一\n"), (told.Current, told.Expected));
        Assert.Equal("手改\n", File.ReadAllText(System.IO.Path.Combine(Corpus, Path)));
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_one_changes_it()
    {
        Change(null, "零\n");

        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            try
            {
                return new FileHistory(new StateFolder(_folder.At("state")), TimeProvider.System)
                    .Change("correction", "甲.pdf", Corpus, Path, FileHistory.VersionOf("零\n"), $"{i}\n", $".unfinished-{i}", By);
            }
            catch (ChangedMeanwhileException)
            {
                return null;
            }
        })));

        var one = Assert.Single(changed.OfType<FileChange>());
        Assert.Equal(one.After, File.ReadAllText(System.IO.Path.Combine(Corpus, Path)));
        Assert.Equal(2, _history.Latest(10).Count);
    }

    [Fact]
    public void A_history_that_is_not_as_it_was_written_is_told_with_its_file()
    {
        Change(null, "一\n");
        File.WriteAllText(_folder.At("state/changes/00000001.json"), "{\"number\": 1");

        Assert.Contains("00000001.json", Assert.Throws<AccessException>(() => _history.Latest(10)).Message, StringComparison.Ordinal);
    }

    private FileChange? Change(string? seen, string? text) =>
        _history.Change("correction", "甲.pdf", Corpus, Path, FileHistory.VersionOf(seen), text, ".unfinished", By);
}
