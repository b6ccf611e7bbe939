namespace KnowledgeBase.Access.Tests;

public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StateFolder State => new(_folder.At("state"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_lies_beside_the_index_unless_it_is_named()
    {
        Assert.Equal(_folder.At("state"), StateFolder.Beside(_folder.At("index")));
        Assert.Equal(_folder.At("state"), StateFolder.Beside(_folder.At("index") + "/"));
        Assert.Equal(Path.GetFullPath("state"), StateFolder.Beside("index"));
    }

    [Fact]
    public void It_is_made_when_something_is_kept_and_is_its_owners_alone()
    {
        Assert.False(State.IsThere);
        Assert.Empty(new KeyRing(State, TimeProvider.System).List());
        Assert.False(Directory.Exists(State.Path));

        new KeyRing(State, TimeProvider.System).Create("甲", AccessRole.Reader, null, out _);
        new AuditLog(State, TimeProvider.System).Add(new AuditAct("甲", AuditActions.KeyCreated, "甲"));

        Assert.True(State.IsThere);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("700", Mode(State.Path));
            Assert.All(Directory.GetFiles(State.Path), f => Assert.Equal("600", Mode(f)));
        }

        static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
    }

    [Fact]
    public void A_folder_of_something_else_is_refused_and_left_as_it_is()
    {
        _folder.Write("state/notes.txt", "something of mine");

        Assert.Throws<AccessException>(() => State.IsThere);
        Assert.Throws<AccessException>(() => new KeyRing(State, TimeProvider.System).Create("甲", AccessRole.Reader, null, out _));
        Assert.Throws<AccessException>(
            () => new AuditLog(State, TimeProvider.System).Add(new AuditAct("甲", AuditActions.KeyCreated, "甲")));
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(State.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Files_of_a_folder_in_it_are_kept_whole_and_read_again()
    {
        Assert.Empty(State.ReadAll("sessions"));
        State.Keep("sessions", "b.xml", "zwei"u8);
        State.Keep("sessions", "a.xml", "eins"u8);
        State.Keep("sessions", "b.xml", "drei"u8);
        _folder.Write("state/sessions/c.xml.part", "half");

        Assert.Equal(["eins", "drei"], State.ReadAll("sessions").Select(System.Text.Encoding.UTF8.GetString));
        Assert.True(State.IsThere);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void Keys_that_others_may_read_or_change_are_not_trusted(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var text = new KeyRing(State, TimeProvider.System).Create("甲", AccessRole.Reader, null, out _);
        File.SetUnixFileMode(_folder.At("state/keys.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        var refused = Assert.Throws<AccessException>(() => new KeyRing(State, TimeProvider.System).Verify(text));
        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_changes_the_corpora_does_so_alone_and_may_write_into_the_folder_meanwhile()
    {
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var state = new StateFolder(_folder.At("state"));
            for (var i = 0; i < 10; i++)
            {
                using var turn = state.LockCorpora();
                var seen = count;
                state.Keep("notes", "a", "b"u8);
                count = seen + 1;
            }
        })));

        Assert.Equal(40, count);
        Assert.All(["state.lock", "corpora.lock"], name => Assert.True(StateFolder.IsLock(name)));
        Assert.False(StateFolder.IsLock("keys.json"));
    }
}
