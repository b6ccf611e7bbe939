using KnowledgeBase.Retrieval.StudyPacks;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Puts together what a group studies.</summary>
[Queued(Work.Comparison)]
public sealed class StudyController(LiveLibrary library) : Controller
{
    /// <summary>The form, and below it the pack that was asked for.</summary>
    [HttpGet("/study")]
    public IActionResult Show([FromQuery] StudyPackParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var (theme, question) = (parameters.Theme?.Trim() ?? "", parameters.Q?.Trim() ?? "");
        if (theme.Length + question.Length == 0)
        {
            return View("Study", new StudyPage(Form(), library.Current.Themes(), null)); // nothing was asked yet
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Study", new StudyPage(Form(), library.Current.Themes(), null)
            {
                Error = $"请选一个主题或写一个问题，时间在 {StudyPackRequest.FewestMinutes} 到 {StudyPackRequest.MostMinutes} 分钟之间。",
            });
        }

        var request = Form() with { Theme = theme.Length > 0 ? theme : null, Query = question, Minutes = parameters.Minutes };
        return View("Study", library.Current.Read(still => new StudyPage(
            request, still.Themes(), still.StudyPack(request, cancellationToken))
        {
            Error = theme.Length > 0 && !still.ThemeNames().Any(t => t.Key == theme || t.Value == theme)
                ? $"没有主题“{theme}”，请从列表中选择。"
                : null,
        }));

        StudyPackRequest Form() => new() { Theme = theme.Length is > 0 and <= WordingParameters.LongestText ? theme : null };
    }
}
