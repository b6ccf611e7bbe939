using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// The themes that an index was made with: their names and order. They lie in the index itself, so that whoever opens it needs no
/// taxonomy beside it.
/// </summary>
internal sealed class ThemeDirectory
{
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);

    private ThemeDirectory(IReadOnlyList<ThemeEntry> entries)
    {
        Entries = entries;
        _names = entries.ToDictionary(e => e.Id, e => e.Name, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            _byName.TryAdd(FoldedText.Fold(entry.Name), entry.Id);
        }
    }

    /// <summary>All themes, each of the first level followed by those of its second.</summary>
    public IReadOnlyList<ThemeEntry> Entries { get; }

    /// <summary>Their names by id.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>The themes of a taxonomy.</summary>
    public static ThemeDirectory Of(Taxonomy taxonomy)
    {
        var entries = new List<ThemeEntry>();
        foreach (var theme in taxonomy.Themes)
        {
            entries.Add(Entry(theme, theme.Kind, null));
            entries.AddRange(theme.Children.Select(child => Entry(child, theme.Kind, theme.Id)));
        }

        return new ThemeDirectory(entries);

        static ThemeEntry Entry(Theme theme, ThemeKind kind, string? parent) =>
            new(theme.Id, theme.Name, kind == ThemeKind.Pillar ? "pillar" : "topic", parent, theme.Description);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ThemeDirectory FromJson(string json) => new(JsonSerializer.Deserialize(json, ThemeJson.Default.ListThemeEntry) ?? []);

    public string ToJson() => JsonSerializer.Serialize([.. Entries], ThemeJson.Default.ListThemeEntry);

    /// <summary>The name of a theme; an unknown id is its own name.</summary>
    public string NameOf(string id) => _names.GetValueOrDefault(id, id);

    /// <summary>Ids of themes with those of the first level that they belong to, each once.</summary>
    public static IEnumerable<string> WithParents(IEnumerable<string> ids) => ids
        .SelectMany(IEnumerable<string> (id) => id.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? [id, id[..end]] : [id])
        .Distinct(StringComparer.Ordinal);

    /// <summary>The id that a person means by an id or a name; null when there is no such theme.</summary>
    public string? Resolve(string idOrName)
    {
        var folded = FoldedText.Fold(idOrName);
        return _names.ContainsKey(folded) ? folded : _byName.GetValueOrDefault(folded);
    }
}

/// <summary>A theme in a <see cref="ThemeDirectory"/>.</summary>
internal sealed record ThemeEntry(string Id, string Name, string Kind, string? Parent, string Description);

[JsonSerializable(typeof(List<ThemeEntry>))]
internal sealed partial class ThemeJson : JsonSerializerContext;
