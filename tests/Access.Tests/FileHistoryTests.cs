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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_lies_behind_a_link_is_changed_nowhere(bool isFolder)
    {
        _folder.Write("elsewhere/甲.yaml", "一\n");
        var made = Change(null, "一\n")!;
        var place = isFolder ? "corpus/corrections" : $"corpus/{Path}";
        File.Delete(_folder.At($"corpus/{Path}"));
        if (isFolder)
        {
            Directory.Delete(_folder.At(place));
        }

        File.CreateSymbolicLink(_folder.At(place), _folder.At(isFolder ? "elsewhere" : "elsewhere/甲.yaml"));

        var told = Assert.Throws<BehindLinkException>(() => Change("一\n", "二\n"));
        Assert.StartsWith(Path, told.Message, StringComparison.Ordinal);
        Assert.Throws<BehindLinkException>(() => _history.Undo(made, Corpus, ".unfinished", By));
        Assert.Equal("一\n", File.ReadAllText(_folder.At("elsewhere/甲.yaml")));
        Assert.Single(_history.Latest(10));
    }

    [Fact]
    public void A_clock_that_was_set_back_changes_neither_the_order_nor_what_is_taken_back()
    {
        var clock = new Clock();
        var history = new FileHistory(_state, clock);
        history.Change("correction", "甲.pdf", Corpus, Path, "", "一\n", ".unfinished", By);
        clock.Now -= TimeSpan.FromDays(30);
        var second = history.Change("correction", "甲.pdf", Corpus, Path, FileHistory.VersionOf("一\n"), "二\n", ".unfinished", By)!;

        Assert.Equal([2L, 1L], history.Latest(10).Select(c => c.Number));
        Assert.Equal(3, history.Undo(second, Corpus, ".unfinished", By)!.Number);
        Assert.Equal("一\n", File.ReadAllText(System.IO.Path.Combine(Corpus, Path)));
        Assert.Empty(new AuditLog(_state, clock).Read(_ => { }).Faults);
    }

    /// <summary>
    /// As a kill or a full disk leaves it: history and log tell of a change that never got its place. Who decides next goes by what is
    /// there.
    /// </summary>
    [Fact]
    public void A_change_that_never_got_its_place_hinders_nobody()
    {
        Change(null, "一\n");
        var unfinished = Change("一\n", "二\n")!;
        File.WriteAllText(System.IO.Path.Combine(Corpus, Path), "一\n");
        File.WriteAllText(System.IO.Path.Combine(Corpus, ".unfinished"), "二");

        Assert.Null(_history.Undo(unfinished, Corpus, ".unfinished", By));
        Assert.Equal(3, Change("一\n", "三\n")!.Number);

        Assert.Equal("三\n", File.ReadAllText(System.IO.Path.Combine(Corpus, Path)));
        Assert.Single(Directory.GetFileSystemEntries(Corpus));
    }

    private FileChange? Change(string? seen, string? text) =>
        _history.Change("correction", "甲.pdf", Corpus, Path, FileHistory.VersionOf(seen), text, ".unfinished", By);
}
