using System.Text.Json.Serialization;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a list shows of a material.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Path">Path of its file; null when it came from a JSON line without one.</param>
/// <param name="Date">Its day.</param>
/// <param name="Year">Its year.</param>
/// <param name="Issuer">Who speaks.</param>
/// <param name="Source">Where it was taken from, as its owner says.</param>
/// <param name="Access">
/// Who may read it, where not everybody may: <c>internal</c>, names of groups with commas, or <c>closed</c> (librarians).
/// </param>
public sealed record MaterialLine(
    string Id,
    string Title,
    string? Path,
    DateOnly? Date,
    int? Year,
    string? Issuer,
    string? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Access = null);

/// <summary>A text and its copies in the library.</summary>
/// <param name="Originator">The earliest material.</param>
/// <param name="Copies">The later ones, by date.</param>
public sealed record MaterialFamily(MaterialLine Originator, IReadOnlyList<MaterialCopy> Copies);

/// <summary>A copy in a family.</summary>
/// <param name="Material">The copy.</param>
/// <param name="Kind">How it relates to the originator.</param>
/// <param name="ShareOfCopy">Share of the copy's text that stands in the originator, 0 to 1, estimated.</param>
/// <param name="ShareOfOriginator">Share of the originator's text that stands in the copy, 0 to 1, estimated.</param>
public sealed record MaterialCopy(MaterialLine Material, DuplicateKind Kind, double ShareOfCopy, double ShareOfOriginator);

/// <summary>Another version of a material's text.</summary>
/// <param name="Material">The other material.</param>
/// <param name="Relation">How it relates to the one that was asked about.</param>
public sealed record MaterialVersion(MaterialLine Material, VersionRelation Relation);

/// <summary>How another version of a text relates to the one that was asked about.</summary>
public enum VersionRelation
{
    /// <summary>The same text but for layout, width, letter case and script variant.</summary>
    Same,

    /// <summary>The same text reworked: anonymised, reordered, with changes.</summary>
    Near,

    /// <summary>Part of this one: trimmed, or an extract.</summary>
    Part,

    /// <summary>More than this one: extended, or a collection that holds it.</summary>
    Whole,
}

/// <summary>Two different materials that share passages.</summary>
/// <param name="First">The earlier one, or the one that was asked about.</param>
/// <param name="Second">The other one.</param>
/// <param name="Stretches">
/// What they share, clause by clause, in the order of the first text; offsets into both texts. Never empty.
/// </param>
/// <param name="Formulas">Further stretches, which everybody writes.</param>
public sealed record MaterialOverlap(MaterialLine First, MaterialLine Second, IReadOnlyList<MaterialStretch> Stretches, int Formulas);

/// <summary>A stretch that two materials share.</summary>
/// <param name="First">Where it stands in the first text.</param>
/// <param name="Second">Where it stands in the second.</param>
/// <param name="Text">Its text in the first.</param>
/// <param name="FirstPassage">Number of the first material's passage that it begins in; null when it begins outside of all.</param>
/// <param name="SecondPassage">The same in the second.</param>
/// <param name="IsVerbatim">True when both sides are the same but for white space, width, letter case and script variant.</param>
public sealed record MaterialStretch(TextSpan First, TextSpan Second, string Text, int? FirstPassage, int? SecondPassage, bool IsVerbatim);
