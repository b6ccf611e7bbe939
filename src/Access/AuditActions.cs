namespace KnowledgeBase.Access;

/// <summary>The names of what the audit log tells of.</summary>
public static class AuditActions
{
    /// <summary>A key was made; the subject is its name.</summary>
    public const string KeyCreated = "key.created";

    /// <summary>A key was revoked; the subject is its name.</summary>
    public const string KeyRevoked = "key.revoked";

    /// <summary>
    /// A request was refused, because its key was not good or its holder lacks the right; the subject is what was asked for.
    /// </summary>
    public const string AccessRefused = "access.refused";

    /// <summary>The log itself was mended: the rest of an entry that was cut off, by a kill or a full disk, was taken away.</summary>
    public const string LogMended = "log.mended";
}
