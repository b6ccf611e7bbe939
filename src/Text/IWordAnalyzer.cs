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

    /// <summary>
    /// As <see cref="Analyze"/>, for who looks for some terms alone: the buffer holds every token of the text whose term is wanted, and
    /// perhaps others. What surely holds none need not be cut.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="wanted">Terms of the word field.</param>
    /// <param name="words">Work space.</param>
    /// <param name="tokens">Receives the tokens, by ascending position.</param>
    void AnalyzeFor(FoldedText text, HashSet<string> wanted, List<Word> words, TokenBuffer tokens) => Analyze(text, words, tokens);

    /// <summary>Cuts a query into what is to be looked up.</summary>
    IReadOnlyList<QueryWord> AnalyzeQuery(string query);
}
