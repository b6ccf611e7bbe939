using System.Text.Json.Serialization;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>
/// A material with everything that was understood of it, as JSON. Offsets are UTF-16 units into <paramref name="Text"/>.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Citation">How it is cited: 单位《题目》（日期）.</param>
/// <param name="Text">Its text.</param>
/// <param name="Facts">Title, genre, date, issuer and so on, each with its evidence.</param>
/// <param name="Headings">Its headings, in the order of the text.</param>
/// <param name="Passages">Its passages, in the order of the text.</param>
/// <param name="Themes">Its themes, strongest first.</param>
/// <param name="Practices">Its practices, in the order of the text.</param>
/// <param name="Wordings">Formulations found in it, in the order of their first occurrence.</param>
/// <param name="Warnings">What a person should know of how it was read.</param>
/// <param name="Access">
/// Who may read it, where not everybody may: <c>internal</c>, names of groups with commas, or <c>closed</c> (librarians).
/// </param>
public sealed record MaterialResult(
    string Id,
    string Citation,
    string Text,
    MaterialFacts Facts,
    IReadOnlyList<Heading> Headings,
    IReadOnlyList<MaterialResult.OwnPassage> Passages,
    IReadOnlyList<ThemeTag> Themes,
    IReadOnlyList<MaterialResult.OwnPractice> Practices,
    IReadOnlyList<Wording> Wordings,
    IReadOnlyList<string> Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Access = null)
{
    /// <summary>A passage of the material.</summary>
    /// <param name="Id">Its id, by which it is exported: <c>讲话/2023.md#p12</c>.</param>
    /// <param name="Start">UTF-16 offset of its first unit.</param>
    /// <param name="End">UTF-16 offset behind its last unit.</param>
    /// <param name="HeadingPath">The headings that it stands under, outermost first.</param>
    /// <param name="Themes">What it is about, strongest first.</param>
    public sealed record OwnPassage(
        string Id, int Start, int End, IReadOnlyList<string> HeadingPath, IReadOnlyList<ThemeTag> Themes);

    /// <summary>A practice of the material.</summary>
    /// <param name="Id">Its id, by which it is exported: <c>讲话/2023.md#a3</c>.</param>
    /// <param name="Name">Its name; null when it has none.</param>
    /// <param name="Actor">The unit that did it; null when the text doesn't say.</param>
    /// <param name="Act">The sentences that tell what was done.</param>
    /// <param name="ActSpan">Where they stand.</param>
    /// <param name="Results">Figures that it shows.</param>
    /// <param name="Recognitions">Honours and the like, word for word.</param>
    /// <param name="Themes">Theme ids, surest first.</param>
    /// <param name="Grade">1 to 3, how copyable it is.</param>
    /// <param name="GradeReason">Why, in Chinese.</param>
    public sealed record OwnPractice(
        string Id,
        string? Name,
        string? Actor,
        string Act,
        TextSpan ActSpan,
        IReadOnlyList<PracticeResult> Results,
        IReadOnlyList<Recognition> Recognitions,
        IReadOnlyList<string> Themes,
        int Grade,
        string GradeReason);

    /// <summary>A material as JSON says it.</summary>
    public static MaterialResult From(Material material)
    {
        ArgumentNullException.ThrowIfNull(material);
        var facts = material.Facts;
        return new MaterialResult(
            material.Id,
            Contract.Citation.Of(material),
            material.Text,
            facts,
            material.Headings,
            [
                .. material.Passages.Select((p, number) =>
                    new OwnPassage(ClipId.OfPassage(material.Id, number).ToString(), p.Start, p.End, p.HeadingPath, p.Themes)),
            ],
            material.Themes,
            [
                .. material.Practices.Select((p, number) => new OwnPractice(
                    ClipId.OfPractice(material.Id, number).ToString(),
                    p.Name,
                    p.Actor,
                    p.Act,
                    p.ActSpan,
                    p.Results,
                    p.Recognitions,
                    p.Themes,
                    p.Grade,
                    p.GradeReason)),
            ],
            material.Wordings,
            material.Warnings,
            material.Access);
    }
}
