using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Results of a search.</summary>
[Queued(Work.Search)]
public sealed class ResultsController(LiveLibrary library) : Controller
{
    /// <summary>A page of results with facets.</summary>
    [HttpGet("/search")]
    public IActionResult Show([FromQuery] SearchParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Results", new ResultsPage
            {
                Request = new() { Query = parameters.Q is { Length: <= SearchParameters.LongestQuery } q ? q : "" },
                Errors = [.. ModelState.Where(e => e.Value?.Errors.Count > 0).Select(e => Explain(e.Key)).Distinct(StringComparer.Ordinal)],
                ThemeNames = library.Current.ThemeNames(),
            });
        }

        var request = parameters.ToRequest();
        return View("Results", library.Current.Read(still => new ResultsPage
        {
            Request = request,
            Response = still.Search(request, cancellationToken),
            ThemeNames = still.ThemeNames(),
        }));
    }

    private static string Explain(string parameter) => parameter switch
    {
        "q" or "Q" => $"检索式太长，请控制在 {SearchParameters.LongestQuery} 字以内。",
        "genre" => "没有这个文种，请从左侧列表中选择。",
        "tier" => "没有这个层级，请从左侧列表中选择。",
        "year" => "年份应为四位数字，例如 2023。",
        "sort" or "Sort" => "排序方式只有相关度、最新和最早三种。",
        "copies" or "Copies" => "相同文本的列法只有归并和逐篇两种。",
        "page" or "Page" => $"页码无效，或翻得太深（最多显示前 {SearchParameters.DeepestResult} 篇），请缩小检索范围。",
        _ => $"参数 {parameter} 的值无法使用。",
    };
}
