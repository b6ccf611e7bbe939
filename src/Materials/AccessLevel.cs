namespace KnowledgeBase.Materials;

/// <summary>
/// Who may read a material: everybody (公开), holders of a key (内部), holders whose key is of a group, or librarians alone. The last is
/// what a statement comes to that cannot be understood: nothing is shown by mistake.
/// </summary>
public sealed class AccessLevel : IEquatable<AccessLevel>
{
    /// <summary>Longest name of a group, in UTF-16 units.</summary>
    public const int LongestGroup = 64;

    private static readonly string[] PublicWords = ["public", "公开", "公開"];
    private static readonly string[] InternalWords = ["internal", "内部", "內部"];
    private static readonly char[] Separators = [',', '，', '、', ';', '；', '|'];

    private readonly int _strictness;

    private AccessLevel(int strictness, string[] groups, string name)
    {
        (_strictness, Groups, Name) = (strictness, groups, name);
        Written = strictness switch
        {
            0 => PublicWords[0],
            1 => InternalWords[0],
            2 => string.Join(',', groups),
            _ => ClosedWord,
        };
    }

    /// <summary>Everybody may read it: what holds where nothing is said.</summary>
    public static AccessLevel Public { get; } = new(0, [], "公开");

    /// <summary>Whoever has a key may read it.</summary>
    public static AccessLevel Internal { get; } = new(1, [], "内部");

    /// <summary>Librarians and administrators alone may read it.</summary>
    public static AccessLevel Closed { get; } = new(3, [], "限资料员");

    private static string ClosedWord => "closed";

    /// <summary>The groups that may read it, each alone, in ordinal order; empty for the other levels.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Its name, in Chinese: 公开, 内部, 限资料员, or the groups with 、 between them.</summary>
    public string Name { get; }

    /// <summary>How it is written in files of the program; <see cref="FromWritten"/> reads it.</summary>
    public string Written { get; }

    /// <summary>
    /// Reads what an owner has written: <c>public</c> 公开, <c>internal</c> 内部, or names of groups parted by 、 or a comma.
    /// </summary>
    /// <returns>The level; null when it is none.</returns>
    public static AccessLevel? Parse(string? text)
    {
        string[] words = [.. (text ?? "").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
        return words switch
        {
            [] => null,
            [var word] when PublicWords.Contains(word, StringComparer.Ordinal) => Public,
            [var word] when InternalWords.Contains(word, StringComparer.Ordinal) => Internal,
            _ when words.All(IsGroup) => OfGroups(words),
            _ => null,
        };
    }

    /// <summary>
    /// What stands beside a material wherever it is listed or cited, so that nobody takes it for public: 内部, 限资料员, or 限 and the names
    /// of its groups; null for what is public.
    /// </summary>
    /// <param name="written">The level of the material as <see cref="Written"/>; null for public.</param>
    public static string? MarkOf(string? written) => written is null ? null : FromWritten(written) switch
    {
        { _strictness: 0 } => null,
        { Groups.Count: > 0 } level => $"限{level.Name}",
        var level => level.Name,
    };

    /// <summary>Reads <see cref="Written"/>; what is none is closed.</summary>
    public static AccessLevel FromWritten(string written) => Parse(written) ?? Closed;

    /// <summary>
    /// Whether a word can name a group: 1 to <see cref="LongestGroup"/> letters, digits, - and _, in lower case, and none of the words for
    /// the other levels.
    /// </summary>
    public static bool IsGroup(string? word) =>
        word is { Length: > 0 and <= LongestGroup } && word != ClosedWord
        && !PublicWords.Contains(word, StringComparer.Ordinal) && !InternalWords.Contains(word, StringComparer.Ordinal)
        && word.All(c => (char.IsLetterOrDigit(c) && char.ToLowerInvariant(c) == c) || c is '-' or '_');

    /// <summary>
    /// The level of what two statements are made about: the stricter of both. Of two lists of groups, the groups that stand in both; closed
    /// when there is none.
    /// </summary>
    public static AccessLevel Stricter(AccessLevel one, AccessLevel other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one._strictness != other._strictness)
        {
            return one._strictness > other._strictness ? one : other;
        }

        string[] both = [.. one.Groups.Intersect(other.Groups, StringComparer.Ordinal)];
        return both.Length == one.Groups.Count ? one : both.Length == 0 ? Closed : OfGroups(both);
    }

    /// <inheritdoc/>
    public bool Equals(AccessLevel? other) => other is not null && Written == other.Written;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccessLevel);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Written);

    /// <inheritdoc/>
    public override string ToString() => Written;

    private static AccessLevel OfGroups(string[] groups) => new(2, groups, string.Join('、', groups));
}
