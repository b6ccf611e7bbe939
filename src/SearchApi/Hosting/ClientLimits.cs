using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Limits how many requests a program elsewhere may make of the API in a second, so that one that forgets to wait leaves the others their
/// turn. A bucket of tokens for each address: some seconds' worth may be taken at once. This machine's own programs are not limited, and
/// pages are not: how much is done at a time is limited for all of them by <see cref="WorkTurns"/>.
/// </summary>
internal static class ClientLimits
{
    /// <summary>Seconds' worth of requests that may be made at once.</summary>
    public const int Burst = 4;

    private static readonly object Exceeded = new();

    /// <summary>Adds the buckets.</summary>
    public static void AddClientLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<SearchApiOptions>>((limits, options) =>
        {
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => BucketOf(context, options.Value.Rate));
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told.TotalSeconds : 1;
                rejected.HttpContext.Response.Headers.RetryAfter =
                    Math.Max(1, Math.Ceiling(wait)).ToString(CultureInfo.InvariantCulture);
                rejected.HttpContext.Items[Exceeded] = true;
                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>True when a request was refused because its address made too many.</summary>
    public static bool Refused(HttpContext context) => context.Items.ContainsKey(Exceeded);

    private static RateLimitPartition<string> BucketOf(HttpContext context, int rate) =>
        rate > 0 && IsOfApi(context.Request.Path) && context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
            ? RateLimitPartition.GetTokenBucketLimiter(ClientOf(address), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Burst * rate,
                TokensPerPeriod = rate,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter("");

    private static bool IsOfApi(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/feeds", StringComparison.OrdinalIgnoreCase);

    /// <summary>One who has an address of IPv6 has a whole network of them, of 64 bits.</summary>
    public static string ClientOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var own = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return own.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(own.GetAddressBytes().AsSpan(0, 8)) : own.ToString();
    }
}
