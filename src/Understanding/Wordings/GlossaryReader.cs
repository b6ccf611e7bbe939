using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Themes;
using YamlDotNet.RepresentationModel;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Reads glossary files and collects everything that is wrong with them before it gives up. A later file that defines an entry again
/// replaces it, so an owner's folder overrules what is built in; <c>remove</c> takes entries out.
/// </summary>
internal sealed class GlossaryReader
{
    private const int FirstYear = 1840;
    private const int LastYear = 2100;

    private readonly YamlProblems _problems = new();
    private readonly List<GlossaryEntry> _entries = [];
    private readonly HashSet<int> _removed = [];
    private readonly Dictionary<string, (int Place, string File)> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<GlossaryEntry> Read(IEnumerable<(string Name, string Yaml)> sources)
    {
        foreach (var (name, yaml) in sources)
        {
            _problems.File = name;
            ReadFile(name, _problems.Root(yaml));
        }

        CheckSuccessors();
        return _problems.All.Count == 0
            ? [.. _entries.Where((_, place) => !_removed.Contains(place))]
            : throw new GlossaryException([.. _problems.All]);
    }

    private void ReadFile(string name, List<(string Key, YamlNode Node)> root)
    {
        var kind = WordingKind.Fixed;
        foreach (var (key, node) in root)
        {
            switch (key)
            {
                case "kind":
                    kind = ReadKind(node);
                    break;
                case "entries" when node is YamlSequenceNode list:
                    foreach (var item in list.Children)
                    {
                        Add(
                            name,
                            item,
                            item is YamlMappingNode map
                                ? ReadEntry(map, kind)
                                : new GlossaryEntry { Text = _problems.Text(item), Kind = kind });
                    }

                    break;
                case "entries":
                    _problems.Add(node, "expected a list of entries");
                    break;
                case "remove":
                    foreach (var text in _problems.Strings(node))
                    {
                        Remove(node, text);
                    }

                    break;
                default:
                    _problems.Add(node, $"unknown key '{key}'; known are kind, entries, remove");
                    break;
            }
        }
    }

    private void Add(string file, YamlNode node, GlossaryEntry entry)
    {
        if (ComparableText.Fold(entry.Text).Length < 2)
        {
            _problems.Add(node, $"the entry '{entry.Text}' needs a text of two characters or more");
        }
        else if (!_places.TryGetValue(entry.Text, out var earlier))
        {
            _places[entry.Text] = (_entries.Count, file);
            _entries.Add(entry);
        }
        else if (earlier.File == file)
        {
            _problems.Add(node, $"'{entry.Text}' is defined twice");
        }
        else
        {
            _places[entry.Text] = (earlier.Place, file);
            _entries[earlier.Place] = entry;
        }
    }

    private void Remove(YamlNode node, string text)
    {
        if (_places.Remove(text, out var place))
        {
            _removed.Add(place.Place);
        }
        else
        {
            _problems.Add(node, $"'{text}' can't be removed: there is no such entry");
        }
    }

    private GlossaryEntry ReadEntry(YamlMappingNode map, WordingKind fileKind)
    {
        var entry = new GlossaryEntry { Text = "", Kind = fileKind };
        foreach (var (key, node) in _problems.Entries(map))
        {
            switch (key)
            {
                case "text": entry = entry with { Text = _problems.Text(node) }; break;
                case "kind": entry = entry with { Kind = ReadKind(node) }; break;
                case "parts": entry = entry with { Parts = _problems.Strings(node) }; break;
                case "since": entry = entry with { Since = ReadYear(node) }; break;
                case "occasion": entry = entry with { Occasion = _problems.Text(node) }; break;
                case "same": entry = entry with { Same = _problems.Strings(node) }; break;
                case "wrong": entry = entry with { Wrong = _problems.Strings(node) }; break;
                case "superseded": entry = entry with { Superseded = ReadSupersession(node) }; break;
                default:
                    _problems.Add(
                        node, $"unknown key '{key}' of an entry; known are text, kind, parts, since, occasion, same, wrong, superseded");
                    break;
            }
        }

        if (entry.Wrong.Contains(entry.Text, StringComparer.Ordinal) || entry.Same.Intersect(entry.Wrong, StringComparer.Ordinal).Any())
        {
            _problems.Add(map, $"'{entry.Text}' calls one form both right and wrong");
        }

        return entry;
    }

    private Supersession? ReadSupersession(YamlNode node)
    {
        string by = "";
        int? since = null;
        foreach (var (key, value) in _problems.Entries(node))
        {
            switch (key)
            {
                case "by": by = _problems.Text(value); break;
                case "since": since = ReadYear(value); break;
                default: _problems.Add(value, $"unknown key '{key}' of superseded; known are by, since"); break;
            }
        }

        if (by.Length > 0 && since is { } year)
        {
            return new Supersession(by, year);
        }

        _problems.Add(node, "superseded needs by and since");
        return null;
    }

    private WordingKind ReadKind(YamlNode node)
    {
        switch (_problems.Text(node))
        {
            case "numeral": return WordingKind.Numeral;
            case "quoted": return WordingKind.Quoted;
            case "title": return WordingKind.Title;
            case "fixed": return WordingKind.Fixed;
            case var other:
                _problems.Add(node, $"'{other}' is no kind; known are numeral, quoted, title, fixed");
                return WordingKind.Fixed;
        }
    }

    private int? ReadYear(YamlNode node)
    {
        if (int.TryParse(_problems.Text(node), out var year) && year is >= FirstYear and <= LastYear)
        {
            return year;
        }

        _problems.Add(node, $"'{_problems.Text(node)}' is not a year between {FirstYear} and {LastYear}");
        return null;
    }

    /// <summary>A chain of successors must end: an entry that is replaced by itself, by way of others, has no current form.</summary>
    private void CheckSuccessors()
    {
        foreach (var entry in _entries.Where((_, place) => !_removed.Contains(place)))
        {
            var next = entry;
            for (var steps = 0; next?.Superseded is { } superseded; steps++)
            {
                if (steps > _entries.Count)
                {
                    _problems.Add($"'{entry.Text}' is superseded in a circle");
                    break;
                }

                next = _places.TryGetValue(superseded.By, out var place) ? _entries[place.Place] : null;
            }
        }
    }
}
