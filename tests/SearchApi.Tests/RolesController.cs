using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Addresses that need a role each; only tests have them.</summary>
[ApiController]
[Route("test")]
public sealed class RolesController : ControllerBase
{
    [HttpGet("librarians")]
    [Authorize(AuthenticationSchemes = Credentials.Key, Roles = "librarian")]
    public string OfLibrarians() => "for librarians";

    [HttpGet("administrators")]
    [Authorize(AuthenticationSchemes = Credentials.Key, Roles = "administrator")]
    public string OfAdministrators() => "for administrators";
}
