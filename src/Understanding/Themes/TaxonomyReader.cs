using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace KnowledgeBase.Understanding.Themes;

/// <summary>Reads taxonomy files and collects everything that is wrong with them before it gives up.</summary>
internal sealed class TaxonomyReader
{
    private static readonly Dictionary<string, (CueKind Kind, double Weight)> CueLists = new(StringComparer.Ordinal)
    {
        ["decisive"] = (CueKind.For, 3),
        ["strong"] = (CueKind.For, 2),
        ["weak"] = (CueKind.For, 1),
        ["hint"] = (CueKind.For, 0.5),
        ["inParty"] = (CueKind.ForInParty, 1),
        ["against"] = (CueKind.Against, 2),
        ["not"] = (CueKind.Not, 0),
    };

    private readonly YamlProblems _problems = new();
    private readonly List<(TaxonomyLayout Layout, YamlNode Node, string File)> _layouts = [];
    private readonly List<Theme> _themes = [];
    private readonly List<string> _party = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public Taxonomy Read(IEnumerable<(string Name, string Yaml)> sources)
    {
        foreach (var (name, yaml) in sources)
        {
            _problems.File = name;
            foreach (var (key, node) in _problems.Root(yaml))
            {
                switch (key)
                {
                    case "layouts":
                        _layouts.AddRange(_problems.Maps(node).Select(map => (ReadLayout(map), (YamlNode)map, name)));
                        break;
                    case "party":
                        _party.AddRange(_problems.Strings(node));
                        break;
                    case "themes":
                        var kind = name.StartsWith("pillars", StringComparison.Ordinal) ? ThemeKind.Pillar : ThemeKind.Topic;
                        _themes.AddRange(_problems.Maps(node).Select(map => ReadTheme(map, kind, parent: null)));
                        break;
                    default:
                        _problems.Add(node, $"unknown key '{key}'; known are layouts, party, themes");
                        break;
                }
            }
        }

        CheckLayouts();
        if (_themes.Count == 0)
        {
            _problems.Add("no themes");
        }

        _problems.ThrowIfAny();
        return new Taxonomy([.. _layouts.Select(l => l.Layout).OrderByDescending(l => l.Since ?? DateOnly.MinValue)], _themes, _party);
    }

    private void CheckLayouts()
    {
        if (_layouts.Count == 0)
        {
            _problems.Add("no layouts");
        }

        foreach (var (layout, node, file) in _layouts)
        {
            _problems.File = file;
            foreach (var id in layout.Pillars.Concat(layout.Names.Keys).Concat(layout.Under.Keys).Concat(layout.Under.Values))
            {
                if (!_themes.Exists(t => t.Id == id))
                {
                    _problems.Add(node, $"layout '{layout.Id}' names the theme '{id}', which is not defined");
                }
            }
        }
    }

    private TaxonomyLayout ReadLayout(YamlMappingNode map)
    {
        var layout = new TaxonomyLayout { Id = "", Name = "", Pillars = [] };
        foreach (var (key, node) in _problems.Entries(map))
        {
            switch (key)
            {
                case "id": layout = layout with { Id = _problems.Text(node) }; break;
                case "name": layout = layout with { Name = _problems.Text(node) }; break;
                case "since": layout = layout with { Since = ReadMonth(node) }; break;
                case "until": layout = layout with { Until = ReadMonth(node) }; break;
                case "pillars": layout = layout with { Pillars = _problems.Strings(node) }; break;
                case "names": layout = layout with { Names = _problems.Dictionary(node) }; break;
                case "under": layout = layout with { Under = _problems.Dictionary(node) }; break;
                default:
                    _problems.Add(
                    node, $"unknown key '{key}' of a layout; known are id, name, since, until, pillars, names, under"); break;
            }
        }

        if (layout.Id.Length == 0 || layout.Name.Length == 0 || layout.Pillars.Count == 0)
        {
            _problems.Add(map, "a layout needs id, name and pillars");
        }

        if (layout.Until <= layout.Since)
        {
            _problems.Add(map, $"layout '{layout.Id}' ends before it begins");
        }

        return layout;
    }

    private DateOnly? ReadMonth(YamlNode node)
    {
        var text = _problems.Text(node);
        if (DateOnly.TryParseExact(text, ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        _problems.Add(node, $"'{text}' is not a date; write 2017, 2017-10 or 2017-10-18");
        return null;
    }

    private Theme ReadTheme(YamlMappingNode map, ThemeKind kind, string? parent)
    {
        string id = "", name = "", description = "";
        var cues = new List<(Cue Cue, YamlNode Node)>();
        YamlNode? childNode = null;
        foreach (var (key, node) in _problems.Entries(map))
        {
            if (key == "id")
            {
                id = _problems.Text(node);
            }
            else if (key == "name")
            {
                name = _problems.Text(node);
            }
            else if (key == "description")
            {
                description = _problems.Text(node);
            }
            else if (key == "children" && parent is null)
            {
                childNode = node;
            }
            else if (key == "cues" && parent is not null)
            {
                cues.AddRange(_problems.Strings(node).Select(text => (new Cue(text, CueKind.For, 2), node)));
            }
            else if (parent is null && CueLists.TryGetValue(key, out var list))
            {
                cues.AddRange(_problems.Strings(node).Select(text => (new Cue(text, list.Kind, list.Weight), node)));
            }
            else
            {
                _problems.Add(
                    node,
                    $"unknown key '{key}' of a theme; known are id, name, description, {string.Join(
                        ", ", parent is null ? [.. CueLists.Keys, "children"] : ["cues"])}");
            }
        }

        if (id.Length == 0 || name.Length == 0)
        {
            _problems.Add(map, "a theme needs id and name");
        }
        else if (!_ids.Add(id))
        {
            _problems.Add(map, $"the theme '{id}' is defined twice");
        }

        if (parent is not null && !id.StartsWith(parent + '.', StringComparison.Ordinal))
        {
            _problems.Add(map, $"the id '{id}' must begin with '{parent}.'");
        }
        else if (parent is null && id.Contains('.', StringComparison.Ordinal))
        {
            _problems.Add(map, $"the id '{id}' must not have a dot; themes of the second level are children");
        }

        CheckCues(id, cues);

        return new Theme
        {
            Id = id,
            Name = name,
            Description = description,
            Kind = kind,
            Cues = [.. cues.Select(c => c.Cue)],
            Children = childNode is null ? [] : [.. _problems.Maps(childNode).Select(child => ReadTheme(child, kind, id))],
        };
    }

    private void CheckCues(string id, List<(Cue Cue, YamlNode Node)> cues)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (cue, node) in cues)
        {
            if (!seen.Add(cue.Text))
            {
                _problems.Add(node, $"the cue '{cue.Text}' of '{id}' stands there twice");
            }

            if (cue.Parts.Any(part => part.Any(text => CueFold.Fold(text).Length == 0)))
            {
                _problems.Add(node, $"the cue '{cue.Text}' of '{id}' has an empty part");
            }

            if (cue.Kind == CueKind.Not && cue.Parts.Count > 1)
            {
                _problems.Add(node, $"'{cue.Text}' under not: of '{id}' can't have parts; it must be one word");
            }
        }
    }
}
