namespace KnowledgeBase.Retrieval.Suggestions;

/// <summary>Something that the library has and that somebody may mean who types.</summary>
/// <param name="Text">What to search for; headings and units as they are folded.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Passages">In how many passages of the library it stands; of a unit, those that it issued or acts in.</param>
public sealed record Suggestion(string Text, SuggestionKind Kind, int Passages);

/// <summary>Kinds of suggestions, those first that are shown where a text is several.</summary>
public enum SuggestionKind
{
    /// <summary>A theme of the taxonomy.</summary>
    Theme,

    /// <summary>A term of the field.</summary>
    Term,

    /// <summary>A formulation.</summary>
    Wording,

    /// <summary>The name of a practice.</summary>
    Practice,

    /// <summary>Who issued a material, or acts in one.</summary>
    Unit,

    /// <summary>A heading.</summary>
    Heading,
}

/// <summary>A slip in a question, and what was probably meant.</summary>
/// <param name="Text">The words as they were typed.</param>
/// <param name="Suggestion">What the library has that is nearly the same.</param>
/// <param name="Query">The question with it, and with what was meant by its other slips.</param>
/// <param name="Materials">In how many materials the suggestion stands.</param>
/// <param name="TypedMaterials">In how many materials the words stand as they were typed.</param>
public sealed record DidYouMean(string Text, string Suggestion, string Query, int Materials, int TypedMaterials)
{
    /// <summary>True where it is offered and never searched instead.</summary>
    internal bool IsGuess { get; init; }
}
