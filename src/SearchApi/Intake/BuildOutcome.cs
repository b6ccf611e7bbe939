using System.Text.Json;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What came of bringing the index in line with its corpora.</summary>
/// <param name="Problem">Why it was not, in a sentence for the log; null when it was.</param>
/// <param name="Skipped">Files that are not in the index, by full path, with the reason in English.</param>
internal sealed record BuildOutcome(string? Problem, IReadOnlyDictionary<string, string> Skipped)
{
    private (int Added, int Updated, int Removed, double Seconds) Counts { get; init; }

    /// <summary>An index that could not be brought in line.</summary>
    public static BuildOutcome Failed(string problem) => new(problem, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>What the report of <c>kb build --json</c> tells.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static BuildOutcome Of(string report)
    {
        using var json = JsonDocument.Parse(report);
        var root = json.RootElement;
        var skipped = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in root.GetProperty("skipped").EnumerateArray())
        {
            skipped[Path.GetFullPath(file.GetProperty("path").GetString()!)] = file.GetProperty("reason").GetString()!;
        }

        return new BuildOutcome(null, skipped)
        {
            Counts = (Number("added"), Number("updated"), Number("removed"), root.GetProperty("seconds").GetDouble()),
        };

        int Number(string name) => root.GetProperty(name).GetInt32();
    }

    /// <summary>What is remembered of it.</summary>
    public BuildRecord Record(DateTimeOffset at) => new(at, BuildCause.Intake, Problem)
    {
        Added = Counts.Added,
        Updated = Counts.Updated,
        Removed = Counts.Removed,
        Skipped = Skipped.Count,
        Seconds = Counts.Seconds,
    };
}
