namespace KnowledgeBase.Materials;

/// <summary>
/// What somebody may read: what is public; with a key what is internal too, and what is for the groups of the key; or everything.
/// </summary>
public sealed class ReadingRights : IEquatable<ReadingRights>
{
    private const string WithKey = "key";

    private readonly int _rank;

    private ReadingRights(int rank, string[] groups)
    {
        (_rank, Groups) = (rank, groups);
        Written = rank switch
        {
            0 => "everyone",
            1 => groups.Length == 0 ? WithKey : $"{WithKey} {string.Join(',', groups)}",
            _ => "everything",
        };
    }

    /// <summary>Of who shows no key: what is public.</summary>
    public static ReadingRights Everyone { get; } = new(0, []);

    /// <summary>Of the holder of a key without groups.</summary>
    public static ReadingRights KeyHolder { get; } = new(1, []);

    /// <summary>Of librarians, administrators, and whoever has the files themselves.</summary>
    public static ReadingRights Everything { get; } = new(2, []);

    /// <summary>Orders rights so that whatever includes others comes behind them; none equal but the same.</summary>
    public static Comparer<ReadingRights> ByWidth { get; } = Comparer<ReadingRights>.Create((one, other) =>
        (one._rank, one.Groups.Count).CompareTo((other._rank, other.Groups.Count)) is not 0 and var order
            ? order
            : string.CompareOrdinal(one.Written, other.Written));

    /// <summary>The groups, in ordinal order.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>How they are written in files of the program; <see cref="FromWritten"/> reads it.</summary>
    public string Written { get; }

    /// <summary>Of the holder of a key with groups.</summary>
    public static ReadingRights Of(IEnumerable<string> groups) =>
        new(1, [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>Reads <see cref="Written"/>; null when it is none.</summary>
    public static ReadingRights? FromWritten(string? written) => written switch
    {
        "everyone" => Everyone,
        "everything" => Everything,
        WithKey => KeyHolder,
        not null when written.StartsWith(WithKey + " ", StringComparison.Ordinal) => Of(written[(WithKey.Length + 1)..].Split(',')),
        _ => null,
    };

    /// <summary>Whether a material of this level may be read.</summary>
    public bool MayRead(AccessLevel level)
    {
        ArgumentNullException.ThrowIfNull(level);
        return level.Equals(AccessLevel.Public) || _rank == 2
            || (_rank == 1 && (level.Equals(AccessLevel.Internal) || level.Groups.Any(g => Groups.Contains(g, StringComparer.Ordinal))));
    }

    /// <summary>Whether whoever has these may read all that others may.</summary>
    public bool Include(ReadingRights others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return _rank == 2 || (_rank >= others._rank && others.Groups.All(g => Groups.Contains(g, StringComparer.Ordinal)));
    }

    /// <inheritdoc/>
    public bool Equals(ReadingRights? other) => other is not null && Written == other.Written;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReadingRights);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Written);

    /// <inheritdoc/>
    public override string ToString() => Written;
}
