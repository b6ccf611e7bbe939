namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// What is looked at when the best hits of the words are looked at once more. Each multiplies the score of a passage. Chosen on questions
/// of the sample library and on materials that are not part of it; docs/ranking.md has what each does. Held by SecondLookTests.
/// </summary>
internal static class SecondLookWeights
{
    /// <summary>Hits that are looked at, the best first: their passages are read, which the page would do for ten of them anyhow.</summary>
    public const int Depth = 20;

    /// <summary>A list: contents, vendors, names.</summary>
    public const double List = 0.4;

    /// <summary>Headings without a sentence below them.</summary>
    public const double HeadingsAlone = 0.8;

    /// <summary>What a passage that holds none of the words loses; one that holds half of them loses half of that.</summary>
    public const double Uncovered = 0.8;

    /// <summary>What a passage loses that holds none of the names of the field in a question that asks: answers have other words.</summary>
    public const double UncoveredNames = 0.5;

    /// <summary>What a passage loses that holds none of the other words of a question that asks for a name of the field.</summary>
    public const double UncoveredOthers = 0.3;

    /// <summary>How much of a long word a passage holds at most that has its parts and not the word itself.</summary>
    public const double InParts = 0.8;

    /// <summary>A clause of the question that stands in the title, or one of the title that stands in the question …</summary>
    public const double Titled = 1.25;

    /// <summary>… where it has so many characters: a single word of the title says little, because every passage repeats it.</summary>
    public const int ShortestClause = 6;

    /// <summary>What the weightiest paper of the highest tier gains; see <see cref="AuthorityWeights"/>.</summary>
    public const double Paper = 0.02;

    /// <summary>What the passage gains that holds all of a sentence; one that holds a share of it gains the square of that.</summary>
    public const double Sentence = 3;

    /// <summary>Share of a sentence below which it is chance.</summary>
    public const double LeastOfSentence = 0.35;

    /// <summary>The same of a question that asks: a pasted one is met by more than half, one in words of their own by chance.</summary>
    public const double LeastOfQuestion = 0.5;

    /// <summary>Letters and ideographs from which on a question is a sentence that may be pasted.</summary>
    public const int ShortestSentence = 12;
}
