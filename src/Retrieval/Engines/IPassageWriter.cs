namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// The one writer of an index. What was written is seen by readers after <see cref="Commit"/>, all of it at once; without a commit,
/// nothing has happened.
/// </summary>
internal interface IPassageWriter : IDisposable
{
    /// <summary>What the last commit left; empty for a new index.</summary>
    IReadOnlyDictionary<string, string> UserData { get; }

    /// <summary>A new, empty block. Blocks may be filled by several threads, each its own.</summary>
    IPassageBlock NewBlock();

    /// <summary>Puts a material in the place of the one with that id, if there is one. The block may be used again afterwards.</summary>
    void Replace(string material, IPassageBlock block);

    /// <summary>Removes a material, if it is there.</summary>
    void Remove(string material);

    /// <summary>Makes everything since the last commit last, and visible.</summary>
    void Commit(IReadOnlyDictionary<string, string> userData);
}

/// <summary>The documents of one material on their way into the index.</summary>
internal interface IPassageBlock
{
    /// <summary>Begins the next document.</summary>
    void NextDocument();

    /// <summary>Adds a term to the present document; positions of a field do not decrease.</summary>
    void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position);

    /// <summary>Says how long the present document counts in a field for BM25; at least 1.</summary>
    void SetLength(PassageField field, int tokens);

    /// <summary>Adds a value of a keyword field.</summary>
    void AddKeyword(PassageField field, string value);

    /// <summary>Sets the value of a number field.</summary>
    void SetNumber(PassageField field, long value);

    /// <summary>Stores bytes with the present document.</summary>
    void Store(StoredField field, ReadOnlySpan<byte> value);

    /// <summary>Empties the block.</summary>
    void Clear();
}
