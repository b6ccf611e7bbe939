namespace KnowledgeBase.Text;

/// <summary>
/// Finds where some terms of the word field stand in texts: everywhere that <see cref="IWordAnalyzer.Analyze"/> has one of them. Kept for
/// the texts of one question; not safe for use by several threads at a time.
/// </summary>
public class TermFinder
{
    private readonly IWordAnalyzer _analyzer;
    private readonly HashSet<string> _wanted;

    /// <param name="analyzer">Cuts texts.</param>
    /// <param name="wanted">Terms of the word field. They are not to change any more.</param>
    public TermFinder(IWordAnalyzer analyzer, HashSet<string> wanted)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(wanted);
        _analyzer = analyzer;
        _wanted = wanted;
    }

    /// <summary>Work space for the cut of a text.</summary>
    private protected List<Word> Words { get; } = [];

    /// <summary>Work space for the tokens of a text.</summary>
    private protected TokenBuffer Tokens { get; } = new();

    /// <summary>Adds the places of a text where a wanted term stands, by ascending position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="places">Receives position and length, in units of the folded text.</param>
    public virtual void Find(FoldedText text, List<(int Position, int Length)> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        _analyzer.Analyze(text, Words, Tokens);
        AddWanted(places);
    }

    /// <summary>Adds the places of those of <see cref="Tokens"/> whose term is wanted.</summary>
    private protected void AddWanted(List<(int Position, int Length)> places)
    {
        foreach (var token in Tokens.Tokens)
        {
            if (Tokens.IsOneOf(token, _wanted))
            {
                places.Add((token.Position, token.Length));
            }
        }
    }
}
