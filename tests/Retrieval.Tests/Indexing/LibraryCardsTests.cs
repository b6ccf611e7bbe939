using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Indexing;

/// <summary>The cards that a commit has together are those of its materials, whatever was written in which order.</summary>
public sealed class LibraryCardsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Engines => ["embedded", "lucene"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_commit_has_the_cards_of_what_it_holds(string engine)
    {
        Write(engine, ["乙", "甲", "丙"], []);
        Assert.Equal(["丙 一", "乙 一", "甲 一"], Cards(areWhole: true));

        Write(engine, ["乙", "丁"], ["丙", "没有"], "二");
        Assert.Equal(["丁 二", "乙 二", "甲 一"], Cards(areWhole: true));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_was_written_after_the_whole_is_in_no_list_and_is_found_all_the_same(string engine)
    {
        Write(engine, ["甲", "乙"], []);
        using (var writer = Writer(engine))
        {
            Put(writer, "丙", "二");
            writer.Remove("甲");
            writer.Commit(writer.UserData, TimeProvider.System);
            Assert.Equal(["丙 二", "乙 一"], Cards(areWhole: false));

            // The same writer, and the whole once more.
            Put(writer, "丁", "三");
            writer.Put(new DuplicateReport([], [], []), new Dictionary<string, long>());
            writer.Commit(writer.UserData, TimeProvider.System);
        }

        Assert.Equal(["丁 三", "丙 二", "乙 一"], Cards(areWhole: true));
    }

    [Fact]
    public void A_commit_that_changes_no_material_keeps_them()
    {
        Write("embedded", ["甲"], []);
        using (var writer = Writer("embedded"))
        {
            writer.Commit(writer.UserData, TimeProvider.System);
        }

        Assert.Equal(["甲 一"], Cards(areWhole: true));
    }

    [Fact]
    public void A_library_begun_anew_has_no_cards_of_the_one_before()
    {
        Write("embedded", ["甲"], []);
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, [], anew: true))
        {
            Put(writer, "乙", "二");
            writer.Put(new DuplicateReport([], [], []), new Dictionary<string, long>());
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        Assert.Equal(["乙 二"], Cards(areWhole: true));
    }

    private void Write(string engine, string[] put, string[] removed, string title = "一")
    {
        using var writer = Writer(engine);
        foreach (var id in put)
        {
            Put(writer, id, title);
        }

        foreach (var id in removed)
        {
            writer.Remove(id);
        }

        writer.Put(new DuplicateReport([], [], []), new Dictionary<string, long>());
        writer.Commit(writer.UserData, TimeProvider.System);
    }

    private LibraryWriter Writer(string engine) =>
        LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, [], engine: engine);

    private static void Put(LibraryWriter writer, string id, string title) => writer.Put(writer.Prepare(
        SampleMaterial.Of("支部在田埂上办起了夜校。") with
        {
            Id = id,
            Facts = new MaterialFacts { Title = title, Genre = new Fact<string>(Genres.Other, 0.5, "") },
        },
        path: null));

    /// <summary>Ids and titles, and whether the commit has them together.</summary>
    private List<string> Cards(bool areWhole)
    {
        using var library = LibraryFolder.Open(_folder.Path);
        return library.Using(snapshot =>
        {
            Assert.Equal(areWhole, snapshot.Reader.UserData.GetValueOrDefault(IndexMetadata.Cards) == IndexMetadata.CardsAreWhole);
            return snapshot.Cards.All.Select(card => $"{card.Id} {card.Title}").ToList();
        });
    }
}
