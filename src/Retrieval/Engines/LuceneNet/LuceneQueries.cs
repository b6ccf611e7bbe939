using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Lucene.Net.Util.Automaton;
using Native = Lucene.Net.Search;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Says queries as Lucene 4.8 has them.</summary>
internal static class LuceneQueries
{
    private static readonly Query Passages = new ConstantScoreQuery(
        new Native.TermQuery(new Term(LuceneSchema.Name(PassageField.Kind), DocumentKind.Passage)));

    public static Query Translate(EngineQuery query)
    {
        Query translated = query switch
        {
            TermQuery term => new Native.TermQuery(TermOf(term.Field, term.Term)),
            PhraseQuery phrase => Phrase(phrase),
            BooleanQuery boolean => Boolean(boolean),
            DisjunctionMaxQuery best => new Native.DisjunctionMaxQuery([.. best.Parts.Select(Translate)], tieBreakerMultiplier: 0),
            NearQuery near => new NearPlaces(near),
            SameUnitQuery same => new UnitPlaces(same),
            PrefixQuery prefix => Constant(new Native.PrefixQuery(TermOf(prefix.Field, prefix.Prefix))),
            WildcardQuery wildcard => Constant(new Native.WildcardQuery(new Term(LuceneSchema.Name(wildcard.Field), wildcard.Pattern))),
            FuzzyQuery fuzzy => Constant(new AutomatonQuery(new Term(LuceneSchema.Name(fuzzy.Field), fuzzy.Term), Similar(fuzzy))),
            RangeQuery range => NumericRangeQuery.NewInt64Range(
                LuceneSchema.Name(range.Field),
                LuceneSchema.Number.NumericPrecisionStep,
                range.From,
                range.To,
                minInclusive: true,
                maxInclusive: true),
            OfMaterialsQuery of => new ConstantScoreQuery(
                new FieldCacheTermsFilter(LuceneSchema.Name(PassageField.Material), [.. of.Materials])),
            EveryPassageQuery => (Query)Passages.Clone(),
            NothingQuery => new Native.BooleanQuery(),
            _ => throw new ArgumentException($"The Lucene.Net engine knows no {query.GetType().Name}.", nameof(query)),
        };
        translated.Boost = query.Boost;
        return translated;
    }

    /// <summary>A query without the documents of some materials.</summary>
    public static Query Without(Query query, IReadOnlyList<string> materials)
    {
        if (materials.Count == 0)
        {
            return query;
        }

        var without = new Native.BooleanQuery { { query, Occur.MUST } };
        foreach (var material in materials)
        {
            without.Add(new Native.TermQuery(new Term(LuceneSchema.Name(PassageField.Material), material)), Occur.MUST_NOT);
        }

        return without;
    }

    public static Term TermOf(PassageField field, byte[] term) => new(LuceneSchema.Name(field), new BytesRef(term));

    private static MultiTermQuery Constant(MultiTermQuery query)
    {
        query.MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE;
        return query;
    }

    /// <summary>All terms near enough. The fuzzy query of Lucene takes no more than the nearest 1,024, and scores them.</summary>
    private static Automaton Similar(FuzzyQuery fuzzy)
    {
        var characters = fuzzy.Term.EnumerateRunes().ToArray();
        var prefix = string.Concat(characters.Take(fuzzy.Prefix));
        var rest = string.Concat(characters.Skip(fuzzy.Prefix));
        return BasicOperations.Concatenate(
            BasicAutomata.MakeString(prefix), new LevenshteinAutomata(rest, withTranspositions: true).ToAutomaton(fuzzy.MostEdits));
    }

    private static Native.PhraseQuery Phrase(PhraseQuery phrase)
    {
        // Lucene wants the first offset to be 0; only the distances say something.
        var translated = new Native.PhraseQuery();
        foreach (var (term, offset) in phrase.Terms.Zip(phrase.Offsets))
        {
            translated.Add(TermOf(phrase.Field, term), offset - phrase.Offsets[0]);
        }

        return translated;
    }

    private static Native.BooleanQuery Boolean(BooleanQuery query)
    {
        var translated = new Native.BooleanQuery();
        foreach (var part in query.Must)
        {
            translated.Add(Translate(part), Occur.MUST);
        }

        foreach (var part in query.Filter)
        {
            // There is no filter clause in 4.8: what must match and scores nothing is one.
            translated.Add(new ConstantScoreQuery(Translate(part)) { Boost = 0 }, Occur.MUST);
        }

        foreach (var part in query.Should)
        {
            translated.Add(Translate(part), Occur.SHOULD);
        }

        foreach (var part in query.MustNot)
        {
            translated.Add(Translate(part), Occur.MUST_NOT);
        }

        translated.MinimumNumberShouldMatch = query.MinimumShouldMatch;
        return translated;
    }
}
