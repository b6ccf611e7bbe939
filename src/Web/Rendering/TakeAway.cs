using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Web.Rendering;

/// <summary>A list that can be taken away as a file.</summary>
/// <param name="Count">Entries that a file has.</param>
/// <param name="IsAll">Whether these are all.</param>
/// <param name="Unit">What is counted, with its measure word: 项做法.</param>
/// <param name="Link">Address of the file in a format.</param>
internal sealed record TakeAway(int Count, bool IsAll, string Unit, Func<string, string> Link)
{
    /// <summary>Formats, and what they are called.</summary>
    public static IReadOnlyList<(string Format, string Label)> Formats { get; } =
        [("docx", "Word"), ("md", "Markdown"), ("csv", "表格（CSV）")];

    /// <summary>Materials that were found.</summary>
    public static TakeAway Of(SearchRequest request, int total) =>
        Of(QuestionView.Materials.Source()!, Links.Results(request with { Page = 1, Size = Ordinary.Size }), total, "篇材料");

    /// <summary>A view; null where it cannot be taken away.</summary>
    public static TakeAway? Of(QuestionView view, ViewRequest request, int total) =>
        view.Source() is { } source
            ? Of(source, Links.View(view, request with { Page = 1, Size = Ordinary.Size }), total, view switch
            {
                QuestionView.Passages => "个段落",
                QuestionView.Practices => "项做法",
                _ => "个小标题",
            })
            : null;

    /// <summary>Lines of a concordance.</summary>
    public static TakeAway Of(KwicRequest request, int total) => Of(
        "/api/kwic", Links.Kwic(request with { Page = 1, Size = new KwicRequest { Text = "" }.Size }), total, "处", KwicRequest.MostLines);

    private static ViewRequest Ordinary { get; } = new();

    private static TakeAway Of(string source, string list, int total, string unit, int most = LibraryRequest.MostEntries) => new(
        Math.Min(total, most), total <= most, unit, format => Links.File(list, source, format, most));
}
