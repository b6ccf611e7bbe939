using System.Reflection;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Themes;

/// <summary>
/// The themes of the library: what they are called, how they were laid out when, and by which words they are known. Data, edited by
/// the library's owner as YAML (docs/themes.md); the files of <c>corpus/taxonomy</c> are built in as the default. Immutable.
/// </summary>
public sealed class Taxonomy
{
    private const string ResourcePrefix = "taxonomy/";

    private readonly Dictionary<string, Theme> _byId;

    internal Taxonomy(IReadOnlyList<TaxonomyLayout> layouts, IReadOnlyList<Theme> themes, IReadOnlyList<string> partyWords)
    {
        Layouts = layouts;
        Themes = themes;
        PartyWords = partyWords;
        _byId = themes.Concat(themes.SelectMany(t => t.Children)).ToDictionary(t => t.Id, StringComparer.Ordinal);
    }

    /// <summary>The taxonomy that comes with the program.</summary>
    public static Taxonomy Default { get; } = LoadBuiltIn();

    /// <summary>The layouts of the pillars, newest first.</summary>
    public IReadOnlyList<TaxonomyLayout> Layouts { get; }

    /// <summary>The themes of the first level in the order of the files; those of the second level are their children.</summary>
    public IReadOnlyList<Theme> Themes { get; }

    /// <summary>Words that tell a text about the Party's own building from any other.</summary>
    public IReadOnlyList<string> PartyWords { get; }

    /// <summary>The theme of either level with this id, or null.</summary>
    public Theme? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The name of a theme of either level; an id that the taxonomy doesn't know is its own name.</summary>
    public string NameOf(string id) => Find(id)?.Name ?? id;

    /// <summary>The layout that was in force on a day.</summary>
    /// <returns>The newest layout for a day behind all of them, the oldest for a day before all of them.</returns>
    public TaxonomyLayout LayoutOn(DateOnly day) =>
        Layouts.FirstOrDefault(layout => (layout.Since ?? DateOnly.MinValue) <= day) ?? Layouts[^1];

    /// <summary>
    /// What a theme was called on a day: the name that it bore in the layout of that day, and for one that was no pillar of its own
    /// then, the pillar that it stood under as well (思想建设·政治建设).
    /// </summary>
    public string NameOn(string id, DateOnly day)
    {
        var layout = LayoutOn(day);
        var name = layout.Names.GetValueOrDefault(id) ?? NameOf(id);
        return layout.Under.TryGetValue(id, out var pillar) ? $"{NameOn(pillar, day)}·{name}" : name;
    }

    /// <summary>
    /// The files of a taxonomy in a folder, in ordinal order: those that hold the owner's decisions about themes are none. A folder may
    /// hold nothing but such decisions.
    /// </summary>
    public static IReadOnlyList<string> FilesIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.yaml")
            .Where(f => !Path.GetFileName(f).StartsWith("overrides", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a taxonomy from a YAML file, or from all <c>.yaml</c> files of a folder taken together.</summary>
    /// <exception cref="TaxonomyException">The files can't be read or say something impossible; it lists every problem.</exception>
    public static Taxonomy Load(string path)
    {
        var files = Directory.Exists(path) ? FilesIn(path) : [path];
        var sources = new List<(string Name, string Yaml)>();
        var problems = new List<string>();
        foreach (var file in files)
        {
            try
            {
                sources.Add((Path.GetFileName(file), OrdinaryFile.ReadSettings(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{file}: {e.Message}");
            }
        }

        return problems.Count == 0 ? Parse(sources) : throw new TaxonomyException(problems);
    }

    /// <summary>Reads a taxonomy from YAML texts, each with the name under which its problems are reported.</summary>
    /// <exception cref="TaxonomyException">The texts say something impossible; it lists every problem.</exception>
    public static Taxonomy Parse(IEnumerable<(string Name, string Yaml)> sources) => new TaxonomyReader().Read(sources);

    private static Taxonomy LoadBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return Parse(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (name[ResourcePrefix.Length..], reader.ReadToEnd());
            }));
    }
}

/// <summary>How the pillars were laid out in a period.</summary>
public sealed record TaxonomyLayout
{
    /// <summary>Short name for links.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>First day in force; null when it isn't said.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>First day no longer in force; null while it is.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Ids of the pillars in their order.</summary>
    public required IReadOnlyList<string> Pillars { get; init; }

    /// <summary>Names that pillars bore then, by id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>For a theme that wasn't a pillar of its own: the id of the pillar that it stood under.</summary>
    public IReadOnlyDictionary<string, string> Under { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Whether a theme is one of the pillars or runs across them.</summary>
public enum ThemeKind
{
    /// <summary>主题: one of the pillars of party-building.</summary>
    Pillar,

    /// <summary>专题: a topic that joins a pillar or stands alone.</summary>
    Topic,
}

/// <summary>A theme of the first level with its children, or one of these.</summary>
public sealed record Theme
{
    /// <summary>For example <c>organisation</c>, or <c>organisation.branch</c> at the second level.</summary>
    public required string Id { get; init; }

    /// <summary>Chinese name.</summary>
    public required string Name { get; init; }

    /// <summary>What belongs to it, in Chinese; empty when its name says it.</summary>
    public string Description { get; init; } = "";

    /// <summary>Pillar or topic; that of the parent at the second level.</summary>
    public ThemeKind Kind { get; init; }

    /// <summary>Themes of the second level; empty for these themselves.</summary>
    public IReadOnlyList<Theme> Children { get; init; } = [];

    /// <summary>The words that speak for it or against it.</summary>
    public IReadOnlyList<Cue> Cues { get; init; } = [];
}

/// <summary>How a cue counts.</summary>
public enum CueKind
{
    /// <summary>Speaks for the theme wherever it stands.</summary>
    For,

    /// <summary>Speaks for the theme where the text is about the Party.</summary>
    ForInParty,

    /// <summary>Speaks against the theme.</summary>
    Against,

    /// <summary>A longer word in which a cue of the theme means something else.</summary>
    Not,
}

/// <summary>A cue of a theme.</summary>
/// <param name="Text">The words as written in the taxonomy: <c>甲+乙</c> means both in one sentence, <c>甲/乙</c> either.</param>
/// <param name="Kind">How it counts.</param>
/// <param name="Weight">How much, at least 0; 3 is enough where it opens a passage.</param>
public sealed record Cue(string Text, CueKind Kind, double Weight)
{
    /// <summary>The parts that must stand in one sentence, each with its alternatives.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Parts { get; } =
        [.. Text.Split('+', StringSplitOptions.TrimEntries)
            .Select(part => (IReadOnlyList<string>)part.Split('/', StringSplitOptions.TrimEntries))];
}

/// <summary>A taxonomy or a file of overrides can't be used; the message lists every problem with its file and line.</summary>
public sealed class TaxonomyException : Exception
{
    /// <summary>Makes one from all problems.</summary>
    public TaxonomyException(IReadOnlyList<string> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>Every problem, with file and line.</summary>
    public IReadOnlyList<string> Problems { get; }
}
