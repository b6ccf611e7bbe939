using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Tests.Building;

/// <summary>Which materials go into which index of a library, by what front matter and folders say.</summary>
public sealed class LevelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_library_of_public_materials_has_one_index()
    {
        _folder.Write("corpus/甲.md", "甲村修渠。");
        _folder.Write("corpus/乙.md", "---\naccess: 公开\n---\n乙村修路。");

        Build(0);

        Assert.Equal(["乙.md", "甲.md"], Ids(Index));
        Assert.Empty(LevelIndexes.Folders(Index));
    }

    [Fact]
    public void The_stricter_of_folder_and_front_matter_holds_and_the_nearest_folder_that_says_something()
    {
        _folder.Write("corpus/内/.kbaccess", "# 说明\n内部\n");
        _folder.Write("corpus/内/甲.md", "---\naccess: public\n---\n甲村修渠。");
        _folder.Write("corpus/内/深/乙.txt", "乙村修路。");
        _folder.Write("corpus/内/公开/.kbaccess", "公开");
        _folder.Write("corpus/内/公开/丙.txt", "丙村种树。");
        _folder.Write("corpus/丁.md", "---\n权限: [党委, 纪委]\n---\n丁村开会。");
        _folder.Write("corpus/行.jsonl", "{\"id\":\"一\",\"text\":\"一村。\"}\n{\"id\":\"二\",\"text\":\"二村。\",\"access\":[\"内部\"]}\n");
        _folder.Write("corpus/表.tsv", "编号\t正文\t权限\n三\t三村。\t\n四\t四村。\t内部\n");
        _folder.Write("corpus/页.html", "<html><head><meta name=access content=内部></head><body><p>网页上说的一句话，够长了。</p></body></html>");

        var report = Build(0, "党委", "党委 工会");

        Assert.Equal(["一", "三", "内/公开/丙.txt"], Ids(Index));
        string[] ofKeys = ["一", "三", "二", "内/公开/丙.txt", "内/深/乙.txt", "内/甲.md", "四", "页.html"];
        Assert.Equal(ofKeys, Ids(Of(ReadingRights.KeyHolder)));

        // Nobody has more than who is of 党委: one index serves both groups and librarians.
        string[] all = [.. ofKeys.Append("丁.md").Order(StringComparer.Ordinal)];
        Assert.Equal(all, Ids(Of(ReadingRights.Of(["党委"]))));
        Assert.Equal(2, LevelIndexes.Folders(Index).Count);
        Assert.Equal(all, Ids(LevelIndexes.Widest(Index)));
        Assert.Equal((6, 3), (report.Json.GetProperty("restricted").GetInt32(), report.Json.GetProperty("indexes").GetInt32()));
    }

    [Theory]
    [InlineData("---\naccess: 仅限 内部\n---\n一句话。")]
    [InlineData("---\naccess:\n---\n一句话。")]
    [InlineData("---\naccess: {level: public}\n---\n一句话。")]
    [InlineData("---\naccess: public\naccess: internal\n---\n一句话。")]
    [InlineData("---\naccess：内部\n---\n一句话。")]
    [InlineData("---\ntitle: 甲: 乙\naccess: 内部\n---\n一句话。")]
    [InlineData("---\naccess: 内部\n一句话，没有结束的标记。")]
    public void What_cannot_be_understood_is_for_librarians_alone_and_is_told(string text)
    {
        _folder.Write("corpus/甲.md", text);
        _folder.Write("corpus/乙.txt", "乙村修路。");

        var report = Build(1);

        Assert.Equal(["乙.txt"], Ids(Index));
        Assert.Equal(["乙.txt", "甲.md"], Ids(Of(ReadingRights.Everything)));
        Assert.Contains(report.Json.GetProperty("warnings").EnumerateArray(), w =>
            w.GetProperty("path").GetString()!.EndsWith("甲.md", StringComparison.Ordinal)
            && w.GetProperty("warning").GetString()!.Contains("librarians alone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("内部\n公开")]
    [InlineData("只给 党委")]
    public void A_folder_whose_file_cannot_be_understood_is_for_librarians_alone(string said)
    {
        _folder.Write("corpus/里/.kbaccess", said);
        _folder.Write("corpus/里/甲.txt", "甲村修渠。");
        _folder.Write("corpus/乙.txt", "乙村修路。");

        var report = Build(1);

        Assert.Equal(["乙.txt"], Ids(Index));
        Assert.Contains(".kbaccess", report.Json.GetProperty("warnings")[0].GetProperty("path").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_makes_nothing_public()
    {
        _folder.Write("corpus/内/.kbaccess", "内部");
        _folder.Write("corpus/内/甲.txt", "甲村修渠。");
        _folder.Write("corpus/乙.txt", "乙村修路。");
        File.CreateSymbolicLink(_folder.At("corpus/链.txt"), _folder.At("corpus/内/甲.txt"));

        Build(0);

        Assert.Equal(["乙.txt"], Ids(Index));
    }

    [Fact]
    public void Changes_reach_every_index_and_what_is_no_longer_needed_goes()
    {
        _folder.Write("corpus/甲.txt", "甲村修渠。");
        _folder.Write("corpus/内/乙.txt", "乙村修路。");
        Build(0);
        Assert.Equal(["内/乙.txt", "甲.txt"], Ids(Index));

        _folder.Write("corpus/内/.kbaccess", "内部");
        Build(0);
        Assert.Equal(["甲.txt"], Ids(Index));
        Assert.Equal(["内/乙.txt", "甲.txt"], Ids(Of(ReadingRights.KeyHolder)));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Index).Concat(Directory.EnumerateFiles(Path.Combine(Index, "passages"))),
            f => File.ReadAllText(f).Contains("乙.txt", StringComparison.Ordinal));

        _folder.Write("corpus/内/丙.txt", "丙村种树。");
        File.Delete(_folder.At("corpus/甲.txt"));
        _folder.Write("corpus/丁.txt", "丁村开会。");
        Build(0);
        Assert.Equal(["丁.txt"], Ids(Index));
        Assert.Equal(["丁.txt", "内/丙.txt", "内/乙.txt"], Ids(Of(ReadingRights.KeyHolder)));
        Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);

        File.Delete(_folder.At("corpus/内/.kbaccess"));
        Build(0);
        Assert.Equal(["丁.txt", "内/丙.txt", "内/乙.txt"], Ids(Index));
        Assert.False(Directory.Exists(Path.Combine(Index, LevelIndexes.FolderName)));
    }

    [Fact]
    public void Many_materials_may_become_restricted_without_a_question()
    {
        for (var i = 0; i < 30; i++)
        {
            _folder.Write($"corpus/里/{i}.txt", $"第{i}村修渠{i + 10}里。");
        }

        Build(0);
        _folder.Write("corpus/里/.kbaccess", "内部");
        Build(0);

        Assert.Empty(Ids(Index));
        Assert.Equal(30, Ids(Of(ReadingRights.KeyHolder)).Length);
    }

    [Fact]
    public void Nothing_is_read_again_and_nothing_committed_when_nothing_has_changed()
    {
        _folder.Write("corpus/内/.kbaccess", "内部");
        _folder.Write("corpus/内/乙.txt", "乙村修路。");
        _folder.Write("corpus/甲.txt", "甲村修渠。");
        Build(0);
        var before = Generations();

        var report = Build(0);

        Assert.Equal(0, report.Json.GetProperty("bytes").GetInt64());
        Assert.Equal(before, Generations());
        _folder.Write("corpus/内/乙.txt", "乙村又修路。");
        Build(0);
        Assert.Equal((before[0], before[1] + 1), (Generations()[0], Generations()[1]));
    }

    [Fact]
    public void The_command_line_sees_everything()
    {
        _folder.Write("corpus/甲.md", "---\naccess: 党委\n---\n石榴籽议事亭每月开一次。");

        Build(0);

        Assert.Contains("甲.md", KbRun.Of("search", "石榴籽议事亭", "--index", Index).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_takes_nothing_that_its_readers_may_not_read()
    {
        var settings = LibrarySettings.Of([]);
        using var writer = LibraryFolder.OpenWriter(
            Index, settings.Taxonomy, settings.Wordings.Glossary, [], rights: ReadingRights.Of(["党委"]));
        var material = settings.Understand(new RawMaterial { Text = "甲村修渠。" }, "甲", null);

        writer.Drop(writer.Prepare(material with { Access = "党委,工会" }, null));
        Assert.Throws<ArgumentException>(() => writer.Prepare(material with { Access = "工会" }, null));
        Assert.Throws<ArgumentException>(() => writer.Prepare(material with { Access = "?" }, null));
    }

    private long[] Generations() =>
        [.. LevelIndexes.Folders(Index).Prepend(Index).Select(f => LibraryFolder.Verify(f).Generation)];

    private string Of(ReadingRights rights) => LevelIndexes.FolderOf(Index, rights);

    private static string[] Ids(string index)
    {
        using var library = LibraryFolder.Open(index);
        return [.. library.Search(new() { Query = "", Size = 100 }).Hits.Select(h => h.Material).Order(StringComparer.Ordinal)];
    }

    private KbRun Build(int code, params string[] groups)
    {
        foreach (var set in groups)
        {
            var keys = new KeyRing(new StateFolder(_folder.At("state")), TimeProvider.System);
            keys.Create(set, AccessRole.Reader, null, out _, set.Split(' '));
        }

        var run = KbRun.Of(
            "build", "--corpus", _folder.At("corpus"), "--index", Index, "--state", _folder.At("state"), "--meaning", "off", "--json");
        Assert.True(run.ExitCode == code, run.Out + run.Error);
        return run;
    }
}
