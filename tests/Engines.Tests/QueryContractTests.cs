using KnowledgeBase.Retrieval.Engines;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests;

/// <summary>What every engine understands by the queries that ask for more than a term: nearness, units, patterns, and why.</summary>
public class QueryContractTests
{
    public static TheoryData<string> Engines => EngineUnderTest.All;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Near_measures_from_the_first_position_to_the_last_in_any_order(string name)
    {
        using var engine = Holding(name, ("甲", "a x x b"), ("乙", "b a"), ("丙", "a x x x b"), ("丁", "a"));
        using var reader = engine.OpenReader();

        Assert.Equal(["乙"], Found(reader, Near(1, Word("a"), Word("b"))));
        Assert.Equal(["乙"], Found(reader, Near(2, Word("a"), Word("b"))));
        Assert.Equal(["乙", "甲"], Found(reader, Near(3, Word("a"), Word("b"))));
        Assert.Equal(["丙", "乙", "甲"], Found(reader, Near(4, Word("a"), Word("b"))));
        Assert.Empty(Found(reader, Near(9, Word("a"), Word("没有"))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Near_in_order_wants_every_part_behind_the_end_of_the_one_before(string name)
    {
        using var engine = Holding(name, ("甲", "a x b c"), ("乙", "b a c"), ("丙", "a b a b c"));
        using var reader = engine.OpenReader();

        Assert.Equal(["丙", "甲"], Found(reader, InOrder(3, Word("a"), Word("b"), Word("c"))));
        Assert.Equal(["丙"], Found(reader, InOrder(2, Word("a"), Word("b"), Word("c"))));
        Assert.Equal(["丙", "乙", "甲"], Found(reader, Near(3, Word("a"), Word("b"), Word("c"))));

        // The second b of 丙 ends the one phrase and begins the other: that is not in order, but the first is.
        var (first, second) = (Phrase(("a", 0), ("b", 1)), Phrase(("b", 0), ("c", 1)));
        Assert.Equal(["丙"], Found(reader, InOrder(4, first, second)));
        Assert.Empty(Found(reader, InOrder(3, first, second)));
        Assert.Equal(["丙"], Found(reader, Near(2, first, second)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_phrase_is_near_with_all_of_its_stretch(string name)
    {
        using var engine = Holding(name, ("甲", "a b x x c"), ("乙", "c a b"));
        using var reader = engine.OpenReader();
        var phrase = Phrase(("a", 0), ("b", 1));

        Assert.Equal(["乙"], Found(reader, Near(2, phrase, Word("c"))));
        Assert.Equal(["乙"], Found(reader, Near(3, phrase, Word("c"))));
        Assert.Equal(["乙", "甲"], Found(reader, Near(4, phrase, Word("c"))));
        Assert.Equal(["甲"], Found(reader, InOrder(4, phrase, Word("c"))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Strings_are_near_by_their_pairs_of_characters(string name)
    {
        using var engine = Holding(name, ("甲", "党 建 引 领 基 层 治 理"), ("乙", "治 理 靠 党 建"));
        using var reader = engine.OpenReader();
        var parts = (PlacedQuery[])[EngineTerms.Literal("党建"), EngineTerms.Literal("治理")];

        Assert.Equal(["乙"], Found(reader, Near(3, parts)));
        Assert.Equal(["乙", "甲"], Found(reader, Near(6, parts)));
        Assert.Equal(["甲"], Found(reader, InOrder(6, parts)));
        Assert.Equal(["甲"], Found(reader, InOrder(6, EngineTerms.Literal("党建引"), EngineTerms.Literal("治理"))));
    }

    [Theory]
    [MemberData(nameof(EngineUnderTest.CountingPlaces), MemberType = typeof(EngineUnderTest))]
    public void More_places_count_as_more_occurrences_and_a_place_within_none_but_itself(string name)
    {
        using var engine = Holding(name, ("一", "a b x x x x x"), ("二", "a b x x x a b"), ("多", "a a a a a a b"), ("零", "a x x x x x b"));
        using var reader = engine.OpenReader();
        var near = Near(1, Word("a"), Word("b"));

        Assert.Equal(["二", "一", "多"], Ids(reader, near));
        Assert.Equal(Score("一"), Score("多"));
        Assert.Equal(0, Score("零"));

        // As a term that occurs once in a document of average length, with the idf of both words.
        Assert.InRange(Score("一"), 0.999 * Expected(1), 1.001 * Expected(1));
        Assert.InRange(Score("二"), 0.999 * Expected(2), 1.001 * Expected(2));

        float Score(string id) => reader.Explain(near, id, 0)!.Value;

        static double Expected(int places) => 2 * Math.Log(1 + (0.5 / 4.5)) * places / (places + 1.2);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Parts_of_one_sentence_stand_between_two_marks_with_all_their_terms(string name)
    {
        using var engine = Holding(name, ("甲", "a x b /c"), ("乙", "a /b"), ("丙", "a //b /a x b"), ("丁", "a b"));
        using var reader = engine.OpenReader();

        Assert.Equal(["丁", "丙", "甲"], Found(reader, new SameUnitQuery(TextUnit.Sentence, [Word("a"), Word("b")])));
        Assert.Equal(["丁", "丙", "乙", "甲"], Found(reader, new SameUnitQuery(TextUnit.Paragraph, [Word("a"), Word("b")])));
        Assert.Equal(["甲"], Found(reader, new SameUnitQuery(TextUnit.Paragraph, [Word("b"), Word("c")])));
        Assert.Equal(["丁"], Found(reader, new SameUnitQuery(TextUnit.Sentence, [Phrase(("a", 0), ("b", 1))])));
        Assert.Equal(["丁", "丙", "乙"], Found(reader, Phrase(("a", 0), ("b", 1))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_prefix_is_met_by_every_term_that_begins_with_it_and_each_scores_alike(string name)
    {
        using var engine = Holding(name, ("甲", "新质生产力 新质"), ("乙", "新质"), ("丙", "新"), ("丁", "质 micro"), ("戊", "microsoft"));
        using var reader = engine.OpenReader();

        Assert.Equal(["乙", "甲"], Found(reader, new PrefixQuery(PassageField.Words, EngineTerms.OfWord("新质"))));
        Assert.Equal(["丁", "戊"], Found(reader, new PrefixQuery(PassageField.Words, EngineTerms.OfWord("mic"))));
        Assert.Empty(Found(reader, new PrefixQuery(PassageField.Words, EngineTerms.OfWord("新质生产力们"))));
        Assert.Equal(
            [2f, 2f],
            reader.Search(new EngineSearch { Query = new PrefixQuery(PassageField.Words, EngineTerms.OfWord("新质")) { Boost = 2 } })
                .Page.Select(m => m.Score));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_pattern_is_met_by_whole_terms_a_question_mark_by_one_character_of_any_plane(string name)
    {
        using var engine = Holding(name, ("甲", "三会一课"), ("乙", "三𠀀一课"), ("丙", "三会一课制度"), ("丁", "三一课"), ("戊", "a*b"), ("己", "axb"));
        using var reader = engine.OpenReader();

        Assert.Equal(["乙", "甲"], Found("三?一课"));
        Assert.Equal(["丁", "丙", "乙", "甲"], Found("三*一课*"));
        Assert.Equal(["丙"], Found("*制度"));
        Assert.Equal(Sorted("丁", "戊", "己"), Found("???"));
        Assert.Equal(Sorted("戊", "己"), Found("a?b"));
        Assert.Equal(["戊"], Found(@"a\*b"));
        Assert.Empty(Found(""));

        string[] Found(string pattern) => QueryContractTests.Found(reader, new WildcardQuery(PassageField.Words, pattern));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_fuzzy_term_is_met_by_every_term_so_few_edits_away(string name)
    {
        using var engine = Holding(
            name, ("本", "不忘初心"), ("换", "不忘初新"), ("缺", "不忘心"), ("多", "不忘初初心"), ("调", "不忘心初"), ("首", "未忘初心"), ("远", "不思初新"), ("平", "中𠀀国"), ("双", "中xy国"));
        using var reader = engine.OpenReader();

        Assert.Equal(["本"], Found("不忘初心", 0));
        Assert.Equal(Sorted("本", "换", "缺", "多", "调", "首"), Found("不忘初心", 1));
        Assert.Equal(Sorted("本", "换", "缺", "多", "调"), Found("不忘初心", 1, prefix: 1));
        Assert.Equal(Sorted("本", "换", "缺", "多", "调", "远"), Found("不忘初心", 2, prefix: 1));
        Assert.Equal(["本"], Found("不忘初心", 2, prefix: 9).Intersect(["本", "换"]));
        Assert.Equal(["平"], Found("中国", 1));

        string[] Found(string term, int edits, int prefix = 0) =>
            QueryContractTests.Found(reader, new FuzzyQuery(PassageField.Words, term, edits, prefix));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Such_queries_are_parts_of_others_like_any(string name)
    {
        using var engine = Holding(name, ("甲", "a b 新质"), ("乙", "a x b"), ("丙", "新"));
        using var reader = engine.OpenReader();
        var near = Near(1, Word("a"), Word("b"));
        var prefix = new PrefixQuery(PassageField.Words, EngineTerms.OfWord("新"));

        Assert.Equal(["甲"], Found(reader, new BooleanQuery { Must = [near], Filter = [prefix] }));
        Assert.Equal(["丙"], Found(reader, new BooleanQuery { Must = [prefix], MustNot = [near] }));
        Assert.Equal(["丙", "甲"], Found(reader, new BooleanQuery { Should = [near, prefix] }));
        Assert.Equal(
            reader.Explain(near, "甲", 0)!.Value + 3,
            reader.Explain(new BooleanQuery { Should = [near, prefix with { Boost = 3 }] }, "甲", 0)!.Value,
            tolerance: 0.0001);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_passage_is_told_why_it_scores_as_it_does_or_that_it_does_not_match(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["x", "a b", "a"]);
        engine.Writer.Commit(NoData);
        Put(engine, "乙", 2020, "讲话", ["x"]);
        Put(engine, "甲", 2020, "讲话", ["x", "a a b", "a"]);
        engine.Writer.Commit(NoData);
        using var reader = engine.OpenReader();
        var query = new BooleanQuery { Must = [Word("a")], Should = [Word("b") with { Boost = 2 }] };

        var best = reader.Search(new EngineSearch { Query = query }).Page.Single().Best;

        Assert.Equal(
            best.Select(passage => (true, Math.Round(passage.Score, 4))),
            new[] { 1, 2 }.Select(i => reader.Explain(query, "甲", i)!).Select(e => (e.Matches, Math.Round(e.Value, 4))));
        Assert.Equal((false, 0f), reader.Explain(query, "甲", 0) is var other ? (other!.Matches, other.Value) : default);
        Assert.Null(reader.Explain(query, "甲", 3));
        Assert.Null(reader.Explain(query, "甲", -1));
        Assert.Null(reader.Explain(query, "没有", 0));
    }

    [Theory]
    [MemberData(nameof(EngineUnderTest.OnDisk), MemberType = typeof(EngineUnderTest))]
    public void Why_a_string_scores_as_it_does_is_told_with_the_string_and_not_with_the_bytes_of_its_terms(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["党建 引领 基层 治理"]);
        engine.Writer.Commit(NoData);
        using var reader = engine.OpenReader();
        string[] asked = ["党", "党建", "党建引领", "引领基层治", "基层治理"];
        var query = new BooleanQuery
        {
            Must = [EngineTerms.Literal(asked[0]), EngineTerms.Literal(asked[1]) with { Boost = 2 }],
            Should = [new DisjunctionMaxQuery([EngineTerms.Literal(asked[2]), EngineTerms.Literal(asked[3])])],
            Filter = [new NearQuery([EngineTerms.Literal(asked[1]), EngineTerms.Literal(asked[4])], 20, IsOrdered: true)],
        };

        var told = string.Join('\n', Lines(reader.Explain(query, "甲", 0)!));

        Assert.All(asked[..4], text => Assert.Contains($":“{text}”", told, StringComparison.Ordinal));
        Assert.DoesNotMatch("0x[0-9A-F]{4}|\\[[0-9a-f]{2} |Characters:QZ", told);

        static IEnumerable<string> Lines(EngineExplanation part) => [part.Description, .. part.Details.SelectMany(Lines)];
    }

    private static EngineUnderTest Holding(string name, params (string Id, string Text)[] materials)
    {
        var engine = new EngineUnderTest(name);
        foreach (var (id, text) in materials)
        {
            Put(engine, id, 2020, "讲话", [text]);
        }

        engine.Writer.Commit(NoData);
        return engine;
    }

    private static string[] Found(IPassageReader reader, EngineQuery query) => Sorted(Ids(reader, query));

    private static string[] Sorted(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];
}
