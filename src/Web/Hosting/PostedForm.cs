using Microsoft.AspNetCore.Antiforgery;

namespace KnowledgeBase.Web.Hosting;

/// <summary>Forms of pages that change something: each carries a token that only a page of this site has.</summary>
internal static class PostedForm
{
    /// <summary>
    /// Keeps a page with such a form out of every cache. The framework would do so too, and say in the log that it had to.
    /// </summary>
    public static void KeepNowhere(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Pragma = "no-cache";
    }

    /// <summary>Reads a form and checks its token.</summary>
    /// <returns>The form; or the status that tells what is wrong with it: 400 when it is broken or not from a page of this site.</returns>
    public static async Task<(IFormCollection? Form, int Status)> ReadAsync(HttpRequest request, IAntiforgery forms)
    {
        if (!request.HasFormContentType)
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return await forms.IsRequestValidAsync(request.HttpContext)
                ? (form, StatusCodes.Status200OK) : (null, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException
            or OperationCanceledException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
    }
}
