namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a question that finds nothing would find without one of its filters.</summary>
/// <param name="Filter">
/// The parameter (<c>genre</c>, <c>year</c>, <c>since</c> and so on), <c>query</c> for a part of the question itself, <c>all</c> for all
/// parameters together, which is told where none alone helps.
/// </param>
/// <param name="Name">What people call it: 文种, 年份.</param>
/// <param name="Values">Its values.</param>
/// <param name="Total">Materials, or entries of the view, that are found without it. Exact.</param>
/// <param name="Without">The request without it.</param>
public sealed record FilterHint(string Filter, string Name, IReadOnlyList<string> Values, int Total, LibraryRequest Without)
{
    /// <summary>What is said of several in a line; null where dropping none of them helps.</summary>
    public static string? Told(IReadOnlyList<FilterHint> hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        string[] helping = [.. hints.Where(h => h.Total > 0).Select(h => $"{h.Name}“{string.Join('、', h.Values)}”（{h.Total} 条）")];
        return helping.Length == 0 ? null : $"是筛选条件使结果为空，只去掉其中一项就有：{string.Join("，", helping)}。";
    }
}
