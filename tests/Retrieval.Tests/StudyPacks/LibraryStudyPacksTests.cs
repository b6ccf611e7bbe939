using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Clips;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.StudyPacks;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.StudyPacks;

public sealed class LibraryStudyPacksTests : IDisposable
{
    private const string Demand = "各级党组织要推行“双报到”制度，把基层治理的任务落到每一个网格，按月公开办理结果，接受群众评议。";
    private const string Speech = "抓基层治理，要害在人。我们讲“双报到”，讲的是把心放到群众当中去，而不是到社区签一个名字就走。";

    private readonly TemporaryLibrary _library = new(
    [
        (Of("意见.md", Demand, Genres.Scheme, "云溪县委"), "a"),
        (Of("讲话.md", Speech, Genres.Speech, "云溪县委书记"), "b"),
        (Case("甲.md", "柳桥街道", "红色管家", 2), "c"),
        (Case("乙.md", "银杏镇", "银杏夜谈", 3), "d"),
        (Case("丙.md", "银杏镇", "银杏早茶", 3), "e"),
    ]);

    public void Dispose() => _library.Dispose();

    [Fact]
    public void A_pack_goes_from_policy_by_speech_to_cases_and_questions()
    {
        var pack = Pack(new StudyPackRequest { Query = "基层治理" });

        Assert.Equal(["意见.md#p0"], pack.Policy.Select(p => p.Id));
        Assert.Equal(["讲话.md#p0"], pack.Speeches.Select(p => p.Id));
        Assert.All(pack.Cases, c => Assert.Equal(ClipKind.Practice, c.Kind));
        Assert.InRange(pack.Questions.Count, 3, 6);
        Assert.Empty(pack.Notes);
    }

    [Fact]
    public void Cases_are_of_different_units_the_best_grade_first() =>
        Assert.Equal(["银杏镇", "柳桥街道"], Pack(new StudyPackRequest { Query = "基层治理" }).Cases.Select(c => c.Unit));

    [Fact]
    public void Every_choice_is_explained_cited_and_can_be_taken_away()
    {
        var pack = Pack(new StudyPackRequest { Query = "基层治理" });
        var pieces = pack.Policy.Concat(pack.Speeches).Concat(pack.Cases).ToList();

        Assert.All(pieces, p => Assert.EndsWith("。", p.Why, StringComparison.Ordinal));
        Assert.All(pieces, p => Assert.Contains("《", p.Citation, StringComparison.Ordinal));
        Assert.Equal(pieces.Select(p => p.Text), _library.Library.Clips(pieces.Select(p => p.Id))!.Clips.Select(c => c.Text));
    }

    [Fact]
    public void Questions_tie_what_a_policy_demands_to_what_a_case_did()
    {
        var questions = Pack(new StudyPackRequest { Query = "基层治理" }).Questions;

        Assert.Contains("“双报到”", questions[0], StringComparison.Ordinal);
        Assert.Contains("银杏镇", questions[0], StringComparison.Ordinal);
        Assert.Equal(questions.Distinct(StringComparer.Ordinal), questions);
        Assert.All(questions, q => Assert.DoesNotContain("“”", q, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(60)]
    [InlineData(240)]
    public void Reading_takes_no_longer_than_there_is_time(int minutes)
    {
        using var many = new TemporaryLibrary(Enumerable.Range(0, 60).Select(n =>
            (Of($"{n}.md", $"第{n}条要求。{string.Concat(Enumerable.Repeat(Demand, 12))}", Genres.Rules, $"单位{n}"), "x")));
        var pack = many.Library.StudyPack(new StudyPackRequest { Query = "基层治理", Minutes = minutes })!;

        Assert.InRange(pack.ReadingMinutes, 1, minutes);
        Assert.Equal(pack.ReadingMinutes, pack.Policy.Sum(p => p.Text.Length) / 400.0, 1);
    }

    [Fact]
    public void The_same_words_are_taken_once()
    {
        using var twice = new TemporaryLibrary(
            [(Of("一.md", Demand, Genres.Scheme, "甲县"), "a"), (Of("二.md", Demand, Genres.Scheme, "乙县"), "b")]);

        Assert.Single(twice.Library.StudyPack(new StudyPackRequest { Query = "基层治理" })!.Policy);
    }

    [Fact]
    public void The_same_request_gives_the_same_pack()
    {
        var (first, second) = (Pack(new StudyPackRequest { Query = "基层治理" }), Pack(new StudyPackRequest { Query = "基层治理" }));

        Assert.Equal(first.Cases.Select(c => c.Id), second.Cases.Select(c => c.Id));
        Assert.Equal(first.Questions, second.Questions);
    }

    [Fact]
    public void A_theme_goes_by_its_id_and_by_its_name() => Assert.All(
        _library.Library.ThemeNames().Take(3),
        theme => Assert.All(
            new[] { theme.Key, theme.Value, $" {theme.Value} " },
            asked => Assert.Equal(theme.Key, Pack(new StudyPackRequest { Theme = asked }).Theme)));

    [Fact]
    public void An_unknown_theme_is_none_and_a_theme_with_nothing_says_so()
    {
        Assert.Null(_library.Library.StudyPack(new StudyPackRequest { Theme = "没有的主题" }));
        var theme = _library.Library.ThemeNames().Keys.First();
        var pack = _library.Library.StudyPack(new StudyPackRequest { Theme = theme })!;

        Assert.True(pack.IsEmpty);
        Assert.Empty(pack.Questions);
        Assert.Contains("库中没有", pack.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_is_for_something_and_takes_a_session()
    {
        Assert.Throws<ArgumentException>(() => Pack(new StudyPackRequest { Query = " " }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pack(new StudyPackRequest { Query = "党员", Minutes = 14 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pack(new StudyPackRequest { Query = "党员", Minutes = 241 }));
    }

    private StudyPack Pack(StudyPackRequest request)
    {
        var pack = _library.Library.StudyPack(request);
        Assert.NotNull(pack);
        return pack;
    }

    private static Material Of(string id, string text, string genre, string issuer) =>
        SampleMaterial.Of(text, new Passage(0, text.Length, ["主要任务"], [])) with
        {
            Id = id,
            Facts = new MaterialFacts
            {
                Title = $"关于{id}",
                Genre = new Fact<string>(genre, 1, ""),
                Issuer = new Fact<string>(issuer, 1, ""),
                Year = new Fact<int>(2023, 1, ""),
            },
            Wordings = [new Wording("双报到", WordingKind.Quoted, 1, [text.IndexOf("双报到", StringComparison.Ordinal)])],
        };

    private static Material Case(string id, string unit, string name, int grade)
    {
        var text = $"{unit}推行“{name}”，落实“双报到”，把基层治理做到楼门口，办结1251件。";
        return Of(id, text, Genres.Experience, unit) with
        {
            Practices =
            [
                new Practice
                {
                    Name = name, Actor = unit, Act = text, ActSpan = new TextSpan(0, text.Length), Results = [], Recognitions = [],
                    Themes = [], Grade = grade,
                },
            ],
        };
    }
}
