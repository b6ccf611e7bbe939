using KnowledgeBase.Meaning;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval.Vectors;

/// <summary>How far the vectors of a library are.</summary>
/// <param name="Done">Texts that have one.</param>
/// <param name="Total">Texts that should.</param>
public readonly record struct VectorProgress(int Done, int Total);

/// <summary>The vectors of a library: in one file of its folder, whatever engine it is of.</summary>
public static class LibraryVectors
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "meaning.vectors";

    /// <summary>Where a library keeps its vectors.</summary>
    public static string FileOf(string folder) => Path.Combine(folder, FileName);

    /// <summary>Whether a file of an index is the vectors', or what their writer needs beside them.</summary>
    internal static bool IsOwn(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.LinkTarget is null
            && (file.Name == FileName || VectorWriter.NamesBeside(FileName).Contains(file.Name, StringComparer.Ordinal));
    }

    /// <summary>Reads the vectors of a library through.</summary>
    /// <returns>How many there are, and what is wrong, with file and place.</returns>
    public static (int Vectors, IReadOnlyList<string> Problems) Verify(string folder) => VectorFile.Verify(FileOf(folder));

    /// <summary>
    /// Makes the vectors that a library has not yet: those that come with the project are copied, the others are made. What was made is
    /// kept and can be used at once, whenever this ends.
    /// </summary>
    /// <param name="folder">The folder of the library.</param>
    /// <param name="reader">Its newest commit.</param>
    /// <param name="model">The model.</param>
    /// <param name="others">Files of other libraries, from which is copied what is missing; some may not be there.</param>
    /// <param name="threads">Threads that work at once; 0 copies and makes none.</param>
    /// <param name="progress">Told at the beginning and after each batch.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How far they are; null when another process is making them.</returns>
    /// <exception cref="MeaningException">The model failed, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static VectorProgress? Make(
        string folder, IPassageReader reader, MeaningModel model, IEnumerable<string> others, int threads, Action<VectorProgress> progress,
        CancellationToken cancellationToken)
    {
        if (model.ReadIdentity() is not { } identity)
        {
            return null;
        }

        using var writer = VectorWriter.Open(FileOf(folder), identity.Hash.Span, identity.Dimensions);
        if (writer is null)
        {
            return null;
        }

        var places = new Dictionary<VectorKey, EmbeddedPlace>();
        EmbeddedTexts.ReadAll(reader, (place, text) => places.TryAdd(identity.KeyOf(text), place), cancellationToken);
        var wanted = places.Keys.ToHashSet();
        foreach (var shipped in places.Keys.All(writer.Contains) ? [] : model.ShippedVectors.Concat(others))
        {
            writer.AddFrom(shipped, wanted.Contains);
        }

        EmbeddedPlace[] missing = [.. places.Where(p => !writer.Contains(p.Key)).Select(p => p.Value)];
        var done = wanted.Count - missing.Length;
        progress(new VectorProgress(done, wanted.Count));
        if (threads > 0 && missing.Length > 0)
        {
            var sentences = model.Model ?? throw new MeaningException(model.Problem ?? "The model of meaning was closed.");

            // Passages first, and all of them: they are what is searched. Texts are read when their turn comes, so that a large library
            // needs little memory.
            foreach (var kind in missing.GroupBy(p => p.Kind).OrderBy(k => k.Key))
            {
                var texts = kind.Select(p => EmbeddedTexts.Read(reader, p)).OfType<string>();
                VectorBuild.Run(
                    sentences, writer, texts, threads, count => progress(new VectorProgress(done += count, wanted.Count)),
                    cancellationToken);
            }
        }

        if (threads > 0)
        {
            writer.DropUnwanted(wanted);
        }

        return new VectorProgress(done, wanted.Count);
    }
}
