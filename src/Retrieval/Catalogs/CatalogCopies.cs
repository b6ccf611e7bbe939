using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Catalogs;

/// <summary>
/// Which passages, practices and headings of a catalog stand in several versions of one text. Made when a list folds copies for the first
/// time: only materials that have copies are read for it.
/// </summary>
internal sealed class CatalogCopies
{
    /// <param name="catalog">The catalog.</param>
    /// <param name="reader">Reads the passages of materials that have copies.</param>
    /// <param name="texts">Materials that are one text, the earliest first.</param>
    /// <exception cref="EngineException">The index is damaged, or another program's.</exception>
    public CatalogCopies(LibraryCatalog catalog, IPassageReader reader, IReadOnlyList<IReadOnlyList<string>> texts)
    {
        List<List<int>> versions = [.. texts.Select(t => t.Select(catalog.Find).OfType<int>().ToList()).Where(t => t.Count > 1)];
        if (versions.Count == 0)
        {
            return;
        }

        var passages = new Dictionary<int, string>();
        reader.ReadPassages(
            new OfMaterialsQuery([.. versions.SelectMany(t => t).Select(m => catalog.Materials[m].Id)]),
            (id, stored) =>
            {
                if (catalog.Find(id) is { } material)
                {
                    var passage = StoredPassage.Read(stored);
                    passages[catalog.Materials[material].FirstPassage + passage.Ordinal] = passage.Text[passage.BodyStart..];
                }
            });
        foreach (var text in versions)
        {
            Add(Passages, text, m => Enumerable.Range(catalog.Materials[m].FirstPassage, catalog.Materials[m].Passages),
                row => passages.GetValueOrDefault(row, ""));
            Add(Practices, text, m => Rows(catalog.Materials[m].Practices), row => catalog.Practices[row].Act);
            Add(Headings, text, m => Rows(catalog.Materials[m].Headings), row => catalog.Headings[row].Folded);
        }
    }

    /// <summary>For each row that is not alone, the first row that it is a version of, and its place among the versions.</summary>
    public Dictionary<int, (int First, int Rank)> Passages { get; } = [];

    public Dictionary<int, (int First, int Rank)> Practices { get; } = [];

    public Dictionary<int, (int First, int Rank)> Headings { get; } = [];

    private static IEnumerable<int> Rows(Range rows) => Enumerable.Range(rows.Start.Value, rows.End.Value - rows.Start.Value);

    private static void Add(
        Dictionary<int, (int First, int Rank)> copies, List<int> versions, Func<int, IEnumerable<int>> rowsOf, Func<int, string> textOf)
    {
        int[] rows = [.. versions.SelectMany(rowsOf)];
        var numbers = versions.SelectMany((material, version) => rowsOf(material).Select(_ => version)).ToArray();
        var first = StretchGroups.Of([.. rows.Select((row, i) => (numbers[i], textOf(row)))]);
        var counts = first.GroupBy(f => f).ToDictionary(g => g.Key, g => g.Count());
        for (var i = 0; i < rows.Length; i++)
        {
            if (counts[first[i]] > 1)
            {
                copies.Add(rows[i], (rows[first[i]], i));
            }
        }
    }
}
