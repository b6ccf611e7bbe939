using System.Text;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Similarities;

namespace KnowledgeBase.FullText.Tests.Oracle;

/// <summary>A document as the oracle sees it.</summary>
internal sealed class OracleDocument
{
    private Dictionary<string, List<(string Field, string Term, int Position)>>? _byField;

    public string? Key { get; init; }

    public required int Id { get; init; }

    /// <summary>Field, term, position.</summary>
    public List<(string Field, string Term, int Position)> Tokens { get; } = [];

    public string? Group { get; set; }

    public List<string> Tags { get; } = [];

    public long? Year { get; set; }

    public IReadOnlyList<(string Field, string Term, int Position)> TokensOf(string field) =>
        ByField.TryGetValue(field, out var tokens) ? tokens : [];

    private Dictionary<string, List<(string Field, string Term, int Position)>> ByField => _byField ??=
        Tokens.GroupBy(t => t.Field, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

    /// <summary>Where a term stands, ascending.</summary>
    public IEnumerable<int> PositionsOf(string field, string term) => TokensOf(field).Where(t => t.Term == term).Select(t => t.Position);

    public IndexDocument ToIndexDocument(IndexSchema schema)
    {
        var document = new IndexDocument();
        foreach (var (field, term, position) in Tokens)
        {
            document.AddTerm(schema[field], Encoding.UTF8.GetBytes(term), position);
        }

        if (Group is not null)
        {
            document.AddKeyword(schema["group"], Group);
        }

        foreach (var tag in Tags)
        {
            document.AddKeyword(schema["tags"], tag);
        }

        if (Year is { } year)
        {
            document.SetInteger(schema["year"], year);
        }

        document.AddStored(schema["id"], $"{Id}");
        return document;
    }
}

/// <summary>
/// Answers queries by looking at every document: slow, plain, and the measure of the engine. Statistics of BM25 (which include
/// deleted documents until they are merged away) are asked of the reader.
/// </summary>
internal sealed class OracleIndex(IndexReader reader, IReadOnlyList<OracleDocument> documents)
{
    public static IndexSchema Schema { get; } = new IndexSchemaBuilder()
        .AddText("title")
        .AddText("body")
        .Add("freqs", IndexOptions.DocsAndFreqs)
        .Add("flags", IndexOptions.Docs)
        .AddKeyword("group")
        .AddKeyword("tags", multiple: true)
        .AddInteger("year")
        .AddStored("id")
        .Build();

    public IReadOnlyList<OracleDocument> Documents => documents;

    /// <summary>The score of a document; null if it does not match.</summary>
    public float? Score(Query query, OracleDocument doc, float boost = 1)
    {
        switch (query)
        {
            case TermQuery term:
                return Bm25(term.Field, Count(doc, term.Field, Text(term.Term)), Idf(term.Field, Text(term.Term)), doc, boost);
            case PhraseQuery phrase:
                {
                    var (freq, _) = PhraseFreq(phrase, doc);
                    return Bm25(phrase.Field, freq, IdfSum(phrase), doc, boost);
                }

            case NearQuery near:
                {
                    var spans = Spans(near, doc);
                    return Bm25(FieldOf(near), spans.Count, IdfSum(near), doc, boost);
                }

            case WithinUnitQuery within:
                return Bm25(FieldOf(within.Clauses[0]), Units(within, doc), within.Clauses.Sum(IdfSum), doc, boost);
            case BooleanQuery boolean:
                return Boolean(boolean, doc, boost);
            case DisjunctionMaxQuery max:
                {
                    var scores = max.Queries.Select(q => Score(q, doc, boost)).OfType<float>().ToList();
                    if (scores.Count == 0)
                    {
                        return null;
                    }

                    double sum = scores.Sum(s => (double)s);
                    var best = scores.Max();
                    return (float)(best + ((sum - best) * max.TieBreaker));
                }

            case BoostQuery boosted:
                return Score(boosted.Query, doc, boost * boosted.Boost);
            case ConstantScoreQuery constant:
                return Score(constant.Query, doc) is null ? null : boost * constant.Score;
            case MatchAllQuery:
                return boost;
            case MatchNoneQuery:
                return null;
            case PrefixQuery prefix:
                return Any(doc, prefix.Field, t => t.StartsWith(Text(prefix.Prefix), StringComparison.Ordinal)) ? boost : null;
            case AnyTermQuery any:
                return Any(doc, any.Field, t => any.Terms.Any(x => Text(x) == t)) ? boost : null;
            case WildcardQuery wildcard:
                {
                    var pattern = "^" + System.Text.RegularExpressions.Regex.Escape(wildcard.Pattern)
                        .Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";
                    return Any(doc, wildcard.Field, t => System.Text.RegularExpressions.Regex.IsMatch(t, pattern)) ? boost : null;
                }

            case IntegerRangeQuery range:
                return doc.Year is { } year && year >= range.Min && year <= range.Max ? boost : null;
            case KeyQuery key:
                return doc.Key is not null && key.Keys.Any(k => Text(k) == doc.Key) ? boost : null;
            default:
                throw new NotSupportedException(query.GetType().Name);
        }
    }

    /// <summary>How often a term, phrase or nearness stands in a document; 1 for other matches.</summary>
    public int Occurrences(Query query, OracleDocument doc) => query switch
    {
        TermQuery term => Count(doc, term.Field, Text(term.Term)),
        PhraseQuery or NearQuery => Spans(query, doc).Count,
        WithinUnitQuery within => Units(within, doc),
        BoostQuery boosted => Occurrences(boosted.Query, doc),
        _ => Score(query, doc) is null ? 0 : 1,
    };

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static string FieldOf(Query query) => query switch
    {
        TermQuery term => term.Field,
        PhraseQuery phrase => phrase.Field,
        NearQuery near => FieldOf(near.Clauses[0]),
        _ => throw new NotSupportedException(),
    };

    private readonly Dictionary<(string Field, string Term), float> _idfs = [];

    private static IEnumerable<string> TermsOf(OracleDocument doc, string field) => field switch
    {
        "group" => doc.Group is null ? [] : [doc.Group],
        "tags" => doc.Tags.Distinct(),
        _ => doc.TokensOf(field).Select(t => t.Term),
    };

    private static bool Any(OracleDocument doc, string field, Func<string, bool> fits) => TermsOf(doc, field).Any(fits);

    private static int Count(OracleDocument doc, string field, string term)
    {
        var count = field is "group" or "tags" ? TermsOf(doc, field).Count(t => t == term) : doc.PositionsOf(field, term).Count();
        return Schema[field].Options == IndexOptions.Docs ? Math.Min(count, 1) : count;
    }

    private static List<int> Positions(OracleDocument doc, string field, ReadOnlyMemory<byte> term) =>
        [.. doc.PositionsOf(field, Text(term)).Distinct()];

    private float Idf(string field, string term)
    {
        if (_idfs.TryGetValue((field, term), out var known))
        {
            return known;
        }

        var (docFreq, _) = reader.GetTermFrequencies(field, Encoding.UTF8.GetBytes(term));
        var statistics = reader.StatisticsOf(reader.Schema[field]);
        return _idfs[(field, term)] = docFreq == 0 ? 0 : (float)Math.Log(1 + ((statistics.Docs - docFreq + 0.5) / (docFreq + 0.5)));
    }

    private double IdfSum(Query query) => query switch
    {
        TermQuery term => Idf(term.Field, Text(term.Term)),
        PhraseQuery phrase => phrase.Terms.Aggregate(0f, (sum, t) => sum + Idf(phrase.Field, Text(t.Term))),
        NearQuery near => near.Clauses.Sum(IdfSum),
        _ => throw new NotSupportedException(),
    };

    private float? Bm25(string field, float freq, double idf, OracleDocument doc, float boost)
    {
        if (freq == 0)
        {
            return null;
        }

        var statistics = reader.StatisticsOf(reader.Schema[field]);
        var length = 1;
        if (reader.Schema[field].HasNorms)
        {
            length = RoundedLength(doc.TokensOf(field).Count);
        }

        var average = statistics.SumLength / (double)statistics.Docs;
        return (float)(boost * idf * (freq / (freq + (1.2 * (1 - 0.75 + (0.75 * length / average))))));
    }

    /// <summary>Four significant bits above 24, as Lucene rounds them.</summary>
    private static int RoundedLength(int length)
    {
        if (length < 24 + 16)
        {
            return length;
        }

        var rest = length - 24;
        var shift = (int)Math.Log2(rest) - 3;
        return 24 + (rest >> shift << shift);
    }

    private static (float Freq, List<(int Start, int End)> Spans) PhraseFreq(PhraseQuery phrase, OracleDocument doc)
    {
        var anchors = phrase.Terms
            .Select(t => Positions(doc, phrase.Field, t.Term).ConvertAll(p => (Start: p - t.Offset, End: p - t.Offset)))
            .ToList();
        if (phrase.Terms.Count == 1)
        {
            var count = Count(doc, phrase.Field, Text(phrase.Terms[0].Term));
            return (count, [.. anchors[0].Select(a => (a.Start + phrase.Terms[0].Offset, a.Start + phrase.Terms[0].Offset))]);
        }

        var stretches = ShortestStretches(anchors).Where(s => s.End - s.Start <= phrase.Slop).ToList();
        var first = phrase.Terms.Min(t => t.Offset);
        var last = phrase.Terms.Max(t => t.Offset);
        return (stretches.Sum(s => 1f / (1 + s.End - s.Start)), [.. stretches.Select(s => (s.Start + first, s.End + last))]);
    }

    /// <summary>All stretches that hold one span of every list and contain no other such stretch: by trying all.</summary>
    private static List<(int Start, int End)> ShortestStretches(List<List<(int Start, int End)>> lists)
    {
        if (lists.Any(l => l.Count == 0))
        {
            return [];
        }

        var starts = lists.SelectMany(l => l.Select(s => s.Start)).Distinct();
        var ends = lists.SelectMany(l => l.Select(s => s.End)).Distinct().ToList();
        var all = (from start in starts
                   from end in ends
                   where start <= end && lists.TrueForAll(l => l.Exists(s => s.Start >= start && s.End <= end))
                   select (start, end)).ToList();
        return [.. all.Where(a => !all.Exists(b => b != a && b.start >= a.start && b.end <= a.end)).Order()];
    }

    private static List<(int Start, int End)> Spans(Query query, OracleDocument doc)
    {
        switch (query)
        {
            case TermQuery term:
                return [.. doc.PositionsOf(term.Field, Text(term.Term)).Select(p => (p, p))];
            case PhraseQuery { Terms.Count: 1 } single:
                return Spans(new TermQuery(single.Field, single.Terms[0].Term), doc);
            case PhraseQuery phrase:
                return PhraseFreq(phrase, doc).Spans;
            case NearQuery near:
                {
                    var lists = near.Clauses.Select(c => Spans(c, doc)).ToList();
                    if (!near.Ordered)
                    {
                        return [.. ShortestStretches(lists).Where(s => s.End - s.Start <= near.Distance)];
                    }

                    var all = Chains(lists, 0, int.MinValue).Distinct().ToList();
                    var shortest = all.Where(a => !all.Exists(b => b != a && b.Start >= a.Start && b.End <= a.End));
                    return [.. shortest.Where(a => a.End - a.Start <= near.Distance).Order()];
                }

            default:
                throw new NotSupportedException();
        }
    }

    /// <summary>Every way to choose one span of each list, each behind the one before.</summary>
    private static IEnumerable<(int Start, int End)> Chains(List<List<(int Start, int End)>> lists, int from, int behind)
    {
        foreach (var span in lists[from].Where(s => s.Start > behind || behind == int.MinValue))
        {
            if (from == lists.Count - 1)
            {
                yield return span;
                continue;
            }

            foreach (var rest in Chains(lists, from + 1, span.End))
            {
                yield return (span.Start, rest.End);
            }
        }
    }

    private static int Units(WithinUnitQuery within, OracleDocument doc)
    {
        var marks = Positions(doc, within.MarkField, within.Mark);
        var bounds = new List<int> { int.MinValue };
        bounds.AddRange(marks);
        bounds.Add(int.MaxValue);
        var spans = within.Clauses.Select(c => Spans(c, doc)).ToList();
        var count = 0;
        for (var i = 0; i + 1 < bounds.Count; i++)
        {
            count += spans.TrueForAll(l => l.Exists(s => s.Start >= bounds[i] && s.End < bounds[i + 1])) ? 1 : 0;
        }

        return count;
    }

    private float? Boolean(BooleanQuery query, OracleDocument doc, float boost)
    {
        if (query.MustNot.Any(q => Score(q, doc) is not null) || query.Filter.Any(q => Score(q, doc) is null))
        {
            return null;
        }

        double sum = 0;
        foreach (var must in query.Must)
        {
            if (Score(must, doc, boost) is not { } score)
            {
                return null;
            }

            sum += score;
        }

        var matching = 0;
        foreach (var should in query.Should)
        {
            if (Score(should, doc, boost) is { } score)
            {
                matching++;
                sum += score;
            }
        }

        var minimum = Math.Max(query.MinimumShouldMatch, query.Must.Count + query.Filter.Count == 0 ? 1 : 0);
        return matching >= minimum ? (float)sum : null;
    }
}
