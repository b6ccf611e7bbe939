using System.Text;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// An index that has everything the format knows, made the same way each time: every kind of field and column, terms of one
/// document, of one block and of many (with the second level of skips), deletions, documents with and without keys, a merged
/// segment, stored documents that compress well and that do not compress at all.
/// </summary>
internal static class SampleIndex
{
    /// <summary>The documents of the large segment; 33 blocks of postings and more.</summary>
    public const int ManyDocs = 4300;

    private static readonly string[] Words =
        ["支部", "党员", "党课", "学习", "制度", "服务", "群众", "乡村", "治理", "作风", "纪律", "责任", "人才", "a", "ab", "abc"];

    public static IndexSchema Schema { get; } = new IndexSchemaBuilder()
        .AddText("body")
        .Add("counts", IndexOptions.DocsAndFreqs)
        .AddKeyword("group")
        .AddKeyword("tags", multiple: true)
        .AddInteger("year")
        .AddInteger("wide")
        .AddStored("text")
        .AddStored("empty")
        .Build();

    /// <summary>
    /// Writes the index: a merged segment with deletions, if asked for a large one behind it, and one of a single document.
    /// </summary>
    public static void Write(IndexDirectory directory, bool large)
    {
        var random = new Random(20);
        using var writer = IndexWriter.Open(directory, Schema, new IndexWriterOptions { BackgroundMerges = false, Owner = "样本" });
        for (var i = 0; i < 12; i++)
        {
            writer.UpdateDocuments($"材料{i}", [.. Enumerable.Range(0, 1 + (i % 3)).Select(part => Document(random, i, part))]);
            if (i == 5)
            {
                writer.Commit();
            }
        }

        writer.AddDocument(Document(random, 12, 0));
        writer.Delete("材料2");
        writer.ForceMerge();
        writer.Commit();
        if (large)
        {
            for (var i = 0; i < ManyDocs; i++)
            {
                writer.AddDocument(SmallDocument(random, i));
            }

            writer.Commit();
        }

        writer.Delete("材料4");
        writer.UpdateDocuments("材料7", [Document(random, 7, 0)]);
        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["来源"] = "样本" });
    }

    /// <summary>Asks everything that can be asked, of everything that is there.</summary>
    /// <returns>The answers, a line each.</returns>
    public static IReadOnlyList<string> AskEverything(IndexReader reader)
    {
        var answers = new List<string>();
        var searcher = new IndexSearcher(reader);
        foreach (var query in Queries())
        {
            Add(query, "best", Hits(searcher.Search(query)));
            var counted = searcher.Search(new IndexSearchRequest
            {
                Query = query,
                CountHits = true,
                Facets = [new FacetRequest("group"), new FacetRequest("tags"), new FacetRequest("year"), new FacetRequest("wide")],
                FacetGroupField = "group",
                Filters = [new FacetFilter("year", new IntegerRangeQuery("year", 1990, 2030))],
            });
            Add(query, "counted", $"{counted.TotalHits}: {Hits(counted)}");
            foreach (var facet in counted.Facets)
            {
                Add(query, facet.Field, string.Join(' ', facet.Values.Select(v => $"{v.Text}={v.Docs}/{v.Groups}")));
            }

            var bySort = new IndexSearchRequest { Query = query, Sort = [new SortKey("wide"), new SortKey("group", Descending: true)] };
            Add(query, "sorted", Hits(searcher.Search(bySort)));
            var collapsed = searcher.Search(new IndexSearchRequest { Query = query, Collapse = new CollapseOptions("group", 2) });
            Add(query, "collapsed", string.Join(' ', collapsed.Hits.Select(h => $"{h.GroupText}={h.GroupTotal}:{string.Join('+', h.GroupHits.Select(g => g.Doc))}")));
            var statistics = searcher.Statistics(query, "tags");
            Add(query, "statistics", $"{statistics.Docs} {statistics.Occurrences}: {string.Join(' ', statistics.Groups.Select(g => $"{g.Text}={g.Docs}/{g.Occurrences}"))}");
            if (searcher.Search(query, 1).Hits is [var hit])
            {
                Add(query, "explained", $"{searcher.Explain(query, hit.Doc).Value:R}");
                Add(query, "positions", string.Join(' ', searcher.MatchPositions(query, hit.Doc)));
            }
        }

        foreach (var field in Schema.Fields)
        {
            if (field.Options != IndexOptions.None)
            {
                answers.Add($"{field.Name}: {string.Join(' ', reader.GetTerms(field.Name).Select(t => $"{t.Text}={t.DocFreq}/{t.TotalFreq}"))}");
            }
        }

        for (var doc = 0; doc < reader.MaxDoc; doc += doc < 64 ? 1 : 171)
        {
            var stored = string.Join(' ', reader.GetStored(doc).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={Convert.ToHexString(s.Value)}"));
            var tags = string.Join('+', reader.GetKeywordTexts(doc, "tags"));
            answers.Add($"{doc} {reader.IsLive(doc)}: {reader.GetKeywordText(doc, "group")} {tags} {reader.GetInteger(doc, "year")} {reader.GetInteger(doc, "wide")} {reader.GetStored(doc, "text")?.Length} {stored}");
        }

        return answers;

        void Add(Query query, string what, string answer) => answers.Add($"{query} {what}: {answer}");

        static string Hits(IndexSearchResult result) => string.Join(' ', result.Hits.Select(h => $"{h.Doc}:{h.Score:R}"));
    }

    private static IEnumerable<Query> Queries()
    {
        yield return new TermQuery("body", "党");
        yield return new PhraseQuery("body", "党", "建");
        yield return new PhraseQuery("body", [new PhraseTerm("党员"u8.ToArray(), 0), new PhraseTerm("党"u8.ToArray(), 2)], slop: 3);
        yield return new NearQuery([new TermQuery("body", "支部"), new TermQuery("body", "党员")], 6);
        yield return new NearQuery([new TermQuery("body", "党"), new PhraseQuery("body", "建", "。")], 9, ordered: true);
        yield return new WithinUnitQuery("body", "。"u8.ToArray(), [new TermQuery("body", "制度"), new TermQuery("body", "服务")]);
        yield return BooleanQuery.Or([.. Words.Select(w => new TermQuery("body", w)), new TermQuery("body", "党")]);
        yield return BooleanQuery.And(new TermQuery("body", "党"), new TermQuery("counts", "群众"), new TermQuery("body", "人才"));
        yield return new BooleanQuery
        {
            Must = [new TermQuery("body", "党")],
            Should = [new TermQuery("counts", "治理"), new PrefixQuery("body", "党")],
            MustNot = [new TermQuery("group", "组1")],
            Filter = [new IntegerRangeQuery("wide", -5, long.MaxValue)],
        };
        yield return new DisjunctionMaxQuery([new TermQuery("body", "学习"), new WildcardQuery("body", "a*")], 0.3f);
        yield return new FuzzyQuery("body", "abd", 1);
        yield return new AnyTermQuery("tags", ["党课", "作风", "无"]);
        yield return new TermRangeQuery("group", "组1"u8.ToArray(), "组3"u8.ToArray());
        yield return new KeyQuery("材料3");
        yield return new MatchAllQuery();
    }

    private static IndexDocument Document(Random random, int number, int part)
    {
        var document = new IndexDocument();
        var position = 0;
        var drawn = Enumerable.Range(0, 20 + (number == 3 ? 300 : 0)).Select(_ => Words[random.Next(Words.Length)]);
        foreach (var word in (string[])["党", "建", "。", .. drawn, "。"])
        {
            document.AddTerm(Schema["body"], word, position);
            position += random.Next(3);
            document.AddTerm(Schema["counts"], word);
        }

        document.AddTerm(Schema["body"], $"编号{number}之{part}", position + random.Next(100_000));
        document.AddKeyword(Schema["group"], $"组{number % 5}");
        for (var i = number % 4; i > 0; i--)
        {
            document.AddKeyword(Schema["tags"], Words[random.Next(Words.Length)]);
        }

        document.SetInteger(Schema["year"], 2000 + number);
        document.SetInteger(Schema["wide"], (number & 1) == 0 ? long.MinValue + number : long.MaxValue - number);
        document.AddStored(Schema["text"], number == 6 ? new string('重', 40_000) : $"第{number}份材料的第{part}段。");
        document.AddStored(Schema["empty"], []);
        return document;
    }

    private static IndexDocument SmallDocument(Random random, int number)
    {
        var document = new IndexDocument();
        document.AddTerm(Schema["body"], "党", 0);
        document.AddTerm(Schema["body"], "建", 1 + random.Next(2));
        document.AddTerm(Schema["body"], "。", 3);
        document.AddTerm(Schema["body"], Words[random.Next(Words.Length)], 5);
        document.AddTerm(Schema["counts"], Words[random.Next(Words.Length)]);
        document.AddKeyword(Schema["group"], $"组{number % 700}");
        if (number % 3 > 0)
        {
            document.AddKeyword(Schema["tags"], Words[random.Next(Words.Length)]);
            document.SetInteger(Schema["year"], 1990 + random.Next(40));
        }

        if (number % 50 == 0)
        {
            var bytes = new byte[40];
            random.NextBytes(bytes);
            document.AddStored(Schema["text"], Encoding.UTF8.GetBytes($"{number} ").Concat(bytes).ToArray());
        }

        return document;
    }
}
