namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// What leaves an index with a build. Where that is much of it, the build stops and asks: a share that was not mounted, a corpus that was
/// forgotten on the command line and a folder that was emptied by mistake look all the same.
/// </summary>
internal static class Removals
{
    /// <summary>Up to this many materials may leave without a question.</summary>
    public const int MaxUnasked = 10;

    /// <summary>Up to one material of this many may leave without a question.</summary>
    public const int MaxShareUnasked = 10;

    /// <summary>The materials of the last build that are no longer there.</summary>
    /// <param name="last">The last build.</param>
    /// <param name="now">The files of this one.</param>
    /// <param name="ids">Ids of its materials.</param>
    /// <param name="hidden">Ids of materials that are there and no longer for this index, which are not lost.</param>
    /// <param name="roots">Full paths of its corpora.</param>
    /// <param name="accepted">Whether the owner has said that they may go.</param>
    /// <exception cref="RemovalsRefusedException">They are too many to go without a word.</exception>
    public static IReadOnlyList<string> Of(
        LastBuild last, IReadOnlyList<CatalogFile> now, IReadOnlySet<string> ids, IReadOnlySet<string> hidden,
        IReadOnlyList<string> roots, bool accepted)
    {
        string[] removed = [.. last.Materials.Keys.Where(id => !ids.Contains(id))];
        if (accepted || removed.Length <= MaxUnasked)
        {
            return removed;
        }

        // What has only got another name is not lost.
        var hashes = now.SelectMany(f => f.Materials).Select(m => m.Hash).ToHashSet();
        var lost = removed.Where(id => !hidden.Contains(id)).Where(IsGone).ToHashSet(StringComparer.Ordinal);
        return lost.Count > MaxUnasked && lost.Count > last.Materials.Count / MaxShareUnasked
            ? throw new RemovalsRefusedException(
                $"This build would remove {lost.Count} of {last.Materials.Count} materials: "
                + $"{string.Join(", ", ByRoot(last, lost, roots))}. "
                + "Nothing was changed. See that every corpus is there and named; if they are to go, build with --accept-removals.")
            : removed;

        bool IsGone(string id) => last.Materials[id].Hash is var hash && (hash == 0 || !hashes.Contains(hash));
    }

    private static IEnumerable<string> ByRoot(LastBuild last, HashSet<string> lost, IReadOnlyList<string> roots)
    {
        var ofFiles = last.Files.Values
            .SelectMany(file => file.Materials.Where(m => lost.Contains(m.Id)).Select(_ => RootOf(file, last.Roots)))
            .ToList();
        return ofFiles
            .Concat(Enumerable.Repeat("files that are no longer known", lost.Count - ofFiles.Count))
            .GroupBy(root => root, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .Select(group => $"{group.Count()} from {group.Key}{(IsNoLongerNamed(group.Key) ? " (which was not named this time)" : "")}");

        bool IsNoLongerNamed(string root) =>
            last.Roots.Contains(root, StringComparer.Ordinal) && !roots.Contains(root, StringComparer.Ordinal);
    }

    private static string RootOf(CatalogFile file, IReadOnlyList<string> roots) =>
        roots.Where(root => RealPath.IsWithin(file.Stamp.Source, Path.TrimEndingDirectorySeparator(root))).MaxBy(root => root.Length)
            ?? file.Stamp.Source;
}

/// <summary>A build would remove more than may go without a word. Nothing was changed.</summary>
internal sealed class RemovalsRefusedException(string message) : Exception(message);
