namespace KnowledgeBase.Architecture.Tests;

/// <summary>
/// Inside of a room, folders are in layers: each type's namespace is its folder, and no folder uses one that uses it. The room's own
/// folder is no layer: it holds what the room is entered by and what all of it shares, such as its exceptions.
/// </summary>
[Collection(nameof(SourceCode))]
public sealed class FoldersTests(SourceFolders source) : IClassFixture<SourceFolders>
{
    /// <summary>For folders whose place matters most, all that they use of their room.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["FullText/Similarities"] = [],
        ["FullText/Codecs"] = ["Store"],
        ["FullText/Postings"] = ["Codecs", "Schema", "Similarities", "Store"],
        ["FullText/Terms"] = ["Codecs", "Documents", "Postings", "Schema", "Store"],
        ["FullText/StoredFields"] = ["Codecs", "Documents", "Schema", "Store"],
        ["FullText/DocValues"] = ["Codecs", "Documents", "Schema", "Store", "Terms"],
        ["FullText/Segments"] = ["DocValues", "Postings", "Schema", "Store", "StoredFields", "Terms"],
        ["Indexer/Evaluation"] = ["Output"],
        ["Indexer/Output"] = [],
        ["Retrieval/Engines"] = [],
        ["Retrieval/Queries"] = [],
        ["Understanding/Vocabulary"] = [],
        ["Understanding/Outline"] = ["Vocabulary"],
        ["Understanding/Facts"] = ["Outline", "Vocabulary"],
        ["Understanding/Themes"] = ["Vocabulary"],
        ["Understanding/Practices"] = ["Themes", "Vocabulary"],
        ["Understanding/Wordings"] = ["Themes", "Vocabulary"],
    };

    [Fact]
    public void Namespaces_follow_folders()
    {
        var stray = source.Namespaces.Where(n => n.Namespace != n.Folder.Namespace)
            .Select(n => $"{n.Folder}: {n.Namespace}")
            .Distinct(StringComparer.Ordinal);

        Assert.Equal("", string.Join('\n', stray.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_folder_uses_one_that_uses_it()
    {
        Assert.Equal("", string.Join('\n', InCircles(source.Arrows)));
    }

    [Fact]
    public void Folders_whose_arrows_are_drawn_use_exactly_those()
    {
        foreach (var (folder, targets) in Allowed)
        {
            var used = source.Arrows.Where(a => a.From.ToString() == folder).Select(a => a.To.Path);

            Assert.Equal($"{folder}: {string.Join(", ", targets)}", $"{folder}: {string.Join(", ", used)}");
        }
    }

    [Fact]
    public void The_arrows_are_read_from_the_source()
    {
        // Lest a change of the layout leaves the tests above nothing to look at.
        Assert.Contains("Retrieval/Search -> Retrieval/Engines", source.Arrows.Select(a => a.ToString()));
        Assert.True(source.Namespaces.Count > 200);
    }

    private static List<Arrow> InCircles(IReadOnlyList<Arrow> arrows)
    {
        var next = arrows.ToLookup(a => a.From, a => a.To);
        return [.. arrows.Where(a => Reaches(a.To, a.From))];

        bool Reaches(Folder from, Folder to)
        {
            var seen = new HashSet<Folder> { from };
            var open = new Stack<Folder>(seen);
            while (open.TryPop(out var folder))
            {
                foreach (var target in next[folder].Where(seen.Add))
                {
                    open.Push(target);
                }
            }

            return seen.Contains(to);
        }
    }
}
