using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Search;

public class LibraryWordingsTests : IDisposable
{
    private static readonly GlossaryFile Own = new("own.yaml", """
        kind: numeral
        entries:
          - {text: 银杏三问, parts: [问民需, 问民忧, 问民计], since: 2021, occasion: 银杏镇党代会, wrong: [银杏三查]}
          - {text: 银杏两问, kind: numeral, superseded: {by: 银杏三问, since: 2021}}
        """);

    private readonly TemporaryFolder _folder = new();
    private readonly Library _library;

    public LibraryWordingsTests()
        : this("embedded")
    {
    }

    protected LibraryWordingsTests(string engine)
    {
        var glossary = Glossary.Of([Own]);
        var understanding = new MaterialUnderstanding(ThemeTagger.Default, new WordingFinder(glossary));
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, glossary, [], engine: engine))
        {
            Put("a.txt", 2020, Genres.Report, "市", "推行银杏两问。村里办“银杏 夜谈”。");
            Put("b.txt", 2022, Genres.Speech, "中央", "落实银杏三问，办好“银杏夜谈”。\n制定《银杏议事规则》。");
            Put("c.txt", 2022, Genres.Report, "县", "再办“银杏夜谈”，再讲银杏三问，不是银杏三查。");
            Put("d.txt", null, Genres.Report, null, "银杏夜谈没有引号。");
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);

            void Put(string id, int? year, string genre, string? tier, string text)
            {
                var front = new FrontMatter { Title = id, Year = year, Genre = genre, Tier = tier };
                var raw = new RawMaterial { Text = text, FrontMatter = front };
                writer.Put(writer.Prepare(understanding.Understand(raw, id), id));
            }
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
    public void Formulations_are_listed_with_their_materials_by_year_and_genre()
    {
        var list = _library.Wordings(new WordingListRequest());

        Assert.Equal(
            ["银杏夜谈 Quoted 3 2020:1 2022:2 工作总结:2 讲话:1", "银杏三问 Numeral 2 2022:2 工作总结:1 讲话:1", "银杏两问 Numeral 1 2020:1 工作总结:1", "银杏议事规则 Title 1 2022:1 讲话:1"],
            list.Wordings.Select(Described));
        Assert.Equal(4, list.Total);
        Assert.Equal((2020, 2022), (list.Wordings[0].FirstYear, list.Wordings[0].LastYear));
    }

    [Fact]
    public void A_list_and_a_page_tell_one_number_though_some_have_it_within_a_longer_formulation_alone()
    {
        string[] texts = ["落实全面从严治党主体责任。", "全面从严治党永远在路上。", "全面从严治党要到边。", "学习《全面从严治党须知》。", "从严治党要到边。"];
        using var all = new TemporaryLibrary(texts.Select((text, i) =>
            (new MaterialUnderstanding().Understand(new RawMaterial { Text = text, FrontMatter = new FrontMatter { Title = $"{i}" } }, $"{i}"), $"{i}")));

        var listed = all.Library.Wordings(new WordingListRequest { Contains = "全面从严治党" }).Wordings.Single(w => w.Text == "全面从严治党");

        Assert.Equal((4, 4), (listed.Materials, listed.Passages));
        Assert.Equal(4, all.Library.Wording("全面从严治党").Statistics.Materials);
    }

    [Theory]
    [InlineData(GlossaryStatus.Unknown, "银杏夜谈 银杏议事规则")]
    [InlineData(GlossaryStatus.Known, "银杏三问 银杏两问")]
    [InlineData(GlossaryStatus.Current, "银杏三问")]
    [InlineData(GlossaryStatus.Superseded, "银杏两问")]
    public void A_list_may_be_restricted_to_what_the_glossary_says(GlossaryStatus status, string expected)
    {
        var listed = _library.Wordings(new WordingListRequest { Status = status }).Wordings;

        Assert.Equal(expected, string.Join(' ', listed.Select(w => w.Text)));
    }

    [Fact]
    public void A_list_may_be_restricted_by_kind_number_of_materials_and_words_and_goes_by_pages()
    {
        Assert.Equal(["银杏议事规则"], Texts(new WordingListRequest { Kinds = [WordingKind.Title] }));
        Assert.Equal(["银杏夜谈", "银杏三问"], Texts(new WordingListRequest { FewestMaterials = 2 }));
        Assert.Equal(["银杏三问", "银杏两问"], Texts(new WordingListRequest { Contains = "问" }));
        Assert.Equal(["银杏两问"], Texts(new WordingListRequest { Contains = "问", Size = 1, Page = 2 }));

        string[] Texts(WordingListRequest request) => [.. _library.Wordings(request).Wordings.Select(w => w.Text)];
    }

    [Fact]
    public void The_profile_of_a_known_formulation_has_its_entry_its_counts_and_its_variants()
    {
        var profile = _library.Wording("“银杏三问”");

        Assert.Equal(("银杏三问", "银杏镇党代会", null), (profile.Text, profile.Entry?.Occasion, profile.Current));
        Assert.Equal((2, 2L), (profile.Statistics.Materials, profile.Statistics.Occurrences));
        Assert.Equal(2, profile.Recognised?.Materials);
        Assert.Equal(["银杏三查 Wrong 1", "银杏两问 Former 1"], profile.Variants.Select(v => $"{v.Text} {v.Relation} {v.Materials}"));
        Assert.Equal("b.txt", profile.Authority?.Hit.Material);
    }

    [Fact]
    public void The_profile_of_a_superseded_formulation_names_its_successor()
    {
        var profile = _library.Wording("银杏两问");

        Assert.Equal("银杏三问", profile.Current);
        Assert.Equal(["银杏三问 Successor 2"], profile.Variants.Select(v => $"{v.Text} {v.Relation} {v.Materials}"));
    }

    [Fact]
    public void The_first_materials_are_the_oldest_and_those_without_a_year_come_last()
    {
        var profile = _library.Wording("银杏夜谈");

        Assert.Null(profile.Entry);
        Assert.Equal(["a.txt", "b.txt", "c.txt", "d.txt"], profile.First.Select(h => h.Material));
        Assert.Equal((4, 3), (profile.Statistics.Materials, profile.Recognised!.Materials));
    }

    [Fact]
    public void A_string_that_stands_nowhere_has_an_empty_profile()
    {
        var profile = _library.Wording("石榴夜谈");

        Assert.Equal((0, null, null), (profile.Statistics.Materials, profile.Recognised, profile.Authority));
        Assert.Empty(profile.First);
        Assert.Empty(profile.Variants);
    }

    [Fact]
    public void A_draft_is_checked_with_the_glossary_that_the_library_was_made_with()
    {
        var report = _library.CheckDraft("推行银杏两问，办好“银杏夜谈”，不学银杏三查。");

        Assert.Equal(["Superseded 银杏两问", "Matching 银杏夜谈", "NearMiss 银杏三查"], report.Findings.Select(f => $"{f.Kind} {f.Text}"));
    }

    private static string Described(LibraryWording wording) => string.Join(
        ' ',
        [
            wording.Text, $"{wording.Kind}", $"{wording.Materials}", .. wording.MaterialsByYear.Select(y => $"{y.Year}:{y.Materials}"),
            .. wording.MaterialsByGenre.Select(g => $"{g.Genre}:{g.Materials}"),
        ]);
}
