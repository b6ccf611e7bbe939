namespace KnowledgeBase.Text;

/// <summary>Why a text was cut so.</summary>
public enum WordReason
{
    /// <summary>A word of the lexicon, weighed by its own count.</summary>
    Word,

    /// <summary>A word of the lexicon, weighed by how often it stands behind the word in front of it.</summary>
    Bigram,

    /// <summary>A term of the domain, which stays whole.</summary>
    Term,

    /// <summary>A word of the library's owner.</summary>
    UserWord,

    /// <summary>The rule for numbers and dates.</summary>
    NumberRule,

    /// <summary>The rule for names of persons and places.</summary>
    NameRule,

    /// <summary>The rule for masked names and figures.</summary>
    PlaceholderRule,

    /// <summary>The rule for coinages built on numerals.</summary>
    CoinageRule,

    /// <summary>A run of letters, or a sign.</summary>
    Characters,

    /// <summary>A character that no word holds.</summary>
    Unknown,
}

/// <summary>A word of a cut text with its reason.</summary>
/// <param name="Word">The word.</param>
/// <param name="Reason">Why it was cut so.</param>
/// <param name="Cost">What it adds to the cost of the path, in nats: the cheapest path wins.</param>
public readonly record struct ExplainedWord(Word Word, WordReason Reason, double Cost);
