using System.Globalization;
using System.Text;
using KnowledgeBase.Engines.Tests.OpenSearch;
using KnowledgeBase.Retrieval.Engines;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests;

/// <summary>
/// Random libraries and random questions: every engine finds what a plain scan finds, in the same order, with the same counts and scores.
/// KB_DIFFERENTIAL says how many libraries are made (4 without it).
/// </summary>
public class DifferentialTests
{
    private const int Questions = 40;

    private static readonly string[] Genres = ["讲话", "新闻", "总结"];

    public static TheoryData<string, int> Libraries
    {
        get
        {
            var count = int.TryParse(Environment.GetEnvironmentVariable("KB_DIFFERENTIAL"), CultureInfo.InvariantCulture, out var n) ? n : 4;
            var all = new TheoryData<string, int>();
            for (var seed = 0; seed < count; seed++)
            {
                all.Add("embedded", seed);
                all.Add("lucene", seed);
                if (OpenSearchUnderTest.IsThere)
                {
                    all.Add("opensearch", seed);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void An_engine_answers_as_a_plain_scan_does(string name, int seed)
    {
        var random = new Random(seed);
        using var engine = new EngineUnderTest(name);
        using var scan = new EngineUnderTest("scan");

        // Where materials were replaced, documents that are gone still count in frequencies and lengths until their segment is merged, as
        // they do in Lucene: there, what is found is compared without scores and their order. OpenSearch counts words that lie within
        // others when it says how long texts are on the average, so that they are left out there.
        var replaces = seed % 3 == 2;
        Fill(random, replaces, withInner: name != "opensearch", engine, scan);
        using var one = engine.OpenReader();
        using var two = scan.OpenReader();
        for (var i = 0; i < Questions; i++)
        {
            // Nor does it count the places at which parts stand near one another.
            var search = RandomSearch(random, withPlaces: name != "opensearch" || replaces || i % 2 == 0);
            var ranked = !replaces && (name != "opensearch" || i % 2 == 1);
            Assert.Equal(Describe(two.Search(search), ranked), Describe(one.Search(search), ranked));
            Assert.Equal(DescribeAll(two.Matches(search.Query), ranked), DescribeAll(one.Matches(search.Query), ranked));
            CompareCounts(random, one, two);
            if (ranked)
            {
                CompareTop(random, one, two, withPlaces: name != "opensearch");
                CompareExplanations(random, one, two, withPlaces: name != "opensearch");
            }
        }
    }

    [Fact]
    public void The_engines_on_disk_score_alike_where_every_material_was_replaced()
    {
        // A segment of which nothing is left is gone, in frequencies and lengths too.
        var random = new Random(77);
        using var embedded = new EngineUnderTest("embedded");
        using var lucene = new EngineUnderTest("lucene");
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 30; i++)
            {
                var passages = RandomPassages(random);
                Put(embedded, $"m{i}", 2020, "讲话", passages);
                Put(lucene, $"m{i}", 2020, "讲话", passages);
            }

            embedded.Writer.Commit(NoData);
            lucene.Writer.Commit(NoData);
        }

        using var one = embedded.OpenReader();
        using var two = lucene.OpenReader();
        for (var i = 0; i < Questions; i++)
        {
            var search = RandomSearch(random);
            Assert.Equal(Describe(one.Search(search), ranked: true), Describe(two.Search(search), ranked: true));
        }
    }

    private static void Fill(Random random, bool replaces, bool withInner, params EngineUnderTest[] engines)
    {
        for (var i = 0; i < 60; i++)
        {
            var id = $"m{(replaces ? random.Next(40) : i)}";
            int? year = random.Next(5) == 0 ? null : 2018 + random.Next(4);
            var genre = Genres[random.Next(Genres.Length)];
            string[] themes = [.. new[] { "甲", "甲.一", "乙" }.Where(_ => random.Next(2) == 0)];
            var passages = RandomPassages(random);
            if (!withInner)
            {
                passages = [.. passages.Select(passage => string.Join(' ', passage.Split(' ').Where(word => !word.StartsWith('('))))];
            }

            foreach (var engine in engines)
            {
                Put(engine, id, year, genre, passages, themes);
            }

            if (i % 20 == 19)
            {
                var texts = RandomTexts(random);
                foreach (var engine in engines)
                {
                    engine.Writer.SetLibrary(texts, new Dictionary<StoredField, byte[]> { [StoredField.Families] = [(byte)i] });
                    engine.Writer.Commit(NoData);
                }
            }
        }
    }

    private static string[][] RandomTexts(Random random)
    {
        string[] ids = [.. Enumerable.Range(0, 60).Select(i => $"m{i}")];
        random.Shuffle(ids);
        return [.. ids.Take(24).Chunk(2 + random.Next(3)).Where(text => text.Length > 1)];
    }

    private static string[] RandomPassages(Random random) =>
    [
        .. Enumerable.Range(0, 1 + random.Next(4)).Select(_ =>
            string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(i => RandomWord(random, i)))),
    ];

    private static string RandomWord(Random random, int place) => (place % 2, random.Next(9)) switch
    {
        (1, < 3) => $"({Letter(random).ToUpperInvariant()})",
        (_, 3) => "/" + Letter(random),
        (_, 4) => "//" + Letter(random),
        (_, < 7) => Letter(random),
        _ => Letter(random) + Letter(random) + (random.Next(2) == 0 ? "" : Letter(random)),
    };

    private static EngineSearch RandomSearch(Random random, bool withPlaces = true) => new()
    {
        Query = RandomQuery(random, 3, withPlaces),
        Choices =
        [
            .. random.Next(2) == 0 ? [] : new[] { new FacetChoice(PassageField.Year, ["2019", "2020"]) },
            .. random.Next(3) > 0 ? [] : new[] { new FacetChoice(PassageField.Theme, ["甲", "没有"]) },
        ],
        Sort = (EngineSort)random.Next(3),
        Skip = random.Next(2) * random.Next(10),
        Take = random.Next(3) == 0 ? 5 : 100,
        PassagesPerMaterial = 1 + random.Next(4),
        Facets = [PassageField.Year, PassageField.Genre, PassageField.Theme],
        WithoutMaterials = random.Next(4) == 0 ? ["m1", "m7", "没有"] : [],
        Texts = (TextListing)random.Next(3),
    };

    private static void CompareCounts(Random random, IPassageReader one, IPassageReader two)
    {
        EngineQuery query = random.Next(3) switch
        {
            0 => Word(Letter(random)),
            1 => RandomPhrase(random),
            _ => EngineTerms.Literal(string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Letter(random)))),
        };
        foreach (var field in (PassageField[])[PassageField.Year, PassageField.Genre, PassageField.Theme])
        {
            Assert.Equal(
                two.CountOccurrences(query, field).OrderBy(c => c.Value, StringComparer.Ordinal),
                one.CountOccurrences(query, field).OrderBy(c => c.Value, StringComparer.Ordinal));
        }
    }

    private static void CompareTop(Random random, IPassageReader one, IPassageReader two, bool withPlaces)
    {
        var query = RandomQuery(random, 2, withPlaces);
        var (ofOne, ofTwo) = (new ScoredMaterial[7], new ScoredMaterial[7]);
        var (countOfOne, countOfTwo) = (one.Top(query, ofOne), two.Top(query, ofTwo));

        Assert.Equal(
            ofTwo.Take(countOfTwo).Select(m => $"{m.Id} {m.Score:0.000}"),
            ofOne.Take(countOfOne).Select(m => $"{m.Id} {m.Score:0.000}"));
    }

    private static void CompareExplanations(Random random, IPassageReader one, IPassageReader two, bool withPlaces)
    {
        var query = RandomQuery(random, 2, withPlaces);
        foreach (var material in Enumerable.Range(0, 12).Select(i => $"m{i}"))
        {
            var (ofOne, ofTwo) = (one.Explain(query, material, 0), two.Explain(query, material, 0));
            Assert.Equal($"{ofTwo!.Matches} {ofTwo.Value:0.000}", $"{ofOne!.Matches} {ofOne.Value:0.000}");
        }
    }

    /// <summary>All that was found, in its order. What follows the last digit of a score is the arithmetic's, not the engine's.</summary>
    private static string Describe(EngineResult result, bool ranked)
    {
        var text = new StringBuilder($"{result.Materials} {result.Hits} {result.Passages}\n");
        foreach (var material in ranked ? result.Page : [])
        {
            text.Append($"{material.Id} {material.Matching}");
            foreach (var passage in material.Best)
            {
                text.Append($" | {passage.Score:0.000} {Encoding.UTF8.GetString(passage.Stored)}");
            }

            text.Append($" + {string.Join(' ', material.Others.Select(o => $"{o.Id} {o.Matching}"))}\n");
        }

        foreach (var (field, values) in result.Facets)
        {
            text.Append($"{field}: {string.Join(' ', values)}\n");
        }

        return text.ToString();
    }

    private static string DescribeAll(EngineMatches matches, bool ranked) => string.Join('\n', matches.Materials
        .OrderBy(m => m.Id, StringComparer.Ordinal)
        .Select(m => $"{m.Id} " + string.Join(' ', matches.Passages.AsSpan(m.Start, m.Count).ToArray()
            .Select(p => ranked ? $"{p.Passage}:{p.Score:0.000}" : $"{p.Passage}"))));

    private static EngineQuery RandomQuery(Random random, int depth, bool withPlaces)
    {
        EngineQuery query = random.Next(depth == 0 ? 9 : 14) switch
        {
            0 => Word(AnyLetter(random)),
            1 => RandomPhrase(random),
            2 => EngineTerms.Literal(Letter(random) + Letter(random) + Letter(random)),
            3 => new RangeQuery(PassageField.Year, 2018 + random.Next(4), 2019 + random.Next(4)),
            4 or 5 when !withPlaces => Word(AnyLetter(random)),
            4 => new NearQuery(RandomParts(random, 2 + random.Next(2)), random.Next(8), random.Next(2) == 0),
            5 => new SameUnitQuery((TextUnit)random.Next(2), RandomParts(random, 1 + random.Next(3))),
            6 => new PrefixQuery(PassageField.Words, EngineTerms.OfWord(RandomText(random, 2))),
            7 => new WildcardQuery(PassageField.Words, RandomPattern(random)),
            8 => new FuzzyQuery(PassageField.Words, RandomText(random, 4), random.Next(3), random.Next(3)),
            9 => new BooleanQuery
            {
                Should =
                [
                    RandomQuery(random, depth - 1, withPlaces),
                    RandomQuery(random, depth - 1, withPlaces),
                    RandomQuery(random, depth - 1, withPlaces),
                ],
                MinimumShouldMatch = random.Next(4),
            },
            10 => new BooleanQuery
            {
                Must = [RandomQuery(random, depth - 1, withPlaces)],
                Filter = [RandomQuery(random, depth - 1, withPlaces)],
                MustNot = random.Next(2) == 0 ? [] : [RandomQuery(random, depth - 1, withPlaces)],
            },
            11 => new DisjunctionMaxQuery([RandomQuery(random, depth - 1, withPlaces), RandomQuery(random, depth - 1, withPlaces)]),
            12 => new BooleanQuery
            {
                Filter = [Genre(Genres[random.Next(Genres.Length)])],
                Should = [RandomQuery(random, depth - 1, withPlaces), new TermQuery(PassageField.Theme, EngineTerms.OfWord("甲"))],
            },
            _ => new BooleanQuery
            {
                Must = [new EveryPassageQuery()],
                Should = [RandomQuery(random, depth - 1, withPlaces)],
                MustNot = [RandomQuery(random, depth - 1, withPlaces)],
            },
        };
        return query with { Boost = 1 + (random.Next(3) / 2f) };
    }

    private static PlacedQuery[] RandomParts(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? (PlacedQuery)RandomPhrase(random) : Word(Letter(random)))];

    private static string RandomText(Random random, int most) =>
        string.Concat(Enumerable.Range(0, 1 + random.Next(most)).Select(_ => Letter(random)));

    private static string RandomPattern(Random random) =>
        string.Concat(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(5) switch
        {
            0 => "*",
            1 => "?",
            2 => @"\" + Letter(random),
            _ => Letter(random),
        }));

    private static PhraseQuery RandomPhrase(Random random) => Phrase((AnyLetter(random), 0), (AnyLetter(random), 1 + random.Next(3)));

    /// <summary>A word, or one that stands only within others.</summary>
    private static string AnyLetter(Random random) => random.Next(6) == 0 ? Letter(random).ToUpperInvariant() : Letter(random);

    private static string Letter(Random random) => ((char)('a' + (int)(random.NextDouble() * random.NextDouble() * 8))).ToString();
}
