using System.Globalization;
using System.Text;
using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Engines.Tests;

/// <summary>
/// The port done the simplest way: documents in a list, every query a look at each of them. What the other engines must agree with, and an
/// example of an adapter. Its indexes are in memory, under the names of their folders.
/// </summary>
internal sealed class ScanEngine : IPassageEngine
{
    private readonly Dictionary<string, ScanIndex> _indexes = new(StringComparer.Ordinal);

    public string Name => "scan";

    public bool Exists(string folder) => Committed(folder) is not null;

    public IPassageReader Open(string folder, EngineReading reading) =>
        Committed(folder) ?? throw new EngineException(EngineFault.Missing, $"There is no index in {folder}.");

    public IPassageWriter OpenWriter(string folder, bool anew = false)
    {
        if (!_indexes.TryGetValue(folder, out var index))
        {
            _indexes.Add(folder, index = new ScanIndex(this));
        }

        if (index.IsWritten)
        {
            throw new EngineException(EngineFault.Locked, $"The index in {folder} is being written.");
        }

        return new ScanWriter(index, anew);
    }

    public EngineReport Verify(string folder, CancellationToken cancellationToken = default) =>
        new(Open(folder, new EngineReading()).Generation, []);

    public IReadOnlyList<EngineFile> Files(string folder) => [];

    public string? Check(string folder, EngineFile file) => null;

    public IReadOnlyList<string> Foreign(string folder) => [];

    private ScanReader? Committed(string folder) => _indexes.GetValueOrDefault(folder)?.Committed;
}

/// <summary>What is committed, and whether somebody writes.</summary>
internal sealed class ScanIndex(ScanEngine engine)
{
    public ScanEngine Engine => engine;

    public ScanReader? Committed { get; set; }

    public bool IsWritten { get; set; }
}

internal sealed class ScanWriter : IPassageWriter
{
    private readonly ScanIndex _index;
    private readonly List<ScanDocument> _documents;
    private readonly Guid _identity;
    private IReadOnlyList<IReadOnlyList<string>> _texts;
    private IReadOnlyDictionary<StoredField, byte[]> _library;

    public ScanWriter(ScanIndex index, bool anew)
    {
        _index = index;
        index.IsWritten = true;
        var before = anew ? null : index.Committed;
        _documents = [.. before?.Documents ?? []];
        _identity = before?.Identity ?? Guid.NewGuid();
        _texts = before?.Texts ?? [];
        _library = before?.Library ?? new Dictionary<StoredField, byte[]>();
        UserData = before?.UserData ?? new Dictionary<string, string>();
    }

    public IReadOnlyDictionary<string, string> UserData { get; private set; }

    public IPassageBlock NewBlock() => new ScanBlock();

    public void Replace(string material, IPassageBlock block)
    {
        Remove(material);
        _documents.AddRange(((ScanBlock)block).Documents);
    }

    public void Remove(string material) => _documents.RemoveAll(d => d.Keyword(PassageField.Material) == material);

    public void SetLibrary(IReadOnlyList<IReadOnlyList<string>> texts, IReadOnlyDictionary<StoredField, byte[]> stored) =>
        (_texts, _library) = (texts, new Dictionary<StoredField, byte[]>(stored));

    public void Commit(IReadOnlyDictionary<string, string> userData)
    {
        UserData = userData;
        _index.Committed = new ScanReader(
            _index, _identity, [.. _documents], _texts, _library, 1 + (_index.Committed?.Generation ?? 0), userData);
    }

    public void Dispose() => _index.IsWritten = false;

    private sealed class ScanBlock : TermBlock
    {
        public List<ScanDocument> Documents { get; } = [];

        public override void NextDocument() => Documents.Add(new ScanDocument());

        protected override void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position)
        {
            var positions = Documents[^1].Terms;
            var key = (field, Convert.ToHexString(term));
            if (!positions.TryGetValue(key, out var list))
            {
                positions.Add(key, list = []);
            }

            list.Add(position);
        }

        protected override void SetLength(PassageField field, int tokens) => Documents[^1].Lengths[field] = tokens;

        public override void AddKeyword(PassageField field, string value)
        {
            var values = Documents[^1].Keywords;
            values[field] = [.. values.GetValueOrDefault(field, []), value];
        }

        public override void SetNumber(PassageField field, long value) => Documents[^1].Numbers[field] = value;

        public override void Store(StoredField field, ReadOnlySpan<byte> value) => Documents[^1].Stored[field] = value.ToArray();

        public override void Clear() => Documents.Clear();
    }
}

internal sealed class ScanDocument
{
    public Dictionary<(PassageField Field, string Hex), List<int>> Terms { get; } = [];

    public Dictionary<PassageField, int> Lengths { get; } = [];

    public Dictionary<PassageField, HashSet<string>> Keywords { get; } = [];

    public Dictionary<PassageField, long> Numbers { get; } = [];

    public Dictionary<StoredField, byte[]> Stored { get; } = [];

    public string Keyword(PassageField field) => Keywords.TryGetValue(field, out var values) ? values.Single() : "";

    public IEnumerable<string> Values(PassageField field) => Numbers.TryGetValue(field, out var number)
        ? [number.ToString(CultureInfo.InvariantCulture)]
        : Keywords.GetValueOrDefault(field, []);
}

internal sealed class ScanReader(
    ScanIndex index,
    Guid identity,
    ScanDocument[] documents,
    IReadOnlyList<IReadOnlyList<string>> texts,
    IReadOnlyDictionary<StoredField, byte[]> library,
    long generation,
    IReadOnlyDictionary<string, string> userData) : IPassageReader
{
    public IPassageEngine Engine => index.Engine;

    public ScanDocument[] Documents => documents;

    public IReadOnlyList<IReadOnlyList<string>> Texts => texts;

    public IReadOnlyDictionary<StoredField, byte[]> Library => library;

    public Guid Identity => identity;

    public long Generation => generation;

    public IReadOnlyDictionary<string, string> UserData => userData;

    public int PassageCount => documents.Count(d => d.Keyword(PassageField.Kind) == DocumentKind.Passage);

    public bool IsCurrent() => index.Committed == this;

    public IPassageReader? OpenIfChanged() => IsCurrent() ? null : index.Committed;

    public EngineResult Search(EngineSearch search, CancellationToken cancellationToken = default)
    {
        var candidates = Enumerable.Range(0, documents.Length)
            .Where(d => !search.WithoutMaterials.Contains(documents[d].Keyword(PassageField.Material)))
            .Select(d => (Document: d, Score: Score(search.Query, documents[d])))
            .Where(c => c.Score is not null)
            .Select(c => (c.Document, Score: c.Score!.Value))
            .ToList();
        var hits = candidates.Where(c => search.Choices.All(choice => Passes(choice, c.Document))).ToList();
        var materials = hits
            .GroupBy(h => documents[h.Document].Keyword(PassageField.Material))
            .Select(
                g => (
                    Id: g.Key,
                    Date: documents[g.First().Document].Numbers.GetValueOrDefault(PassageField.Date),
                    Hits: g.OrderByDescending(h => h.Score).ThenBy(h => h.Document).ToList()))
            .ToList();
        var ordered = search.Sort switch
        {
            EngineSort.Newest => materials.OrderByDescending(m => m.Date),
            EngineSort.Oldest => materials.OrderBy(m => m.Date == 0 ? long.MaxValue : m.Date),
            _ => materials.OrderByDescending(m => m.Hits[0].Score).ThenBy(m => m.Hits[0].Document),
        };
        var grouped = ordered.ThenBy(m => m.Id, StringComparer.Ordinal)
            .GroupBy(m => search.Texts == TextListing.Apart ? m.Id : TextOf(m.Id)[0], m => new EngineMaterial(
                m.Id,
                m.Hits[0].Score,
                m.Hits.Count,
                [
                    .. m.Hits.Take(search.PassagesPerMaterial).Select(
                        h => new EnginePassage(h.Score, documents[h.Document].Stored.GetValueOrDefault(StoredField.Passage, []))),
                ]))
            .Select(g => Shown([.. g], search.Texts))
            .ToList();
        return new EngineResult
        {
            Materials = materials.Count,
            Hits = grouped.Count,
            Passages = hits.Count,
            Page = [.. grouped.Skip(search.Skip).Take(search.Take)],
            Facets = search.Facets.ToDictionary(f => f, f => (IReadOnlyList<EngineFacetValue>)
            [
                .. candidates
                    .Where(c => search.Choices.Where(choice => choice.Field != f).All(choice => Passes(choice, c.Document)))
                    .SelectMany(c => documents[c.Document].Values(f).Select(v => (Value: v, c.Document)))
                    .GroupBy(v => v.Value, StringComparer.Ordinal)
                    .Select(
                        g => new EngineFacetValue(
                            g.Key, g.Select(v => documents[v.Document].Keyword(PassageField.Material)).Distinct().Count(), g.Count()))
                    .OrderBy(v => v.Value, StringComparer.Ordinal),
            ]),
        };
    }

    public int Top(EngineQuery query, Span<ScoredMaterial> best, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var (id, score) in Enumerable.Range(0, documents.Length)
            .Select(d => (Document: d, Score: Score(query, documents[d])))
            .Where(c => c.Score is not null)
            .GroupBy(c => documents[c.Document].Keyword(PassageField.Material))
            .Select(g => g.OrderByDescending(c => c.Score).ThenBy(c => c.Document).First())
            .OrderByDescending(c => c.Score)
            .ThenBy(c => c.Document)
            .Take(best.Length)
            .Select(c => (documents[c.Document].Keyword(PassageField.Material), c.Score!.Value)))
        {
            best[count++] = new ScoredMaterial(id, score);
        }

        return count;
    }

    public EngineMatches Matches(EngineQuery query, CancellationToken cancellationToken = default)
    {
        var materials = new List<MatchedMaterial>();
        var passages = new List<PassageMatch>();
        foreach (var id in MaterialIds())
        {
            var found = PassagesOf(id)
                .Select((document, place) => (place, Score: Score(query, document)))
                .Where(p => p.Score is not null)
                .Select(p => new PassageMatch(p.place, p.Score!.Value))
                .ToList();
            if (found.Count > 0)
            {
                materials.Add(new MatchedMaterial(id, passages.Count, found.Count));
                passages.AddRange(found);
            }
        }

        return new EngineMatches(materials, [.. passages]);
    }

    public byte[]? ReadPassage(string material, int passage) =>
        PassagesOf(material).ElementAtOrDefault(passage)?.Stored.GetValueOrDefault(StoredField.Passage);

    public EngineExplanation? Explain(EngineQuery query, string material, int passage)
    {
        var passages = PassagesOf(material);
        if (passage < 0 || passage >= passages.Length)
        {
            return null;
        }

        var score = Score(query, passages[passage]);
        return new EngineExplanation(score is not null, score ?? 0, $"{query}", []);
    }

    public IReadOnlyList<OccurrenceCount> CountOccurrences(
        EngineQuery query, PassageField field, CancellationToken cancellationToken = default) =>
    [
        .. documents
            .Select(
                d => (
                    Document: d,
                    Count: query is TermQuery term ? Positions(d, term.Field, term.Term).Count : Starts((PhraseQuery)query, d).Count()))
            .Where(d => d.Count > 0)
            .SelectMany(d => d.Document.Values(field).DefaultIfEmpty("").Select(v => (Value: v, d.Count)))
            .GroupBy(v => v.Value)
            .Select(g => new OccurrenceCount(g.Key, g.Count(), g.Sum(v => (long)v.Count))),
    ];

    public int DocumentFrequency(PassageField field, byte[] term) => documents.Count(d => Positions(d, field, term).Count > 0);

    public IReadOnlyList<string> MaterialIds() =>
        [.. documents.Select(d => d.Keyword(PassageField.Material)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public bool Contains(string material) => OfMaterial(material) is not null;

    public byte[]? ReadMaterial(string material, StoredField field) => OfMaterial(material)?.Stored.GetValueOrDefault(field);

    public void ReadPassages(EngineQuery query, Action<string, byte[]> take, CancellationToken cancellationToken = default)
    {
        foreach (var document in documents.Where(d => d.Keyword(PassageField.Kind) == DocumentKind.Passage && Score(query, d) is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(document.Keyword(PassageField.Material), document.Stored[StoredField.Passage]);
        }
    }

    public void ReadMaterials(StoredField field, Action<string, byte[]> take, CancellationToken cancellationToken = default)
    {
        foreach (var document in documents.Where(d => d.Stored.ContainsKey(field)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(document.Keyword(PassageField.Material), document.Stored[field]);
        }
    }

    public byte[]? ReadLibrary(StoredField field) => library.GetValueOrDefault(field);

    public void Dispose()
    {
    }

    private ScanDocument[] PassagesOf(string material) =>
    [
        .. documents
            .Where(d => d.Keyword(PassageField.Kind) == DocumentKind.Passage && d.Keyword(PassageField.Material) == material),
    ];

    private ScanDocument? OfMaterial(string id) =>
        Array.Find(documents, d => d.Keyword(PassageField.Kind) == DocumentKind.Material && d.Keyword(PassageField.Material) == id);

    private IReadOnlyList<string> TextOf(string id) => texts.FirstOrDefault(t => t.Contains(id)) ?? [id];

    private EngineMaterial Shown(EngineMaterial[] ofText, TextListing listing)
    {
        var shown = listing == TextListing.EarliestFirst ? ofText.MinBy(m => TextOf(m.Id).ToList().IndexOf(m.Id))! : ofText[0];
        return shown with { Others = [.. ofText.Where(m => m != shown).Select(m => m with { Best = [] })] };
    }

    private static List<int> Positions(ScanDocument document, PassageField field, byte[] term)
    {
        if (document.Keywords.TryGetValue(field, out var values))
        {
            return values.Contains(Encoding.UTF8.GetString(term)) ? [0] : [];
        }

        return document.Terms.GetValueOrDefault((field, Convert.ToHexString(term)), []);
    }

    private static IEnumerable<int> Starts(PhraseQuery phrase, ScanDocument document) =>
        Positions(document, phrase.Field, phrase.Terms[0])
            .Select(p => p - phrase.Offsets[0])
            .Where(
                start => phrase.Terms.Zip(phrase.Offsets).All(t => Positions(document, phrase.Field, t.First).Contains(start + t.Second)));

    private bool Passes(FacetChoice choice, int document) => documents[document].Values(choice.Field).Any(v => choice.Values.Contains(v));

    /// <summary>Null where the query does not match.</summary>
    private float? Score(EngineQuery query, ScanDocument document) => Unboosted(query, document) * query.Boost;

    private float? Unboosted(EngineQuery query, ScanDocument document)
    {
        switch (query)
        {
            case TermQuery term:
                var frequency = Positions(document, term.Field, term.Term).Count;
                return frequency == 0 ? null : Bm25(term.Field, Idf(term.Field, term.Term), frequency, document);
            case PhraseQuery phrase:
                var count = Starts(phrase, document).Count();
                return count == 0 ? null : Bm25(phrase.Field, phrase.Terms.Sum(t => Idf(phrase.Field, t)), count, document);
            case NearQuery near:
                return Together(near.Parts, Places(near, document), document);
            case SameUnitQuery same:
                return Together(same.Parts, Units(same, document), document);
            case PrefixQuery prefix:
                return HasTerm(prefix.Field, term => term.AsSpan().StartsWith(prefix.Prefix), document);
            case WildcardQuery wildcard:
                return HasTerm(
                    wildcard.Field, term => Fits(Characters(wildcard.Pattern), Characters(Encoding.UTF8.GetString(term))), document);
            case FuzzyQuery fuzzy:
                return HasTerm(fuzzy.Field, term => IsLike(fuzzy, Encoding.UTF8.GetString(term)), document);
            case BooleanQuery boolean:
                return Combined(boolean, document);
            case DisjunctionMaxQuery best:
                return best.Parts.Max(p => Score(p, document));
            case RangeQuery range:
                return document.Numbers.TryGetValue(range.Field, out var number) && number >= range.From && number <= range.To ? 1 : null;
            case OfMaterialsQuery of:
                return of.Materials.Contains(document.Keyword(PassageField.Material)) ? 1 : null;
            case EveryPassageQuery:
                return document.Keyword(PassageField.Kind) == DocumentKind.Passage ? 1 : null;
            default:
                return null;
        }
    }

    private float? Together(IReadOnlyList<PlacedQuery> parts, int places, ScanDocument document) => places == 0
        ? null
        : Bm25(parts[0].Field, parts.SelectMany(TermsOf).Sum(t => Idf(parts[0].Field, t)), places, document);

    private static IReadOnlyList<byte[]> TermsOf(PlacedQuery part) => part is TermQuery term ? [term.Term] : ((PhraseQuery)part).Terms;

    private static List<(int Start, int End)> Stretches(PlacedQuery part, ScanDocument document) => part is PhraseQuery phrase
        ? [.. Starts(phrase, document).Distinct().Select(start => (start + phrase.Offsets[0], start + phrase.Offsets[^1]))]
        : [.. Positions(document, part.Field, ((TermQuery)part).Term).Distinct().Select(position => (position, position))];

    /// <summary>Of all ways to take one stretch of every part, the shortest, and those of them that are short enough.</summary>
    private static int Places(NearQuery near, ScanDocument document)
    {
        IEnumerable<(int Start, int End, int Last)> ways = [(int.MaxValue, int.MinValue, int.MinValue)];
        foreach (var part in near.Parts)
        {
            var stretches = Stretches(part, document);
            ways = [.. ways.SelectMany(way => stretches
                .Where(s => !near.IsOrdered || s.Start > way.Last)
                .Select(s => (Math.Min(way.Start, s.Start), Math.Max(way.End, s.End), s.End)))];
        }

        var all = ways.Select(way => (way.Start, way.End)).Distinct().ToList();
        return all.Count(place => place.End - place.Start <= near.Distance
            && !all.Exists(other => other != place && other.Start >= place.Start && other.End <= place.End));
    }

    private static int Units(SameUnitQuery same, ScanDocument document)
    {
        int[] starts =
        [
            int.MinValue,
            .. Positions(document, PassageField.Units, EngineTerms.OfWord(EngineTerms.OfUnit(same.Unit))),
            int.MaxValue,
        ];
        return starts.Zip(starts.Skip(1)).Count(unit =>
            same.Parts.All(part => Stretches(part, document).Exists(s => s.Start >= unit.First && s.End < unit.Second)));
    }

    private static float? HasTerm(PassageField field, Predicate<byte[]> isMeant, ScanDocument document)
    {
        var terms = document.Keywords.TryGetValue(field, out var values)
            ? values.Select(Encoding.UTF8.GetBytes)
            : document.Terms.Keys.Where(key => key.Field == field).Select(key => Convert.FromHexString(key.Hex));
        return terms.Any(term => isMeant(term)) ? 1 : null;
    }

    private static bool Fits(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> term)
    {
        if (pattern is [{ Value: '*' }, ..])
        {
            return Fits(pattern[1..], term) || (!term.IsEmpty && Fits(pattern, term[1..]));
        }

        if (pattern.IsEmpty || term.IsEmpty)
        {
            return pattern.IsEmpty && term.IsEmpty;
        }

        var isEscaped = pattern is [{ Value: '\\' }, _, ..];
        var wanted = pattern[isEscaped ? 1 : 0];
        return ((wanted.Value == '?' && !isEscaped) || wanted == term[0]) && Fits(pattern[(isEscaped ? 2 : 1)..], term[1..]);
    }

    private static bool IsLike(FuzzyQuery fuzzy, string term)
    {
        var wanted = Characters(fuzzy.Term);
        var found = Characters(term);
        var prefix = Math.Min(fuzzy.Prefix, wanted.Length);
        return found.AsSpan().StartsWith(wanted.AsSpan(0, prefix)) && Edits(wanted, found, wanted.Length, found.Length) <= fuzzy.MostEdits;
    }

    private static Rune[] Characters(string text) => [.. text.EnumerateRunes()];

    private static int Edits(Rune[] a, Rune[] b, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var best = Math.Min(
            Math.Min(Edits(a, b, i - 1, j) + 1, Edits(a, b, i, j - 1) + 1), Edits(a, b, i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1));
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(best, Edits(a, b, i - 2, j - 2) + 1) : best;
    }

    private float? Combined(BooleanQuery query, ScanDocument document)
    {
        var must = query.Must.Select(q => Score(q, document)).ToList();
        var should = query.Should.Select(q => Score(q, document)).OfType<float>().ToList();
        var minimum = query.Must.Count + query.Filter.Count == 0 ? Math.Max(1, query.MinimumShouldMatch) : query.MinimumShouldMatch;
        var matches = must.TrueForAll(s => s is not null)
            && query.Filter.All(q => Score(q, document) is not null)
            && query.MustNot.All(q => Score(q, document) is null)
            && should.Count >= minimum;
        return matches ? must.Sum() + should.Sum() : null;
    }

    private double Idf(PassageField field, byte[] term)
    {
        var frequency = DocumentFrequency(field, term);
        var count = documents.Count(d => Occurrences(d, field) > 0);
        return Math.Log(1 + ((count - frequency + 0.5) / (frequency + 0.5)));
    }

    /// <summary>Where lengths do not count, every document is of length 1, and the average counts all terms.</summary>
    private float Bm25(PassageField field, double idf, int frequency, ScanDocument document)
    {
        var length = field.CountsLength() ? document.Lengths.GetValueOrDefault(field, 1) : 1;
        var average = documents.Select(d => Length(d, field)).Where(count => count > 0).Average();
        return (float)(idf * frequency / (frequency + (1.2 * (0.25 + (0.75 * length / average)))));
    }

    private static int Length(ScanDocument document, PassageField field) =>
        field.CountsLength() ? document.Lengths.GetValueOrDefault(field) : Occurrences(document, field);

    private static int Occurrences(ScanDocument document, PassageField field) =>
        document.Keywords.TryGetValue(field, out var values)
            ? values.Count
            : document.Terms.Where(t => t.Key.Field == field).Sum(t => t.Value.Count);
}
