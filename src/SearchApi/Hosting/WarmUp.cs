using System.Net;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Asks a server that has just started what its first user would: until then its code is not compiled, and what it keeps of an index is not
/// read. It listens meanwhile; that it runs is said afterwards.
/// </summary>
internal static class WarmUp
{
    /// <summary>A large library is read on; the user need not wait for it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Asks for some pages, one after another; ends quietly at the first that isn't answered.</summary>
    /// <param name="addresses">Where the server listens.</param>
    /// <param name="paths">What is asked for.</param>
    public static async Task RunAsync(IEnumerable<string> addresses, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || addresses.Select(Reachable).FirstOrDefault(a => a is not null) is not { } server)
        {
            return;
        }

        using var handler = new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.All };
        using var client = new HttpClient(handler) { BaseAddress = server };
        using var late = new CancellationTokenSource(Longest);
        try
        {
            foreach (var path in paths)
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), late.Token);
                if (!answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // It was to help; whoever comes first waits a little longer.
        }
    }

    /// <summary>An address of this machine by which the server is reached over plain HTTP; null where it is not.</summary>
    private static Uri? Reachable(string address)
    {
        var local = address
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://[::]", "://[::1]", StringComparison.Ordinal);
        return Uri.TryCreate(local, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback ? uri : null;
    }
}
