namespace KnowledgeBase.Access;

/// <summary>What the holder of a key may do. Each role may do what those before it may.</summary>
public enum AccessRole
{
    /// <summary>Searches and reads.</summary>
    Reader,

    /// <summary>Brings materials in, withdraws them and corrects what was understood of them.</summary>
    Librarian,

    /// <summary>Sees how the server is and what happened.</summary>
    Administrator,
}
