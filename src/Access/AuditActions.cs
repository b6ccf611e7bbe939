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

    /// <summary>A file was brought in; the subject is its id.</summary>
    public const string MaterialUploaded = "material.uploaded";

    /// <summary>A file was brought in and took the place of another one, which is kept.</summary>
    public const string MaterialReplaced = "material.replaced";

    /// <summary>A file that had been brought in was put out again, because nothing can read it.</summary>
    public const string MaterialRefused = "material.refused";

    /// <summary>The tombstone of a material: its file left the corpus and is kept.</summary>
    public const string MaterialWithdrawn = "material.withdrawn";

    /// <summary>A material that was withdrawn came back.</summary>
    public const string MaterialRestored = "material.restored";

    /// <summary>The owner decided something, and a file of the corpus says so; the subject is what it is about.</summary>
    public const string DecisionMade = "decision.made";

    /// <summary>What the owner had decided was taken back.</summary>
    public const string DecisionUndone = "decision.undone";

    /// <summary>Something of the library was taken away as a file; the subject is what kind of list it was, never what was asked.</summary>
    public const string MaterialsExported = "materials.exported";

    /// <summary>What cannot be built again was written to a backup; the subject is the name of its file.</summary>
    public const string LibraryBackedUp = "library.backed-up";

    /// <summary>A backup was put back; the subject is the name of its file.</summary>
    public const string LibraryRestored = "library.restored";

    /// <summary>The log itself was mended: the rest of an entry that was cut off, by a kill or a full disk, was taken away.</summary>
    public const string LogMended = "log.mended";
}
