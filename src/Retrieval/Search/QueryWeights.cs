namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// The numbers by which a query is planned; boosts are relative to a word of the text. Chosen on one half of 772 lay questions over
/// statutes (<c>kb eval retrieval --mode best</c>; docs/ranking.md has what each gives) and on the search cases of the sample library
/// (tests/Relevance.Tests). Each is held by the plans in tests/Retrieval.Tests/Search/plans.txt.
/// </summary>
internal sealed record QueryWeights
{
    public static QueryWeights Default { get; } = new();

    /// <summary>A word of a heading.</summary>
    public float Heading { get; init; } = 0.3f;

    /// <summary>A word of the title: little, because every passage of a material repeats it.</summary>
    public float Title { get; init; } = 0.3f;

    /// <summary>A word inside of a longer word of the query: it finds passages that say the same in other words.</summary>
    public float Part { get; init; } = 0.3f;

    /// <summary>A part of a word that stands nowhere itself: 巡察 of 巡察整改, where nobody wrote that.</summary>
    public float PartOfAbsent { get; init; } = 0.8f;

    /// <summary>The parts of a long word that was asked for alone meet it where they stand within so many characters.</summary>
    public int NearParts { get; init; } = 24;

    /// <summary>The same parts, wherever they stand in one passage: it comes after those that say the word, or nearly.</summary>
    public float PartsApart { get; init; } = 0.1f;

    /// <summary>Words that were typed apart and stand within so many characters of one another …</summary>
    public int NearWords { get; init; } = 40;

    /// <summary>… count so much together: a passage about all of them comes before one that has them in different places.</summary>
    public float WordsTogether { get; init; } = 0.2f;

    /// <summary>
    /// What holds less of what was asked together comes behind what holds more, however often it says it: each step counts so much of the
    /// one before it.
    /// </summary>
    public float NextStep { get; init; } = 0.001f;

    /// <summary>More words than this nobody means to stand together.</summary>
    public int MostTogether { get; init; } = 6;

    /// <summary>What the lexicon knows as another way to say a word.</summary>
    public float Synonym { get; init; } = 0.6f;

    /// <summary>A word that says which kind of text is wanted: …的做法.</summary>
    public float Wished { get; init; } = 0.2f;

    /// <summary>What was typed in one piece and stands in one piece.</summary>
    public float Piece { get; init; } = 0.4f;

    /// <summary>Of <see cref="WordsOfQuestion"/> words and more, one where a heading has it and the text has not.</summary>
    public float HeadingInstead { get; init; } = 0.5f;

    /// <summary>The same where the title has it.</summary>
    public float TitleInstead { get; init; } = 0.5f;

    /// <summary>A pair of characters of a question: it meets what the texts cut otherwise.</summary>
    public float Pair { get; init; } = 0.4f;

    /// <summary>A pair inside of a word of a question, which is looked for itself.</summary>
    public float PairOfWord { get; init; } = 0.2f;

    /// <summary>A single character of a question that is a word of its own: 买, 租, 罚.</summary>
    public float Character { get; init; } = 0.4f;

    /// <summary>
    /// From this many telling words on, or with any word that asks, a query is a question and is matched by pairs of characters as well.
    /// </summary>
    public int WordsOfQuestion { get; init; } = 4;

    /// <summary>So many words in one piece run on like a sentence.</summary>
    public int WordsOfSentence { get; init; } = 3;

    /// <summary>So many characters outside of quotation marks are a sentence that was pasted.</summary>
    public int LettersOfSentence { get; init; } = 12;

    /// <summary>One pair of this many must be met where none of the most telling words is, …</summary>
    public int PairsPerMatch { get; init; } = 5;

    /// <summary>
    /// The same of what comes behind where few passages hold that: all words of a compound but those that tell next to nothing (工作).
    /// </summary>
    public double MostTellingBehind { get; init; } = 0.85;

    /// <summary>The same of a question that asks, …</summary>
    public int PairsPerMatchOfQuestion { get; init; } = 8;

    /// <summary>… but at least this many.</summary>
    public int FewestPairs { get; init; } = 2;

    /// <summary>
    /// A word of the lexicon of so many characters that the library does not have is met by its parts beside words that it has. What no
    /// lexicon knows must have one more: it is rather a slip (形势主义), and what it is made of says something else.
    /// </summary>
    public int ShortestMetByParts { get; init; } = 4;

    /// <summary>Shorter pieces are words, which are looked for anyhow.</summary>
    public int ShortestPiece { get; init; } = 3;

    /// <summary>Up to here a piece may be a pasted sentence: the passage that has it comes first. Longer ones are whole texts.</summary>
    public int LongestPiece { get; init; } = 200;

    /// <summary>Share of what the words of a query tell, carried by the rarest, of which a passage must hold one.</summary>
    public double MostTelling { get; init; } = 0.5;

    /// <summary>The same of a question that asks: who asks in words of their own is answered in others, so more of them will do.</summary>
    public double MostTellingOfQuestion { get; init; } = 0.7;
}
