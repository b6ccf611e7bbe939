using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace KnowledgeBase.Understanding.Themes;

/// <summary>Walks YAML that people edit and collects every problem with its file and line instead of stopping at the first.</summary>
internal sealed class YamlProblems
{
    /// <summary>The most that are told; who has more of them has another file than was meant.</summary>
    private const int MaxProblems = 100;

    private readonly List<string> _problems = [];

    /// <summary>The file that is being read; empty for a text without one, of whose problems no line is told either.</summary>
    public string File { get; set; } = "";

    /// <summary>What has been found so far.</summary>
    public IReadOnlyList<string> All => _problems;

    public void Add(string problem)
    {
        if (_problems.Count <= MaxProblems)
        {
            var more = $"{(File.Length > 0 ? $"{File}: " : "")}there are more problems than these {MaxProblems}";
            _problems.Add(_problems.Count < MaxProblems ? problem : more);
        }
    }

    public void Add(YamlNode node, string problem) => AddAt(node.Start.Line, problem);

    public void AddAt(long line, string problem) => Add(File.Length > 0 ? $"{File}:{line}: {problem}" : problem);

    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new TaxonomyException(_problems);
        }
    }

    /// <summary>The entries of a document whose root is a mapping; none, and a problem, when it isn't.</summary>
    public List<(string Key, YamlNode Node)> Root(string yaml) => RootNode(yaml) is { } root ? Entries(root) : [];

    /// <summary>The root of a document; null when it is empty or, with a problem, when it is no YAML.</summary>
    public YamlNode? RootNode(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new ShallowParser(new Parser(new StringReader(yaml))));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            AddAt(e.Start.Line, e.Message);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            AddAt(1, "it is no YAML"); // the scanner loses its place over some control characters
            return null;
        }
    }

    public List<(string Key, YamlNode Node)> Entries(YamlNode node)
    {
        if (node is YamlMappingNode map)
        {
            return [.. map.Children.Select(pair => (Text(pair.Key), pair.Value))];
        }

        Add(node, "expected keys with values");
        return [];
    }

    public List<YamlMappingNode> Maps(YamlNode node)
    {
        if (node is not YamlSequenceNode list)
        {
            Add(node, "expected a list");
            return [];
        }

        foreach (var child in list.Children.Where(c => c is not YamlMappingNode))
        {
            Add(child, "expected keys with values");
        }

        return [.. list.Children.OfType<YamlMappingNode>()];
    }

    public List<string> Strings(YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            return [.. list.Children.Select(Text)];
        }

        Add(node, "expected a list of words, for example [甲, 乙]");
        return [];
    }

    public Dictionary<string, string> Dictionary(YamlNode node)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Entries(node))
        {
            result[key] = Text(value);
        }

        return result;
    }

    public string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } value })
        {
            return value.Trim();
        }

        Add(node, "expected a word or a line of text");
        return "";
    }

    /// <summary>
    /// Refuses what is nested so deep that walking it would take the whole stack: the nodes are loaded by methods that call themselves.
    /// </summary>
    private sealed class ShallowParser(IParser parser) : IParser
    {
        /// <summary>Far deeper than anything that settings say.</summary>
        private const int MaxDepth = 50;

        private int _depth;

        public ParsingEvent? Current => parser.Current;

        public bool MoveNext()
        {
            if (!parser.MoveNext())
            {
                return false;
            }

            _depth += parser.Current!.NestingIncrease;
            return _depth <= MaxDepth
                ? true
                : throw new YamlException(
                    parser.Current.Start, parser.Current.End, $"It is nested more than {MaxDepth} levels deep, which no setting is.");
        }
    }
}
