using System.Collections.Concurrent;

namespace KnowledgeBase.Attack;

/// <summary><c>requests [COUNT] [SEED] [--index DIR]</c>: hostile requests, writing and slow ones included, 32 at a time.</summary>
internal static class RequestsAttack
{
    /// <summary>A server must not keep anybody waiting longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly string[] Pages =
    [
        "/", "/search?q=a", "/themes", "/wordings", "/wording?q=a", "/check", "/help", "/api/openapi.json", "/api/search?q=a", "/api/wordings",
    ];

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var numbers = args.TakeWhile(a => a != "--index").Select(int.Parse).ToArray();
        var (count, seed) = (numbers.ElementAtOrDefault(0) is > 0 and var given ? given : 10_000, numbers.ElementAtOrDefault(1));
        var own = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            var index = args.SkipWhile(a => a != "--index").ElementAtOrDefault(1);
            if (index is null)
            {
                await ServerUnderAttack.BuildAsync(index = Path.Combine(own, "index"));
            }

            await using var server = await ServerUnderAttack.StartAsync(index);
            using (var client = new HttpClient { BaseAddress = server.Address })
            {
                // What is made when it is first asked for is made now, and not while somebody hostile waits for it.
                foreach (var page in Pages)
                {
                    using var warmed = await client.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
                }
            }

            var statuses = new ConcurrentDictionary<int, int>();
            var bad = new ConcurrentQueue<string>();
            await Parallel.ForEachAsync(
                new HostileRequests(seed).All(slowShare: 0.01).Take(count),
                new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },
                async (request, stop) =>
                {
                    var conversation = await RawConversation.RunAsync(server.Address, request, stop);
                    statuses.AddOrUpdate(conversation.Status, 1, (_, n) => n + 1);
                    if (conversation.Status is 0 or (>= 500 and not 505) || conversation.Waited > Longest)
                    {
                        var (status, _, waited) = conversation;
                        bad.Enqueue($"{status} after {waited.TotalSeconds:0.0} s, {request.Kind}: {request.Shown}");
                    }
                });

            var counts = statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} × {s.Value}");
            Console.WriteLine($"{count} requests, seed {seed}: {string.Join(", ", counts)}");
            Console.WriteLine(
                $"5xx but for 505 (an HTTP that nobody knows), without a status or over {Longest.TotalSeconds} s: {bad.Count}; {server.State}");
            foreach (var line in bad.OrderBy(b => b, StringComparer.Ordinal).Reverse().Take(30))
            {
                Console.WriteLine($"  {line}");
            }

            foreach (var line in server.Faults.Take(60))
            {
                Console.WriteLine($"  log: {line}");
            }

            return bad.IsEmpty && server.Runs ? 0 : 1;
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }
}
