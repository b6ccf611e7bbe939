using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>One line of a file that holds a material in each: a material, or the reason why it is none.</summary>
/// <param name="Line">Number of the line, 1 for the first.</param>
/// <param name="Id">The material's id; null when the line was refused before one was found.</param>
/// <param name="Material">What was read; null when the line was refused.</param>
/// <param name="Refusal">Why it was refused, with the number of the line; null when it was read.</param>
public sealed record LineReading(int Line, string? Id, RawMaterial? Material, string? Refusal);

/// <summary>Files that hold a material in every line, each with an id of its own (.jsonl, .tsv).</summary>
public static class MaterialLines
{
    /// <summary>What the names of such files end in, with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
        [.. FileFormats.All.Where(f => f.ReadLines is not null).SelectMany(f => f.Extensions)];

    /// <summary>True when a file of this name is read line by line.</summary>
    /// <param name="path">Its path; only the extension is looked at.</param>
    public static bool AreIn(string path) => FileFormats.OfName(path)?.ReadLines is not null;

    /// <summary>Reads a file, one material after another. A bad line costs only itself.</summary>
    /// <param name="path">Path of the file, of which <see cref="AreIn"/> is true.</param>
    /// <param name="limits">What it may cost; null for <see cref="ReadLimits.Default"/>.</param>
    /// <param name="cancellationToken">Looked at before each line.</param>
    /// <exception cref="ArgumentException">Files of this name are not read line by line.</exception>
    /// <exception cref="IOException">Thrown while going through them: the file cannot be opened or read on, or is no ordinary
    /// file.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown while going through them: it may not be read.</exception>
    public static IEnumerable<LineReading> Read(string path, ReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var read = FileFormats.OfName(path)?.ReadLines
            ?? throw new ArgumentException($"Files named like '{Path.GetFileName(path)}' hold no material in every line.", nameof(path));
        return Lines(path, stream => read(stream, limits ?? ReadLimits.Default, cancellationToken));
    }

    private static IEnumerable<LineReading> Lines(string path, Func<Stream, IEnumerable<LineReading>> read)
    {
        using var file = OrdinaryFile.OpenRead(path);
        foreach (var line in read(file))
        {
            yield return line;
        }
    }
}
