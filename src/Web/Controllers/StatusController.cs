using System.Reflection;
using KnowledgeBase.Access;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Controllers;

/// <summary>How the server and its library are, for administrators.</summary>
[Authorize(Roles = Role)]
public sealed class StatusController(
    LiveLibrary library, ServerFigures figures, BuildHistory builds, IOptions<SearchApiOptions> options, TimeProvider time) : Controller
{
    /// <summary>The page.</summary>
    public const string Path = "/status";

    /// <summary>The role that it needs.</summary>
    public const string Role = "administrator";

    private const int EntriesShown = 20;

    /// <summary>The page, made of what is so at this moment.</summary>
    [HttpGet(Path)]
    public IActionResult Show()
    {
        Response.Headers.CacheControl = "no-store";
        var state = new StateFolder(options.Value.State);
        IReadOnlyList<AccessKey> keys = [];
        IReadOnlyList<AuditEntry> entries = [];
        string? stateProblem = null;
        try
        {
            keys = new KeyRing(state, time).List();
            entries = new AuditLog(state, time).Latest(EntriesShown);
        }
        catch (AccessException e)
        {
            stateProblem = e.Message;
        }

        return View("Status", new StatusPage(
            Version(), figures.Started, time.GetUtcNow(), figures.Requests, builds.Latest, keys, entries, IndexState(), options.Value)
        {
            StateProblem = stateProblem,
        });
    }

    private IndexState IndexState()
    {
        try
        {
            return library.Current.Read(still =>
                new IndexState(still.Generation, still.Overview(), still.Meaning, still.LeftOut()?.Total, library.Problem?.Message));
        }
        catch (LibraryException e)
        {
            return new IndexState(null, null, null, null, e.Message);
        }
    }

    private static string Version() => typeof(StatusController).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
