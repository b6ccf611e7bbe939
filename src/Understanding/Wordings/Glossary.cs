using System.Reflection;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// The standing formulations (提法) that the library knows: data, edited by its owner as YAML (docs/wordings.md). The files of
/// <c>corpus/glossary</c> are built in as the default. Immutable.
/// </summary>
public sealed class Glossary
{
    private const string ResourcePrefix = "glossary/";

    private readonly Dictionary<string, GlossaryEntry> _byForm = new(StringComparer.Ordinal);
    private readonly Lazy<(WordTrie Trie, GlossaryEntry[] Entries)> _fixed;

    private Glossary(IReadOnlyList<GlossaryEntry> entries, IReadOnlyList<GlossaryFile> ownFiles)
    {
        Entries = entries;
        OwnFiles = ownFiles;
        foreach (var entry in entries)
        {
            _byForm[ComparableText.Fold(entry.Text)] = entry;
        }

        foreach (var entry in entries)
        {
            foreach (var same in entry.Same)
            {
                _byForm.TryAdd(ComparableText.Fold(same), entry);
            }
        }

        _fixed = new(() =>
        {
            var byForm = new Dictionary<string, GlossaryEntry>(StringComparer.Ordinal);
            foreach (var entry in entries.Where(e => e.Kind == WordingKind.Fixed))
            {
                byForm.TryAdd(ComparableText.Fold(entry.Text), entry);
            }

            return (new WordTrie([.. byForm.Keys]), [.. byForm.Values]);
        });
    }

    /// <summary>The glossary that comes with the program.</summary>
    public static Glossary Default { get; } = new(new GlossaryReader().Read(BuiltIn().Select(f => (ResourcePrefix + f.Name, f.Yaml))), []);

    /// <summary>All entries, in the order of the files.</summary>
    public IReadOnlyList<GlossaryEntry> Entries { get; }

    /// <summary>
    /// The owner's files, less those that say word for word what is built in: with them <see cref="Of"/> makes the same glossary anywhere.
    /// </summary>
    public IReadOnlyList<GlossaryFile> OwnFiles { get; }

    /// <summary>The form in which formulations are compared: without quotes, white space and full-width forms.</summary>
    public static string Comparable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ComparableText.Fold(text);
    }

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
        {
            return Default;
        }

        string[] paths;
        try
        {
            paths = Directory.GetFiles(folder, "*.yaml");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GlossaryException($"{folder}: {e.Message}", e);
        }

        var files = new List<GlossaryFile>();
        var problems = new List<string>();
        foreach (var file in paths.Order(StringComparer.Ordinal))
        {
            try
            {
                files.Add(new GlossaryFile(Path.GetFileName(file), OrdinaryFile.ReadSettings(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add($"{file}: {e.Message}");
            }
        }

        return problems.Count == 0 ? Of(files, folder) : throw new GlossaryException(problems);
    }

    /// <summary>The built-in glossary with files of an owner, as <see cref="Load"/> makes it of a folder.</summary>
    /// <param name="files">Each in the place of the built-in one of its name, or on top.</param>
    /// <param name="folder">Where they lie, for messages; empty when nowhere.</param>
    /// <exception cref="GlossaryException">They say something impossible; it lists every problem.</exception>
    public static Glossary Of(IReadOnlyList<GlossaryFile> files, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(files);
        var builtIn = BuiltIn().ToList();
        GlossaryFile[] own = [.. files.Where(file => !builtIn.Contains(file))];
        if (own.Length == 0)
        {
            return Default;
        }

        var sources = builtIn
            .Select(file => Array.Find(own, o => o.Name == file.Name) ?? file)
            .Concat(own.Where(file => !builtIn.Exists(b => b.Name == file.Name)))
            .Select(file => (own.Contains(file) ? Path.Combine(folder, file.Name) : ResourcePrefix + file.Name, file.Yaml));
        return new Glossary(new GlossaryReader().Read(sources), own);
    }

    /// <summary>The entry whose text, or one of whose equivalents, is this; null when the glossary doesn't know it.</summary>
    /// <param name="text">A formulation; quotes, white space and full-width forms make no difference, nor does ， for 、.</param>
    public GlossaryEntry? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var form = ComparableText.Fold(text);
        return _byForm.GetValueOrDefault(form)
            ?? (form.AsSpan().ContainsAny('，', '、')
                ? _byForm.GetValueOrDefault(form.Replace('，', '、'))
                    ?? _byForm.GetValueOrDefault(form.Replace("、国务院", "国务院", StringComparison.Ordinal))
                : null);
    }

    /// <summary>
    /// The fixed formulations whose words stand in a text, each once, those that only stand within a longer formulation among them: so many
    /// texts hold the string.
    /// </summary>
    /// <param name="text">Any text.</param>
    public IReadOnlyCollection<GlossaryEntry> FixedIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var folded = new ComparableText(text);
        var found = new List<WordTrie.Occurrence>();
        _fixed.Value.Trie.FindAll(folded.Units, found);
        return [.. found.Select(o => o.Word).Distinct().Select(word => _fixed.Value.Entries[word])];
    }

    /// <summary>Follows what superseded a formulation to what is said today.</summary>
    /// <param name="entry">An entry.</param>
    /// <returns>The last successor's text, whether that is an entry or not; the entry's own while it is current.</returns>
    public string CurrentFormOf(GlossaryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = entry.Text;
        for (var current = entry; current?.Superseded is { } superseded; current = Find(text))
        {
            text = superseded.By;
        }

        return text;
    }

    internal static Glossary Parse(params IEnumerable<(string Name, string Yaml)> sources) => new(new GlossaryReader().Read(sources), []);

    private static IEnumerable<GlossaryFile> BuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new GlossaryFile(name[ResourcePrefix.Length..], reader.ReadToEnd());
        }
    }
}

/// <summary>A file of a glossary.</summary>
/// <param name="Name">Its name without folder.</param>
/// <param name="Yaml">What it says.</param>
public sealed record GlossaryFile(string Name, string Yaml);
