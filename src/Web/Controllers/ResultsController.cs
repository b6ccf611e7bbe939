using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Answers to a question: materials, passages, practices, headings, formulations. The address holds all that was asked.</summary>
[Queued(Work.Search)]
public sealed class ResultsController(LiveLibrary library) : Controller
{
    /// <summary>Materials, each with its best passages.</summary>
    [HttpGet("/search")]
    public IActionResult Materials([FromQuery] SearchParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!ModelState.IsValid)
        {
            return Refused(new MaterialResults
            {
                View = QuestionView.Materials,
                Query = Asked(parameters.Q),
                Box = SearchBox.Of(new SearchRequest { Query = Asked(parameters.Q) }),
                Request = new(),
                Errors = Errors(),
                ThemeNames = library.Current.ThemeNames(),
            });
        }

        var typed = parameters.ToRequest();
        return View(library.Current.Read(still =>
        {
            var request = typed with { Themes = ThemesOf(still, typed) };
            var response = still.Search(request, cancellationToken);
            return MaterialResults.Of(request, response, still.ThemeNames()) with
            {
                Tabs = ViewTabs.Of(still, request, response, cancellationToken),
            };
        }));
    }

    /// <summary>Passages.</summary>
    [HttpGet("/search/passages")]
    public IActionResult Passages([FromQuery] PassageParameters parameters, CancellationToken cancellationToken) =>
        Show(QuestionView.Passages, parameters, LibraryPassages.Passages, cancellationToken);

    /// <summary>Practices.</summary>
    [HttpGet("/practices")]
    public IActionResult Practices([FromQuery] PracticeParameters parameters, CancellationToken cancellationToken) =>
        Show(QuestionView.Practices, parameters, LibraryPractices.Practices, cancellationToken);

    /// <summary>Headings, and the frames that they share.</summary>
    [HttpGet("/headings")]
    public IActionResult Headings([FromQuery] HeadingParameters parameters, CancellationToken cancellationToken) =>
        Show(QuestionView.Headings, parameters, LibraryHeadings.Headings, cancellationToken);

    /// <summary>Formulations that stand in what was found.</summary>
    [HttpGet("/search/wordings")]
    public IActionResult Wordings([FromQuery] ViewParameters parameters, CancellationToken cancellationToken) =>
        Show(QuestionView.Wordings, parameters, LibraryFoundWordings.WordingsIn, cancellationToken);

    private ViewResult Show<TAnswer>(
        QuestionView view,
        ViewParameters parameters,
        Func<Library, ViewRequest, CancellationToken, TAnswer> find,
        CancellationToken cancellationToken)
        where TAnswer : ViewAnswer
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!ModelState.IsValid)
        {
            return Refused(new ViewResults<TAnswer>
            {
                View = view,
                Query = Asked(parameters.Q),
                Box = SearchBox.Of(view, new ViewRequest { Query = Asked(parameters.Q) }),
                Request = new(),
                Errors = Errors(),
                ThemeNames = library.Current.ThemeNames(),
            });
        }

        var typed = parameters.ToRequest();
        return View(view.ToString(), library.Current.Read(still =>
        {
            var request = typed with { Themes = ThemesOf(still, typed) };
            var answer = find(still, request, cancellationToken);
            return ViewResults<TAnswer>.Of(view, request, answer, still.ThemeNames()) with
            {
                Tabs = ViewTabs.Of(still, view, request, answer, cancellationToken),
            };
        }));
    }

    /// <summary>Themes by their ids, so that links take back what was asked for by name; what is none stays, to be told of.</summary>
    private static string[] ThemesOf(Library still, LibraryRequest request) =>
        [.. request.Themes.Select(theme => still.ThemeOf(theme) ?? theme)];

    private ViewResult Refused(ResultsPage page)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(page.View.ToString(), page);
    }

    private static string Asked(string? query) => query is { Length: <= SearchParameters.LongestQuery } ? query : "";

    private IReadOnlyList<string> Errors() =>
    [
        .. ModelState.Where(e => e.Value?.Errors.Count > 0)
            .Select(e => Explain(e.Key.ToLowerInvariant()))
            .Distinct(StringComparer.Ordinal),
    ];

    private static string Explain(string parameter) => parameter switch
    {
        "q" => $"检索式太长，请控制在 {SearchParameters.LongestQuery} 字以内。",
        "genre" => "没有这个文种，请从筛选列表中选择。",
        "tier" => "没有这个层级，请从筛选列表中选择。",
        "year" => "年份应为四位数字，例如 2023。",
        "sort" => "没有这种排序方式，请点页面上的排序。",
        "copies" => "相同文本的列法只有归并和逐篇两种。",
        "since" => "起始时间应写成 2026-11-01 的样子。",
        "figures" => "数据一项只能选有或无。",
        "grade" => "可借鉴程度只有 3、2、1 三档。",
        "theme" => $"筛选条件太多，合计不超过 {FilterValues.MostValues} 个。",
        "page" => $"页码无效，或翻得太深（最多显示前 {SearchParameters.DeepestResult} 条），请缩小检索范围。",
        _ => $"参数 {parameter} 的值无法使用。",
    };
}
