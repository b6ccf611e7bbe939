using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Access;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary>What a backup holds is, put back into empty folders, the same library.</summary>
public sealed class BackupCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _key;

    public BackupCommandsTests()
    {
        _folder.Write("old/corpus/一.txt", "石榴籽议事亭的做法\n\n河湾村开起“石榴籽议事亭”，每月议事一次，党员参加120人次。\n");
        _folder.Write("old/corpus/深/二.md", "# 青禾县工作总结\n\n青禾县开展“银龄宣讲团”活动，宣讲36场。\n");
        _folder.Write("old/corpus/深/内/三.md", "# 谈话纪要\n\n纪要所载事项不对外。\n");
        _folder.Write("old/corpus/深/内/.kbaccess", "内部\n");
        _folder.Write("old/corpus/inbox/四.txt", "上传来的稿子\n\n青禾县组织“流动党校”进企业。\n");
        _folder.Write("old/corpus/inbox/.kb-incoming-1", "半份");
        _folder.Write("old/corpus/草稿/五.txt", "这份不收。\n");
        _folder.Write("old/corpus/.kbignore", "草稿/\n");
        _folder.Write("old/corpus/lexicon/words.txt", "石榴籽议事亭\n");
        _key = new KeyRing(State("old"), TimeProvider.System).Create("林小满", AccessRole.Librarian, null, out _);
        new AuditLog(State("old"), TimeProvider.System).Add(new AuditAct("林小满", AuditActions.KeyCreated, "林小满"));
        File.WriteAllText(Path.Combine(State("old").Folder("withdrawn/x"), "file"), "撤下的");
    }

    private string Archive => _folder.At("library.zip");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_library_that_is_restored_into_empty_folders_answers_as_before(bool withIndex)
    {
        Build("old");
        string[] questions = ["石榴籽", "“银龄宣讲团”", "党员 活动", "不收", "纪要", "流动党校"];
        string[] before = [.. questions.Select(q => Answer("old", q))];
        var files = Files("old/corpus");
        string[] index = withIndex ? ["--with-index"] : [];
        var backup = Run("old", ["backup", Archive, "--with-materials", .. index]);
        Assert.Equal((0, ""), (backup.ExitCode, backup.Out));
        Directory.Delete(_folder.At("old"), recursive: true);

        // The index says where its corpora are, so that one that comes back without a build must come back to the same place.
        var place = withIndex ? "old" : "new";
        var restored = Run(place, "restore", Archive);
        Assert.True(restored.ExitCode == 0, restored.Error);
        if (!withIndex)
        {
            Build(place);
        }

        Assert.Equal(before, questions.Select(q => Answer(place, q)));
        Assert.Equal("林小满", new KeyVerifier(State(place), TimeProvider.System).Verify(_key)?.Name);
        var audit = Run(place, "audit", "--json");
        Assert.Equal(0, audit.ExitCode);
        Assert.Equal(
            [AuditActions.KeyCreated, AuditActions.LibraryBackedUp, AuditActions.LibraryRestored],
            audit.Json.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("action").GetString()));
        Assert.Equal("撤下的", File.ReadAllText(_folder.At($"{place}/state/withdrawn/x/file")));
        Assert.Equal(files.Where(f => !f.Contains(".kb-incoming", StringComparison.Ordinal)), Files($"{place}/corpus"));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Owner, File.GetUnixFileMode(_folder.At($"{place}/state/keys.json")));
            Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.At($"{place}/state")));
            Assert.Equal(Owner, File.GetUnixFileMode(Archive));
        }
    }

    [Fact]
    public void Without_materials_settings_and_what_was_brought_in_are_in_it()
    {
        Assert.Equal(0, Run("old", "backup", Archive).ExitCode);

        using var zip = ZipFile.OpenRead(Archive);
        Assert.Equal(
            ["corpus/0/.kbignore", "corpus/0/inbox/四.txt", "corpus/0/lexicon/words.txt", "corpus/0/深/内/.kbaccess"],
            zip.Entries.Select(e => e.FullName).Where(n => n.StartsWith("corpus/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.DoesNotContain("state/state.lock", zip.Entries.Select(e => e.FullName));
    }

    [Fact]
    public void Nothing_is_written_over_and_nothing_is_left_behind()
    {
        Run("old", "backup", Archive, "--with-materials");
        Assert.Equal(2, Run("old", "backup", Archive).ExitCode);
        Assert.Equal(2, Run("old", "backup", _folder.At("old/corpus/library.zip")).ExitCode);
        Assert.Contains("is not empty", Run("old", "restore", Archive).Error, StringComparison.Ordinal);

        _folder.Write("new/corpus/da.txt", "da");
        Assert.Contains("is not empty", Run("new", "restore", Archive).Error, StringComparison.Ordinal);
        Assert.Equal(["corpus"], Directory.GetFileSystemEntries(_folder.At("new")).Select(Path.GetFileName));
        Assert.Equal(["library.zip", "new", "old"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_a_forced_restore_takes_the_place_of_is_moved_aside()
    {
        Run("old", "backup", Archive);
        _folder.Write("old/corpus/inbox/四.txt", "改过的稿子\n");
        _folder.Write("old/corpus/一.txt", "后来改的\n");
        new AuditLog(State("old"), TimeProvider.System).Add(new AuditAct("林小满", AuditActions.KeyRevoked, "林小满"));

        var restored = Run("old", "restore", Archive, "--force");

        Assert.True(restored.ExitCode == 0, restored.Error);
        Assert.StartsWith("上传来的稿子", File.ReadAllText(_folder.At("old/corpus/inbox/四.txt")), StringComparison.Ordinal);
        Assert.Equal("改过的稿子\n", File.ReadAllText(_folder.At("old/corpus.before-restore/inbox/四.txt")));
        Assert.Equal(["inbox/四.txt"], Directory.GetFiles(_folder.At("old/corpus.before-restore"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(_folder.At("old/corpus.before-restore"), f).Replace('\\', '/')));
        Assert.Equal("后来改的\n", File.ReadAllText(_folder.At("old/corpus/一.txt")));
        Assert.DoesNotContain(AuditActions.KeyRevoked, Run("old", "audit").Out, StringComparison.Ordinal);
        Assert.Contains(
            AuditActions.KeyRevoked, File.ReadAllText(_folder.At("old/state.before-restore/audit.jsonl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("../../leak.txt")]
    [InlineData("/leak.txt")]
    [InlineData("x/../../../leak.txt")]
    [InlineData("newer")]
    [InlineData("no backup")]
    [InlineData("cut short")]
    public void What_is_not_as_it_was_written_is_not_restored(string what)
    {
        Run("old", "backup", Archive, "--with-materials");
        Spoil(what);

        var restored = Run("new", "restore", Archive);

        AssertRefused(restored, what);
        Assert.Empty(Directory.GetFiles(_folder.Path, "leak.txt", SearchOption.AllDirectories));
        Assert.False(File.Exists("/leak.txt"));
    }

    [Fact]
    public void An_archive_in_which_any_byte_changed_is_refused_or_has_all_that_it_had()
    {
        Run("old", "backup", Archive);
        var bytes = File.ReadAllBytes(Archive);
        Run("whole", "restore", Archive);
        var whole = Files("whole/corpus");
        var random = new Random(20261128);
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(bytes.Length);
            var spoilt = (byte[])bytes.Clone();
            spoilt[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Archive, spoilt);

            var restored = Run("new", "restore", Archive);

            if (restored.ExitCode == 0)
            {
                Assert.Equal(whole, Files("new/corpus")); // a byte that says nothing of contents: a time, say
                Directory.Delete(_folder.At("new"), recursive: true);
            }
            else
            {
                AssertRefused(restored, $"byte {at}");
            }
        }
    }

    [Fact]
    public void An_index_that_is_being_built_is_not_backed_up_with_the_rest()
    {
        Build("old");
        using (Retrieval.Storage.LibraryFolder.HoldStill(_folder.At("old/index")))
        {
            var backup = Run("old", "backup", Archive, "--with-index");
            Assert.Equal(2, backup.ExitCode);
            Assert.Contains("is being written", backup.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(Archive));
        }

        Assert.Equal(0, Run("old", "backup", Archive, "--with-index").ExitCode);
    }

    [Fact]
    public void A_link_is_named_and_left_out()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // making a link needs a right there
        }

        _folder.Write("secret.txt", "别处的");
        File.CreateSymbolicLink(_folder.At("old/corpus/inbox/link.txt"), _folder.At("secret.txt"));

        var backup = Run("old", "backup", Archive);

        Assert.Equal(1, backup.ExitCode);
        Assert.Contains("link.txt is a link", backup.Error, StringComparison.Ordinal);
        using var zip = ZipFile.OpenRead(Archive);
        Assert.DoesNotContain(zip.Entries, e => e.FullName.EndsWith("link.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void Places_are_taken_from_the_file_of_settings()
    {
        _folder.Write(
            "kb.json",
            $$"""
            { // where things are
              "index": "{{_folder.At("old/index")}}", "state": "{{_folder.At("old/state")}}", "corpus": "{{_folder.At("old/corpus")}}"
            }
            """);

        Assert.Contains("林小满", KbRun.Of("key", "list", "--config", _folder.At("kb.json")).Out, StringComparison.Ordinal);
        Assert.Contains("林小满", KbRun.Of("audit", "--config", _folder.At("kb.json")).Out, StringComparison.Ordinal);
        Assert.Equal(0, KbRun.Of("backup", Archive, "--config", _folder.At("kb.json")).ExitCode);
        using (var zip = ZipFile.OpenRead(Archive))
        {
            Assert.NotNull(zip.GetEntry("corpus/0/inbox/四.txt"));
            Assert.NotNull(zip.GetEntry("state/keys.json"));
        }

        // The command line goes before the file.
        Assert.Contains(
            "there are no keys", KbRun.Of("key", "list", "--config", _folder.At("kb.json"), "--state", _folder.At("other")).Error,
            StringComparison.Ordinal);
        _folder.Write("kb.json", "{ \"index\": ");
        var broken = KbRun.Of("key", "list", "--config", _folder.At("kb.json"));
        Assert.Equal(2, broken.ExitCode);
        Assert.Contains("no JSON", broken.Error, StringComparison.Ordinal);
    }

    private void AssertRefused(KbRun restored, string what)
    {
        Assert.True((restored.ExitCode, restored.Out) == (2, ""), $"{what}: {restored.Error}");
        Assert.StartsWith("kb: ", restored.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", restored.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("new")) && Directory.EnumerateFileSystemEntries(_folder.At("new")).Any(), what);
    }

    private void Spoil(string what)
    {
        if (what is "no backup" or "cut short")
        {
            File.WriteAllBytes(Archive, what == "no backup" ? "PK"u8.ToArray() : File.ReadAllBytes(Archive)[..^100]);
            return;
        }

        using var zip = ZipFile.Open(Archive, ZipArchiveMode.Update);
        if (what is "changed" or "missing")
        {
            zip.GetEntry("corpus/0/一.txt")!.Delete();
            if (what == "changed")
            {
                Write("corpus/0/一.txt", "另一份");
            }

            return;
        }

        // A manifest that is sound in itself, as somebody would write it who means harm.
        var entry = zip.GetEntry("backup.json")!;
        string text;
        using (var reader = new StreamReader(entry.Open()))
        {
            text = reader.ReadToEnd();
        }

        entry.Delete();
        if (what == "newer")
        {
            text = text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal);
        }
        else
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData("草稿/\n"u8));
            Write($"corpus/0/{what}", "草稿/\n");
            text = text.Replace(
                "\"files\": {",
                $$"""
                "files": { "corpus/0/{{what}}": { "bytes": 8, "sha256": "{{hash}}", "modified": "2026-11-28T00:00:00Z" },
                """,
                StringComparison.Ordinal);
        }

        Write("backup.json", text);
        zip.Comment = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

        void Write(string name, string content)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(content);
        }
    }

    private StateFolder State(string library) => new(_folder.At($"{library}/state"));

    private KbRun Run(string library, params string[] words) => KbRun.Of(
    [
        .. words, "--index", _folder.At($"{library}/index"), "--state", _folder.At($"{library}/state"),
        "--corpus", _folder.At($"{library}/corpus"),
    ]);

    private void Build(string library)
    {
        var build = KbRun.Of(
            "build", "--corpus", _folder.At($"{library}/corpus"), "--index", _folder.At($"{library}/index"), "--meaning", "off");
        Assert.True(build.ExitCode == 0, build.Error);
    }

    private string Answer(string library, string question)
    {
        var answer = KbRun.Of("search", question, "--index", _folder.At($"{library}/index"), "--json");
        var same = answer.Json.EnumerateObject().Where(p => !p.Name.StartsWith("took", StringComparison.Ordinal));
        return string.Join('\n', same.Select(p => $"{p.Name}: {p.Value.GetRawText()}"));
    }

    private List<string> Files(string folder) =>
        [.. Directory.GetFiles(_folder.At(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetRelativePath(_folder.At(folder), f)}: {File.ReadAllText(f)}")];
}
