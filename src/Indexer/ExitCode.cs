namespace KnowledgeBase.Indexer;

/// <summary>What the process says with its exit code.</summary>
internal static class ExitCode
{
    /// <summary>Done, nothing to report.</summary>
    public const int Done = 0;

    /// <summary>Done, and there are problems that the report names.</summary>
    public const int Problems = 1;

    /// <summary>Could not run: wrong options, no index, no such file.</summary>
    public const int CouldNotRun = 2;
}
