using System.Net;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// The names under which a server may be asked: a page of another site must not reach it through a name of its own that it lets point here
/// (DNS rebinding).
/// </summary>
internal static class HostNames
{
    /// <summary>Names of this machine that no other site can have.</summary>
    public const string Loopback = "localhost;127.0.0.1;[::1]";

    /// <summary>
    /// The value of <c>AllowedHosts</c> for the addresses that a server listens on: the names of this machine and those that the addresses
    /// name. Null for an address that stands for all of a machine's, whose names only the operator knows.
    /// </summary>
    /// <param name="urls">Addresses parted by semicolons, as <c>--urls</c> takes them.</param>
    public static string? For(string urls)
    {
        var hosts = new List<string>(Loopback.Split(';'));
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The server itself says of an address that cannot be read why it can't.
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || IsAny(address))
            {
                return null;
            }

            hosts.Add(address.Host);
        }

        return string.Join(';', hosts.Distinct(StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsAny(Uri address) =>
        address.Host.Length == 0
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
