using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>What the last build left: what it read, and what it noted in its commit.</summary>
internal sealed class LastBuild
{
    /// <summary>What the fingerprint of a commit holds beside the library's own.</summary>
    public const string SettingsKey = "settings";

    /// <summary>The file of the catalog.</summary>
    public const string CatalogKey = "catalog";

    /// <summary>There when links to files outside of the corpora were followed.</summary>
    public const string LinksKey = "links";

    /// <summary>There when the index has traces of materials that are no longer for those who read it.</summary>
    public const string TracesKey = "traces";

    /// <summary>The file of the sketches.</summary>
    public const string SketchesKey = "sketches";

    /// <summary>How many texts have copies.</summary>
    public const string FamiliesKey = "families";

    /// <summary>How many materials are copies.</summary>
    public const string CopiesKey = "copies";

    private readonly Dictionary<string, CatalogMaterial> _materials = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogFile> _files;

    private LastBuild(IReadOnlyDictionary<string, string> userData, IEnumerable<CatalogFile> files)
    {
        UserData = userData;
        _files = files.ToDictionary(f => f.Id, StringComparer.Ordinal);
        foreach (var material in _files.Values.SelectMany(f => f.Materials))
        {
            _materials[material.Id] = material;
        }
    }

    /// <summary>No build.</summary>
    public static LastBuild None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), []);

    /// <summary>What its commit carries; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> UserData { get; }

    /// <summary>The files that it knew, by id.</summary>
    public IReadOnlyDictionary<string, CatalogFile> Files => _files;

    /// <summary>The materials that it left in the index, by id.</summary>
    public IReadOnlyDictionary<string, CatalogMaterial> Materials => _materials;

    /// <summary>What is damaged of what it left beside the index, so that every material must be made anew; null when nothing is.</summary>
    public string? Damage { get; private init; }

    /// <summary>The file of its sketches, when there is a sound one.</summary>
    public string? Sketches { get; private init; }

    /// <summary>Full paths of the corpora that it read.</summary>
    public IReadOnlyList<string> Roots => BuildNotes.ReadCorpora(UserData);

    /// <summary>Whether it followed links to files outside of them.</summary>
    public bool FollowsLinks => UserData.ContainsKey(LinksKey);

    /// <summary>What the last build left in a library that is open for writing.</summary>
    public static LastBuild Of(LibraryWriter writer, string folder)
    {
        var data = writer.UserData;
        if (data.Count == 0)
        {
            return new LastBuild(data, []);
        }

        const string IsUnusable = "is missing, damaged or of another version";
        var name = data.GetValueOrDefault(CatalogKey, "");
        var files = Catalog.Read(Path.Combine(folder, name));
        var sketches = data.GetValueOrDefault(SketchesKey) is { } file ? Path.Combine(folder, file) : null;
        var sketchesAreSound = sketches is not null && SketchFile.Exists(sketches) && BuilderFile.Sketches.IsSound(sketches);
        var build = new LastBuild(data, files ?? [])
        {
            Sketches = sketchesAreSound ? sketches : null,
            Damage = (files, sketchesAreSound) switch
            {
                (null, _) => $"{(name.Length > 0 ? name : "the catalog")}, the list of what was built, {IsUnusable}",
                (_, false) => $"{data.GetValueOrDefault(SketchesKey, "the sketches")}, which copies are found by, {IsUnusable}",
                _ => null,
            },
        };
        if (files is null)
        {
            // What the index has is known by its ids alone.
            foreach (var id in LibraryFolder.MaterialIds(folder))
            {
                build._materials[id] = new CatalogMaterial(id, 0, 0);
            }
        }

        return build;
    }

    /// <summary>
    /// What the last build knew of an index whose commit cannot be read: the newest catalog that is sound, if there is one.
    /// </summary>
    public static LastBuild Salvaged(string folder)
    {
        var catalogs = Directory.GetFiles(folder)
            .OrderByDescending(path => BuilderFile.Catalog.NumberOf(Path.GetFileName(path)))
            .Where(BuilderFile.Catalog.Wrote);
        return new LastBuild(
            new Dictionary<string, string>(StringComparer.Ordinal),
            catalogs.Select(Catalog.Read).FirstOrDefault(files => files is not null) ?? []);
    }

    /// <summary>The corpora that an index was built from, as full paths; empty when there is no index or it doesn't say.</summary>
    public static IReadOnlyList<string> RootsOf(string folder) => BuildNotes.ReadCorpora(UserDataOf(folder));

    /// <summary>True when an index was built with links to files outside of its corpora; false when there is none.</summary>
    public static bool FollowedLinks(string folder) => UserDataOf(folder).ContainsKey(LinksKey);

    private static IReadOnlyDictionary<string, string> UserDataOf(string folder)
    {
        try
        {
            return LibraryFolder.Exists(folder) ? LibraryFolder.UserData(folder) : None.UserData;
        }
        catch (LibraryException)
        {
            return None.UserData; // the build says what is wrong with it, and makes it anew where it can
        }
    }
}
