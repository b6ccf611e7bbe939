using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Retrieval.Catalogs;

/// <summary>
/// The units and places that the materials of a commit are of: what the index has of each, and the one name that it is shown by. Made once,
/// read by any thread.
/// </summary>
internal sealed class OriginNames
{
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _regions = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _indexed;

    public OriginNames(LibraryCards cards)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var card in cards.All)
        {
            if (card.Issuer is { Length: > 0 } issuer)
            {
                // Two ways to write a name (width, letter case) are one.
                var name = UnitNames.NameOf(issuer);
                var folded = FoldedText.Fold(name);
                shown.TryAdd(folded, name);
                _units.TryAdd(IndexedAs(issuer), shown[folded]);
            }

            foreach (var region in card.Regions)
            {
                _regions.TryAdd(IndexedAs(region), region);
            }
        }

        _indexed = _units.ToLookup(unit => FoldedText.Fold(unit.Value), unit => unit.Key, StringComparer.Ordinal);
    }

    /// <summary>The name that a unit is shown by.</summary>
    /// <param name="indexed">What the index has of it.</param>
    public string UnitOf(string indexed) => _units.GetValueOrDefault(indexed, indexed);

    /// <summary>The name that a place is shown by.</summary>
    /// <param name="indexed">What the index has of it.</param>
    public string RegionOf(string indexed) => _regions.GetValueOrDefault(indexed, indexed);

    /// <summary>
    /// What the index has of the units that a person means by a word: the one that goes by this name; where none does, all whose names hold
    /// it. Empty where none does either.
    /// </summary>
    public IReadOnlyList<string> UnitsMeant(string word)
    {
        var name = FoldedText.Fold(UnitNames.NameOf(word));
        if (_indexed.Contains(name))
        {
            return [.. _indexed[name]];
        }

        return name.Length == 0
            ? []
            : [.. _units.Where(u => HoldsName(u.Key, name) || HoldsName(u.Key, FoldedText.Fold(word.Trim()))).Select(u => u.Key)];

        static bool HoldsName(string unit, string part) => unit.Contains(part, StringComparison.Ordinal);
    }

    /// <summary>What the index has of the place that a person means by a word; null when no material is of it.</summary>
    public string? RegionMeant(string word)
    {
        var indexed = IndexedAs(RegionNames.NameOf(word));
        return _regions.ContainsKey(indexed) ? indexed : null;
    }

    private static string IndexedAs(string name) => EngineTerms.OfWhole(FoldedText.Fold(name));
}
