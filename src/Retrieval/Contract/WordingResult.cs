using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>Everything about one formulation as JSON.</summary>
/// <param name="Text">The formulation without quotes or 《》 around it.</param>
/// <param name="Entry">What the glossary says of it; null when it doesn't know it.</param>
/// <param name="Current">What is said today instead of a superseded formulation; null for any other.</param>
/// <param name="Recognised">What it was recognised as, and in how many materials; null when it was recognised nowhere.</param>
/// <param name="Statistics">Where exactly this string stands.</param>
/// <param name="FirstUseIsDoubtful">True when the first year of the statistics lies before that of the glossary.</param>
/// <param name="Variants">Other ways to say it, right and wrong, with their counts.</param>
/// <param name="First">The oldest materials that hold it.</param>
/// <param name="Authority">
/// The material to cite, with the passage: a paper that binds before a speech, a speech before a plan, and those before news. Null when the
/// string stands nowhere, and so are the two below.
/// </param>
/// <param name="AuthoritySentence">The sentence with the wording there.</param>
/// <param name="AuthorityReasons">Why there, in Chinese.</param>
public sealed record WordingResult(
    string Text,
    GlossaryEntry? Entry,
    string? Current,
    LibraryWording? Recognised,
    WordingStatistics Statistics,
    bool FirstUseIsDoubtful,
    IReadOnlyList<WordingVariant> Variants,
    IReadOnlyList<SearchResult.Hit> First,
    SearchResult.Hit? Authority,
    string? AuthoritySentence,
    IReadOnlyList<string>? AuthorityReasons)
{
    /// <summary>What is known of a formulation as JSON says it.</summary>
    public static WordingResult From(WordingProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new WordingResult(
            profile.Text,
            profile.Entry,
            profile.Current,
            profile.Recognised,
            profile.Statistics,
            profile.FirstUseIsDoubtful,
            profile.Variants,
            [.. profile.First.Select(SearchResult.Of)],
            profile.Authority is { } authority ? SearchResult.Of(authority.Hit) : null,
            profile.Authority?.Sentence,
            profile.Authority?.Reasons);
    }
}
