using System.Collections.Concurrent;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>requests [COUNT] [SEED] [--index DIR] [--keys]</c>: hostile requests, writing and slow ones included, 32 at a time. Without
/// <c>--keys</c> nothing of the library may change; with it, a third of them shows a key, of a reader, a librarian, an administrator, or a
/// revoked one, and what was taken must lie in the inbox.
/// </summary>
internal static class RequestsAttack
{
    /// <summary>A server must not keep anybody waiting longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Nor who brings something in, which builds the index.</summary>
    private static readonly TimeSpan LongestOfWriting = TimeSpan.FromSeconds(90);

    private static readonly string[] Pages =
    [
        "/", "/search?q=a", "/themes", "/wordings", "/wording?q=a", "/check", "/help", "/api/openapi.json", "/api/search?q=a", "/api/wordings",
    ];

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var withKeys = args.Contains("--keys", StringComparer.Ordinal);
        var (count, seed) = AttackNumbers.Of(args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)), 10_000);
        var own = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            var index = args.SkipWhile(a => a != "--index").ElementAtOrDefault(1);
            var (corpus, state) = (Path.Combine(own, "corpus"), Path.Combine(own, "state"));
            OfficeLibrary.CopySample(corpus);
            if (index is null)
            {
                await ServerUnderAttack.BuildAsync(index = Path.Combine(own, "index"), corpus);
            }

            string[] keys = [.. await OfficeLibrary.MakeKeysAsync(state, index, corpus)];
            var before = OfficeLibrary.Listing(own, ["corpus", "state/withdrawn", "state/keys.json"]);
            await using var server = await ServerUnderAttack.StartAsync(index, "--state", state);
            using (var client = new HttpClient { BaseAddress = server.Address })
            {
                // What is made when it is first asked for is made now, and not while somebody hostile waits for it.
                foreach (var page in Pages)
                {
                    using var warmed = await client.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
                }

                // Good keys that are known are looked at even from where many wrong ones come, which keep new ones waiting.
                foreach (var key in withKeys ? keys[..^1] : [])
                {
                    using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/key");
                    asked.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
                    using var known = await client.SendAsync(asked, cancellationToken);
                }
            }

            var statuses = new ConcurrentDictionary<int, int>();
            var bad = new ConcurrentQueue<string>();
            await Parallel.ForEachAsync(
                new HostileRequests(seed, withKeys ? keys : []).All(slowShare: 0.01).Take(count),
                new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },
                async (request, stop) =>
                {
                    var conversation = await RawConversation.RunAsync(server.Address, request, stop);
                    statuses.AddOrUpdate(conversation.Status, 1, (_, n) => n + 1);
                    var longest = withKeys && request.Shown.Contains("Bearer kb-", StringComparison.Ordinal) ? LongestOfWriting : Longest;
                    if (conversation.Status is 0 or (>= 500 and not 505) || conversation.Waited > longest
                        || (conversation.Status >= 400 && TellsInternals(conversation.Answer, own)))
                    {
                        var (status, _, waited) = conversation;
                        bad.Enqueue($"{status} after {waited.TotalSeconds:0.0} s, {request.Kind}: {request.Shown}");
                    }
                });

            var counts = statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} × {s.Value}");
            Console.WriteLine($"{count} requests, seed {seed}: {string.Join(", ", counts)}");
            var changed = OfficeLibrary.Changes(before, OfficeLibrary.Listing(own, ["corpus", "state/withdrawn", "state/keys.json"]));
            string[] wrong = [.. changed.Where(c => !withKeys || !OfficeLibrary.IsOfLibrarian(c))];
            Console.WriteLine(
                "5xx but for 505 (an HTTP that nobody knows), internals in the answer, without a status or over "
                + $"{Longest.TotalSeconds} s: {bad.Count}; {server.State}");
            Console.WriteLine(
                $"files of corpus and state that changed: {changed.Count}, of them none that may not: {(wrong.Length == 0 ? "yes" : "no")}");
            foreach (var line in wrong.Take(30))
            {
                Console.WriteLine($"  changed: {line}");
            }

            foreach (var line in bad.OrderBy(b => b, StringComparer.Ordinal).Reverse().Take(30))
            {
                Console.WriteLine($"  {line}");
            }

            foreach (var line in server.Faults.Take(60))
            {
                Console.WriteLine($"  log: {line}");
            }

            var (audited, _) = await KillsAttack.RunAsync("audit", "--state", state, "--index", index, "--corpus", corpus);
            Console.WriteLine($"kb audit ended with {audited}");
            return bad.IsEmpty && server.Runs && wrong.Length == 0 && audited == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>Whether an answer has places in the program or folders of the machine; the page of administrators may.</summary>
    private static bool TellsInternals(string answer, string folder) =>
        answer.Contains("   at KnowledgeBase.", StringComparison.Ordinal) || answer.Contains(folder, StringComparison.Ordinal);
}
