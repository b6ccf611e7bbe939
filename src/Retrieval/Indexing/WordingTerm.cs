using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>How the index writes a formulation: a letter for its kind, then its text exactly as it stands in the passage.</summary>
internal static class WordingTerm
{
    /// <summary>
    /// Longer formulations are not listed; they are found as any string is. Three bytes a character stay within what a keyword may have.
    /// </summary>
    private const int LongestText = 1000;

    private const string Kinds = "nqtf";

    /// <summary>The value for a formulation; null for one that is too long to be listed.</summary>
    public static string? Of(Wording wording) => Of(wording.Kind, wording.Text);

    /// <summary>The value for a formulation by its kind and text; null for one that is too long to be listed.</summary>
    public static string? Of(WordingKind kind, string text) => text.Length is 0 or > LongestText ? null : Kinds[(int)kind] + text;

    /// <summary>Kind and text of a value.</summary>
    public static (WordingKind Kind, string Text) Read(string value) =>
        ((WordingKind)Kinds.IndexOf(value[0], StringComparison.Ordinal), value[1..]);
}
