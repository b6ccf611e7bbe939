using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// The formulations that were recognised in the materials of one commit. Ways of writing one that differ in quotes, white space and width
/// are one formulation, shown as most materials write it; how many materials have it is counted, never summed up.
/// </summary>
internal sealed class WordingCatalog
{
    private readonly IPassageReader _reader;
    private readonly Dictionary<string, Entry> _byForm;

    public WordingCatalog(IPassageReader reader, Glossary glossary)
    {
        _reader = reader;
        var all = reader.Search(new EngineSearch { Query = new EveryPassageQuery(), Take = 0, Facets = [PassageField.Wording] });
        var groups = new Dictionary<string, List<EngineFacetValue>>(StringComparer.Ordinal);
        foreach (var value in all.Facets[PassageField.Wording])
        {
            var form = Glossary.Comparable(WordingTerm.Read(value.Value).Text);
            (groups.TryGetValue(form, out var group) ? group : groups[form] = []).Add(value);
        }

        _byForm = groups.ToDictionary(g => g.Key, g => Merge(g.Value, glossary), StringComparer.Ordinal);
        Entries =
        [
            .. _byForm.Values.OrderByDescending(e => e.Materials)
                .ThenByDescending(e => e.Passages)
                .ThenBy(e => e.Text, StringComparer.Ordinal),
        ];
    }

    /// <summary>All of them, the most widespread first.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>A formulation by its text; null when it was recognised nowhere.</summary>
    public Entry? Find(string text) => _byForm.GetValueOrDefault(Glossary.Comparable(text));

    /// <summary>A formulation with its materials by year and genre.</summary>
    public LibraryWording Count(Entry entry, CancellationToken cancellationToken)
    {
        var found = _reader.Search(
            new EngineSearch { Query = AnyOf(entry.Terms), Take = 0, Facets = [PassageField.Year, PassageField.Genre] },
            cancellationToken);
        var genres = found.Facets[PassageField.Genre].ToDictionary(v => v.Value, v => v.Materials, StringComparer.Ordinal);
        return new LibraryWording
        {
            Text = entry.Text,
            Kind = entry.Kind,
            Entry = entry.Known,
            Materials = entry.Materials,
            Passages = entry.Passages,
            MaterialsByYear =
            [
                .. found.Facets[PassageField.Year]
                    .Where(v => v.Value.Length > 0)
                    .Select(v => new YearCount(int.Parse(v.Value, System.Globalization.CultureInfo.InvariantCulture), v.Materials))
                    .OrderBy(y => y.Year),
            ],
            MaterialsByGenre = [.. Genres.All.Where(genres.ContainsKey).Select(g => new GenreCount(g, genres[g]))],
        };
    }

    private Entry Merge(List<EngineFacetValue> values, Glossary glossary)
    {
        var (kind, text) = WordingTerm.Read(
            values.OrderByDescending(v => v.Materials).ThenBy(v => v.Value, StringComparer.Ordinal).First().Value);
        string[] terms = [.. values.Select(v => v.Value)];
        var (materials, passages) = (values[0].Materials, values[0].Passages);
        if (terms.Length > 1)
        {
            var found = _reader.Search(new EngineSearch { Query = AnyOf(terms), Take = 0 });
            (materials, passages) = (found.Materials, found.Passages);
        }

        var known = glossary.Find(text);
        return new Entry(text, known?.Kind ?? kind, known, materials, passages, terms);
    }

    private static BooleanQuery AnyOf(IReadOnlyList<string> terms) =>
        new() { Should = [.. terms.Select(t => new TermQuery(PassageField.Wording, System.Text.Encoding.UTF8.GetBytes(t)))] };

    /// <summary>A formulation.</summary>
    /// <param name="Text">As most materials write it.</param>
    /// <param name="Kind">What the glossary says that it is, else what most materials use it as.</param>
    /// <param name="Known">Its entry in the glossary, if it has one.</param>
    /// <param name="Materials">Distinct materials in which it was recognised.</param>
    /// <param name="Passages">Passages in which it was recognised.</param>
    /// <param name="Terms">What the index holds for it.</param>
    public sealed record Entry(
        string Text, WordingKind Kind, GlossaryEntry? Known, int Materials, int Passages, IReadOnlyList<string> Terms);
}
