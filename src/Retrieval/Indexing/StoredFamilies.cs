using KnowledgeBase.Duplicates;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>What the document of families stores of copies. Materials are named by their place in <paramref name="Ids"/>.</summary>
/// <param name="Ids">Ids of all materials that are in a family or a text.</param>
/// <param name="Families">The families, by their originators.</param>
/// <param name="Texts">Materials that are one text, the earliest first; no material is in two.</param>
internal sealed record StoredFamilies(
    IReadOnlyList<string> Ids, IReadOnlyList<StoredFamily> Families, IReadOnlyList<IReadOnlyList<int>> Texts)
{
    public static StoredFamilies Of(DuplicateReport report)
    {
        var ids = new Names();
        return new StoredFamilies(
            ids.InOrder,
            [
                .. report.Families.Select(f => new StoredFamily(
                    ids[f.Originator],
                    [.. f.Copies.Select(c =>
                        new StoredCopy(ids[c.Id], c.Kind, Math.Round(c.ShareOfCopy, 3), Math.Round(c.ShareOfOriginator, 3)))])),
            ],
            [.. report.Texts.Select(t => (IReadOnlyList<int>)[.. t.Select(id => ids[id])])]);
    }
}

/// <summary>A family.</summary>
internal sealed record StoredFamily(int Originator, IReadOnlyList<StoredCopy> Copies);

/// <summary>A copy in a family, with the share of it that stands in the originator, and the other way round.</summary>
internal sealed record StoredCopy(int Material, DuplicateKind Kind, double ShareOfCopy, double ShareOfOriginator);

/// <summary>What the document of families stores of pairs that share passages.</summary>
/// <param name="Ids">Ids of all materials that are in a pair.</param>
/// <param name="Pairs">Three numbers for each pair: places of the earlier and the later material in <paramref name="Ids"/>, and shared
/// characters, estimated.</param>
internal sealed record StoredSharedPairs(IReadOnlyList<string> Ids, IReadOnlyList<int> Pairs)
{
    public static StoredSharedPairs Of(DuplicateReport report)
    {
        var ids = new Names();
        return new StoredSharedPairs(ids.InOrder, [.. report.Shared.SelectMany(p => new[] { ids[p.First], ids[p.Second], p.Characters })]);
    }
}

/// <summary>Gives every id a number, in the order in which they come.</summary>
file sealed class Names
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public List<string> InOrder { get; } = [];

    public int this[string id]
    {
        get
        {
            if (_numbers.TryAdd(id, InOrder.Count))
            {
                InOrder.Add(id);
            }

            return _numbers[id];
        }
    }
}
