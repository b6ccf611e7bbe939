namespace KnowledgeBase.Retrieval.Catalogs;

/// <summary>
/// One property of the rows of a catalog: of each, which values it has, none, one or several. Values are numbered, so that counting is
/// adding to an array. Filled once, read by any thread.
/// </summary>
internal sealed class CatalogColumn
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _values = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _cells = [];

    /// <summary>The values, by their numbers.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>How many rows there are.</summary>
    public int Rows => _ends.Count;

    /// <summary>Adds the next row.</summary>
    public void Add(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            _cells.Add(NumberOf(value));
        }

        _ends.Add(_cells.Count);
    }

    /// <summary>Adds the next row with one value, or none.</summary>
    public void Add(string? value) => Add(string.IsNullOrEmpty(value) ? [] : [value]);

    /// <summary>The numbers of a row's values.</summary>
    public ReadOnlySpan<int> Of(int row)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_cells)[start.._ends[row]];
    }

    /// <summary>The values of a row.</summary>
    public IReadOnlyList<string> TextsOf(int row)
    {
        var numbers = Of(row);
        var texts = new string[numbers.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = _values[numbers[i]];
        }

        return texts;
    }

    /// <summary>The number of a value; null when no row has it.</summary>
    public int? Find(string value) => _numbers.TryGetValue(value, out var number) ? number : null;

    private int NumberOf(string value)
    {
        if (!_numbers.TryGetValue(value, out var number))
        {
            _numbers.Add(value, number = _values.Count);
            _values.Add(value);
        }

        return number;
    }
}
