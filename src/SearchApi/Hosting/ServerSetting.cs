namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>A setting of the server, as files, the environment and the command line name it.</summary>
/// <param name="Key">
/// Its name with colons: <c>access:readers</c> is <c>{"access": {"readers": …}}</c> in a file and <c>access__readers</c> in the
/// environment.
/// </param>
/// <param name="Default">What holds where nobody sets it, for people.</param>
/// <param name="FaultOf">What to write instead of a value that cannot be used; null of one that can.</param>
internal sealed record ServerSetting(string Key, string Default, Func<string, string?> FaultOf)
{
    /// <summary>Another name in the environment; null for none.</summary>
    public string? Variable { get; init; }

    /// <summary>Whether its value is shown to nobody.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a file may set it; secrets that others read from the environment stay there.</summary>
    public bool MayStandInFile { get; init; } = true;

    /// <summary>The value and the name that it was given by; null where nobody gave one.</summary>
    public (string Name, string Value)? In(IConfiguration configuration) =>
        configuration[Key] is { Length: > 0 } value ? (Key, value)
        : Variable is not null && configuration[Variable] is { Length: > 0 } named ? (Variable, named)
        : null;
}
