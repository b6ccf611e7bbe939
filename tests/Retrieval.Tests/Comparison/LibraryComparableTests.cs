using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Comparison;

public sealed class LibraryComparableTests : IDisposable
{
    private const string Text = "村里办起板凳夜谈，听群众说难事，当场交办，逐件回访，让群众少跑路。";

    private readonly TemporaryFolder _folder = new();
    private readonly Library _library;

    public LibraryComparableTests()
    {
        var understanding = new MaterialUnderstanding(ThemeTagger.Default, WordingFinder.Default);
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, []))
        {
            Put("被比较", "县", Genres.Experience, "云溪县农业农村局", Text);
            Put("都不同", "省", Genres.Speech, "江北省财政厅", Text);
            Put("同层级", "县", Genres.Speech, "云溪县财政局", Text);
            Put("同文种", "省", Genres.Experience, "江北省财政厅", Text);
            Put("别的事", "县", Genres.Experience, "云溪县财政局", "全县修订会计制度，群众监督。");
            for (var i = 0; i < 20; i++)
            {
                Put($"无关{i}", "市", Genres.Report, "临江市统计局", $"第{i}次统计会议讨论抽样方法与数据质量。");
            }

            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);

            void Put(string id, string tier, string genre, string issuer, string text)
            {
                var stated = new FrontMatter { Title = id, Year = 2023, Genre = genre, Tier = tier, Issuer = issuer };
                var raw = new RawMaterial { Text = text, FrontMatter = stated };
                writer.Put(writer.Prepare(understanding.Understand(raw, id), id));
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
    public void Of_texts_that_say_the_same_those_of_like_places_come_first_by_so_much()
    {
        var weights = ComparableWeights.Default;
        var found = _library.Comparable("被比较", count: 4)!.Materials.ToDictionary(m => m.Material.Line.Id, StringComparer.Ordinal);

        Assert.DoesNotContain("被比较", found.Keys);
        var least = found["都不同"].Score;
        Assert.Equal(weights.Tier, found["同层级"].Score - least, 3);
        Assert.Equal(weights.Genre, found["同文种"].Score - least, 3);
        Assert.Equal((0.2, 0.25, 0.15, 0.15), (weights.Tier, weights.Sector, weights.Genre, weights.Theme));
        Assert.Equal((3, 6), (weights.MostThemes, weights.Candidates));
        Assert.True(found["别的事"].Score < least, "what is about something else never comes up by its tier and genre");
    }

    [Fact]
    public void Each_reason_is_named_and_said()
    {
        var found = _library.Comparable("被比较", count: 4)!.Materials.Single(m => m.Material.Line.Id == "同层级");

        var tier = Assert.Single(found.Reasons, r => r.Kind == ComparableKind.Tier);
        Assert.Equal(("县", "同属“县”这一层级。"), (Assert.Single(tier.Values), tier.Text));
        Assert.DoesNotContain(found.Reasons, r => r.Kind == ComparableKind.Genre);
        Assert.NotEmpty(Assert.Single(found.Reasons, r => r.Kind == ComparableKind.Words).Values);
    }

    [Fact]
    public void What_stands_in_both_is_shown_where_it_stands_in_either()
    {
        const string Pasted = "我镇的做法是：村里办起板凳夜谈，听群众说难事，当场交办，逐件回访，让群众少跑路。欢迎交流。";

        var found = _library.ComparableTo(Pasted, 3).Materials[0];

        var stretch = Assert.Single(found.Stretches);
        Assert.Equal(Text.TrimEnd('。'), Pasted[stretch.First.Start..stretch.First.End].TrimEnd('。'));
        var text = _library.Find(found.Material.Line.Id)!.Material.Text;
        Assert.Equal(Text.TrimEnd('。'), text[stretch.Second.Start..stretch.Second.End].TrimEnd('。'));
    }

    [Fact]
    public void A_part_that_a_material_does_not_have_is_compared_with_nothing()
    {
        Assert.Null(_library.Comparable("没有"));
        Assert.Null(_library.Comparable("被比较", ComparedPart.Passage, 9));
        Assert.Null(_library.Comparable("被比较", ComparedPart.Practice, -1));
        Assert.NotEmpty(_library.Comparable("被比较", ComparedPart.Passage, 0)!.Materials);
    }
}
