namespace KnowledgeBase.Indexer.Building;

/// <summary>Something odd in a file that is in the index all the same.</summary>
internal sealed record FileWarning(string Path, string Warning);

/// <summary>What came of a build; <c>kb build --json</c> prints exactly this.</summary>
internal sealed record BuildReport
{
    /// <summary>Materials in the index after the build.</summary>
    public required int Materials { get; init; }

    /// <summary>Passages in the index after the build.</summary>
    public required int Passages { get; init; }

    /// <summary>Bytes of the files that were read by this build.</summary>
    public required long Bytes { get; init; }

    /// <summary>Duration from the first look at the corpus to the commit.</summary>
    public required double Seconds { get; init; }

    /// <summary>10⁶ bytes read per second.</summary>
    public required double MbPerSecond { get; init; }

    /// <summary>Materials that were not in the index before.</summary>
    public required int Added { get; init; }

    /// <summary>Materials that were replaced.</summary>
    public required int Updated { get; init; }

    /// <summary>Materials that are no longer in the index.</summary>
    public required int Removed { get; init; }

    /// <summary>Materials that stayed as they were.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Texts of which the library has copies.</summary>
    public required int Families { get; init; }

    /// <summary>Materials that are copies of another one.</summary>
    public required int Copies { get; init; }

    /// <summary>Materials that not everybody may read.</summary>
    public required int Restricted { get; init; }

    /// <summary>Those of them that librarians alone may read, because what is said of their level is wrong.</summary>
    public required int Closed { get; init; }

    /// <summary>Indexes of the library: one, or where not everybody may read everything, one for each set of rights.</summary>
    public int Indexes { get; init; } = 1;

    /// <summary>Files that say who may read a folder and cannot be understood.</summary>
    public int FolderProblems { get; init; }

    /// <summary>Every file that is not in the index, in the order of their paths.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>
    /// Full paths of files that were still being written, in their order: what was built from them before stays, and the next build looks
    /// again.
    /// </summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>Every oddity of files that are in the index, in the order of their paths.</summary>
    public required IReadOnlyList<FileWarning> Warnings { get; init; }

    /// <summary>What was left out of the materials that this build read, in the order of their paths.</summary>
    public required IReadOnlyList<FileLeftOut> LeftOut { get; init; }
}
