namespace KnowledgeBase.SearchApi.Intake;

/// <summary>Why a file was not taken, as programs are told.</summary>
public static class RefusalCodes
{
    /// <summary>Its name has nothing that a file can be called by.</summary>
    public const string Name = "name";

    /// <summary>It is empty.</summary>
    public const string Empty = "empty";

    /// <summary>Another file has its name, and nobody said that it may be replaced.</summary>
    public const string NameTaken = "name-taken";

    /// <summary>Something that is no file lies where it would.</summary>
    public const string NotAFile = "not-a-file";

    /// <summary>The request has more files than are taken at once.</summary>
    public const string TooMany = "too-many";

    /// <summary>It is larger than a file may be.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The request ended in the middle of it.</summary>
    public const string CutShort = "cut-short";

    /// <summary>Nothing can read it; the reason says why.</summary>
    public const string Unreadable = "unreadable";
}
