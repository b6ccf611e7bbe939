namespace KnowledgeBase.Text;

/// <summary>A figure, a date or the name of a congress in a folded text, and the one term for every way to write it.</summary>
/// <param name="Length">Folded units that write it.</param>
/// <param name="Term">The term: <c>18场</c>, <c>2023年3月5日</c>, <c>二十大</c>.</param>
/// <param name="Kind">What it is.</param>
internal sealed record WrittenForm(int Length, string Term, WordKind Kind)
{
    /// <summary>
    /// True for what the text is found by too, and what nobody asks for who writes the same: the year of a date, its month and day.
    /// </summary>
    public bool IsAlias { get; init; }

    /// <summary>What says nearly the same and more often: the month of a date.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
