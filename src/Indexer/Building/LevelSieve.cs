using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Building;

/// <summary>Tells which files and materials go into an index, by whose rights it is made for, and which of them it has already.</summary>
/// <param name="rights">Whose rights.</param>
/// <param name="folders">Levels of folders.</param>
/// <param name="book">What is known of materials without reading them.</param>
/// <param name="last">What the last build left in the index.</param>
/// <param name="everything">Whether what is unchanged is made anew as well.</param>
/// <param name="decided">What the owner has decided about a material, as a number that changes with it.</param>
internal sealed class LevelSieve(
    ReadingRights rights, FolderLevels folders, LevelBook book, LastBuild last, bool everything, Func<string, ulong> decided)
{
    /// <summary>The level that a file has by the folder that it lies in.</summary>
    public AccessLevel LevelOf(CorpusFile file) => folders.Of(file.Stamp.Source, file.Stamp.Real);

    /// <summary>The level of a material of a file.</summary>
    public AccessLevel LevelOf(CorpusFile file, CatalogMaterial material) => material.LevelIn(LevelOf(file));

    /// <summary>Whether what has a level goes into the index.</summary>
    public bool LetsThrough(AccessLevel level) => rights.MayRead(level);

    /// <summary>What is known of a file without opening it: unchanged, or not for the index; null when it must be read.</summary>
    public FileDone? Known(CorpusFile file)
    {
        var level = LevelOf(file);
        var own = last.Files.GetValueOrDefault(file.Id);
        var whole = book.Find(file, everything);
        if (!LetsThrough(level))
        {
            return Hidden(file, own, whole?.Materials ?? [new CatalogMaterial(file.Id, 0, 0)]);
        }

        if (whole is null)
        {
            return IsAsBefore(file, own) && own!.IsStill(file) ? Unchanged(file, own, []) : null;
        }

        var parts = whole.Materials.ToLookup(m => LetsThrough(LevelOf(file, m)));
        CatalogMaterial[] visible = [.. parts[true]];
        return visible.Length == 0 && whole.Materials.Count > 0
            ? Hidden(file, own, whole.Materials)
            : !everything && own is not null && HasExactly(own, visible, level)
                ? Unchanged(file, own, [.. parts[false]]) with { IsKnown = true }
                : null;
    }

    /// <summary>
    /// Whether what the index has of a file is all that it should, when the file has still the same bytes: nothing was refused, and the
    /// folder has the same level, and nothing else has been decided about its materials.
    /// </summary>
    public bool IsAsBefore(CorpusFile file, CatalogFile? own) =>
        !everything && own is { Skipped.Count: 0 } && own.Level == LevelOf(file).Written && own.Materials.All(IsDecidedAsBefore);

    /// <summary>Whether the owner has decided nothing else about a material since it was made.</summary>
    public bool IsDecidedAsBefore(CatalogMaterial material) => material.Decided == decided(material.Id);

    private static FileDone Unchanged(CorpusFile file, CatalogFile own, IReadOnlyList<CatalogMaterial> hidden) =>
        new(file, [], Read: 0) { Unchanged = own, Hash = own.Hash, Hidden = hidden };

    private static FileDone Hidden(CorpusFile file, CatalogFile? own, IReadOnlyList<CatalogMaterial> materials) =>
        new(file, [], Read: 0) { IsHidden = true, Hidden = [.. materials, .. own?.Materials ?? []] };

    private bool HasExactly(CatalogFile own, CatalogMaterial[] materials, AccessLevel level) =>
        own.Materials.Count == materials.Length && own.Materials.Zip(materials).All(pair =>
            pair.First.Id == pair.Second.Id && pair.First.Hash == pair.Second.Hash
            && IsDecidedAsBefore(pair.First) && own.LevelOf(pair.First).Equals(pair.Second.LevelIn(level)));
}
