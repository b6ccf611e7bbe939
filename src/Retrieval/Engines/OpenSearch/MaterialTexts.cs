namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>Which materials are one text, as a commit says it.</summary>
internal sealed class MaterialTexts
{
    private readonly Dictionary<string, (int Text, int Place)> _places = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string[]> _texts;

    /// <param name="texts">Groups of ids, the earliest of each first.</param>
    public MaterialTexts(IReadOnlyList<string[]> texts)
    {
        _texts = texts;
        for (var text = 0; text < texts.Count; text++)
        {
            for (var place = 0; place < texts[text].Length; place++)
            {
                _places[texts[text][place]] = (text, place);
            }
        }
    }

    /// <summary>No two materials are one text.</summary>
    public static MaterialTexts None { get; } = new([]);

    public bool IsEmpty => _places.Count == 0;

    /// <summary>The text of a material and its place there; null when no other material is the same.</summary>
    public (int Text, int Place)? Of(string material) => _places.TryGetValue(material, out var place) ? place : null;

    /// <summary>All materials of a text.</summary>
    public IReadOnlyList<string> IdsOf(int text) => _texts[text];
}
