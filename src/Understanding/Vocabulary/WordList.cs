using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>
/// The word lists of <c>Data/*.txt</c>, which are part of the program. All have one notation: comments begin with <c>#</c>, a file opens
/// with one that says what it is for and where its words come from; a section begins with its name in square brackets; the words are
/// parted by white space, one or more on a line. <c>␣</c> and <c>⏎</c> stand for a space and a line feed inside of a word. A list says
/// what a word <em>is</em> or <em>signals</em>; what follows from that is code.
/// </summary>
internal sealed class WordList
{
    private static readonly ConcurrentDictionary<string, WordList> Lists = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string[]> _sections;
    private readonly string _name;

    private WordList(string name, Dictionary<string, string[]> sections) => (_name, _sections) = (name, sections);

    /// <summary>The names of the sections, in the order of the file.</summary>
    public IReadOnlyCollection<string> Sections => _sections.Keys;

    /// <summary>Names of all the files, without <c>.txt</c>.</summary>
    public static IEnumerable<string> Names =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith("words/", StringComparison.Ordinal))
            .Select(n => n["words/".Length..^".txt".Length])
            .Order(StringComparer.Ordinal);

    /// <summary>The words of a section, in their order.</summary>
    /// <exception cref="InvalidDataException">There is no such section, or the file breaks its notation.</exception>
    public static IReadOnlyList<string> Words(string list, string section) => Of(list)[section];

    /// <summary>The words of a section, to be found in one pass over a text.</summary>
    public static WordTrie Trie(string list, string section) => new(Of(list)[section]);

    /// <summary>
    /// The words of a section for <c>IndexOfAny</c> and <c>ContainsAny</c>, where it doesn't matter which of them stands there.
    /// </summary>
    public static SearchValues<string> AnyOf(string list, string section) =>
        SearchValues.Create(Of(list)[section], StringComparison.Ordinal);

    /// <summary>The words of a section as a set that stretches of a text are looked up in.</summary>
    public static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string list, string section) =>
        Of(list)[section].ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The characters of a section; how they are put together to words there makes no difference.</summary>
    public static SearchValues<char> Characters(string list, string section) => SearchValues.Create(string.Concat(Of(list)[section]));

    /// <summary>True when a text ends with one of some words.</summary>
    public static bool EndsWithAny(ReadOnlySpan<char> text, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (text.EndsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A list of the program.</summary>
    public static WordList Of(string name) => Lists.GetOrAdd(name, static n => Load(n));

    /// <summary>The words of a section.</summary>
    public string[] this[string section] => _sections.TryGetValue(section, out var words)
        ? words
        : throw new InvalidDataException($"Data/{_name}.txt has no section [{section}]; it has {string.Join(", ", _sections.Keys)}.");

    /// <summary>Reads a list.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="lines">Its lines.</param>
    /// <exception cref="InvalidDataException">A line breaks the notation; the message names the file, the line and what to do.</exception>
    public static WordList Read(string name, IEnumerable<string> lines)
    {
        var sections = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var words = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? section = null;
        var number = 0;
        foreach (var line in lines.Append("[]"))
        {
            number++;
            var content = line.AsSpan().Trim();
            if (number == 1 && !content.StartsWith("# "))
            {
                throw Broken(name, number, "a list opens with a comment that says what it is for and where its words come from");
            }

            if (content.IsEmpty || content[0] == '#')
            {
                continue;
            }

            if (content[0] == '[' && content[^1] == ']')
            {
                if (section is not null && !sections.TryAdd(section, [.. words]))
                {
                    throw Broken(name, number, $"the section [{section}] above stands in the list twice; make them one");
                }

                if (section is not null && words.Count == 0)
                {
                    throw Broken(name, number, $"the section [{section}] above has no words; fill it or take it out");
                }

                section = content[1..^1].ToString();
                words.Clear();
                seen.Clear();
                continue;
            }

            if (section is null)
            {
                throw Broken(name, number, "words stand in front of the first section; put a line like [provinces] above them");
            }

            foreach (var range in content.SplitAny(' ', '\t'))
            {
                if (content[range] is { IsEmpty: false } written)
                {
                    var word = written.ToString().Replace('␣', ' ').Replace('⏎', '\n');
                    if (!seen.Add(word))
                    {
                        throw Broken(name, number, $"'{written}' stands in the section [{section}] twice; take one out");
                    }

                    words.Add(word);
                }
            }
        }

        return new WordList(name, sections);
    }

    private static WordList Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"words/{name}.txt")
            ?? throw new InvalidDataException($"There is no list Data/{name}.txt among the resources of the program.");
        using var reader = new StreamReader(stream);
        return Read(name, reader.ReadToEnd().TrimEnd().Split('\n'));
    }

    private static InvalidDataException Broken(string name, int line, string what) => new($"Data/{name}.txt:{line}: {what}.");
}
