using KnowledgeBase.Retrieval;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// The <c>code</c> of a problem: what a program goes by, where title and detail are for people and may change.
/// </summary>
internal static class ProblemCodes
{
    /// <summary>The title of what hinders every change.</summary>
    public const string CannotBeChanged = "The library cannot be changed at the moment";

    /// <summary>The title of what another person has changed.</summary>
    public const string ChangedMeanwhile = "It has been changed meanwhile";

    private const string Code = "code";

    /// <summary>Gives a problem its code.</summary>
    public static void Name(ProblemDetailsContext context) =>
        context.ProblemDetails.Extensions.TryAdd(
            Code,
            OfKeys(context.ProblemDetails.Status, context.HttpContext) ?? Of(context.ProblemDetails, context.HttpContext));

    private static string? OfKeys(int? status, HttpContext context) => (status, context.Items[typeof(KeyCheck)]) switch
    {
        (StatusCodes.Status401Unauthorized, _) => "no-good-key",
        (StatusCodes.Status403Forbidden, _) => "right-missing",
        (StatusCodes.Status429TooManyRequests, KeyCheck) => "too-many-wrong-keys",
        (StatusCodes.Status503ServiceUnavailable, KeyCheck) => "no-keys",
        _ => null,
    };

    private static string Of(ProblemDetails problem, HttpContext context) => problem.Status switch
    {
        StatusCodes.Status400BadRequest when problem is HttpValidationProblemDetails or ValidationProblemDetails => "invalid-value",
        StatusCodes.Status400BadRequest => "bad-request",
        StatusCodes.Status404NotFound => problem.Title switch
        {
            "No such material" => "no-such-material",
            "No such theme" => "no-such-theme",
            _ => "not-found",
        },
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status406NotAcceptable => "not-acceptable",
        StatusCodes.Status408RequestTimeout => "request-too-slow",
        StatusCodes.Status409Conflict => problem.Title == ChangedMeanwhile ? "changed-meanwhile" : "not-possible",
        StatusCodes.Status410Gone => "generation-gone",
        StatusCodes.Status413PayloadTooLarge => "body-too-large",
        StatusCodes.Status414UriTooLong => "address-too-long",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        StatusCodes.Status422UnprocessableEntity => "cannot-be-used",
        StatusCodes.Status429TooManyRequests => ClientLimits.Refused(context) ? "too-many-requests" : "too-busy",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "headers-too-large",
        StatusCodes.Status503ServiceUnavailable => OfUnavailable(problem, context),
        >= 500 => "internal-error",
        _ => "bad-request",
    };

    private static string OfUnavailable(ProblemDetails problem, HttpContext context) =>
        problem.Title == CannotBeChanged
            ? "cannot-be-changed"
            : context.Features.Get<IExceptionHandlerFeature>()?.Error switch
            {
                LibraryException { Fault: LibraryFault.NoServer } => "no-search-server",
                LibraryException => "no-index",
                _ => "out-of-time",
            };
}
