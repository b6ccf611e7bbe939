using System.Globalization;
using System.Reflection;
using KnowledgeBase.Retrieval;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Every answer of the API to GET is of one commit of the index, and says which: in its ETag, so that who asks again is told in a word
/// that nothing has changed (304), and in a header of its own. Who pages through results names that generation with each page: it is
/// answered for some minutes after a newer one, and then told that it is gone, instead of missing some and seeing some twice.
/// </summary>
internal sealed class GenerationTags(LiveLibrary library) : IAsyncResourceFilter
{
    /// <summary>The header that names the commit, and the parameter that asks for it.</summary>
    public const string Header = "KB-Generation";

    /// <summary>The parameter by which a client insists on a commit.</summary>
    public const string Parameter = "generation";

    /// <summary>Put among a request's items, it says that the same question may be answered otherwise the next time.</summary>
    public static readonly object IsOfTheMoment = new();

    /// <summary>Another build of the program may answer otherwise from the same index.</summary>
    private static readonly string Program = typeof(GenerationTags).Module.ModuleVersionId.ToString("N")[..8];

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (!IsOfApi(context))
        {
            await next();
            return;
        }

        using var earlier = EarlierState(context.HttpContext.Request);
        if (StateOf(library) is not var (identity, generation, vectors) || Answers(context, identity, generation, vectors))
        {
            await next();
        }
    }

    /// <summary>Lets the request see the commit that it asks for, when that is not the present one and still kept.</summary>
    private IDisposable? EarlierState(HttpRequest request) =>
        AskedFor(request) is { } wanted && StateOf(library) is var (_, present, _) && present != wanted ? library.At(wanted) : null;

    /// <summary>The generation that a request insists on; null for none, and for what is no number.</summary>
    private static long? AskedFor(HttpRequest request) =>
        request.Query[Parameter] is [{ Length: > 0 } asked, ..]
        && long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : null;

    /// <summary>Answers where that needs no work; otherwise names the commit in what will be answered.</summary>
    /// <returns>False when the request is answered.</returns>
    private static bool Answers(ResourceExecutingContext context, Guid identity, long generation, int vectors)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        if (request.Query[Parameter] is [{ Length: > 0 } asked, ..] && AskedFor(request) != generation)
        {
            context.Result = Gone(context.HttpContext, asked, generation);
            return false;
        }

        var tag = new EntityTagHeaderValue($"\"{identity:N}-{generation}-{vectors}-{Program}\"", isWeak: true);
        response.Headers[Header] = generation.ToString(CultureInfo.InvariantCulture);
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*"))
        {
            Name(response, tag);
            context.Result = new StatusCodeResult(StatusCodes.Status304NotModified);
            return false;
        }

        response.OnStarting(() =>
        {
            if (response.StatusCode == StatusCodes.Status200OK && !context.HttpContext.Items.ContainsKey(IsOfTheMoment))
            {
                Name(response, tag);
            }

            return Task.CompletedTask;
        });
        return true;
    }

    private static void Name(HttpResponse response, EntityTagHeaderValue tag)
    {
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "no-cache"; // keep it, but ask whether it is still so
    }

    private static ObjectResult Gone(HttpContext context, string asked, long generation)
    {
        var problem = context.RequestServices.GetRequiredService<ProblemDetailsFactory>()
            .CreateProblemDetails(
                context,
                StatusCodes.Status410Gone,
                "The library has moved on",
                detail: $"Generation «{asked}» is no longer there; the library is at {generation}. Begin again at the first page.");
        return new ObjectResult(problem) { StatusCode = problem.Status };
    }

    private static (Guid Identity, long Generation, int Vectors)? StateOf(LiveLibrary library)
    {
        try
        {
            return library.Current.Read(still => (still.Identity, still.Generation, still.Meaning.Covered));
        }
        catch (LibraryException)
        {
            return null; // the request itself is told
        }
    }

    private static bool IsOfApi(ResourceExecutingContext context) =>
        (HttpMethods.IsGet(context.HttpContext.Request.Method) || HttpMethods.IsHead(context.HttpContext.Request.Method))
        && context.ActionDescriptor is ControllerActionDescriptor action
        && action.ControllerTypeInfo.Assembly == Assembly.GetExecutingAssembly();
}
