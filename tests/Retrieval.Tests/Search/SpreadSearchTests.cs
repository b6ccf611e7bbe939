using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>Words that a material holds in different passages.</summary>
public class SpreadSearchTests : IDisposable
{
    private static readonly string[] Filling = ["天气晴好，稻子黄了。", "车站旁边开了面馆。", "学生放学回家。"];

    private readonly string? _engine;
    private readonly List<TemporaryLibrary> _libraries = [];

    public SpreadSearchTests()
        : this(engine: null)
    {
    }

    protected SpreadSearchTests(string? engine) => _engine = engine;

    public void Dispose()
    {
        _libraries.ForEach(library => library.Dispose());
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_one_passage_holds_comes_first_then_neighbours_then_the_rest_of_a_material()
    {
        var found = Search(
            "积分 火塘",
            ("远", ["积分积分积分积分。", .. Filling, "围着火塘，火塘，火塘。"]),
            ("邻", ["积分兑换物品。", "晚上围着火塘坐。", .. Filling]),
            ("同", [.. Filling, "在火塘边上公布大家这一年来的积分情况。"]),
            ("一", ["积分，积分，积分，积分。"]));

        Assert.Equal(["同", "邻", "远"], found.Hits.Select(h => h.Material));
        Assert.Equal(["在不同段落中含有“积分”、“火塘”的材料也列出，排在后面。"], found.Warnings);
    }

    [Fact]
    public void Where_no_passage_holds_it_all_materials_that_do_come_before_what_holds_a_part()
    {
        var found = Search(
            "积分 火塘",
            ("一", ["积分，积分，积分，积分。"]),
            ("远", ["积分兑换物品。", .. Filling, "晚上围着火塘坐。"]),
            ("邻", ["积分兑换物品。", "晚上围着火塘坐。", .. Filling]));

        Assert.Equal(["邻", "远", "一"], found.Hits.Select(h => h.Material));
        Assert.Equal(["没有段落同时含有“积分”、“火塘”；在不同段落中含有它们的材料在前，其余只含其中一部分。"], found.Warnings);
    }

    [Fact]
    public void Three_words_are_neighbours_in_three_passages_running()
    {
        var found = Search(
            "积分 火塘 夜校",
            ("远", ["积分兑换。", "围着火塘。", .. Filling, "开办夜校。"]),
            ("邻", [.. Filling, "开办夜校。", "积分兑换。", "围着火塘。"]),
            ("二", ["积分兑换，围着火塘。"]));

        Assert.Equal(["邻", "远", "二"], found.Hits.Select(h => h.Material));
    }

    [Fact]
    public void Fields_and_what_is_excluded_hold_for_what_is_spread_too()
    {
        (string, string[])[] library =
        [
            ("邻", ["积分兑换物品。", "晚上围着火塘坐。", .. Filling]),
            ("旧", ["积分兑换物品，已经作废。", "晚上围着火塘坐。", .. Filling]),
        ];

        Assert.Equal(["邻"], Search("积分 火塘 -作废 标题:邻", library).Hits.Select(h => h.Material));
        Assert.Empty(Search("积分 火塘 标题:无", library).Hits);
    }

    [Fact]
    public void A_long_word_is_found_whole_then_by_parts_that_are_near_then_anywhere_in_a_material()
    {
        var found = Search(
            "高校党建",
            ("散", ["省内高校。", .. Filling, "加强党建。"]),
            ("近", ["在高校里抓好党建。", .. Filling]),
            ("整", [.. Filling, "推进高校党建。"]),
            ("半", ["省内高校，高校，高校。"]));

        Assert.Equal(["整", "近", "散"], found.Hits.Select(h => h.Material));
    }

    [Fact]
    public void A_long_word_that_nobody_wrote_is_its_parts_typed_apart()
    {
        (string, string[])[] library =
        [
            ("散", ["党员做事。", .. Filling, "积分兑换。"]), ("同", ["党员用积分兑换。", .. Filling]), ("半", ["党员做事。"]),
        ];
        var apart = Search("党员 积分", library);
        var whole = Search("党员积分管理", library);

        Assert.Equal(apart.Hits.Select(h => h.Material), whole.Hits.Select(h => h.Material));
        Assert.Equal("库中没有“党员积分管理”，已按其中的“党员”、“积分”查找。", whole.Warnings[0]);
    }

    [Fact]
    public void The_score_of_what_is_spread_is_explained_as_it_ranks()
    {
        var library = LibraryOf(("邻", ["积分兑换物品。", "晚上围着火塘坐。"]), ("同", ["积分，火塘。"]));
        var hit = library.Search(new SearchRequest { Query = "积分 火塘" }).Hits[1];

        Assert.Equal("邻", hit.Material);
        Assert.Equal(hit.Score, library.Explain("积分 火塘", SearchMode.Best, "邻")![0].Score.Value, tolerance: 1e-5);
    }

    private SearchResponse Search(string query, params (string Id, string[] Lines)[] materials) =>
        LibraryOf(materials).Search(new SearchRequest { Query = query, ByMeaning = false });

    private Library LibraryOf(params (string Id, string[] Lines)[] materials)
    {
        var library = new TemporaryLibrary(materials.Select(m => (Of(m.Id, m.Lines), $"{m.Id}.txt")), _engine);
        _libraries.Add(library);
        return library.Library;
    }

    private static Material Of(string id, string[] lines)
    {
        var passages = new List<Passage>();
        var at = 0;
        foreach (var line in lines)
        {
            passages.Add(new Passage(at, at + line.Length, [], []));
            at += line.Length + 1;
        }

        var material = SampleMaterial.Of(string.Join('\n', lines), [.. passages]) with { Id = id };
        return material with { Facts = material.Facts with { Title = id } };
    }
}

/// <summary>The same with Lucene.Net.</summary>
public sealed class LuceneSpreadSearchTests() : SpreadSearchTests("lucene");
