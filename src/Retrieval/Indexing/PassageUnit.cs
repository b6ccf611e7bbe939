using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// What is indexed as one document: a passage together with everything between it and the passage before (headings, the title,
/// a date line), so that every character of a material belongs to exactly one unit and can be found. What follows the last
/// passage belongs to the last unit. White space at either end is left out.
/// </summary>
/// <param name="Start">UTF-16 offset in the material of its first unit.</param>
/// <param name="End">UTF-16 offset behind its last unit.</param>
/// <param name="BodyStart">UTF-16 offset at which the passage itself starts; what stands before is its lead-in.</param>
/// <param name="Passage">The passage; null when the material has none and the unit is its whole text.</param>
internal readonly record struct PassageUnit(int Start, int End, int BodyStart, Passage? Passage)
{
    public IReadOnlyList<string> HeadingPath => Passage?.HeadingPath ?? [];

    public IReadOnlyList<ThemeTag> Themes => Passage?.Themes ?? [];

    /// <summary>Cuts a material into its units: one for each passage, and at least one.</summary>
    public static PassageUnit[] Of(Material material)
    {
        var passages = material.Passages;
        if (passages.Count == 0)
        {
            var (start, end) = Trim(material.Text, 0, material.Text.Length);
            return [new PassageUnit(start, end, start, null)];
        }

        var units = new PassageUnit[passages.Count];
        for (var i = 0; i < units.Length; i++)
        {
            var passage = passages[i];
            var (start, end) = Trim(
                material.Text,
                i == 0 ? 0 : passages[i - 1].End,
                i == units.Length - 1 ? material.Text.Length : passage.End);
            units[i] = new PassageUnit(start, end, Math.Clamp(passage.Start, start, end), passage);
        }

        return units;
    }

    private static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
