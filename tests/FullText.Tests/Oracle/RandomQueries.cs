using System.Text;
using KnowledgeBase.FullText.Search;

namespace KnowledgeBase.FullText.Tests.Oracle;

/// <summary>Random documents and query trees over a small, skewed vocabulary, so that everything meets everything.</summary>
internal sealed class RandomQueries(Random random)
{
    private static readonly string[] Vocabulary =
    [
        "党", "党建", "党员", "支部", "建设", "工作", "的", "人民", "服务", "群众", "乡村", "振兴", "a", "ab", "abc", "abd", "b",
        "制度", "制度化", "作风", "纪律", "学习", "教育", "治理", "基层", "引领", "创新", "实践", "监督", "责任", "干部", "人才",
    ];

    public OracleDocument Document(int id, string? key)
    {
        var document = new OracleDocument { Id = id, Key = key };
        AddText(document, "title", random.Next(0, 6));
        AddText(document, "body", random.Next(0, 10) == 0 ? 0 : random.Next(1, random.Next(0, 8) == 0 ? 120 : 30));
        for (var i = random.Next(0, 5); i > 0; i--)
        {
            document.Tokens.Add(("freqs", Word(), 0));
        }

        for (var i = random.Next(0, 3); i > 0; i--)
        {
            document.Tokens.Add(("flags", Word(), 0));
        }

        if (random.Next(0, 8) > 0)
        {
            document.Group = key ?? $"组{random.Next(0, 12)}";
        }

        for (var i = random.Next(0, 4); i > 0; i--)
        {
            var tag = $"标签{random.Next(0, 9)}";
            if (!document.Tags.Contains(tag))
            {
                document.Tags.Add(tag);
            }
        }

        if (random.Next(0, 6) > 0)
        {
            document.Year = random.Next(1998, 2027);
        }

        return document;
    }

    public Query Query(int depth = 3)
    {
        var kind = depth == 0 ? random.Next(0, 8) : random.Next(0, 20);
        return kind switch
        {
            0 or 1 or 2 => Term(),
            3 => Phrase(),
            4 => new PrefixQuery(Field(), Word()[..1]),
            5 => new WildcardQuery(Field(), random.Next(0, 2) == 0 ? "制*" : "?b*"),
            6 => new IntegerRangeQuery("year", 2000 + random.Next(0, 20), 2005 + random.Next(0, 20)),
            7 => new AnyTermQuery(Field(), [Word(), Word()]),
            8 => Near(),
            9 => new WithinUnitQuery(
                "body", Encoding.UTF8.GetBytes("的"), [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Positional("body"))]),
            10 => new ConstantScoreQuery(Query(depth - 1), random.Next(1, 5)),
            11 => new BoostQuery(Query(depth - 1), random.Next(1, 5)),
            12 => new DisjunctionMaxQuery(Several(depth, 1, 4), random.Next(0, 2) * 0.25f),
            13 => new MatchAllQuery(),
            14 or 15 => BooleanQuery.Or(Several(depth, 1, 7)),
            16 => BooleanQuery.And(Several(depth, 1, 3)),
            _ => new BooleanQuery
            {
                Must = Several(depth, 0, 2),
                Should = Several(depth, 0, 5),
                MustNot = Several(depth, 0, 1),
                Filter = Several(depth, 0, 1),
                MinimumShouldMatch = random.Next(0, 3),
            },
        };
    }

    /// <summary>A flat disjunction of terms and a few phrases: what dynamic pruning is for.</summary>
    public Query Disjunction() => BooleanQuery.Or([.. Clauses(random.Next(1, 12))]);

    /// <summary>A disjunction of which not every match counts, as a library asks: enough of some words, none of others.</summary>
    public Query Restricted() => new BooleanQuery
    {
        Should = [.. Clauses(random.Next(1, 12))],
        Filter = random.Next(0, 4) == 0
            ? []
            : [new BooleanQuery { Should = [.. Clauses(random.Next(2, 10))], MinimumShouldMatch = random.Next(1, 6) }],
        MustNot = random.Next(0, 2) == 0 ? [] : [.. Clauses(random.Next(1, 3))],
        MinimumShouldMatch = random.Next(0, 4),
    };

    private IEnumerable<Query> Clauses(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Query clause = random.Next(0, 5) == 0 ? Phrase() : Term();
            yield return random.Next(0, 3) == 0 ? new BoostQuery(clause, random.Next(1, 4)) : clause;
        }
    }

    private List<Query> Several(int depth, int from, int to) =>
        [.. Enumerable.Range(0, random.Next(from, to + 1)).Select(_ => Query(depth - 1))];

    private TermQuery Term() => new TermQuery(Field(), Word());

    private NearQuery Near()
    {
        var field = random.Next(0, 3) == 0 ? "title" : "body";
        return new NearQuery(
            [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Positional(field))], random.Next(0, 12), random.Next(0, 2) == 0);
    }

    private Query Positional(string field) => random.Next(0, 3) == 0 ? Phrase(field) : new TermQuery(field, Word());

    private PhraseQuery Phrase(string? field = null)
    {
        var offset = 0;
        var terms = new List<PhraseTerm>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            terms.Add(new PhraseTerm(Encoding.UTF8.GetBytes(Word()), offset));
            offset += random.Next(0, 3);
        }

        return new PhraseQuery(field ?? (random.Next(0, 3) == 0 ? "title" : "body"), terms, random.Next(0, 3) == 0 ? random.Next(1, 5) : 0);
    }

    private string Field() => random.Next(0, 8) switch { 0 => "freqs", 1 => "flags", 2 or 3 => "title", _ => "body" };

    // Zipf: the first words are in nearly every document.
    private string Word() => Vocabulary[(int)(Vocabulary.Length * Math.Pow(random.NextDouble(), 2))];

    private void AddText(OracleDocument document, string field, int tokens)
    {
        var position = random.Next(0, 3);
        for (var i = 0; i < tokens; i++)
        {
            document.Tokens.Add((field, Word(), position));
            position += random.Next(0, 3);
        }
    }
}
