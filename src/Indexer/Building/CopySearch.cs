using KnowledgeBase.Duplicates;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Finds which materials are copies of which: gathers the sketches of what is new, then adds those of everything else from the last build.
/// </summary>
/// <param name="path">Where the sketches of this build are written.</param>
internal sealed class CopySearch(string path) : IDisposable
{
    private readonly DuplicateFinder _finder = new();
    private readonly HashSet<string> _sketched = new(StringComparer.Ordinal);

    // Made with the first material that is new or changed.
    private SketchFile? _file;

    /// <summary>Name of the file of sketches.</summary>
    public string FileName => Path.GetFileName(path);

    /// <summary>Adds a material that is new or changed.</summary>
    public void Add(string id, MaterialSketch sketch)
    {
        (_file ??= new SketchFile(path)).Add(id, sketch);
        _finder.Add(id, sketch);
        _sketched.Add(id);
    }

    /// <summary>Compares all materials, and ends the file of sketches.</summary>
    /// <param name="sketchesBefore">The sketches of the last build; null when there are none.</param>
    /// <param name="ids">The materials that the index has now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public DuplicateReport Find(string? sketchesBefore, IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        _file ??= new SketchFile(path);
        if (sketchesBefore is not null)
        {
            foreach (var (id, sketch) in SketchFile.Read(sketchesBefore).Where(s => ids.Contains(s.Id) && !_sketched.Contains(s.Id)))
            {
                _file.Add(id, sketch);
                _finder.Add(id, sketch);
            }
        }

        _file.Complete();
        return _finder.Find(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
