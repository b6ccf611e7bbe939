namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// What is known of the materials of files and their levels, whoever may read them: of the last build, from the catalog of the index that
/// held everything, and of this one, as far as it has come. By it a file need not be read again to see that an index must not have it.
/// </summary>
/// <param name="before">The files of the catalog that listed everything; none where there is none.</param>
internal sealed class LevelBook(IEnumerable<CatalogFile> before)
{
    private readonly Dictionary<string, CatalogFile> _before = before.ToDictionary(f => f.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogFile> _now = new(StringComparer.Ordinal);

    /// <summary>Enters a file that was read to its end, with all of its materials.</summary>
    public void Add(CatalogFile file)
    {
        lock (_now)
        {
            _now[file.Id] = file;
        }
    }

    /// <summary>What is known of a file as it is now, all of it; null when it must be read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="onlyOfThisBuild">Whether what the last build knew counts for nothing.</param>
    public CatalogFile? Find(CorpusFile file, bool onlyOfThisBuild)
    {
        lock (_now)
        {
            return _now.TryGetValue(file.Id, out var known) || (!onlyOfThisBuild && _before.TryGetValue(file.Id, out known))
                ? known.Skipped.Count == 0 && known.IsStill(file) ? known : null
                : null;
        }
    }
}
