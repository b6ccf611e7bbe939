using System.Text.Json.Serialization;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>What an entry of a view shows of its material.</summary>
/// <param name="Id">Its id, for <c>/api/materials/{id}</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="TitleInferred">True when the title was made from the first sentence.</param>
/// <param name="Citation">How it is cited: 单位《题目》（日期）.</param>
/// <param name="Path">Path of its file.</param>
/// <param name="Genre">Genre.</param>
/// <param name="Year">Year.</param>
/// <param name="Date">Day.</param>
/// <param name="Tier">Tier of the issuer.</param>
/// <param name="Issuer">Issuer.</param>
/// <param name="Regions">Where it is of, the largest place first.</param>
/// <param name="Sector">Sector.</param>
/// <param name="Access">
/// Who may read it, where not everybody may: <c>internal</c>, names of groups with commas, or <c>closed</c> (librarians).
/// </param>
public sealed record MaterialReference(
    string Id,
    string Title,
    bool TitleInferred,
    string Citation,
    string? Path,
    string? Genre,
    int? Year,
    DateOnly? Date,
    string? Tier,
    string? Issuer,
    IReadOnlyList<string> Regions,
    string? Sector,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Access = null)
{
    internal static MaterialReference Of(MaterialHeader header) => new(
        header.Line.Id,
        header.Line.Title,
        header.TitleInferred,
        Contract.Citation.Of(header.Line),
        header.Line.Path,
        header.Genre,
        header.Line.Year,
        header.Line.Date,
        header.Tier,
        header.Line.Issuer,
        header.Regions,
        header.Sector,
        header.Line.Access);
}
