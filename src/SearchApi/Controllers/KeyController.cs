using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>The key that a request shows.</summary>
[ApiController]
[Authorize(AuthenticationSchemes = Credentials.Key)]
[Route("api/key")]
public sealed class KeyController(KeyDesk desk) : ControllerBase
{
    /// <summary>Whose the key is that the request shows, and what its holder may do.</summary>
    [HttpGet(Name = "key")]
    [ProducesResponseType<KeyResult>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status429TooManyRequests)]
    public ActionResult<KeyResult> Get()
    {
        Response.Headers.CacheControl = "no-store";
        HttpContext.Items[GenerationTags.IsOfTheMoment] = true;
        return KeyHolder.KeyOf(User, desk) is { } key
            ? new KeyResult(key.Id, key.Name, KeyHolder.NameOf(key.Role), key.Created, key.Expires)
            : Unauthorized();
    }
}

/// <summary>What is known of a key.</summary>
/// <param name="Id">The part of the key that may be shown.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Role"><c>reader</c>, <c>librarian</c> or <c>administrator</c>.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">From when on it is no longer taken; null when it does not expire.</param>
public sealed record KeyResult(string Id, string Name, string Role, DateTimeOffset Created, DateTimeOffset? Expires);
