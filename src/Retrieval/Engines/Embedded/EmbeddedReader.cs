using System.Globalization;
using System.Text;
using KnowledgeBase.FullText;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using Native = KnowledgeBase.FullText.Search;

namespace KnowledgeBase.Retrieval.Engines.Embedded;

/// <summary>Reads with the embedded engine.</summary>
internal sealed class EmbeddedReader : IPassageReader
{
    /// <summary>A search that takes longer than any person waits gives what it has.</summary>
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(10);

    private static readonly string Material = EmbeddedSchema.Name(PassageField.Material);
    private static readonly string Date = EmbeddedSchema.Name(PassageField.Date);
    private static readonly string StoredPassage = EmbeddedSchema.Name(StoredField.Passage);
    private static readonly Query Passages = KindIs(DocumentKind.Passage);
    private static readonly Query Materials = KindIs(DocumentKind.Material);

    private readonly IndexReader _reader;
    private readonly IndexSearcher _searcher;
    private readonly Lazy<int?> _library;
    private readonly Lazy<PassagePlaces> _places;
    private readonly Lazy<(GroupUnions Groups, Dictionary<string, int> Places)?> _texts;

    /// <param name="engine">The engine.</param>
    /// <param name="reader">What is read, and closed with this.</param>
    /// <exception cref="IndexException">It has other fields than this program reads, or is damaged; it is closed.</exception>
    public EmbeddedReader(EmbeddedEngine engine, IndexReader reader)
    {
        Engine = engine;
        _reader = reader;
        _library = new(() => First(KindIs(DocumentKind.Library)));
        _texts = new(ReadTexts);
        _places = new(() => new PassagePlaces(_reader));
        try
        {
            CheckFields(reader.Schema);
            _searcher = new IndexSearcher(reader);
            PassageCount = (int)_reader.GetTermFrequencies(
                EmbeddedSchema.Name(PassageField.Kind), Encoding.UTF8.GetBytes(DocumentKind.Passage)).DocFreq;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public IPassageEngine Engine { get; }

    public Guid Identity => _reader.Identity;

    public long Generation => _reader.Generation;

    public IReadOnlyDictionary<string, string> UserData => _reader.UserData;

    public int PassageCount { get; }

    public bool IsCurrent() => EmbeddedFaults.Guarded(_reader.IsCurrent);

    public IPassageReader? OpenIfChanged() => EmbeddedFaults.Guarded(() =>
        _reader.OpenIfChanged() is { } newest ? new EmbeddedReader((EmbeddedEngine)Engine, newest) : null);

    public EngineResult Search(EngineSearch search, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested(); // the engine looks now and then, and not at all in a short search
        return EmbeddedFaults.Guarded(() => Find(search, cancellationToken));
    }

    public int Top(EngineQuery query, Span<ScoredMaterial> best, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return best.IsEmpty ? 0 : FindBest(Translate(query), best, cancellationToken);
        }
        catch (IndexException e)
        {
            throw EmbeddedFaults.ToldOf(e);
        }
    }

    public EngineMatches Matches(EngineQuery query, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var translated = Translate(query);
        return EmbeddedFaults.Guarded(() => _places.Value.Of(_searcher.MatchingScores(translated, cancellationToken)));
    }

    public IReadOnlyList<OccurrenceCount> CountOccurrences(
        EngineQuery query, PassageField field, CancellationToken cancellationToken = default) => EmbeddedFaults.Guarded(() =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var counts = _searcher.Statistics(Translate(query), EmbeddedSchema.Name(field), timeBudget: null, cancellationToken);
        OccurrenceCount[] counted = [.. counts.Groups.Select(g => new OccurrenceCount(g.Text ?? "", (int)g.Docs, g.Occurrences))];
        CheckValues(field, counted.Select(c => c.Value).Order(StringComparer.Ordinal));
        return counted;
    });

    public int DocumentFrequency(PassageField field, byte[] term) => EmbeddedFaults.Guarded(() =>
        (int)_reader.GetTermFrequencies(EmbeddedSchema.Name(field), term).DocFreq);

    public EngineExplanation? Explain(EngineQuery query, string material, int passage)
    {
        var translated = Translate(query);
        return EmbeddedFaults.Guarded(() =>
        {
            var documents = _searcher.MatchingDocs(new Native.BooleanQuery { Filter = [new KeyQuery(material), Passages] });
            return passage >= 0 && passage < documents.Count
                ? ExplainedLiterals.Readable(
                    OfExplanation(_searcher.Explain(translated, documents[passage])), query, part => Translate(part).ToString()!)
                : null;
        });
    }

    public IReadOnlyList<string> MaterialIds() => EmbeddedFaults.Guarded(() => _reader.GetTerms(Material).Select(t => t.Text).ToArray());

    public bool Contains(string material) => EmbeddedFaults.Guarded(() => Find(material) is not null);

    public byte[]? ReadMaterial(string material, StoredField field) => EmbeddedFaults.Guarded(() =>
        Find(material) is { } document ? _reader.GetStored(document, EmbeddedSchema.Name(field)) : null);

    public byte[]? ReadPassage(string material, int passage) => EmbeddedFaults.Guarded(() =>
        Find(material) is { } document && _places.Value.DocumentOf(document, passage) is { } found
            ? _reader.GetStored(found, StoredPassage)
            : null);

    public void ReadPassages(EngineQuery query, Action<string, byte[]> take, CancellationToken cancellationToken = default) =>
        ReadAll(Translate(query), StoredField.Passage, take, cancellationToken);

    public void ReadMaterials(StoredField field, Action<string, byte[]> take, CancellationToken cancellationToken = default) =>
        ReadAll(Materials, field, take, cancellationToken);

    public byte[]? ReadLibrary(StoredField field) => EmbeddedFaults.Guarded(() => StoredWithLibrary(field));

    public void Dispose() => _reader.Dispose();

    private static void CheckFields(IndexSchema actual)
    {
        if (!actual.Fields.Select(f => f.Name).SequenceEqual(EmbeddedSchema.Schema.Fields.Select(f => f.Name), StringComparer.Ordinal))
        {
            throw new IndexVersionException("It has the fields of another version of the program. Build it anew with 'kb build'.");
        }
    }

    private EngineResult Find(EngineSearch search, CancellationToken cancellationToken)
    {
        var query = Translate(search.Query);
        if (search.WithoutMaterials.Count > 0)
        {
            query = new Native.BooleanQuery { Must = [query], MustNot = [.. search.WithoutMaterials.Select(id => new KeyQuery(id))] };
        }

        var found = _searcher.Search(
            new IndexSearchRequest
            {
                Query = query,
                Limit = search.Take,
                Offset = search.Skip,
                Sort = Sort(search.Sort),
                Collapse = new CollapseOptions(Material, Math.Max(1, search.PassagesPerMaterial))
                {
                    Unions = search.Texts == TextListing.Apart
                    ? null
                    : _texts.Value?.Groups
                },
                Filters = [.. search.Choices.Select(c => new FacetFilter(EmbeddedSchema.Name(c.Field), Choice(c)))],
                Facets = [.. search.Facets.Select(f => new FacetRequest(EmbeddedSchema.Name(f), int.MaxValue))],
                FacetGroupField = search.Facets.Count > 0 ? Material : null,
                CountHits = true,
                TimeBudget = TimeBudget,
            },
            cancellationToken);
        return new EngineResult
        {
            Materials = (int)(found.TotalGroups ?? 0),
            Hits = (int)(found.TotalCollapsed ?? 0),
            Passages = (int)found.TotalHits,
            Page = SideBySide.Select(found.Hits, () => search, OfHit),
            Facets = search.Facets.Zip(found.Facets).ToDictionary(
                f => f.First, f => (IReadOnlyList<EngineFacetValue>)OfFacet(f.First, f.Second)),
            Partial = found.IsPartial,
        };
    }

    private int FindBest(Query query, Span<ScoredMaterial> best, CancellationToken cancellationToken)
    {
        // The passages of one material can crowd out the others: then more of them are asked for.
        for (var limit = best.Length + (best.Length / 2); ; limit *= 3)
        {
            var hits = _searcher.Search(
                new IndexSearchRequest { Query = query, Limit = limit, TimeBudget = TimeBudget }, cancellationToken).Hits;
            var count = 0;
            foreach (var hit in hits)
            {
                var id = IdOf(hit.Doc);
                if (!Holds(best[..count], id))
                {
                    best[count++] = new ScoredMaterial(id, hit.Score);
                    if (count == best.Length)
                    {
                        return count;
                    }
                }
            }

            if (hits.Count < limit)
            {
                return count;
            }
        }
    }

    private static ConstantScoreQuery KindIs(string kind) =>
        new ConstantScoreQuery(new Native.TermQuery(EmbeddedSchema.Name(PassageField.Kind), kind));

    private static bool Holds(ReadOnlySpan<ScoredMaterial> materials, string id)
    {
        foreach (var material in materials)
        {
            if (material.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    private static Native.SortKey[] Sort(EngineSort sort) => sort switch
    {
        EngineSort.Newest => [new Native.SortKey(Date, Descending: true), new Native.SortKey(Material), Native.SortKey.Score],
        EngineSort.Oldest => [new Native.SortKey(Date), new Native.SortKey(Material), Native.SortKey.Score],
        _ => [],
    };

    private static Query Choice(FacetChoice choice)
    {
        var field = EmbeddedSchema.Name(choice.Field);
        return choice.Field == PassageField.Year
            ? Native.BooleanQuery.Or(
                [.. choice.Values.Select(v => long.Parse(v, CultureInfo.InvariantCulture)).Select(y => new IntegerRangeQuery(field, y, y))])
            : new AnyTermQuery(field, choice.Values);
    }

    private static EngineFacetValue[] OfFacet(PassageField field, FacetResult facet)
    {
        var values = facet.Values.Select(v => new EngineFacetValue(v.Text, v.Groups, v.Docs))
            .OrderBy(v => v.Value, StringComparer.Ordinal)
            .ToArray();
        CheckValues(field, values.Select(v => v.Value));
        return values;
    }

    /// <summary>
    /// Whoever counts by a field may rely on values that differ, and on years that are some; a damaged column has others.
    /// </summary>
    /// <exception cref="IndexCorruptException">They are not.</exception>
    private static void CheckValues(PassageField field, IEnumerable<string> sorted)
    {
        string? before = null;
        foreach (var value in sorted)
        {
            if (value == before
                || (field == PassageField.Year && value.Length > 0
                    && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            {
                throw new IndexCorruptException(
                    $"The index is damaged: its column {EmbeddedSchema.Name(field)} has the value '{value}' where it cannot be. "
                    + "Rebuild it.");
            }

            before = value;
        }
    }

    private static Query Translate(EngineQuery query)
    {
        Query translated = query switch
        {
            TermQuery term => new Native.TermQuery(EmbeddedSchema.Name(term.Field), term.Term),
            PhraseQuery phrase => new Native.PhraseQuery(
                EmbeddedSchema.Name(phrase.Field), [.. phrase.Terms.Zip(phrase.Offsets, (term, offset) => new PhraseTerm(term, offset))]),
            BooleanQuery boolean => new Native.BooleanQuery
            {
                Must = TranslateAll(boolean.Must),
                Should = TranslateAll(boolean.Should),
                MustNot = TranslateAll(boolean.MustNot),
                Filter = TranslateAll(boolean.Filter),
                MinimumShouldMatch = boolean.MinimumShouldMatch,
            },
            DisjunctionMaxQuery best => new Native.DisjunctionMaxQuery(TranslateAll(best.Parts)),
            NearQuery near => new Native.NearQuery(TranslateParts(near.Parts), near.Distance, near.IsOrdered),
            SameUnitQuery same => new WithinUnitQuery(
                EmbeddedSchema.Name(PassageField.Units), EngineTerms.OfWord(EngineTerms.OfUnit(same.Unit)), TranslateParts(same.Parts)),
            PrefixQuery prefix => new Native.PrefixQuery(EmbeddedSchema.Name(prefix.Field), prefix.Prefix),
            WildcardQuery wildcard => new Native.WildcardQuery(EmbeddedSchema.Name(wildcard.Field), wildcard.Pattern),
            FuzzyQuery fuzzy => new SimilarTermQuery(EmbeddedSchema.Name(fuzzy.Field), fuzzy.Term, fuzzy.MostEdits, fuzzy.Prefix),
            RangeQuery range => new IntegerRangeQuery(EmbeddedSchema.Name(range.Field), range.From, range.To),
            OfMaterialsQuery of => new ConstantScoreQuery(new AnyTermQuery(Material, of.Materials)),
            EveryPassageQuery => Passages,
            NothingQuery => new MatchNoneQuery(),
            _ => throw new ArgumentException($"The embedded engine knows no {query.GetType().Name}.", nameof(query)),
        };
        return query.Boost == 1 ? translated : new BoostQuery(translated, query.Boost);
    }

    private static Query[] TranslateAll(IReadOnlyList<EngineQuery> queries)
    {
        var translated = new Query[queries.Count];
        for (var i = 0; i < translated.Length; i++)
        {
            translated[i] = Translate(queries[i]);
        }

        return translated;
    }

    private static Query[] TranslateParts(IReadOnlyList<PlacedQuery> parts) =>
        [.. parts.Select(part => Translate(part with { Boost = 1 }))];

    private static EngineExplanation OfExplanation(Explanation explanation) => new(
        explanation.IsMatch, explanation.Value, explanation.Description, [.. explanation.Details.Select(OfExplanation)]);

    private int? Find(string material) => First(new Native.BooleanQuery { Filter = [new KeyQuery(material), Materials] });

    private void ReadAll(Query query, StoredField field, Action<string, byte[]> take, CancellationToken cancellationToken)
    {
        var name = EmbeddedSchema.Name(field);
        foreach (var document in EmbeddedFaults.Guarded(() => _searcher.MatchingDocs(query, cancellationToken)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (id, stored) = EmbeddedFaults.Guarded(() => (IdOf(document), _reader.GetStored(document, name)));
            if (stored is not null)
            {
                take(id, stored);
            }
        }
    }

    private byte[]? StoredWithLibrary(StoredField field) =>
        _library.Value is { } document ? _reader.GetStored(document, EmbeddedSchema.Name(field)) : null;

    private int? First(Query query) =>
        _searcher.Search(new IndexSearchRequest { Query = query, Limit = 1 }).Hits is [var hit] ? hit.Doc : null;

    /// <summary>Which materials are one text, and the place of each in its text, the earliest first.</summary>
    private (GroupUnions Groups, Dictionary<string, int> Places)? ReadTexts()
    {
        if (StoredWithLibrary(StoredField.Texts) is not { } stored)
        {
            return null;
        }

        try
        {
            var texts = TextGroups.Read(stored);
            var places = texts.SelectMany(ids => ids.Select((id, place) => (id, place))).ToDictionary(
                t => t.id, t => t.place, StringComparer.Ordinal);
            return (_reader.UniteGroups(Material, texts.Select(ids => ids.Select(Encoding.UTF8.GetBytes).ToArray())), places);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new IndexCorruptException("The index is damaged: which materials are one text cannot be read. Rebuild it.", e);
        }
    }

    private EngineMaterial OfHit(SearchHit hit, EngineSearch search)
    {
        SearchHit[] all = [hit, .. hit.OtherGroups];
        var shown = search.Texts == TextListing.EarliestFirst && all.Length > 1
            ? all.MinBy(h => _texts.Value!.Value.Places.GetValueOrDefault(IdOf(h.Doc)))!
            : hit;
        var best = shown.GroupHits.Take(search.PassagesPerMaterial)
            .Select(g => new EnginePassage(g.Score, _reader.GetStored(g.Doc, StoredPassage) ?? []));
        return new EngineMaterial(IdOf(shown.Doc), shown.Score, shown.GroupTotal, [.. best])
        {
            Others = [.. all.Where(h => h != shown).Select(h => new EngineMaterial(IdOf(h.Doc), h.Score, h.GroupTotal, []))],
        };
    }

    /// <exception cref="IndexCorruptException">The document has no material.</exception>
    private string IdOf(int document) => _reader.GetKeywordText(document, Material)
        ?? throw new IndexCorruptException($"The index is damaged: document {document} is of no material. Rebuild it.");
}
