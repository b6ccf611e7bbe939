using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// The one writer of an index. What was written is seen by readers after <see cref="Commit"/>, all of it at once; without a commit,
/// nothing has happened. A writer that meets damage or a failing disk says so, then and whenever it is called again.
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

    /// <summary>
    /// Says which materials are one text, and stores what holds of the library as a whole, in the place of all that was said of that
    /// before.
    /// </summary>
    /// <param name="texts">Groups of two and more ids; no material is in two. Ids that the index lacks are passed over.</param>
    /// <param name="stored">What is stored, by its field.</param>
    void SetLibrary(IReadOnlyList<IReadOnlyList<string>> texts, IReadOnlyDictionary<StoredField, byte[]> stored);

    /// <summary>Makes everything since the last commit last, and visible.</summary>
    void Commit(IReadOnlyDictionary<string, string> userData);
}

/// <summary>
/// The documents of one material on their way into the index. Fields travel whole, so that an engine may cut them its own way.
/// </summary>
internal interface IPassageBlock
{
    /// <summary>Begins the next document.</summary>
    void NextDocument();

    /// <summary>
    /// Adds the words of a field to the present document, once a document and field. Words inside of words are further ways to find a text;
    /// they do not make it longer for BM25. The marks of <see cref="PassageField.Units"/> are words, too.
    /// </summary>
    void AddWords(PassageField field, TokenBuffer words);

    /// <summary>
    /// Adds a folded text to the present document, so that every string in it is found by <see cref="EngineTerms.Literal"/>:
    /// <see cref="PassageField.Characters"/> and <see cref="PassageField.Bigrams"/>.
    /// </summary>
    void AddText(ReadOnlySpan<char> folded);

    /// <summary>Adds a value of a keyword field.</summary>
    void AddKeyword(PassageField field, string value);

    /// <summary>Sets the value of a number field.</summary>
    void SetNumber(PassageField field, long value);

    /// <summary>Stores bytes with the present document.</summary>
    void Store(StoredField field, ReadOnlySpan<byte> value);

    /// <summary>Empties the block.</summary>
    void Clear();
}
