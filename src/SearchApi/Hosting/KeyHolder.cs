using System.Security.Claims;
using KnowledgeBase.Access;
using KnowledgeBase.Materials;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Who has shown a key, as the framework passes them on with a request.</summary>
public static class KeyHolder
{
    /// <summary>The claim that holds the id of the key.</summary>
    private const string KeyId = "kb-key";

    /// <summary>The holder of a key: with its name, its id, and its role with those before it, whose rights it has too.</summary>
    public static ClaimsPrincipal Of(AccessKey key, string scheme)
    {
        ArgumentNullException.ThrowIfNull(key);
        var roles = Enum.GetValues<AccessRole>().Where(r => r <= key.Role).Select(r => new Claim(ClaimTypes.Role, NameOf(r)));
        return new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, key.Name), new(KeyId, key.Id), .. roles], scheme));
    }

    /// <summary>What is known of a holder's key now; null for nobody, and when it is no longer good.</summary>
    public static AccessKey? KeyOf(ClaimsPrincipal? holder, KeyDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return holder?.FindFirstValue(KeyId) is { } id ? desk.Find(id) : null;
    }

    /// <summary>What is written down of whoever asks for something, but for what it is; null when their key is no longer good.</summary>
    public static AuditAct? ActOf(HttpContext context, KeyDesk desk)
    {
        ArgumentNullException.ThrowIfNull(context);
        return KeyOf(context.User, desk) is { } key
            ? new AuditAct(key.Name, "", "") { Key = key.Id, Address = context.Connection.RemoteIpAddress?.ToString() }
            : null;
    }

    /// <summary>What a holder may read: librarians and administrators everything, nobody what is public.</summary>
    public static ReadingRights RightsOf(ClaimsPrincipal? holder, KeyDesk desk) => KeyOf(holder, desk) switch
    {
        null => ReadingRights.Everyone,
        { Role: >= AccessRole.Librarian } => ReadingRights.Everything,
        var key => ReadingRights.Of(key.Groups),
    };

    /// <summary>The name of a role, as the API and the framework have it.</summary>
    public static string NameOf(AccessRole role) => role.ToString().ToLowerInvariant();
}
