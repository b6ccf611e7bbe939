using KnowledgeBase.Access;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What the page of signing in shows.</summary>
/// <param name="To">Where to go afterwards; null for the front page.</param>
/// <param name="HasKeys">Whether there is a key with which somebody could sign in.</param>
/// <param name="Name">Whose key it is that is signed in; null for nobody.</param>
/// <param name="Role">What that key allows.</param>
/// <param name="Error">Why nobody was signed in; null when nobody tried.</param>
internal sealed record SignInPage(string? To, bool HasKeys, string? Name, AccessRole? Role, string? Error)
{
    /// <summary>The role in Chinese.</summary>
    public string RoleName => NameOf(Role ?? AccessRole.Reader);

    /// <summary>A role in Chinese.</summary>
    public static string NameOf(AccessRole role) => role switch
    {
        AccessRole.Administrator => "管理员",
        AccessRole.Librarian => "资料员",
        _ => "读者",
    };
}
