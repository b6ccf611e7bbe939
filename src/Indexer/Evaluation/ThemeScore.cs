namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// Scores themes of the first level: micro-averaged F1 over all passages, and counts by theme. Optional themes neither count nor cost in
/// the average; one that was found shows in its theme's row as right only where it is certain.
/// </summary>
internal sealed class ThemeScore
{
    private readonly SortedDictionary<string, MatchCounts> _themes = new(StringComparer.Ordinal);
    private MatchCounts _all;

    /// <summary>Takes a passage in.</summary>
    /// <param name="found">Themes that were found; those of the second level count as their parents.</param>
    /// <param name="labelled">Its label.</param>
    public void Add(IEnumerable<string> found, LabelledPassage labelled)
    {
        var predicted = found.Select(t => t.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var certain = labelled.Themes.ToHashSet(StringComparer.Ordinal);
        predicted.ExceptWith(labelled.Optional.Except(certain, StringComparer.Ordinal));
        _all += MatchCounts.Of(predicted, certain);
        foreach (var theme in predicted.Union(certain, StringComparer.Ordinal))
        {
            var counts = !predicted.Contains(theme) ? new MatchCounts(0, 0, 1)
                : certain.Contains(theme) ? new MatchCounts(1, 0, 0)
                : new MatchCounts(0, 1, 0);
            _themes[theme] = _themes.GetValueOrDefault(theme) + counts;
        }
    }

    /// <summary>The figures.</summary>
    public EvaluationReport Report(string source, IReadOnlyList<string> problems) => new("themes", source)
    {
        Figures = [Figure.F1("microF1", "themes, micro-F1", _all)],
        Details = new ReportTable(
            ["theme", "right", "wrong", "missed", "F1"],
            [.. _themes.Select(t => (IReadOnlyList<object>)[t.Key, t.Value.Right, t.Value.Wrong, t.Value.Missed, t.Value.F1])]),
        Problems = problems,
    };
}
