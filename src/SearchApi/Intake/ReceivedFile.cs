namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What became of a file that was sent.</summary>
/// <param name="Name">What its sender called it.</param>
/// <param name="Id">Its name in the library; null when it was refused.</param>
/// <param name="Path">Where it lies; null when it was refused.</param>
/// <param name="Status">One of <see cref="IntakeStatus"/>.</param>
/// <param name="Code">Why it was refused, one of <see cref="RefusalCodes"/>; null when it was not.</param>
/// <param name="Reason">The same in an English sentence; null when it was not refused.</param>
internal sealed record ReceivedFile(string Name, string? Id, string? Path, string Status, string? Code, string? Reason)
{
    /// <summary>Ids of what it took the place of, which comes back when nothing can read it.</summary>
    public IReadOnlyList<string> InPlaceOf { get; init; } = [];

    /// <summary>How many bytes it has, and their SHA-256, by which it is known again; nothing when it was refused.</summary>
    public (long Length, string Hash) Content { get; init; }

    /// <summary>A file that is in the corpus.</summary>
    public static ReceivedFile There(string name, string id, string path, string status) => new(name, id, path, status, null, null);

    /// <summary>A file that was not taken.</summary>
    public static ReceivedFile Refuse(string name, string code, string reason) => new(name, null, null, IntakeStatus.Refused, code, reason);
}
