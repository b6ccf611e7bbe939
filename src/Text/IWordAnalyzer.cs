namespace KnowledgeBase.Text;

/// <summary>
/// How texts and queries are cut into words, both alike: a word that a query asks for is a term that the index holds of texts that have it.
/// Strings in quotation marks are found without it. For any number of threads at once.
/// </summary>
public interface IWordAnalyzer
{
    /// <summary>By this name a user asks for it, and an index says what its words were cut with.</summary>
    string Name { get; }

    /// <summary>Changes with everything that changes how a text is cut.</summary>
    string Fingerprint { get; }

    /// <summary>Cuts a text. The words cover every folded unit, in order; the list is cleared first.</summary>
    void Cut(FoldedText text, List<Word> words);

    /// <summary>Fills the buffer with the tokens of a text for the index, by ascending position; the buffer is cleared first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Work space: receives the cut of the text.</param>
    /// <param name="tokens">Receives the tokens.</param>
    void Analyze(FoldedText text, List<Word> words, TokenBuffer tokens);

    /// <summary>What finds some terms in one text after another: as many as <see cref="Analyze"/> has of them, perhaps sooner.</summary>
    /// <param name="wanted">Terms of the word field.</param>
    TermFinder FinderOf(HashSet<string> wanted) => new(this, wanted);

    /// <summary>Cuts a query into what is to be looked up.</summary>
    IReadOnlyList<QueryWord> AnalyzeQuery(string query);
}
