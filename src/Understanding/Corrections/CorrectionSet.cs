namespace KnowledgeBase.Understanding.Corrections;

/// <summary>What the owner decided about materials, by their ids.</summary>
public sealed class CorrectionSet
{
    private readonly Dictionary<string, Correction> _byMaterial;

    private CorrectionSet(Dictionary<string, Correction> byMaterial) => _byMaterial = byMaterial;

    /// <summary>No decisions.</summary>
    public static CorrectionSet None { get; } = new(new Dictionary<string, Correction>(StringComparer.Ordinal));

    /// <summary>Ids of the materials that something was decided about.</summary>
    public IReadOnlyCollection<string> Materials => _byMaterial.Keys;

    /// <summary>
    /// What was decided about themes: material, words of a passage or null for the whole material, ids of themes to add and to remove.
    /// </summary>
    internal IEnumerable<(string Material, string? Passage, IReadOnlyList<string> Add, IReadOnlyList<string> Remove)> Themes =>
        _byMaterial.Values.SelectMany(c => c.Passages
            .Select(p => (c.Material, (string?)p.Words, p.Add, p.Remove))
            .Prepend((c.Material, null, c.AddThemes, c.RemoveThemes))
            .Where(d => d.Item3.Count + d.Item4.Count > 0));

    /// <summary>Puts together what was decided; of two about one material the first counts.</summary>
    public static CorrectionSet Of(IEnumerable<Correction> corrections)
    {
        ArgumentNullException.ThrowIfNull(corrections);
        var byMaterial = new Dictionary<string, Correction>(StringComparer.Ordinal);
        foreach (var correction in corrections)
        {
            byMaterial.TryAdd(correction.Material, correction);
        }

        return new CorrectionSet(byMaterial);
    }

    /// <summary>What was decided about a material; null when nothing was.</summary>
    public Correction? Find(string material) => _byMaterial.GetValueOrDefault(material);
}
