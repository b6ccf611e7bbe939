using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Themes;

/// <summary>
/// What the library's owner decided about themes, read from a file of its own: it is applied after tagging, so it outlives every
/// re-indexing and every change of the taxonomy. A passage is named by words that stand in it, not by its place.
/// </summary>
public sealed class ThemeOverrides
{
    /// <summary>The name of the file in the folder of the taxonomy.</summary>
    public const string FileName = "overrides.yaml";

    private readonly ILookup<string, Entry> _byMaterial;

    private ThemeOverrides(IEnumerable<Entry> entries) => _byMaterial = entries.ToLookup(e => e.Material, StringComparer.Ordinal);

    /// <summary>No decisions.</summary>
    public static ThemeOverrides None { get; } = new([]);

    /// <summary>Reads the file of overrides.</summary>
    /// <param name="path">A YAML list of entries <c>material</c>, optional <c>passage</c>, <c>add</c>, <c>remove</c>; a missing file says
    /// nothing.</param>
    /// <param name="taxonomy">Knows which ids there are.</param>
    /// <exception cref="TaxonomyException">The file cannot be read or says something impossible; it lists every problem.</exception>
    public static ThemeOverrides Load(string path, Taxonomy taxonomy)
    {
        try
        {
            return File.Exists(path) ? Parse(Path.GetFileName(path), OrdinaryFile.ReadSettings(path), taxonomy) : None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaxonomyException([$"{path}: {e.Message}"]);
        }
    }

    /// <summary>Reads overrides from a YAML text, with the name under which its problems are reported.</summary>
    /// <exception cref="TaxonomyException">The text says something impossible; it lists every problem.</exception>
    public static ThemeOverrides Parse(string name, string yaml, Taxonomy taxonomy)
    {
        var problems = new YamlProblems { File = name };
        var entries = new List<Entry>();
        if (problems.RootNode(yaml) is { } root)
        {
            foreach (var map in problems.Maps(root))
            {
                var entry = new Entry("", null, [], []);
                foreach (var (key, node) in problems.Entries(map))
                {
                    switch (key)
                    {
                        case "material": entry = entry with { Material = problems.Text(node) }; break;
                        case "passage": entry = entry with { Passage = CueFold.Fold(problems.Text(node)) }; break;
                        case "add": entry = entry with { Add = problems.Strings(node) }; break;
                        case "remove": entry = entry with { Remove = problems.Strings(node) }; break;
                        default: problems.Add(node, $"unknown key '{key}'; known are material, passage, add, remove"); break;
                    }
                }

                if (entry.Material.Length == 0)
                {
                    problems.Add(map, "an entry needs material: the id of the material");
                }

                if (entry.Passage?.Length == 0)
                {
                    problems.Add(map, "passage: must quote words of the passage");
                }

                foreach (var id in entry.Add.Concat(entry.Remove).Where(id => taxonomy.Find(id) is null))
                {
                    problems.Add(map, $"the taxonomy has no theme '{id}'");
                }

                entries.Add(entry);
            }
        }

        problems.ThrowIfAny();
        return new ThemeOverrides(entries);
    }

    /// <summary>These decisions and more, which are applied behind them.</summary>
    /// <param name="decided">Material, words of a passage or null for all of it, ids of themes to add and to remove.</param>
    internal ThemeOverrides With(
        IEnumerable<(string Material, string? Passage, IReadOnlyList<string> Add, IReadOnlyList<string> Remove)> decided) =>
        new([
            .. _byMaterial.SelectMany(entries => entries),
            .. decided.Select(d => new Entry(d.Material, d.Passage is null ? null : CueFold.Fold(d.Passage), d.Add, d.Remove)),
        ]);

    /// <summary>
    /// What was decided about a material, in a form that two decisions share only when they are alike; empty for nothing.
    /// </summary>
    /// <param name="materialId">Id of the material.</param>
    public string Written(string materialId) => string.Concat(_byMaterial[materialId].Select(e =>
        $"{e.Passage}\0{string.Join(',', e.Add)}\0{string.Join(',', e.Remove)}\0"));

    /// <summary>Applies what was decided about a passage, or about every passage of its material when an entry only removes.</summary>
    /// <param name="materialId">Id of the material.</param>
    /// <param name="passageText">The passage's words.</param>
    /// <param name="tags">What the tagger says.</param>
    public IReadOnlyList<ThemeTag> ForPassage(string materialId, string passageText, IReadOnlyList<ThemeTag> tags)
    {
        if (!_byMaterial.Contains(materialId))
        {
            return tags;
        }

        var folded = CueFold.Fold(passageText);
        return Apply(tags, _byMaterial[materialId]
            .Where(e => e.Passage is null || folded.Contains(e.Passage, StringComparison.Ordinal))
            .Select(e => e.Passage is null ? e with { Add = [] } : e));
    }

    /// <summary>Applies what was decided about a material as a whole to the roll-up of its passages.</summary>
    /// <param name="materialId">Id of the material.</param>
    /// <param name="tags">The roll-up.</param>
    public IReadOnlyList<ThemeTag> ForMaterial(string materialId, IReadOnlyList<ThemeTag> tags) =>
        _byMaterial.Contains(materialId) ? Apply(tags, _byMaterial[materialId].Where(e => e.Passage is null)) : tags;

    private static List<ThemeTag> Apply(IReadOnlyList<ThemeTag> tags, IEnumerable<Entry> entries)
    {
        var result = tags.ToList();
        foreach (var entry in entries)
        {
            // Removing a theme removes what stands under it.
            result.RemoveAll(t => entry.Remove.Any(id => t.Theme == id || t.Theme.StartsWith(id + '.', StringComparison.Ordinal)));
            foreach (var id in entry.Add.Where(id => !result.Exists(t => t.Theme == id)).Reverse())
            {
                result.Insert(0, new ThemeTag(id, 1, ["人工指定"]));
            }
        }

        return result;
    }

    private sealed record Entry(string Material, string? Passage, IReadOnlyList<string> Add, IReadOnlyList<string> Remove);
}
