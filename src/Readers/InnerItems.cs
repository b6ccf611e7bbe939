namespace KnowledgeBase.Readers;

/// <summary>Names what the entries of a container give: by their path in it, clean, and each different from its siblings.</summary>
internal sealed class InnerItems
{
    /// <summary>A name longer than this is nobody's; it would be kept as often as it is passed on.</summary>
    private const int MaxName = 1024;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Entries so far.</summary>
    public int Count { get; private set; }

    public static void CheckNesting(int nesting, ReadBudget budget)
    {
        if (nesting >= budget.Limits.MaxNesting)
        {
            throw new RefusedException($"Containers are nested more than {budget.Limits.MaxNesting} deep in it.");
        }
    }

    /// <summary>Reads an entry; what goes wrong with it is its own refusal.</summary>
    /// <param name="name">Its name in the container.</param>
    /// <param name="read">Opens it, and reads what it holds one after another.</param>
    public IEnumerable<ReadItem> Named(string name, Func<IEnumerable<ReadItem>> read)
    {
        Count++;
        if (name.Length > MaxName)
        {
            yield return new ReadItem(
                Unique(ReadBudget.Shorten(name)), null, $"Its name is longer than {MaxName:N0} characters; give it a shorter one.");
            yield break;
        }

        var unique = Unique(name);
        IEnumerable<ReadItem> items;
        try
        {
            items = read();
        }
        catch (Exception e) when (MaterialReader.ReasonOf(e) is { } reason)
        {
            items = [ReadItem.Refused(reason)];
        }

        foreach (var item in items)
        {
            yield return item with { InnerName = item.InnerName.Length == 0 ? unique : $"{unique}/{item.InnerName}" };
        }
    }

    /// <summary>A path without parts that climb or that nobody could see.</summary>
    public static string Clean(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where(p => p is not ("." or ".."))
            .Select(p => string.Concat(p.Where(c => !char.IsControl(c))))
            .Where(p => p.Length > 0)
            .ToList();
        return parts.Count == 0 ? "unnamed" : string.Join('/', parts);
    }

    private string Unique(string name)
    {
        var clean = Clean(name);
        var unique = clean;

        // Ten thousand entries of one name are numbered without counting up from the first each time.
        for (var number = _numbers.GetValueOrDefault(clean, 2); !_names.Add(unique); number++)
        {
            unique = $"{clean} ({number})";
            _numbers[clean] = number + 1;
        }

        return unique;
    }
}
