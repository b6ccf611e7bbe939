using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Who may read what lies in the folders of an archive, by the files <see cref="AccessFile"/> in it: the nearest one says it, and can say
/// stricter than what the archive and a file themselves say, never less strict.
/// </summary>
internal sealed class ArchiveLevels
{
    /// <summary>Bytes of such a file at most; a longer one says nothing that could be understood.</summary>
    public const int LongestFile = 4096;

    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);

    /// <summary>Whether an entry is such a file.</summary>
    public static bool IsOne(string name) => name == AccessFile.Name || name.EndsWith("/" + AccessFile.Name, StringComparison.Ordinal);

    /// <summary>Takes such a file.</summary>
    /// <param name="name">The name of its entry.</param>
    /// <param name="content">What it holds; null when it is too long or cannot be read.</param>
    public void Add(string name, byte[]? content)
    {
        string[] lines = content is null ? [] : TextDecoder.Decode(content).Text.Split('\n');

        // Of two files of one name, and of one that cannot be understood, nobody can tell what is meant: a text that is no level.
        var folder = FolderOf(name);
        _said[folder] = !_said.ContainsKey(folder) && AccessFile.Parse(lines, out _) is { } level ? level.Written : $"{AccessFile.Name}?";
    }

    /// <summary>What is read from an entry, with the level of its folder.</summary>
    public ReadItem Leveled(string name, ReadItem item)
    {
        if (_said.Count == 0 || Said(FolderOf(name)) is not { } said)
        {
            return item;
        }

        if (item.Material is not { } material)
        {
            return item with { Access = Stricter(item.Access, said) };
        }

        var front = material.FrontMatter;
        return item with { Material = material with { FrontMatter = front with { Access = Stricter(front.Access, said) } } };
    }

    private static string FolderOf(string name) => name.LastIndexOf('/') is var slash and >= 0 ? name[..slash] : "";

    /// <summary>The stricter of two statements; what is none stays none, so that it is told.</summary>
    private static string Stricter(string? own, string folder)
    {
        if (own is null)
        {
            return folder;
        }

        if (AccessLevel.Parse(own) is not { } one)
        {
            return own;
        }

        if (AccessLevel.Parse(folder) is not { } other)
        {
            return folder;
        }

        var level = AccessLevel.Stricter(one, other);
        return level.Equals(AccessLevel.Closed) ? $"{own} & {folder}" : level.Written;
    }

    private string? Said(string folder)
    {
        for (; ; folder = FolderOf(folder))
        {
            if (_said.TryGetValue(folder, out var said))
            {
                return said;
            }

            if (folder.Length == 0)
            {
                return null;
            }
        }
    }
}
