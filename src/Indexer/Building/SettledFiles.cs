namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Tells files that are there from such as are still being written: whoever looks twice sees the same size, times and number of the first,
/// and not of the others. A copy that comes to a halt for longer looks as if it were there; it is read again when it goes on.
/// </summary>
internal static class SettledFiles
{
    /// <summary>Lists the files of the corpora, and holds back those that change while somebody looks.</summary>
    /// <param name="corpora">Folders and files.</param>
    /// <param name="index">Folder of the index.</param>
    /// <param name="options">How to build.</param>
    /// <param name="before">The files that the last build knew.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What is to be built, and full paths of what is held back.</returns>
    /// <exception cref="CorpusException">A corpus isn't there, and the last build knew no file of it.</exception>
    public static (CorpusListing Listing, IReadOnlyList<string> Held) List(
        IReadOnlyList<string> corpora, string index, BuildOptions options, IEnumerable<CatalogFile> before,
        CancellationToken cancellationToken)
    {
        var known = before.GroupBy(f => f.Stamp.Source, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var first = Look();
        if (options.Settle == TimeSpan.Zero || first.Files.All(IsSure))
        {
            return (first, []);
        }

        cancellationToken.WaitHandle.WaitOne(options.Settle);
        cancellationToken.ThrowIfCancellationRequested();
        var looked = first.Files.ToDictionary(f => f.Stamp.Source, StringComparer.Ordinal);
        var second = Look();
        var held = second.Files.Where(f => !IsSure(f) && !(looked.TryGetValue(f.Stamp.Source, out var once) && IsSame(f, once)))
            .Select(f => f.Stamp.Source)
            .ToHashSet(StringComparer.Ordinal);
        return held.Count == 0
            ? (second, [])
            : (second with
            {
                Files = [.. second.Files.Where(f => !held.Contains(f.Stamp.Source))],
                Unseen = [.. second.Unseen, .. held.Where(known.ContainsKey).Select(source => known[source])],
            }, [.. held.Order(StringComparer.Ordinal)]);

        CorpusListing Look() => CorpusWalk.List(corpora, options.FollowLinks, [.. known.Values], index, options.AcceptRemovals);

        bool IsSure(CorpusFile file) => options.Whole.Contains(file.Stamp.Source)
            || (known.TryGetValue(file.Stamp.Source, out var built) && built.IsStill(file));
    }

    private static bool IsSame(CorpusFile file, CorpusFile before) =>
        (file.Length, file.Modified, file.Stamp) == (before.Length, before.Modified, before.Stamp);
}
