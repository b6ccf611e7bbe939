namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// What one evaluation says: its figures, where they come from row by row, and what is wrong with its labels or with the program.
/// </summary>
/// <param name="Set">Name of the set, as on the command line.</param>
/// <param name="Source">What was measured with.</param>
internal sealed record EvaluationReport(string Set, string Source)
{
    /// <summary>The figures, the most important one first.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The same by document or theme; null where there is nothing to break down.</summary>
    public ReportTable? Details { get; init; }

    /// <summary>
    /// What must not be: labels that don't fit their text, offsets that don't cut out what they claim. Each names its file and place.
    /// </summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>One figure.</summary>
/// <param name="Name">Its name for programs.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Value">0 to 1.</param>
/// <param name="Counts">What it was made of.</param>
internal sealed record Figure(string Name, string Label, double Value, params IReadOnlyList<(string Name, int Count)> Counts)
{
    /// <summary>F1 of counts.</summary>
    public static Figure F1(string name, string label, MatchCounts counts) =>
        new(name, label, counts.F1, ("right", counts.Right), ("wrong", counts.Wrong), ("missed", counts.Missed));

    /// <summary>A share; 0 of nothing is 0.</summary>
    public static Figure Share(string name, string label, int part, int whole) =>
        new(name, label, (double)part / Math.Max(1, whole), ("hit", part), ("of", whole));
}

/// <summary>A table of strings, whole numbers and figures.</summary>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Rows">Its rows, a <see cref="string"/>, <see cref="int"/> or <see cref="double"/> per column.</param>
internal sealed record ReportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object>> Rows);
