using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// What was chosen of the sectors, places and units that materials are of, and the counts of these as people read them: each under one
/// name, whatever the index has.
/// </summary>
internal sealed class OriginChoices
{
    /// <summary>Places and units that an answer lists.</summary>
    public const int MostValues = 50;

    /// <summary>The fields, in the order of an answer.</summary>
    public static readonly IReadOnlyList<PassageField> Fields = [PassageField.Sector, PassageField.Region, PassageField.Issuer];

    private readonly OriginNames _names;
    private readonly Dictionary<PassageField, List<Chosen>> _chosen = Fields.ToDictionary(field => field, _ => new List<Chosen>());
    private readonly List<string> _warnings = [];

    /// <param name="names">The names of the library.</param>
    /// <param name="sectors">Sectors by any of their names.</param>
    /// <param name="regions">Places in any form.</param>
    /// <param name="units">Units in full, or a part of their names.</param>
    public OriginChoices(
        OriginNames names, IReadOnlyList<string> sectors, IReadOnlyList<string> regions, IReadOnlyList<string> units)
    {
        _names = names;
        foreach (var word in sectors)
        {
            Choose(PassageField.Sector, "领域", word, Sectors.Resolve(word) is { } sector ? [FoldedText.Fold(sector)] : []);
        }

        foreach (var word in regions)
        {
            Choose(PassageField.Region, "地区", word, names.RegionMeant(word) is { } region ? [region] : []);
        }

        foreach (var word in units)
        {
            Choose(PassageField.Issuer, "单位", word, names.UnitsMeant(word));
        }
    }

    /// <summary>What was chosen, as an engine takes it.</summary>
    public IEnumerable<FacetChoice> Choices => _chosen.Where(c => c.Value.Count > 0).Select(c =>
        new FacetChoice(c.Key, [.. c.Value.SelectMany(v => v.Indexed).Distinct(StringComparer.Ordinal)]));

    /// <summary>What is said of values that there are not, which were left out.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What is said of a value that a filter doesn't know.</summary>
    /// <param name="what">The filter, in Chinese.</param>
    /// <param name="word">The value.</param>
    public static string Unknown(string what, string word) => $"没有{what}“{word}”，这一条件未计入。";

    /// <summary>A facet as people read it.</summary>
    public Facet Facet(PassageField field, IReadOnlyDictionary<PassageField, IReadOnlyList<EngineFacetValue>> counted)
    {
        var values = counted.GetValueOrDefault(field, []);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values.Where(v => v.Value.Length > 0))
        {
            // A material has one issuer, so that the counts of two ways to write its name can be summed up.
            var name = NameOf(field, value.Value);
            counts[name] = counts.GetValueOrDefault(name) + value.Materials;
        }

        // A chosen value stays in the list even where nothing has it any more, so that it can be taken back; a part of a name counts for
        // all that hold it.
        var chosen = _chosen[field].ConvertAll(c => c.Name);
        foreach (var choice in _chosen[field])
        {
            counts.TryAdd(choice.Name, values.Where(v => choice.Indexed.Contains(v.Value, StringComparer.Ordinal)).Sum(v => v.Materials));
        }

        IEnumerable<string> order = field == PassageField.Sector
            ? Sectors.All.Where(counts.ContainsKey)
            : counts.Keys.OrderByDescending(name => chosen.Contains(name, StringComparer.Ordinal))
                .ThenByDescending(name => counts[name])
                .ThenBy(name => name, StringComparer.Ordinal)
                .Take(MostValues);
        return new Facet(
            LibrarySnapshot.Name(field),
            [.. order.Select(name => new FacetValue(name, name, counts[name], chosen.Contains(name, StringComparer.Ordinal)))]);
    }

    private void Choose(PassageField field, string what, string word, IReadOnlyList<string> indexed)
    {
        if (indexed.Count == 0)
        {
            _warnings.Add(Unknown(what, word));
            return;
        }

        string[] names = [.. indexed.Select(value => NameOf(field, value)).Distinct(StringComparer.Ordinal)];
        var name = names is [var only] ? only : word.Trim();
        if (!_chosen[field].Exists(c => c.Name == name))
        {
            _chosen[field].Add(new Chosen(name, indexed));
        }
    }

    private string NameOf(PassageField field, string indexed) => field switch
    {
        PassageField.Region => _names.RegionOf(indexed),
        PassageField.Issuer => _names.UnitOf(indexed),
        _ => indexed,
    };

    /// <summary>A value that was chosen.</summary>
    /// <param name="Name">As it is shown.</param>
    /// <param name="Indexed">What the index has of it.</param>
    private sealed record Chosen(string Name, IReadOnlyList<string> Indexed);
}
