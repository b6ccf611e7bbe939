using System.Text;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Search;

public sealed class SearchTests : IDisposable
{
    private static readonly IndexSchema Schema = new IndexSchemaBuilder()
        .AddText("text")
        .AddKeyword("material")
        .AddKeyword("genre")
        .AddInteger("year")
        .AddStored("body")
        .Build();

    private readonly MemoryDirectory _directory = new();
    private readonly IndexReader _reader;
    private readonly IndexSearcher _searcher;

    public SearchTests()
    {
        using (var writer = IndexWriter.Open(_directory, Schema))
        {
            // Characters as terms at their own positions; ¶ marks the beginning of a sentence.
            writer.UpdateDocuments("甲", [Passage("甲", "讲话", 2023, "¶党建引领基层治理¶支部开展活动"), Passage("甲", "讲话", 2023, "¶党建工作¶引领")]);
            writer.UpdateDocuments("乙", [Passage("乙", "经验", 2024, "¶基层党建引领治理"), Passage("乙", "经验", 2024, "¶党建党建党建")]);
            writer.UpdateDocuments("丙", [Passage("丙", "经验", 2025, "¶乡村振兴")]);
            writer.Commit();
        }

        _reader = IndexReader.Open(_directory);
        _searcher = new IndexSearcher(_reader);
    }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void A_phrase_stands_only_at_its_exact_offsets()
    {
        Assert.Equal([0, 2], _searcher.MatchingDocs(Literal("党建引领")));
        Assert.Equal([0], _searcher.MatchingDocs(Literal("引领基层")));
        Assert.Empty(_searcher.MatchingDocs(Literal("治理支部")));
        Assert.Equal([0], _searcher.MatchingDocs(new PhraseQuery("text", [Term("引", 0), Term("理", 5)])));
    }

    [Fact]
    public void Clauses_within_a_sentence_are_told_from_clauses_within_a_document()
    {
        Assert.Equal([0, 1, 2], _searcher.MatchingDocs(BooleanQuery.And(Literal("党建"), Literal("引领"))));
        Assert.Equal([0, 2], _searcher.MatchingDocs(new WithinUnitQuery("text", "¶"u8.ToArray(), [Literal("党建"), Literal("引领")])));
    }

    [Fact]
    public void Nearness_minds_distance_and_order()
    {
        Assert.Equal([0, 2], _searcher.MatchingDocs(new NearQuery([Literal("基层"), Literal("引领")], 5)));
        Assert.Equal([2], _searcher.MatchingDocs(new NearQuery([Literal("基层"), Literal("引领")], 5, ordered: true)));
        Assert.Empty(_searcher.MatchingDocs(new NearQuery([Literal("基层"), Literal("引领")], 4, ordered: true)));
    }

    [Fact]
    public void A_phrase_tells_the_position_of_each_of_its_terms()
    {
        var matches = _searcher.MatchPositions(Literal("党建"), 3);
        Assert.Equal(
            ["0 党@1", "0 建@2", "1 党@3", "1 建@4", "2 党@5", "2 建@6"],
            matches.Select(m => $"{m.Occurrence} {Encoding.UTF8.GetString(m.Term.Span)}@{m.Position}"));
        Assert.Empty(_searcher.MatchPositions(Literal("党建"), 4));
    }

    [Fact]
    public void What_must_not_match_is_not_highlighted()
    {
        var query = new BooleanQuery { Must = [Literal("乡村")], MustNot = [Literal("党建")], Should = [Literal("振兴"), Literal("治理")] };
        Assert.Equal("乡村振兴", string.Concat(_searcher.MatchPositions(query, 4).Select(m => Encoding.UTF8.GetString(m.Term.Span))));
    }

    [Fact]
    public void Statistics_of_a_phrase_are_exact_and_grouped()
    {
        var statistics = _searcher.Statistics(Literal("党建"), "year");
        Assert.Equal((4, 6), (statistics.Docs, statistics.Occurrences));
        Assert.Equal(["2023: 2 in 2", "2024: 4 in 2"], statistics.Groups.Select(g => $"{g.Text}: {g.Occurrences} in {g.Docs}"));
    }

    [Fact]
    public void Hits_of_a_material_are_joined_and_counted()
    {
        var result = _searcher.Search(new IndexSearchRequest
        {
            Query = Literal("党建"),
            Collapse = new CollapseOptions("material", HitsPerGroup: 2),
            Facets = [new FacetRequest("genre")],
            FacetGroupField = "material",
        });
        Assert.Equal((4L, 2L), (result.TotalHits, result.TotalGroups));
        Assert.Equal(["乙: 3 2", "甲: 1 0"], result.Hits.Select(h => $"{h.GroupText}: {string.Join(' ', h.GroupHits.Select(g => g.Doc))}"));
        Assert.Equal(["经验 2 docs 1 groups", "讲话 2 docs 1 groups"], result.Facets[0].Values.Select(v => $"{v.Text} {v.Docs} docs {v.Groups} groups"));
    }

    [Fact]
    public void A_facet_does_not_narrow_itself()
    {
        var result = _searcher.Search(new IndexSearchRequest
        {
            Query = Literal("党建"),
            Filters = [new FacetFilter("genre", new TermQuery("genre", "讲话"))],
            Facets = [new FacetRequest("genre"), new FacetRequest("year")],
        });
        Assert.Equal(2, result.TotalHits);
        Assert.Equal(["经验 2", "讲话 2"], result.Facets[0].Values.Select(v => $"{v.Text} {v.Docs}"));
        Assert.Equal(["2023 2"], result.Facets[1].Values.Select(v => $"{v.Text} {v.Docs}"));
    }

    [Theory]
    [InlineData("党", "党", 0)]
    [InlineData("乡村", "乡村振", 1)]
    [InlineData("abcd", "abdc", 1)]
    [InlineData("abcd", "axyd", 2)]
    public void Fuzziness_counts_edits(string indexed, string asked, int edits)
    {
        var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, Schema))
        {
            var document = new IndexDocument();
            document.AddTerm(Schema["text"], indexed, 0);
            writer.AddDocument(document);
            writer.Commit();
        }

        using var reader = IndexReader.Open(directory);
        var searcher = new IndexSearcher(reader);
        for (var allowed = 0; allowed <= 2; allowed++)
        {
            Assert.Equal(allowed >= edits ? 1 : 0, searcher.Count(new FuzzyQuery("text", asked, allowed)));
        }
    }

    [Fact]
    public void A_search_out_of_time_says_so()
    {
        var clock = new SteppingClock(TimeSpan.FromSeconds(1));
        var result = new IndexSearcher(_reader, clock)
            .Search(new IndexSearchRequest { Query = Literal("党建"), TimeBudget = TimeSpan.FromMilliseconds(1), CountHits = true });
        Assert.True(result.IsPartial);
        Assert.False(result.IsTotalExact);
    }

    [Fact]
    public void Stored_text_comes_back_short_or_long()
    {
        Assert.Equal("¶乡村振兴", _reader.GetStoredText(4, "body"));
        Assert.Equal("¶党建引领基层治理¶支部开展活动", _reader.GetStoredText(0, "body"));
        Assert.Equal("甲", _reader.GetKeywordText(0, "material"));
    }

    [Fact]
    public void A_field_that_lacks_what_is_asked_of_it_is_named()
    {
        Assert.Contains(
            "nowhere", Assert.Throws<ArgumentException>(() => _searcher.Count(new TermQuery("nowhere", "党"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "positions", Assert.Throws<ArgumentException>(() => _searcher.Count(new PhraseQuery("genre", "讲", "话"))).Message, StringComparison.Ordinal);
    }

    private static PhraseTerm Term(string term, int offset) => new(Encoding.UTF8.GetBytes(term), offset);

    private static PhraseQuery Literal(string text) => new("text", [.. text.Select((c, i) => Term($"{c}", i))]);

    private static IndexDocument Passage(string material, string genre, int year, string text)
    {
        var document = new IndexDocument();
        for (var i = 0; i < text.Length; i++)
        {
            document.AddTerm(Schema["text"], text.AsSpan(i, 1), i);
        }

        document.AddKeyword(Schema["material"], material);
        document.AddKeyword(Schema["genre"], genre);
        document.SetInteger(Schema["year"], year);
        document.AddStored(Schema["body"], text);
        return document;
    }

    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += step.Ticks;
    }
}
