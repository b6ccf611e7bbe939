namespace KnowledgeBase.Access;

/// <summary>Something that somebody did, before it is written down.</summary>
/// <param name="Who">The name of a key, or of the user of the machine who called a command; empty when nobody is known.</param>
/// <param name="Action">What was done, one of <see cref="AuditActions"/>.</param>
/// <param name="Subject">What it was done to: the name of a key, the id of a material.</param>
public sealed record AuditAct(string Who, string Action, string Subject)
{
    /// <summary>The id of the key by which it was done; null for a command.</summary>
    public string? Key { get; init; }

    /// <summary>The address that it came from; null for a command.</summary>
    public string? Address { get; init; }

    /// <summary>What else is worth knowing, in words for people; null when nothing is.</summary>
    public string? Detail { get; init; }
}
