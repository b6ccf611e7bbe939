using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>drafts [COUNT] [--index DIR]</c>: so many long drafts at once beside a loop of searches, half of the clients gone after two seconds;
/// and what is left of it in memory a minute later.
/// </summary>
internal static class DraftsAttack
{
    private const int Length = 50_000;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var count = args.TakeWhile(a => a != "--index").Select(int.Parse).FirstOrDefault(50);
        var own = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            var index = args.SkipWhile(a => a != "--index").ElementAtOrDefault(1);
            if (index is null)
            {
                await ServerUnderAttack.BuildAsync(index = Path.Combine(own, "index"));
            }

            await using var server = await ServerUnderAttack.StartAsync(index);
            using var client = new HttpClient { BaseAddress = server.Address };
            var draft = await DraftAsync(cancellationToken);

            // A first wave, so that what is compared is not the code and the caches that it brings in.
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => CheckAsync(client, draft, cancellationToken)));
            await SearchAsync(client, TimeSpan.FromSeconds(15), cancellationToken);
            var before = server.Memory;

            var most = before;
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watch = Task.Run(async () =>
            {
                while (!watching.IsCancellationRequested)
                {
                    most = Math.Max(most, server.Memory);
                    await Task.Delay(50, CancellationToken.None);
                }
            }, CancellationToken.None);
            var drafts = Enumerable.Range(0, count).Select(async i =>
            {
                using var gone = new CancellationTokenSource();
                if (i % 2 == 1)
                {
                    gone.CancelAfter(TimeSpan.FromSeconds(2));
                }

                return await CheckAsync(client, draft, gone.Token);
            }).ToList();
            var latencies = await SearchAsync(client, TimeSpan.FromSeconds(15), cancellationToken);
            var answers = await Task.WhenAll(drafts);
            await watching.CancelAsync();
            await watch;
            await Task.Delay(TimeSpan.FromSeconds(60), cancellationToken);
            var after = server.Memory;

            var kinds = answers.GroupBy(a => a.What, StringComparer.Ordinal).Select(g => $"{g.Key} × {g.Count()}");
            var (half, most99) = (At(latencies, 0.5), At(latencies, 0.99));
            Console.WriteLine($"{count} drafts of {Length} characters: {string.Join(", ", kinds)}; longest answer {answers.Max(a => a.Bytes):N0} bytes");
            Console.WriteLine($"{latencies.Count} searches beside them: p50 {half:0} ms, p99 {most99:0} ms, most {latencies[^1]:0} ms");
            Console.WriteLine(
                $"memory before {before >> 20} MB, at most {most >> 20} MB, a minute later {after >> 20} MB "
                + $"({100.0 * (after - before) / before:+0;-0} %); {server.State}");
            return server.Runs && most99 < 500 && after < before * 1.1 && answers.All(a => a.What is "200" or "429" or "gone") ? 0 : 1;
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>Searches one after the other and gives the milliseconds that they took, in ascending order.</summary>
    private static async Task<List<double>> SearchAsync(HttpClient client, TimeSpan time, CancellationToken cancellationToken)
    {
        string[] questions = ["党员", "党支部标准化", "“双报到”", "形式主义 NOT 会议", "怎样破解党建和业务两张皮"];
        var latencies = new List<double>();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var from = Stopwatch.GetTimestamp();
            var question = Uri.EscapeDataString(questions[latencies.Count % questions.Length]);
            await client.GetStringAsync(new Uri($"/api/search?q={question}", UriKind.Relative), cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            await Task.Delay(10, cancellationToken);
        }

        latencies.Sort();
        return latencies;
    }

    private static async Task<(string What, long Bytes)> CheckAsync(HttpClient client, string draft, CancellationToken cancellationToken)
    {
        try
        {
            var check = new Uri("/api/check", UriKind.Relative);
            using var response = await client.PostAsJsonAsync(check, new { text = draft }, cancellationToken);
            return ($"{(int)response.StatusCode}", (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length);
        }
        catch (OperationCanceledException)
        {
            return ("gone", 0);
        }
    }

    /// <summary>A draft of what the sample library holds, so that much is found of it.</summary>
    private static async Task<string> DraftAsync(CancellationToken cancellationToken)
    {
        var draft = new StringBuilder();
        var files = Directory.EnumerateFiles(Path.Combine(Programs.Root, "corpus"), "*.md", SearchOption.AllDirectories);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            draft.Append(await File.ReadAllTextAsync(file, cancellationToken));
        }

        while (draft.Length < Length)
        {
            draft.Append(draft);
        }

        return draft.ToString(0, Length);
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
}
