namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>Names of what a commit carries beside its documents.</summary>
internal static class IndexMetadata
{
    /// <summary>The themes that materials were tagged with, as JSON.</summary>
    public const string Themes = "kb.themes";

    /// <summary>What cut the words; the lexicon where it is not said.</summary>
    public const string Words = "kb.words";

    /// <summary>Words that the library's owner added, a line each, exactly as they were given to the segmenter.</summary>
    public const string UserWords = "kb.user-words";

    /// <summary>
    /// The owner's files of the glossary that formulations were recognised with, as JSON; those that are built in are left out.
    /// </summary>
    public const string Glossary = "kb.glossary";

    /// <summary>What the documents were made with; documents of another fingerprint must be made anew.</summary>
    public const string Fingerprint = "kb.fingerprint";

    /// <summary>
    /// <see cref="CardsAreWhole"/> when what is stored under <see cref="Engines.StoredField.Cards"/> is of this commit; otherwise it is of
    /// an earlier one, or not there.
    /// </summary>
    public const string Cards = "kb.cards";

    /// <summary>Value of <see cref="Cards"/>.</summary>
    public const string CardsAreWhole = "whole";

    /// <summary>
    /// Whose rights the commit is made for, as <see cref="Materials.ReadingRights.Written"/>: it holds no material beyond them.
    /// </summary>
    public const string Rights = "kb.rights";

    /// <summary>When it was committed, in round-trip format.</summary>
    public const string Committed = "kb.committed";
}
