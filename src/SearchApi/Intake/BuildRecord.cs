namespace KnowledgeBase.SearchApi.Intake;

/// <summary>A build of the index that this server asked for or was told of.</summary>
/// <param name="At">When it ended, in UTC.</param>
/// <param name="Cause">What it was for.</param>
/// <param name="Problem">Why it could not be done, in English; null when it was.</param>
public sealed record BuildRecord(DateTimeOffset At, BuildCause Cause, string? Problem)
{
    /// <summary>Materials that came in.</summary>
    public int Added { get; init; }

    /// <summary>Materials that were replaced.</summary>
    public int Updated { get; init; }

    /// <summary>Materials that left.</summary>
    public int Removed { get; init; }

    /// <summary>Files that could not be read.</summary>
    public int Skipped { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }
}

/// <summary>What a build was for.</summary>
public enum BuildCause
{
    /// <summary>Somebody brought something in, withdrew or restored it.</summary>
    Intake,

    /// <summary>Something changed in the folders of the corpus.</summary>
    Watch,
}
