namespace KnowledgeBase.Text;

/// <summary>
/// The marks that part sentences and their clauses, full-width as Chinese sets them and half-width as they are typed and folded. Whoever
/// cuts a text puts its own set together of these, and says which: a sentence ends at <see cref="Ends"/>, a statement also at a semicolon.
/// </summary>
public static class SentenceMarks
{
    /// <summary>
    /// What ends a sentence: 。！？ and their half-width forms, but not the half-width full stop, which also stands in numbers.
    /// </summary>
    public const string Ends = "。！？!?｡";

    /// <summary>What parts statements inside of a sentence.</summary>
    public const string Semicolons = "；;";

    /// <summary>What announces a statement.</summary>
    public const string Colons = "：:";

    /// <summary>True for a mark that ends a sentence.</summary>
    public static bool IsEnd(char c) => Ends.Contains(c, StringComparison.Ordinal);
}
