namespace KnowledgeBase.Access;

/// <summary>What is known of a key: everything but the key itself, which nobody has but its holder.</summary>
/// <param name="Id">The part of the key that may be shown: eight characters.</param>
/// <param name="Name">Whose it is, as the audit log names them.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Created">When it was made, in UTC.</param>
/// <param name="Expires">From when on it is no longer taken, in UTC; null when it does not expire.</param>
/// <param name="Revoked">When it was revoked, in UTC; null while it was not.</param>
public sealed record AccessKey(
    string Id, string Name, AccessRole Role, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? Revoked)
{
    /// <summary>The groups that its holder is of, in ordinal order.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether the key is taken at a moment.</summary>
    public bool IsGood(DateTimeOffset at) => Revoked is null && !(Expires <= at);
}
