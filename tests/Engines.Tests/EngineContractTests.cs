using System.Text;
using KnowledgeBase.Retrieval.Engines;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests;

/// <summary>What every engine does with documents and questions. A new adapter joins by a line in <see cref="EngineUnderTest"/>.</summary>
public class EngineContractTests
{
    public static TheoryData<string> Engines => EngineUnderTest.All;

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_written_is_seen_after_the_commit_and_not_before(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a b"]);
        engine.Writer.Commit(new Dictionary<string, string> { ["k"] = "v" });
        Put(engine, "乙", 2021, "讲话", ["a"]);
        using (var before = engine.OpenReader())
        {
            Assert.Equal(["甲"], Ids(before, Word("a")));
            Assert.Equal("v", before.UserData["k"]);
            Assert.Equal("v", engine.Writer.UserData["k"]);
        }

        engine.Writer.Commit(NoData);
        using var after = engine.OpenReader();
        Assert.Equal(["乙", "甲"], Ids(after, Word("a")));
        Assert.Equal(2, after.PassageCount);
        Assert.True(after.Generation > 1);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_reader_knows_whether_there_is_something_newer_and_opens_it(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a"]);
        engine.Writer.Commit(NoData);
        using var before = engine.OpenReader();
        Assert.True(before.IsCurrent());
        Assert.Null(before.OpenIfChanged());

        Put(engine, "乙", 2021, "讲话", ["a"]);
        engine.Writer.Commit(NoData);
        Assert.False(before.IsCurrent());
        using var after = before.OpenIfChanged();
        Assert.NotNull(after);
        Assert.Equal((before.Identity, before.Generation + 1), (after.Identity, after.Generation));
        Assert.NotEqual(Guid.Empty, after.Identity);
        Assert.Equal(["甲", "乙"], Ids(after, Word("a")));
        Assert.Equal(["甲"], Ids(before, Word("a")));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_writer_that_ends_without_a_commit_has_changed_nothing_and_the_next_goes_on(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a"]);
        engine.Writer.Commit(new Dictionary<string, string> { ["k"] = "1" });
        Put(engine, "乙", 2021, "讲话", ["a"]);
        engine.Writer.Remove("甲");
        engine.Reopen();

        Assert.Equal("1", engine.Writer.UserData["k"]);
        Put(engine, "丙", 2022, "讲话", ["a"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        Assert.Equal(["甲", "丙"], Ids(reader, Word("a")));
        Assert.Equal(["丙", "甲"], reader.MaterialIds());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_writer_that_begins_anew_leaves_what_is_there_until_it_commits(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a"]);
        engine.Writer.Commit(new Dictionary<string, string> { ["k"] = "1" });
        using var before = engine.OpenReader();
        engine.Reopen(anew: true);

        Assert.Empty(engine.Writer.UserData);
        Put(engine, "乙", 2021, "讲话", ["a"]);
        Assert.Equal(["甲"], Ids(before, Word("a")));
        using (var meanwhile = engine.OpenReader())
        {
            Assert.Equal(["甲"], Ids(meanwhile, Word("a")));
        }

        engine.Writer.Commit(NoData);
        Assert.False(before.IsCurrent());
        using var after = before.OpenIfChanged();
        Assert.Equal(["乙"], Ids(after!, Word("a")));
        Assert.NotEqual(before.Identity, after!.Identity);
        Assert.True(after.Generation > before.Generation);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void All_passages_that_match_are_given_by_their_places_and_each_can_be_read(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["b", "b"]);
        Put(engine, "乙", 2021, "讲话", ["a b", "b", "a"]);
        Put(engine, "丙", 2022, "讲话", [.. Enumerable.Repeat("a", 150)]);
        engine.Writer.Commit(NoData);
        Put(engine, "甲", 2020, "讲话", ["b", "a", "b"]);
        engine.Writer.Remove("没有");
        engine.Writer.Commit(NoData);
        using var reader = engine.OpenReader();

        var found = reader.Matches(Word("a"));
        Assert.Equal(["丙 150", "乙 0 2", "甲 1"], Shown(found));
        Assert.Equal(153, found.Passages.Length);
        Assert.All(found.Passages, passage => Assert.True(passage.Score > 0));
        Assert.Equal(156, reader.Matches(new EveryPassageQuery()).Passages.Length);
        Assert.Empty(reader.Matches(Word("x")).Materials);
        Assert.Empty(reader.Matches(new NothingQuery()).Passages);

        Assert.Equal("a b", Encoding.UTF8.GetString(reader.ReadPassage("乙", 0)!));
        Assert.Equal("a", Encoding.UTF8.GetString(reader.ReadPassage("甲", 1)!));
        Assert.Equal("a", Encoding.UTF8.GetString(reader.ReadPassage("丙", 149)!));
        Assert.Null(reader.ReadPassage("甲", 3));
        Assert.Null(reader.ReadPassage("甲", -1));
        Assert.Null(reader.ReadPassage("没有", 0));
        static IEnumerable<string> Shown(EngineMatches matches) => matches.Materials
            .OrderBy(m => m.Id, StringComparer.Ordinal)
            .Select(m => $"{m.Id} " + (m.Count > 9
                ? $"{m.Count}"
                : string.Join(' ', matches.Passages.Skip(m.Start).Take(m.Count).Select(p => p.Passage))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_second_writer_and_a_folder_without_an_index_are_told_what_is_the_matter(string name)
    {
        using var engine = new EngineUnderTest(name);

        Assert.False(engine.Engine.Exists(engine.Folder));
        Assert.Equal(EngineFault.Missing, Assert.Throws<EngineException>(() => engine.OpenReader()).Fault);
        Assert.Equal(EngineFault.Missing, Assert.Throws<EngineException>(() => engine.Engine.Verify(engine.Folder)).Fault);
        Assert.Empty(engine.Engine.Files(engine.Folder));
        var locked = Assert.Throws<EngineException>(() => engine.Engine.OpenWriter(engine.Folder));
        Assert.Equal(EngineFault.Locked, locked.Fault);
        Assert.Contains(engine.Folder, locked.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_sound_index_verifies_and_has_nothing_of_others(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a b", "b"]);
        engine.Writer.Commit(NoData);
        Put(engine, "乙", 2020, "讲话", ["a"]);
        engine.Writer.Remove("甲");
        engine.Writer.Commit(NoData);

        var report = engine.Engine.Verify(engine.Folder);

        using var reader = engine.OpenReader();
        Assert.Empty(report.Problems);
        Assert.Equal(reader.Generation, report.Generation);
        Assert.True(engine.Engine.Exists(engine.Folder));
        Assert.Empty(engine.Engine.Foreign(engine.Folder));
        Assert.All(engine.Engine.Files(engine.Folder), file => Assert.Null(engine.Engine.Check(engine.Folder, file)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_material_is_replaced_and_removed_as_a_whole(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a", "b"]);
        Put(engine, "乙", 2020, "讲话", ["a"]);
        engine.Writer.Commit(NoData);
        Put(engine, "甲", 2020, "讲话", ["c"]);
        engine.Writer.Remove("乙");
        engine.Writer.Remove("丙");
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        Assert.Empty(Ids(reader, Word("a")));
        Assert.Empty(Ids(reader, Word("b")));
        Assert.Equal(["甲"], Ids(reader, Word("c")));
        Assert.Equal(1, reader.PassageCount);
        Assert.True(reader.Contains("甲"));
        Assert.False(reader.Contains("乙"));
        Assert.Null(reader.ReadMaterial("乙", StoredField.Card));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_stored_is_read_in_one_go_in_the_order_of_the_index(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a x", "b"]);
        Put(engine, "乙", 2020, "讲话", ["a"]);
        Put(engine, "丙", 2020, "讲话", ["c", "a y"]);
        engine.Writer.Commit(NoData);
        Put(engine, "丁", 2020, "讲话", ["b a"]);
        engine.Writer.Remove("乙");
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        var (every, some, cards) = (new List<string>(), new List<string>(), new List<string>());
        reader.ReadPassages(new EveryPassageQuery(), (id, stored) => every.Add($"{id}: {Encoding.UTF8.GetString(stored)}"));
        reader.ReadPassages(Word("a"), (id, stored) => some.Add($"{id}: {Encoding.UTF8.GetString(stored)}"));
        reader.ReadMaterials(StoredField.Card, (id, stored) => cards.Add($"{id} {Encoding.UTF8.GetString(stored)}"));

        Assert.Equal(["甲: a x", "甲: b", "丙: c", "丙: a y", "丁: b a"], every);
        Assert.Equal(["甲: a x", "丙: a y", "丁: b a"], some.Where(s => s.Contains('a', StringComparison.Ordinal)));
        Assert.Equal(["甲 甲", "丙 丙", "丁 丁"], cards);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => reader.ReadPassages(new EveryPassageQuery(), (_, _) => { }, cancelled.Token));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Hits_are_materials_with_their_best_passages_and_exact_counts(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["x x x", "a x", "a a a"]);
        Put(engine, "乙", 2021, "讲话", ["x", "x"]);
        Put(engine, "丙", 2022, "讲话", ["a x x x x"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        var result = reader.Search(new EngineSearch { Query = Word("a"), PassagesPerMaterial = 1 });

        Assert.Equal((2, 3), (result.Materials, result.Passages));
        Assert.Equal(["甲", "丙"], result.Page.Select(m => m.Id));
        Assert.Equal([2, 1], result.Page.Select(m => m.Matching));
        Assert.Equal("a a a", Encoding.UTF8.GetString(Assert.Single(result.Page[0].Best).Stored));

        var bare = reader.Search(new EngineSearch { Query = Word("a"), PassagesPerMaterial = 0 }).Page;
        Assert.Equal(result.Page.Select(m => (m.Id, m.Score, m.Matching)), bare.Select(m => (m.Id, m.Score, m.Matching)));
        Assert.All(bare, m => Assert.Empty(m.Best));

        var second = reader.Search(new EngineSearch { Query = Word("a"), Skip = 1, Take = 1, PassagesPerMaterial = 3 });
        Assert.Equal((2, "丙"), (second.Materials, Assert.Single(second.Page).Id));
        Assert.Equal(["丙"], reader.Search(new EngineSearch { Query = Word("a"), WithoutMaterials = ["甲"] }).Page.Select(m => m.Id));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Materials_that_belong_together_are_one_hit_and_are_counted_both_ways(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a x x x x"]);
        Put(engine, "乙", 2022, "讲话", ["a a a"]);
        engine.Writer.Commit(NoData);
        Put(engine, "丙", 2021, "讲话", ["a a x", "x"]);
        Put(engine, "丁", 2023, "讲话", ["a x", "a x x"]);
        Put(engine, "戊", 2024, "讲话", ["x"]);
        engine.Writer.SetLibrary([["甲", "戊", "没有", "丁"], ["丙", "乙"]], new Dictionary<StoredField, byte[]> { [StoredField.Families] = [1, 2] });
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        var search = new EngineSearch { Query = Word("a"), Texts = TextListing.Together };
        var ranked = reader.Search(search);

        Assert.Equal((4, 2, 5), (ranked.Materials, ranked.Hits, ranked.Passages));
        Assert.Equal(["乙+丙", "丁+甲"], ranked.Page.Select(Shown));
        Assert.Equal([(1, 1), (2, 1)], ranked.Page.Select(m => (m.Matching, m.Others[0].Matching)));
        Assert.Equal(["丁+甲"], reader.Search(search with { Skip = 1, Take = 1 }).Page.Select(Shown));
        Assert.Equal(["丁+甲", "乙+丙"], reader.Search(search with { Sort = EngineSort.Newest }).Page.Select(Shown));
        Assert.Equal(["甲+丁", "丙+乙"], reader.Search(search with { Sort = EngineSort.Oldest }).Page.Select(Shown));

        Assert.Equal(["丙+乙", "甲+丁"], reader.Search(search with { Texts = TextListing.EarliestFirst }).Page.Select(Shown));
        Assert.Equal("a a x", Encoding.UTF8.GetString(reader.Search(search with { Texts = TextListing.EarliestFirst }).Page[0].Best[0].Stored));
        Assert.Equal(4, reader.Search(search with { Texts = TextListing.Apart }).Hits);
        Assert.Equal([1, 2], reader.ReadLibrary(StoredField.Families));
        Assert.Null(reader.ReadLibrary(StoredField.SharedPairs));

        static string Shown(EngineMaterial hit) => string.Join('+', new[] { hit }.Concat(hit.Others).Select(m => m.Id));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Orders_by_date_leave_the_undated_to_the_end_and_break_ties_by_id_and_ranks_by_the_documents_order(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "丁", null, "讲话", ["a"]);
        Put(engine, "乙", 2020, "讲话", ["a"]);
        Put(engine, "丙", 2022, "讲话", ["a"]);
        Put(engine, "a甲", 2020, "讲话", ["a"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();

        Assert.Equal(["丙", "a甲", "乙", "丁"], Ids(reader, Word("a"), EngineSort.Newest));
        Assert.Equal(["a甲", "乙", "丙", "丁"], Ids(reader, Word("a"), EngineSort.Oldest));
        Assert.Equal(["丁", "乙", "丙", "a甲"], Ids(reader, new EveryPassageQuery()));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Facets_count_distinct_materials_and_leave_their_own_choice_aside(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a", "a"]);
        Put(engine, "乙", 2021, "讲话", ["a"]);
        Put(engine, "丙", 2021, "新闻", ["a", "b"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        var result = reader.Search(new EngineSearch
        {
            Query = Word("a"),
            Choices = [new FacetChoice(PassageField.Genre, ["讲话"]), new FacetChoice(PassageField.Year, ["2020", "2021"])],
            Facets = [PassageField.Genre, PassageField.Year],
        });

        Assert.Equal((2, 3), (result.Materials, result.Passages));
        Assert.Equal([new EngineFacetValue("新闻", 1, 1), new EngineFacetValue("讲话", 2, 3)], result.Facets[PassageField.Genre]);
        Assert.Equal([new EngineFacetValue("2020", 1, 2), new EngineFacetValue("2021", 1, 1)], result.Facets[PassageField.Year]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_phrase_stands_at_exactly_its_offsets(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a b c a"]);
        Put(engine, "乙", 2020, "讲话", ["a x b c"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();

        Assert.Equal(["甲"], Ids(reader, Phrase(("a", 0), ("b", 1))));
        Assert.Equal(["乙"], Ids(reader, Phrase(("a", 0), ("b", 2))));
        Assert.Equal(["甲", "乙"], Ids(reader, Phrase(("b", 5), ("c", 6))).Order(StringComparer.Ordinal).Reverse());
        Assert.Empty(Ids(reader, Phrase(("c", 0), ("b", 1))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Booleans_ranges_and_exclusions_mean_what_they_say(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "a", 2020, "讲话", ["a b c"]);
        Put(engine, "b", 2021, "讲话", ["a b"]);
        Put(engine, "c", 2022, "讲话", ["a"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();

        Check(new BooleanQuery { Must = [Word("a"), Word("b")] }, "a", "b");
        Check(new BooleanQuery { Should = [Word("a"), Word("b"), Word("c")], MinimumShouldMatch = 2 }, "a", "b");
        Check(new BooleanQuery { Must = [Word("a")], MustNot = [Word("b")] }, "c");
        Check(new BooleanQuery { Must = [new EveryPassageQuery()], MustNot = [Word("c")] }, "b", "c");
        Check(new BooleanQuery { Must = [Word("a")], Filter = [new OfMaterialsQuery(["b", "没有", "c"])] }, "b", "c");
        Check(new BooleanQuery { Must = [Word("a")], Filter = [new OfMaterialsQuery([])] });
        Check(new BooleanQuery { Must = [Word("a")], Filter = [new RangeQuery(PassageField.Year, 2021, 2022)] }, "b", "c");
        Check(new DisjunctionMaxQuery([Word("b"), Word("c")]), "a", "b");
        Check(new NothingQuery());
        Check(new BooleanQuery { Filter = [new TermQuery(PassageField.Genre, EngineTerms.OfWord("讲话"))] }, "a", "b", "c");

        void Check(EngineQuery query, params string[] expected) => Assert.Equal(expected, Ids(reader, query).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Occurrences_are_counted_by_year_genre_and_undated(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a b a b", "a b"]);
        Put(engine, "乙", null, "新闻", ["a b"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        var query = Phrase(("a", 0), ("b", 1));

        Assert.Equal(
            [new OccurrenceCount("", 1, 1), new OccurrenceCount("2020", 2, 3)],
            reader.CountOccurrences(query, PassageField.Year).OrderBy(c => c.Value, StringComparer.Ordinal));
        Assert.Equal(
            [new OccurrenceCount("新闻", 1, 1), new OccurrenceCount("讲话", 2, 3)],
            reader.CountOccurrences(query, PassageField.Genre).OrderBy(c => c.Value, StringComparer.Ordinal));
        Assert.Equal(3, reader.DocumentFrequency(PassageField.Words, EngineTerms.OfWord("b")));
        Assert.Equal(0, reader.DocumentFrequency(PassageField.Words, EngineTerms.OfWord("无")));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Pages_follow_one_another_without_gap_or_double_in_every_order(string name)
    {
        using var engine = new EngineUnderTest(name);
        for (var i = 0; i < 23; i++)
        {
            Put(engine, $"m{i}", i % 3 == 0 ? null : 2018 + (i % 4), "讲话", ["a", i % 2 == 0 ? "a b" : "b"]);
        }

        engine.Writer.SetLibrary([["m3", "m8", "m11"], ["m5", "m6"]], new Dictionary<StoredField, byte[]>());
        engine.Writer.Commit(NoData);
        using var reader = engine.OpenReader();
        foreach (var sort in Enum.GetValues<EngineSort>())
        {
            foreach (var texts in Enum.GetValues<TextListing>())
            {
                var search = new EngineSearch { Query = Word("a"), Sort = sort, Texts = texts, Take = 100 };
                string[] all = [.. reader.Search(search).Page.Select(m => m.Id)];
                var paged = Enumerable.Range(0, 6)
                    .SelectMany(page => reader.Search(search with { Skip = page * 5, Take = 5 }).Page.Select(m => m.Id));

                Assert.Equal(texts == TextListing.Apart ? 23 : 20, all.Length);
                Assert.Equal(all, paged);
                Assert.Empty(reader.Search(search with { Skip = int.MaxValue }).Page);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EngineUnderTest.Real), MemberType = typeof(EngineUnderTest))]
    public void What_is_cancelled_ends_as_such(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a b"]);
        engine.Writer.Commit(NoData);
        using var reader = engine.OpenReader();
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => reader.Search(new EngineSearch { Query = Word("a") }, cancelled));
        Assert.Throws<OperationCanceledException>(() => reader.Top(Word("a"), new ScoredMaterial[1], cancelled));
        Assert.Throws<OperationCanceledException>(() => reader.CountOccurrences(Word("a"), PassageField.Year, cancelled));
        Assert.Throws<OperationCanceledException>(() => reader.Matches(Word("a"), cancelled));
    }

    [Theory]
    [MemberData(nameof(EngineUnderTest.Real), MemberType = typeof(EngineUnderTest))]
    public void Searches_on_several_threads_are_answered_from_one_commit_while_another_is_written(string name)
    {
        using var engine = new EngineUnderTest(name);
        Write(0);
        using var reader = engine.OpenReader();

        // Ten materials always, of one commit: readers that are opened meanwhile see one round or the next, never both.
        Parallel.For(0, 8, worker =>
        {
            if (worker == 0)
            {
                for (var round = 1; round <= 6; round++)
                {
                    Write(round);
                }

                return;
            }

            for (var i = 0; i < 20; i++)
            {
                using var newest = engine.OpenReader();
                var found = newest.Search(new EngineSearch { Query = Word("a"), PassagesPerMaterial = 1, Take = 20 });
                Assert.Equal(10, found.Materials);
                Assert.Single(found.Page.Select(m => Encoding.UTF8.GetString(m.Best[0].Stored)).Distinct(StringComparer.Ordinal));
                Assert.Equal(
                    ["a r0"],
                    reader.Search(new EngineSearch { Query = Word("a") }).Page.Select(m => Encoding.UTF8.GetString(m.Best[0].Stored))
                        .Distinct(StringComparer.Ordinal));
            }
        });

        void Write(int round)
        {
            for (var i = 0; i < 10; i++)
            {
                Put(engine, $"m{i}", 2020, "讲话", [$"a r{round}"]);
            }

            engine.Writer.Commit(NoData);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_shortest_way_gives_the_best_materials_once_each(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", [.. Enumerable.Repeat("a a a", 50)]);
        Put(engine, "乙", 2020, "讲话", ["a a x"]);
        Put(engine, "丙", 2020, "讲话", ["a x x"]);
        Put(engine, "丁", 2020, "讲话", ["x x x"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        var best = new ScoredMaterial[3];

        Assert.Equal(3, reader.Top(Word("a"), best));
        Assert.Equal(["甲", "乙", "丙"], best.Select(b => b.Id));
        Assert.Equal(2, reader.Top(Word("a"), best.AsSpan(0, 2)));
        Assert.Equal(0, reader.Top(Word("无"), best));
    }
}
