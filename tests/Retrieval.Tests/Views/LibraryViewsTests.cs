using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Views;

/// <summary>
/// Views of a question: passages, practices, headings, outlines and formulations, with filters, counts, orders and pages.
/// </summary>
public class LibraryViewsTests : IDisposable
{
    private readonly TemporaryLibrary _temporary;

    public LibraryViewsTests()
        : this(engine: null)
    {
    }

    protected LibraryViewsTests(string? engine) => _temporary = new TemporaryLibrary(
        [
            (Province(), "省.txt"), (County(), "县.txt"), (Plain(), "无.txt"),
        ],
        engine);

    private Library Library => _temporary.Library;

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Passages_are_listed_each_by_itself_with_counts_of_passages()
    {
        var found = Library.Passages(new ViewRequest { Query = "“银杏”" });

        Assert.Equal((4, 3), (found.Total, found.Materials));
        Assert.Equal(4, found.Entries.Count);
        Assert.All(found.Entries, e => Assert.NotEmpty(e.Passage.Highlights));
        Assert.Equal("organisation:1 governance:2", Counts(found, "theme"));
        Assert.Equal("2023:2 2021:1", Counts(found, "year"));
        Assert.Equal("省:2 县:1", Counts(found, "tier"));
        Assert.Equal("江苏:3 云溪县:1", Counts(found, "region"));
        Assert.Equal("机关:3", Counts(found, "sector"));
        Assert.Equal("江苏省委组织部:2 江苏省云溪县委:1", Counts(found, "unit"));
    }

    [Fact]
    public void A_choice_narrows_the_list_and_all_counts_but_its_own()
    {
        var found = Library.Passages(new ViewRequest { Query = "“银杏”", Years = [2021] });

        Assert.Equal("县 0", string.Join(',', found.Entries.Select(Place)));
        Assert.Equal("2023:2 2021:1*", Counts(found, "year"));
        Assert.Equal("县:1", Counts(found, "tier"));
        Assert.Equal("governance:1", Counts(found, "theme"));
        Assert.Empty(Library.Passages(new ViewRequest { Query = "“银杏”", Years = [2021], Tiers = ["省"] }).Entries);
    }

    [Fact]
    public void Passages_come_in_order_of_date_those_without_one_last()
    {
        Assert.Equal("省 0,省 1,县 0,无 0", Places(ViewSort.Newest));
        Assert.Equal("县 0,省 0,省 1,无 0", Places(ViewSort.Oldest));

        string Places(ViewSort sort) =>
            string.Join(',', Library.Passages(new ViewRequest { Query = "“银杏”", Sort = sort }).Entries.Select(Place));
    }

    [Fact]
    public void Pages_follow_one_another_and_end()
    {
        var all = Library.Passages(new ViewRequest()).Entries.Select(Place);
        var paged = Enumerable.Range(1, 3).SelectMany(page => Library.Passages(new ViewRequest { Page = page, Size = 2 }).Entries);

        Assert.Equal(all, paged.Select(Place));
        Assert.Empty(Library.Passages(new ViewRequest { Page = int.MaxValue, Size = 100 }).Entries);
        Assert.Throws<ArgumentOutOfRangeException>(() => Library.Passages(new ViewRequest { Page = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Library.Practices(new ViewRequest { Size = LibraryRequest.MostEntries + 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Library.Headings(new ViewRequest { Size = 0 }));
    }

    [Fact]
    public void A_practice_matches_where_a_passage_that_it_stands_in_does()
    {
        var found = Library.Practices(new ViewRequest { Query = "“银杏”" });

        Assert.Equal(3, found.Total);
        Assert.Equal(["银杏夜谈", "银杏议事", "银杏驿站"], found.Entries.Select(e => e.Practice.Name!).Order(StringComparer.Ordinal));
        Assert.Equal(4, Library.Practices(new ViewRequest()).Total);
    }

    [Fact]
    public void Of_two_practices_in_one_passage_the_one_that_holds_the_words_comes_first()
    {
        var found = Library.Practices(new ViewRequest { Query = "驿站" });

        Assert.Equal(["银杏驿站", "银杏议事"], found.Entries.Select(e => e.Practice.Name));
        Assert.True(found.Entries[0].Score > found.Entries[1].Score);
    }

    [Fact]
    public void A_practice_is_of_the_tier_place_and_sector_of_its_actor_and_says_where_they_are_the_materials()
    {
        var practices = Library.Practices(new ViewRequest()).Entries.ToDictionary(e => e.Practice.Name ?? "", StringComparer.Ordinal);

        Assert.Equal("县 actor | 江苏 白石县 actor | 机关 actor", Origin(practices["银杏夜谈"]));
        Assert.Equal("村 actor | 江苏 云溪县 柳桥社区 actor | 社区 actor", Origin(practices["银杏议事"]));
        Assert.Equal("县 material | 江苏 云溪县 material | 机关 material", Origin(practices["银杏驿站"]));

        static string Origin(PracticeEntry e) =>
            $"{e.Tier} {By(e.TierIsActors)} | {string.Join(' ', e.Regions)} {By(e.RegionIsActors)} | {e.Sector} {By(e.SectorIsActors)}";

        static string By(bool isActors) => isActors ? "actor" : "material";
    }

    [Fact]
    public void Practices_are_filtered_by_what_their_actor_is_and_by_what_they_show()
    {
        Assert.Equal("银杏夜谈 银杏驿站", Names(new() { Tiers = ["县"] }));
        Assert.Equal("银杏议事", Names(new() { Tiers = ["村"], Regions = ["江苏省"] }));
        Assert.Equal("银杏夜谈 银杏议事 银杏驿站", Names(new() { Regions = ["江苏"] }));
        Assert.Equal("银杏夜谈", Names(new() { Units = ["白石县"] }));
        Assert.Equal("银杏夜谈", Names(new() { HasFigures = true }));
        Assert.Equal("银杏议事 银杏驿站", Names(new() { HasFigures = false, Themes = ["基层治理"] }));
        Assert.Equal("银杏议事", Names(new() { Recognitions = ["媒体报道"] }));
        Assert.Equal("银杏夜谈", Names(new() { Grades = [3] }));
        Assert.Equal("银杏议事", Names(new() { Sectors = ["城市社区"] }));
    }

    [Theory]
    [InlineData("层级:县", "银杏夜谈 银杏驿站")]
    [InlineData("层级:县级", "银杏夜谈 银杏驿站")]
    [InlineData("层级:村 银杏", "银杏议事")]
    [InlineData("“银杏” AND 领域:城市社区", "银杏议事")]
    [InlineData("地区:白石", "银杏夜谈")]
    [InlineData("地区:云溪 层级:县", "银杏驿站")]
    public void A_field_in_the_question_means_the_actor_too(string query, string names)
    {
        Assert.Equal(names, Names(new() { Query = query }));
        Assert.Equal(query.Contains("AND", StringComparison.Ordinal) ? 2 : query.Split(' ').Length,
            Library.Practices(new ViewRequest { Query = query }).Understood.Count);
    }

    [Fact]
    public void A_value_of_a_field_that_no_actor_has_finds_nothing_and_what_there_is_without_it_is_told()
    {
        var answer = Library.Practices(new ViewRequest { Query = "地区:红石" });

        Assert.Equal(0, answer.Total);
        Assert.Contains("没有地区含“红石”的材料。", answer.Warnings);
        Assert.Equal(4, Assert.Single(answer.WithoutFilters).Total);
    }

    [Fact]
    public void Practices_that_can_be_copied_best_come_first_where_nothing_ranks_them()
    {
        string[] copyable = ["银杏夜谈", "银杏议事", "银杏驿站", ""];

        Assert.Equal(copyable, Sorted(ViewSort.Copyable, ""));
        Assert.Equal(copyable, Sorted(ViewSort.Relevance, ""));
        Assert.Equal(["银杏夜谈", "银杏议事", "银杏驿站"], Sorted(ViewSort.Newest, "“银杏”"));
        Assert.Equal(["银杏议事", "银杏驿站", "银杏夜谈"], Sorted(ViewSort.Oldest, "“银杏”"));

        IEnumerable<string> Sorted(ViewSort sort, string query) =>
            Library.Practices(new ViewRequest { Query = query, Sort = sort }).Entries.Select(e => e.Practice.Name ?? "");
    }

    [Fact]
    public void A_practice_is_shown_whole_with_what_matches_in_its_act()
    {
        var entry = Library.Practices(new ViewRequest { Query = "“夜谈”" }).Entries[0];

        Assert.Equal("白石县委开办“银杏夜谈”12场。", entry.Practice.Act);
        Assert.Equal("夜谈", Assert.Single(entry.Highlights).In(entry.Practice.Act));
        Assert.Equal((0, 0, 0), (entry.Number, entry.FirstPassage, entry.LastPassage));
        Assert.Equal("江苏省委组织部", entry.Material.Line.Issuer);
    }

    [Fact]
    public void What_a_filter_does_not_know_is_left_out_and_said()
    {
        var found = Library.Practices(new ViewRequest
        {
            Query = "“银杏”",
            Themes = ["nonsense"],
            Regions = ["火星"],
            Tiers = ["洲"],
            Sectors = ["月亮"],
            Units = ["太阳"],
            Genres = ["诗"],
            Recognitions = ["奥运"],
        });

        Assert.Equal(3, found.Total);
        Assert.All(
            ["主题“nonsense”", "地区“火星”", "层级“洲”", "领域“月亮”", "单位“太阳”", "文种“诗”", "荣誉类别“奥运”"],
            value => Assert.Contains(found.Warnings, w => w.Contains(value, StringComparison.Ordinal)));
        Assert.Empty(Library.Practices(new ViewRequest { Tiers = ["中央"] }).Entries);
        Assert.Empty(Library.Practices(new ViewRequest { Tiers = ["中央"] }).Warnings);
    }

    [Fact]
    public void Headings_match_by_their_own_words_and_show_what_frames_they_share()
    {
        var found = Library.Headings(new ViewRequest { Query = "银杏" });

        Assert.Equal(["以银杏促治理", "以银杏促发展"], found.Entries.Select(e => e.Heading.Text).OrderDescending(StringComparer.Ordinal));
        Assert.Equal("以……促……", Assert.Single(found.Patterns).Text);
        Assert.Equal((2, 2), (found.Patterns[0].Headings, found.Patterns[0].Materials));
        Assert.All(found.Entries, e => Assert.Equal("银杏", Assert.Single(e.Highlights).In(e.Heading.Text)));
        Assert.Equal(["聚焦中心"], found.Entries.Single(e => e.Material.Line.Id == "省").Path);
        Assert.Equal(1, Library.Headings(new ViewRequest { Query = "聚焦" }).Total);
        Assert.Equal(2, Library.Headings(new ViewRequest { Patterns = ["以……促……"] }).Total);
        Assert.Equal(0, Library.Headings(new ViewRequest { Query = "“夜谈”" }).Total);
        Assert.Equal(1, Library.Headings(new ViewRequest { Query = "银杏", Themes = ["organisation"] }).Total);
    }

    [Fact]
    public void Where_no_heading_holds_all_words_those_with_some_match_and_it_is_said()
    {
        var found = Library.Headings(new ViewRequest { Query = "发展 中心" });

        Assert.Equal(2, found.Total);
        Assert.Contains(found.Warnings, w => w.Contains("一部分", StringComparison.Ordinal));
    }

    [Fact]
    public void Outlines_are_whole_and_in_the_order_asked_for()
    {
        var outlines = Library.Outlines(["县", "没有", "省", "县"]);

        Assert.Equal(["县", "省"], outlines.Select(o => o.Material.Line.Id));
        Assert.Equal(["1 聚焦中心", "2 以银杏促发展"], outlines[1].Headings.Select(h => $"{h.Level} {h.Text}"));
        Assert.Empty(Library.Outlines([]));
    }

    [Fact]
    public void Formulations_are_counted_in_the_passages_that_match()
    {
        var found = Library.WordingsIn(new ViewRequest { Query = "“银杏”" });

        Assert.Equal(["银杏夜谈 1 1", "三会一课 1 1"], found.Entries.Select(e => $"{e.Text} {e.Passages} {e.Materials}").OrderDescending());
        Assert.Equal(
            ["三会一课 1 1"],
            Library.WordingsIn(new ViewRequest { Years = [2021] }).Entries.Select(e => $"{e.Text} {e.Passages} {e.Materials}"));
    }

    private static Material Province() => Made(
        "省",
        "江苏省委组织部",
        2023,
        "聚焦中心\n以银杏促发展\n白石县委开办“银杏夜谈”12场。\n银杏树下学习。",
        [("聚焦中心", 1), ("以银杏促发展", 2)],
        [("白石县委开办“银杏夜谈”12场。", "organisation"), ("银杏树下学习。", "governance")],
        [new Practice
        {
            Name = "银杏夜谈",
            Actor = "白石县委",
            Act = "白石县委开办“银杏夜谈”12场。",
            ActSpan = default,
            Results = [new PracticeResult("12场", 12, "场", "银杏夜谈", 0, 0)],
            Recognitions = [],
            Themes = ["organisation"],
            Grade = 3,
        }]) with
    { Wordings = [new Wording("银杏夜谈", WordingKind.Quoted, 1, [18])] };

    private static Material County() => Made(
        "县",
        "江苏省云溪县委",
        2021,
        "以银杏促治理\n柳桥社区推行银杏议事，被省报报道。村里建成银杏驿站。落实三会一课。",
        [("以银杏促治理", 1)],
        [("柳桥社区推行银杏议事，被省报报道。村里建成银杏驿站。落实三会一课。", "governance")],
        [
            new Practice
            {
                Name = "银杏议事",
                Actor = "柳桥社区",
                Act = "柳桥社区推行银杏议事，被省报报道。",
                ActSpan = default,
                Results = [],
                Recognitions = [new Recognition("被省报报道", 0, 0)],
                Themes = ["governance"],
                Grade = 2,
            },
            new Practice
            {
                Name = "银杏驿站",
                Act = "村里建成银杏驿站。",
                ActSpan = default,
                Results = [],
                Recognitions = [],
                Themes = ["governance"],
                Grade = 2,
            },
        ]) with
    { Wordings = [new Wording("三会一课", WordingKind.Numeral, 1, [36])] };

    private static Material Plain() => Made(
        "无",
        null,
        null,
        "银杏黄了。\n梧桐也黄了。",
        [],
        [("银杏黄了。", null), ("梧桐也黄了。", null)],
        [new Practice
        {
            Act = "梧桐也黄了。", ActSpan = default, Results = [], Recognitions = [], Themes = [], Grade = 1,
        }]);

    private static Material Made(
        string id,
        string? issuer,
        int? year,
        string text,
        (string Text, int Level)[] headings,
        (string Text, string? Theme)[] passages,
        Practice[] practices) => new()
        {
            Id = id,
            Text = text,
            Facts = new MaterialFacts
            {
                Title = "题目" + id,
                Genre = new Fact<string>(Genres.Report, 1, ""),
                Issuer = issuer is null ? null : new Fact<string>(issuer, 1, ""),
                Tier = issuer is null ? null : new Fact<string>(id, 1, ""),
                Year = year is { } known ? new Fact<int>(known, 1, "") : null,
            },
            Headings =
            [
                .. headings.Select(h =>
                    new Heading(h.Level, HeadingKind.Plain, h.Text, At(text, h.Text), At(text, h.Text) + h.Text.Length)),
            ],
            Passages =
            [
                .. passages.Select(p => new Passage(
                    At(text, p.Text),
                    At(text, p.Text) + p.Text.Length,
                    [.. headings.Select(h => h.Text)],
                    p.Theme is null ? [] : [new ThemeTag(p.Theme, 1, ["银杏"])])),
            ],
            Themes = [],
            Practices =
            [
                .. practices.Select(p => p with { ActSpan = new TextSpan(At(text, p.Act), At(text, p.Act) + p.Act.Length) }),
            ],
            Wordings = [],
            Warnings = [],
        };

    private static int At(string text, string words) => text.IndexOf(words, StringComparison.Ordinal);

    private static string Place(PassageEntry entry) => $"{entry.Material.Line.Id} {entry.Passage.Ordinal}";

    private static string Counts(ViewAnswer answer, string field) => string.Join(
        ' ', answer.Facets.Single(f => f.Field == field).Values.Select(v => $"{v.Value}:{v.Count}{(v.Selected ? "*" : "")}"));

    private string Names(ViewRequest request) =>
        string.Join(' ', Library.Practices(request).Entries.Select(e => e.Practice.Name).OfType<string>().Order(StringComparer.Ordinal));
}

/// <summary>The same with Lucene.Net.</summary>
public sealed class LuceneLibraryViewsTests() : LibraryViewsTests("lucene");
