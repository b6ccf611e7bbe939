using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>What is wrong with an index, all of it.</summary>
internal static class IndexCheck
{
    /// <summary>Reads the whole index and what lies beside it.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <param name="index">What was found in the engine's files.</param>
    /// <returns>A line for each problem; the next build mends them.</returns>
    public static IEnumerable<string> ProblemsOf(string folder, LibraryVerification index)
    {
        foreach (var problem in index.Problems)
        {
            yield return problem;
        }

        if (LibraryFolder.MarkerProblem(folder) is { } marker)
        {
            yield return marker;
        }

        if (FileChecks.Of(folder) is { IsDamaged: true, Name: { } checks })
        {
            yield return $"{checks}: the record of what was read through when is damaged.";
        }

        if (index.Problems.Count > 0 || !index.UserData.TryGetValue(LastBuild.CatalogKey, out var name))
        {
            yield break;
        }

        if (Catalog.Read(Path.Combine(folder, name)) is not { } files)
        {
            yield return $"{name}, byte 0: the list of what was built is missing or damaged.";
        }
        else if (files.Sum(f => f.Materials.Count) is var materials && materials != index.Materials)
        {
            yield return $"{name}: it lists {materials} materials, and the index has {index.Materials}.";
        }

        var sketches = index.UserData.GetValueOrDefault(LastBuild.SketchesKey);
        if (sketches is null || !BuilderFile.Sketches.IsSound(Path.Combine(folder, sketches)))
        {
            yield return $"{sketches ?? "sketches"}: the sketches that copies are found by are missing or damaged.";
        }
    }
}
