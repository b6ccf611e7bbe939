using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Indexer.Building;

/// <summary>What comes of a file, or of a line of one, for the thread that writes.</summary>
internal abstract record BuildStep(CorpusFile File);

/// <summary>A material of a file that is ready to be written, or is refused.</summary>
/// <param name="File">The file.</param>
/// <param name="Material">What is written; null when it is refused.</param>
/// <param name="Weight">What it holds of <see cref="TextInFlight"/>.</param>
internal sealed record MaterialReady(CorpusFile File, ReadyMaterial? Material, long Weight) : BuildStep(File)
{
    /// <summary>What is written; null when it is refused, and when it was released.</summary>
    public ReadyMaterial? Material { get; private set; } = Material;

    /// <summary>Why it is refused; the path begins with the id of the file.</summary>
    public SkippedFile? Refused { get; init; }

    /// <summary>Set when the material is not for the index: its entry for the catalog of one that it is for.</summary>
    public CatalogMaterial? Hidden { get; init; }

    /// <summary>What comes next of the same file; null when that stands in the queue by itself.</summary>
    public Task<BuildStep>? Next { get; private set; }

    /// <summary>This step, with one that follows it.</summary>
    public MaterialReady Before(Task<BuildStep> next) => this with { Next = next };

    /// <summary>
    /// Lets go of what was taken, and gives what comes next away: whoever still holds the first step of a file must not hold all that
    /// follow.
    /// </summary>
    public Task<BuildStep>? Release()
    {
        var next = Next;
        (Material, Next) = (null, null);
        return next;
    }
}

/// <summary>The end of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Skipped">What of it is not in the index; paths begin with its id.</param>
/// <param name="Read">Bytes that were read of it.</param>
internal sealed record FileDone(CorpusFile File, IReadOnlyList<SkippedFile> Skipped, long Read) : BuildStep(File)
{
    public ulong Hash { get; init; }

    /// <summary>Materials that are known to be in the file and not for the index.</summary>
    public IReadOnlyList<CatalogMaterial> Hidden { get; init; } = [];

    /// <summary>True when <see cref="Hidden"/> is all that is not for the index, as the catalog of everything tells.</summary>
    public bool IsKnown { get; init; }

    /// <summary>True when nothing of the file is for the index, which then does not know of it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>What the last build left of it, when that is still so.</summary>
    public CatalogFile? Unchanged { get; init; }

    /// <summary>What the last build left of it, when it could not be read: what was not read of it stays in the index.</summary>
    public CatalogFile? Kept { get; init; }
}

/// <summary>A material with its entry for the catalog; nothing is prepared when it is unchanged.</summary>
internal sealed record ReadyMaterial(CatalogMaterial Entry, PreparedMaterial? Prepared, IReadOnlyList<string> Warnings)
{
    /// <summary>Set when <see cref="Prepared"/> is.</summary>
    public MaterialSketch? Sketch { get; init; }

    /// <summary>How much of which kind the reader left out.</summary>
    public IReadOnlyList<(LeftOutKind Kind, int Characters)> LeftOut { get; init; } = [];
}

/// <summary>The steps of one file, each given away as soon as it is there.</summary>
internal sealed class StepSource
{
    private TaskCompletionSource<BuildStep> _last = New();

    /// <summary>The step that comes next.</summary>
    public Task<BuildStep> Next => _last.Task;

    /// <summary>Gives a step that others follow.</summary>
    public void Add(MaterialReady step)
    {
        var next = New();
        _last.SetResult(step.Before(next.Task));
        _last = next;
    }

    /// <summary>Gives the last step.</summary>
    public void End(BuildStep step) => _last.SetResult(step);

    /// <summary>Ends with an error, unless it has ended.</summary>
    public void Fail(Exception e) => _last.TrySetException(e);

    private static TaskCompletionSource<BuildStep> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
