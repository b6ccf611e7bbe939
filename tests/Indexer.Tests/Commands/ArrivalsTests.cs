using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary>When a material first came into the library is known, whatever is built later.</summary>
public sealed class ArrivalsTests : IDisposable
{
    private static readonly TimeSpan AnotherSecond = TimeSpan.FromSeconds(1.1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_material_keeps_the_time_of_its_coming_when_it_changes_and_when_everything_is_built_anew()
    {
        _folder.Write("corpus/甲.txt", "甲村党支部修渠。");
        _folder.Write("corpus/乙.txt", "乙村党支部修路。");
        Build();
        var first = Newest();
        Thread.Sleep(AnotherSecond);
        _folder.Write("corpus/丙.txt", "丙村党支部修桥。");
        _folder.Write("corpus/甲.txt", "甲村党支部修了水渠，又修了路。");
        Build();

        var second = Newest();
        Assert.Equal(["丙.txt", "乙.txt", "甲.txt"], second.Select(n => n.Material.Material));
        Assert.True(second[0].Added > first[0].Added);
        Assert.Equal(first.Select(n => n.Added), second.Skip(1).Select(n => n.Added));

        Thread.Sleep(AnotherSecond);
        Build("--rebuild");
        Assert.Equal(second.Select(n => (n.Material.Material, n.Added)), Newest().Select(n => (n.Material.Material, n.Added)));
    }

    [Fact]
    public void A_search_can_ask_for_what_came_since_a_time()
    {
        _folder.Write("corpus/甲.txt", "甲村党支部修渠。");
        Build();
        Thread.Sleep(AnotherSecond);
        _folder.Write("corpus/乙.txt", "乙村党支部修路。");
        Build();
        using var library = LibraryFolder.Open(_folder.At("index"));
        var newest = library.Newest(new SearchRequest(), 2);

        Assert.Equal(["乙.txt", "甲.txt"], Since(newest[1].Added));
        Assert.Equal(["乙.txt"], Since(newest[1].Added.AddMilliseconds(1)));
        Assert.Equal(["乙.txt"], Since(newest[0].Added));
        Assert.Empty(Since(newest[0].Added.AddSeconds(1)));
        Assert.Equal(["甲.txt"], library.Newest(new SearchRequest { Query = "修渠" }, 5).Select(n => n.Material.Material));

        IEnumerable<string> Since(DateTimeOffset time) => library.Search(new SearchRequest { Query = "党支部", Since = time }).Hits
            .Select(h => h.Material).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Nothing_goes_by_a_date_that_is_still_to_come()
    {
        var future = DateTime.UtcNow.Year + 9;
        _folder.Write("corpus/规划.txt", $"---\ntitle: 银杏镇远景规划\ndate: {future}-12-31\n---\n银杏镇党建工作全面提升。");
        _folder.Write("corpus/总结.txt", "---\ntitle: 银杏镇工作总结\ndate: 2023-12-31\n---\n银杏镇党建工作稳步推进。");
        Build();
        using var library = LibraryFolder.Open(_folder.At("index"));

        var newest = library.Search(new SearchRequest { Query = "银杏镇", Sort = SearchSort.Newest });
        Assert.Equal(["总结.txt", "规划.txt"], newest.Hits.Select(h => h.Material));
        Assert.Equal([2023, null], newest.Hits.Select(h => h.Year));
        Assert.DoesNotContain(newest.Facets.Single(f => f.Field == "year").Values, v => v.Value == $"{future}");
        var counted = library.CountWording("党建工作");
        Assert.Equal((2, 2023, 2023), (counted.Materials, counted.FirstYear, counted.LastYear));
        var facts = library.Find("规划.txt")!.Material.Facts;
        Assert.Equal((future, true), (facts.Date!.Value.Year, facts.DateIsDoubtful));
        Assert.False(library.Find("总结.txt")!.Material.Facts.DateIsDoubtful);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(48, 48)]
    public void What_comes_after_a_clock_was_set_back_is_told_to_who_asks_what_came_since(int hours, int told)
    {
        var clock = new SetClock { Now = new DateTimeOffset(2026, 3, 2, 8, 30, 0, TimeSpan.Zero) };
        _folder.Write("corpus/甲.txt", "甲村党支部修渠。");
        Build(clock);
        var asked = clock.Now;
        clock.Now -= TimeSpan.FromHours(hours);
        _folder.Write("corpus/乙.txt", "乙村党支部修路。");
        Build(clock);

        var arrivals = Newest().ToDictionary(n => n.Material.Material, n => n.Added, StringComparer.Ordinal);

        Assert.Equal((asked, asked - TimeSpan.FromHours(told)), (arrivals["甲.txt"], arrivals["乙.txt"]));
    }

    private void Build(TimeProvider clock)
    {
        string[] corpora = [_folder.At("corpus")];
        _ = LibraryBuild.Run(
            _folder.At("index"), corpora, LibrarySettings.ForBuild(corpora), new BuildOptions(1, Rebuild: false), clock, progress: null,
            _ => { }, CancellationToken.None);
    }

    private IReadOnlyList<NewMaterial> Newest()
    {
        using var library = LibraryFolder.Open(_folder.At("index"));
        return library.Newest(new SearchRequest(), 10);
    }

    private void Build(params string[] options)
    {
        var run = KbRun.Of(["build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"), .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
