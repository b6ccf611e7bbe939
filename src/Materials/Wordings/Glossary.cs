using System.Reflection;

namespace KnowledgeBase.Materials.Wordings;

/// <summary>
/// The standing formulations (提法) that the library knows: data, edited by its owner as YAML (docs/wordings.md). The files of
/// <c>corpus/glossary</c> are built in as the default. Immutable.
/// </summary>
public sealed class Glossary
{
    private const string ResourcePrefix = "glossary/";

    private readonly Dictionary<string, GlossaryEntry> _byForm = new(StringComparer.Ordinal);

    private Glossary(IReadOnlyList<GlossaryEntry> entries)
    {
        Entries = entries;
        foreach (var entry in entries)
            _byForm[ComparableText.Fold(entry.Text)] = entry;
        foreach (var entry in entries)
        {
            foreach (var same in entry.Same)
                _byForm.TryAdd(ComparableText.Fold(same), entry);
        }
    }

    /// <summary>The glossary that comes with the program.</summary>
    public static Glossary Default { get; } = new(new GlossaryReader().Read(BuiltIn()));

    /// <summary>All entries, in the order of the files.</summary>
    public IReadOnlyList<GlossaryEntry> Entries { get; }

    /// <summary>
    /// The built-in glossary with the <c>.yaml</c> files of an owner's folder: a file of a built-in one's name takes its place, others
    /// come on top, where an entry that is defined again replaces the earlier one. A folder that doesn't exist adds nothing.
    /// </summary>
    /// <param name="folder">The owner's folder, usually <c>corpus/glossary</c>.</param>
    /// <exception cref="GlossaryException">The files can't be read or say something impossible; it lists every problem.</exception>
    public static Glossary Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
            return Default;
        var files = Directory.GetFiles(folder, "*.yaml");
        Array.Sort(files, StringComparer.Ordinal);
        try
        {
            var own = files.Select(file => ResourcePrefix + Path.GetFileName(file)).ToHashSet(StringComparer.Ordinal);
            var sources = BuiltIn().Where(source => !own.Contains(source.Name)).Concat(files.Select(file => (file, File.ReadAllText(file))));
            return new Glossary(new GlossaryReader().Read(sources));
        }
        catch (IOException e)
        {
            throw new GlossaryException($"{folder}: {e.Message}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new GlossaryException($"{folder}: {e.Message}", e);
        }
    }

    /// <summary>The entry whose text, or one of whose equivalents, is this; null when the glossary doesn't know it.</summary>
    /// <param name="text">A formulation; quotes, white space and full-width forms make no difference.</param>
    public GlossaryEntry? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _byForm.GetValueOrDefault(ComparableText.Fold(text));
    }

    /// <summary>Follows what superseded a formulation to what is said today.</summary>
    /// <param name="entry">An entry.</param>
    /// <returns>The last successor's text, whether that is an entry or not; the entry's own while it is current.</returns>
    public string CurrentFormOf(GlossaryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = entry.Text;
        for (var current = entry; current?.Superseded is { } superseded; current = Find(text))
            text = superseded.By;
        return text;
    }

    internal static Glossary Parse(params IEnumerable<(string Name, string Yaml)> sources) => new(new GlossaryReader().Read(sources));

    private static IEnumerable<(string Name, string Yaml)> BuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
