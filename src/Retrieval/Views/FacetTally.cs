using KnowledgeBase.Retrieval.Catalogs;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>Lets through what has a chosen value of every property, and counts values over all that is let through.</summary>
internal sealed class FacetTally
{
    private readonly List<Dimension> _dimensions = [];

    /// <summary>What is counted, in the order in which it was added.</summary>
    public IReadOnlyList<Dimension> Dimensions => _dimensions;

    /// <summary>Adds a property.</summary>
    /// <param name="name">Its name in the answer.</param>
    /// <param name="column">Its values.</param>
    /// <param name="ofMaterial">Whether the rows of the column are materials; otherwise they are what is being counted.</param>
    /// <param name="choice">What was chosen.</param>
    public void Add(string name, CatalogColumn column, bool ofMaterial, FacetNumbers choice) =>
        _dimensions.Add(new Dimension(name, column, ofMaterial, choice));

    /// <summary>
    /// Counts an entry, and says whether it is let through. What fails one choice alone still counts for that property, whose other values
    /// can be chosen as well.
    /// </summary>
    public bool Take(int entry, int material)
    {
        Dimension? failed = null;
        foreach (var dimension in _dimensions)
        {
            if (!dimension.Passes(entry, material))
            {
                if (failed is not null)
                {
                    return false;
                }

                failed = dimension;
            }
        }

        if (failed is not null)
        {
            failed.Count(entry, material);
            return false;
        }

        foreach (var dimension in _dimensions)
        {
            dimension.Count(entry, material);
        }

        return true;
    }

    /// <summary>A property with the counts of its values, by their numbers.</summary>
    public sealed class Dimension(string name, CatalogColumn column, bool ofMaterial, FacetNumbers choice)
    {
        public string Name => name;

        public CatalogColumn Column => column;

        public FacetNumbers Choice => choice;

        public int[] Counts { get; } = new int[column.Values.Count];

        public bool Passes(int entry, int material)
        {
            if (!choice.Filters)
            {
                return true;
            }

            foreach (var value in column.Of(ofMaterial ? material : entry))
            {
                if (choice.Numbers.Contains(value))
                {
                    return true;
                }
            }

            return false;
        }

        public void Count(int entry, int material)
        {
            foreach (var value in column.Of(ofMaterial ? material : entry))
            {
                Counts[value]++;
            }
        }
    }
}

/// <summary>Values that were chosen of a property.</summary>
/// <param name="Values">As they are shown.</param>
/// <param name="Numbers">Their numbers in the column; a value that no row has is without.</param>
internal sealed record FacetNumbers(IReadOnlyList<string> Values, HashSet<int> Numbers)
{
    /// <summary>True when anything was chosen.</summary>
    public bool Filters => Values.Count > 0;
}
