using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Views;

/// <summary>An experience, its reprint with a masked place, and another experience.</summary>
public sealed class CopiesInViewsTests : IDisposable
{
    private const string Experience =
        "一、以茶摊聚民心\n渡口镇党委推行“茶摊议事”做法，在集镇口支起茶摊，谁有难处就在茶牌上写一句，值班支委当场认领，办完把茶牌翻面。"
        + "全年办结难题126件，满意率98%。\n二、以夜校育新人\n渡口镇建立“月光夜校”，请来农技员教大家种高山西兰花，雨天讲课，晴天下地。"
        + "去年有83名青年留在村里。\n";

    private const string Other =
        "一、以岗亭聚合力\n石桥街道党工委推行“岗亭议事”做法，楼组长在岗亭里轮流值守，把来访人的话记成流水账，月底逐条对账。"
        + "全年办结难题77件。\n二、以擂台促比拼\n石桥街道建立擂台榜，哪个小区办得慢就在榜上留白。\n";

    private readonly TemporaryFolder _folder = new();
    private readonly Library _library;

    public CopiesInViewsTests()
    {
        var understanding = new MaterialUnderstanding(ThemeTagger.Default, WordingFinder.Default);
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, []))
        {
            var finder = new DuplicateFinder();
            Put("原", 2021, Experience);
            Put("转", 2022, Experience.Replace("渡口镇", "**镇", StringComparison.Ordinal));
            Put("别", 2023, Other);
            writer.Put(finder.Find(), new Dictionary<string, long>());
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);

            void Put(string id, int year, string text)
            {
                var stated = new FrontMatter { Title = $"{id}的经验", Year = year, Genre = Genres.Experience };
                var material = understanding.Understand(new RawMaterial { Text = text, FrontMatter = stated }, id);
                writer.Put(writer.Prepare(material, id));
                finder.Add(id, new Sketcher().Sketch(material));
            }
        }

        _library = LibraryFolder.Open(_folder.Path);
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_practice_of_a_copy_is_no_second_case()
    {
        var found = _library.Practices(new ViewRequest { Query = "议事", Sort = ViewSort.Newest });

        Assert.Equal(3, found.Total);
        Assert.Equal(2, found.TotalHits);
        Assert.Equal(["别", "原"], found.Entries.Select(e => e.Material.Line.Id));
        Assert.Equal(["转"], found.Entries[1].Copies.Select(c => c.Material.Id));
        Assert.Empty(found.Entries[0].Copies);
        Assert.Equal(found.Total, found.Facets.Single(f => f.Field == "year").Values.Sum(v => v.Count));
    }

    [Fact]
    public void Copies_are_listed_each_when_somebody_wants_it_and_where_every_place_of_a_string_is_wanted()
    {
        var each = _library.Practices(new ViewRequest { Query = "议事", Copies = CopyListing.OneByOne });
        Assert.Equal((3, 3), (each.Total, each.TotalHits));
        Assert.All(each.Entries, e => Assert.Empty(e.Copies));

        Assert.Equal(2, _library.Passages(new ViewRequest { Query = "“茶牌翻面”" }).Entries.Count);
        Assert.Single(_library.Passages(new ViewRequest { Query = "“茶牌翻面”", Copies = CopyListing.Together }).Entries);
        Assert.Single(_library.Passages(new ViewRequest { Query = "茶牌翻面" }).Entries);
    }

    [Fact]
    public void The_copy_stands_for_itself_where_a_filter_leaves_it_alone()
    {
        var found = _library.Practices(new ViewRequest { Query = "茶摊议事", Years = [2022] });

        var entry = Assert.Single(found.Entries);
        Assert.Equal("转", entry.Material.Line.Id);
        Assert.Empty(entry.Copies);
    }

    [Fact]
    public void Pages_of_folded_entries_neither_repeat_nor_skip_one()
    {
        var request = new ViewRequest { Size = 1 };
        var total = _library.Passages(request).TotalHits;
        var paged = Enumerable.Range(1, total)
            .SelectMany(page => _library.Passages(request with { Page = page }).Entries)
            .Select(e => $"{e.Material.Line.Id} {e.Passage.Ordinal}")
            .ToList();

        Assert.Equal(total, paged.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(_library.Passages(request with { Page = total + 1 }).Entries);
        Assert.DoesNotContain(paged, p => p.StartsWith('转'));
    }

    [Fact]
    public void Headings_are_folded_and_a_frame_of_one_text_is_no_frame_of_several_materials()
    {
        var found = _library.Headings(new ViewRequest { Sort = ViewSort.Newest });

        Assert.Equal((6, 4), (found.Total, found.TotalHits));
        Assert.Equal(["以岗亭聚合力", "以擂台促比拼", "以茶摊聚民心", "以夜校育新人"], found.Entries.Select(e => e.Heading.Text));
        Assert.Equal(["", "", "转", "转"], found.Entries.Select(e => string.Join(',', e.Copies.Select(c => c.Material.Id))));
        Assert.Equal(2, found.Patterns.Single(p => p.Text == "以……聚……").Materials);
        Assert.DoesNotContain(found.Patterns, p => p.Text == "以……育……");
    }

    [Fact]
    public void Of_outlines_side_by_side_it_is_said_which_are_one_text()
    {
        var outlines = _library.Outlines(["转", "别", "原"]);

        Assert.Equal(["", "", "转"], outlines.Select(o => o.CopyOf?.Id ?? ""));
    }
}
