namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What came of bringing the index in line with its corpora.</summary>
/// <param name="Problem">Why it was not, in a sentence for the log; null when it was.</param>
/// <param name="Skipped">Files that are not in the index, by full path, with the reason in English.</param>
internal sealed record BuildOutcome(string? Problem, IReadOnlyDictionary<string, string> Skipped)
{
    /// <summary>An index that could not be brought in line.</summary>
    public static BuildOutcome Failed(string problem) => new(problem, new Dictionary<string, string>(StringComparer.Ordinal));
}
