namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Keeps an index and what it is built from apart: a program that reads one folder and writes another must not take one for the other.
/// </summary>
internal static class IndexPlacement
{
    /// <summary>
    /// Refuses an index inside of a corpus, a corpus inside of an index, and one that is both, whatever links lead there.
    /// </summary>
    /// <exception cref="KbException">They are not apart.</exception>
    public static void Check(string index, IEnumerable<string> corpora)
    {
        var realIndex = RealPath.Of(index);
        foreach (var corpus in corpora)
        {
            var real = RealPath.Of(corpus);
            var (inIndex, inCorpus) = (RealPath.IsWithin(real, realIndex), RealPath.IsWithin(realIndex, real));
            if (inIndex || inCorpus)
            {
                var what = inIndex && inCorpus
                    ? $"The index {index} and the corpus {corpus} are the same folder"
                    : inIndex ? $"The corpus {corpus} lies in the folder of the index {index}"
                    : $"The index {index} lies in the corpus {corpus}";
                throw new KbException($"{what}. Nothing was changed. Name a folder outside of the corpus with --index.");
            }
        }
    }

    /// <summary>
    /// Refuses a folder of state in an index, which may be deleted, or in a corpus, which is searched, and an index or a corpus in it.
    /// </summary>
    /// <exception cref="KbException">They are not apart.</exception>
    public static void CheckState(string state, string index, IEnumerable<string> corpora)
    {
        var real = RealPath.Of(state);
        foreach (var (what, path) in corpora.Select(c => ("corpus", c)).Prepend(("index", index)))
        {
            var other = RealPath.Of(path);
            if (RealPath.IsWithin(real, other) || RealPath.IsWithin(other, real))
            {
                throw new KbException(
                    $"The folder of state {state} and the {what} {path} lie in one another. Nothing was changed. "
                    + "Name a folder outside of index and corpus with --state.");
            }
        }
    }

    /// <summary>Refuses to write a file of another command into the folder of an index.</summary>
    /// <exception cref="KbException">It lies there.</exception>
    public static void CheckOutput(string path, string index)
    {
        if (RealPath.IsWithin(RealPath.Of(path), RealPath.Of(index)))
        {
            throw new KbException($"{path} lies in the folder of the index {index}, where only the index is written. Name another place.");
        }
    }
}
