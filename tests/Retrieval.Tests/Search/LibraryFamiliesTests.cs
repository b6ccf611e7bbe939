using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Search;

public class LibraryFamiliesTests : IDisposable
{
    private const string Lake = "镜湖社区党委把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来，谁家漏水、哪段路黑，当场记账、限时销号。半年下来，积水点全部改完，老旧楼道装上了声控灯。";

    private const string Mill = "砚河纺织厂机关支部推行“师徒同岗”办法，让入党积极分子跟着老班长跑车间，把断纱原因写进交班本，每月评一次“金点子”。细纱车间的停台时间由此少了许多，青年徒弟先后递交了入党申请书。";

    private const string Hill = "凤栖村支部书记带着村干部走遍周围山头，把撂荒的梯田按户画图、逐块登记，先易后难谈流转。村里请来农技员开夜校，教大家种高山西兰花，头一年就卖出许多车，跑运输的年轻人也回村当起了经纪人。";

    private static readonly (string Id, string Text, int Year)[] Materials =
    [
        ("原", Lake, 2019),
        ("转", Lake, 2020),
        ("隐", Lake.Replace("镜湖", "**").Replace("半年下来", "半年下来，居民代表都说好"), 2021),
        ("集", Lake + "\n\n" + Mill + "\n\n" + Hill, 2022),
        ("厂", Mill + "居民代表也来参观。", 2018),
        ("类", "梧桐里每逢周四在院子里摆开议事桌，物业经理和下沉党员坐下来，当场记账、限时销号，楼道里的声控灯亮了。", 2023),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly Library _library;

    public LibraryFamiliesTests()
        : this("embedded")
    {
    }

    protected LibraryFamiliesTests(string engine)
    {
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, [], engine: engine))
        {
            var finder = new DuplicateFinder();
            foreach (var (id, text, year) in Materials)
            {
                var material = SampleMaterial.Of(text) with
                {
                    Id = id,
                    Facts = new MaterialFacts
                    {
                        Title = $"{id}文",
                        Genre = new Fact<string>(Genres.Other, 0.5, ""),
                        Date = new(new DateOnly(year, 5, 1), 1, ""),
                        Source = $"{id}刊",
                    },
                };
                writer.Put(writer.Prepare(material, $"{id}.md"));
                finder.Add(id, new Sketcher().Sketch(material));
            }

            writer.Put(finder.Find(), new Dictionary<string, long>());
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        _library = LibraryFolder.Open(_folder.Path);
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Materials_of_one_text_are_one_hit_under_the_earliest_that_matches_and_are_all_counted()
    {
        Assert.Equal(["原+隐 转", "集", "类", "厂"], Listed(new SearchRequest { Query = "居民代表 下沉党员", Mode = SearchMode.Or }, total: 6, hits: 4));
        Assert.Equal(
            ["类", "集", "隐+转 原", "厂"], Listed(new SearchRequest { Query = "居民代表 下沉党员", Mode = SearchMode.Or, Sort = SearchSort.Newest }, total: 6, hits: 4));
        Assert.Equal(["隐"], Listed(new SearchRequest { Query = "“都说好”", Copies = CopyListing.Together }, total: 1, hits: 1));
    }

    [Fact]
    public void A_page_holds_as_many_hits_as_were_asked_for_and_no_material_is_missing_on_the_way()
    {
        var request = new SearchRequest { Query = "居民代表 下沉党员", Mode = SearchMode.Or, Size = 2 };
        Assert.Equal(["原+隐 转", "集"], Listed(request, total: 6, hits: 4));
        Assert.Equal(["类", "厂"], Listed(request with { Page = 2 }, total: 6, hits: 4));
    }

    [Fact]
    public void A_quoted_string_is_answered_material_by_material_unless_it_is_asked_otherwise()
    {
        Assert.Equal(
            ["原", "转", "隐", "集", "厂"],
            Listed(new SearchRequest { Query = "“居民代表”" }, total: 5, hits: 5).Order(Comparer<string>.Create((a, b) => Place(a) - Place(b))));
        Assert.Equal(3, Listed(new SearchRequest { Query = "“居民代表”", Copies = CopyListing.Together }, total: 5, hits: 3).Length);
        Assert.Equal(5, Listed(new SearchRequest { Query = "居民代表", Copies = CopyListing.OneByOne }, total: 5, hits: 5).Length);

        static int Place(string id) => Array.FindIndex(Materials, m => m.Id == id);
    }

    [Fact]
    public void A_hit_says_which_earlier_material_it_is_a_copy_of()
    {
        var hits = _library.Search(new SearchRequest { Query = "“居民代表”" }).Hits;
        Assert.Equal(["厂 ", "原 ", "转 原", "隐 原", "集 "], hits.Select(h => $"{h.Material} {h.CopyOf?.Id}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Versions_are_told_from_where_one_stands()
    {
        Assert.Equal(["转:Same", "隐:Near", "集:Whole"], Versions("原"));
        Assert.Equal(["原:Near", "转:Near"], Versions("隐"));
        Assert.Equal(["厂:Part", "原:Part"], Versions("集"));
        Assert.Equal("原刊", _library.VersionsOf("隐")[0].Material.Source);
        Assert.Empty(_library.VersionsOf("没有"));
    }

    [Fact]
    public void Similar_materials_are_no_copies_and_copies_of_one_another_are_one_of_them()
    {
        Assert.Equal(["类"], _library.Similar("原").Select(h => h.Hit.Material));
        Assert.Equal(["原 2", "集 0"], _library.Similar("类").Select(h => $"{h.Hit.Material} {h.Hit.CopyCount}").Order(StringComparer.Ordinal));
    }

    private string[] Versions(string id) => [.. _library.VersionsOf(id).Select(v => $"{v.Material.Id}:{v.Relation}")];

    private string[] Listed(SearchRequest request, int total, int hits)
    {
        var response = _library.Search(request);
        Assert.Equal((total, hits), (response.Total, response.TotalHits));
        Assert.All(response.Hits, h => Assert.Equal(h.CopyCount, h.Copies.Count));
        return [.. response.Hits.Select(h => h.Material + (h.CopyCount > 0 ? "+" : "") + string.Join(' ', h.Copies.Select(c => c.Id)))];
    }
}
