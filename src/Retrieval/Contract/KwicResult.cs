using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>A page of a concordance as JSON. Counts are of all lines, and exact unless <paramref name="IsPartial"/>.</summary>
/// <param name="Text">The string as asked for.</param>
/// <param name="Total">How often it stands in the library; such as overlap each count.</param>
/// <param name="Passages">Number of passages that hold it.</param>
/// <param name="Materials">Number of materials that hold it.</param>
/// <param name="Lines">The lines of the page.</param>
/// <param name="IsPartial">True when the string stands in more text than can be looked at, and the rest was left out.</param>
/// <param name="Authority">The material to cite, with the passage, where that was asked for; else, and of a string that stands nowhere,
/// null, and so are the two below.</param>
/// <param name="AuthoritySentence">The sentence with the string there.</param>
/// <param name="AuthorityReasons">Why there, in Chinese.</param>
public sealed record KwicResult(
    string Text,
    int Total,
    int Passages,
    int Materials,
    IReadOnlyList<KwicResult.Line> Lines,
    bool IsPartial,
    SearchResult.Hit? Authority,
    string? AuthoritySentence,
    IReadOnlyList<string>? AuthorityReasons)
{
    /// <summary>A line of a concordance. White space within it is one blank.</summary>
    /// <param name="Material">Where it stands.</param>
    /// <param name="Genre">The material's genre.</param>
    /// <param name="Passage">The passage's place among those of the material, from 0.</param>
    /// <param name="Start">UTF-16 offset of the string in the material.</param>
    /// <param name="End">UTF-16 offset behind it.</param>
    /// <param name="Left">What stands in front of it.</param>
    /// <param name="Match">The string as it stands there.</param>
    /// <param name="Right">What stands behind it.</param>
    /// <param name="Id">Id of the passage, by which it is exported: <c>讲话/2023.md#p12</c>.</param>
    /// <param name="Citation">How the material is cited: 单位《题目》（日期）.</param>
    public sealed record Line(
        MaterialLine Material,
        string? Genre,
        int Passage,
        int Start,
        int End,
        string Left,
        string Match,
        string Right,
        string Id,
        string Citation);

    /// <summary>A page of a concordance as JSON says it.</summary>
    public static KwicResult From(Kwic kwic, AuthoritativePlace? authority = null)
    {
        ArgumentNullException.ThrowIfNull(kwic);
        return new(
            kwic.Text,
            kwic.Total,
            kwic.Passages,
            kwic.Materials,
            [.. kwic.Lines.Select(Of)],
            kwic.IsPartial,
            authority is null ? null : SearchResult.Of(authority.Hit),
            authority?.Sentence,
            authority?.Reasons);
    }

    private static Line Of(KwicLine line) => new(
        line.Material,
        line.Genre,
        line.Passage,
        line.Start,
        line.End,
        line.Left,
        line.Match,
        line.Right,
        ClipId.OfPassage(line.Material.Id, line.Passage).ToString(),
        Contract.Citation.Of(line.Material));
}
