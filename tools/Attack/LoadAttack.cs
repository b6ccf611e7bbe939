using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Engines.Benchmarks;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>load [SECONDS] [RATE] [--passages N] [--index DIR] [--views]</c>: requests at a fixed rate, whether or not those before were answered
/// (open loop), over a library of some 100,000 passages; how long each took from when it was due, and the server's memory each minute.
/// </summary>
internal static class LoadAttack
{
    private const int Usual = 600;
    private const int UsualRate = 200;
    private const string UsualPassages = "100000";
    private const int Clauses = 2_000;

    /// <summary>What is later than this has failed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly string[] Filters =
        ["", "", "", "&year=2023", "&genre=经验材料", "&tier=县", "&theme=organisation&sort=newest", "&page=2", "&size=20", "&copies=each"];

    private static readonly string[] Views = ["search", "search", "search", "passages", "headings", "practices", "kwic", "suggest"];

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var numbers = args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).Select(int.Parse).ToArray();
        var (seconds, rate) = (numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1));
        var own = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            var (corpus, index) = Library(args, own);
            var addresses = Addresses(corpus, args.Contains("--views", StringComparer.Ordinal));
            await using var server = await ServerUnderAttack.StartAsync(index);
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 })
            {
                BaseAddress = server.Address,
                Timeout = Longest,
            };
            foreach (var address in addresses)
            {
                using var warmed = await client.GetAsync(address, cancellationToken); // the server is to be a warm process
            }

            return await AskAsync(
                server, client, addresses, seconds > 0 ? seconds : Usual, rate > 0 ? rate : UsualRate, cancellationToken);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>The library that the arguments name, or one that is built in a folder of one's own, and clauses of its texts.</summary>
    public static (ScaledCorpus Corpus, string Index) Library(string[] args, string own)
    {
        var passages = int.Parse(Option(args, "--passages") ?? UsualPassages, CultureInfo.InvariantCulture);
        var corpus = new ScaledCorpus(Path.Combine(Programs.Root, "corpus"), passages);
        var index = Option(args, "--index") ?? Path.Combine(own, "index");
        if (!Directory.Exists(index))
        {
            Build(corpus, index);
        }

        return (corpus, index);
    }

    private static async Task<int> AskAsync(
        ServerUnderAttack server, HttpClient client, Uri[] addresses, int seconds, int rate, CancellationToken cancellationToken)
    {
        var (all, minute) = (new List<double>(), new ConcurrentQueue<double>());
        var failures = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var pending = new ConcurrentDictionary<long, Task>();
        Console.WriteLine($"{rate} requests a second for {seconds} s; before: {Megabytes(server)} MB");
        var started = Stopwatch.GetTimestamp();
        var due = TimeSpan.Zero;
        for (long i = 0; i < (long)seconds * rate && server.Runs && !cancellationToken.IsCancellationRequested; i++)
        {
            due = TimeSpan.FromSeconds((double)i / rate);
            if (due - Stopwatch.GetElapsedTime(started) is var early && early > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(early, CancellationToken.None);
            }

            var (number, when, address) = (i, due, addresses[i % addresses.Length]);
            pending[number] = Task.Run(
                async () =>
                {
                    await OneAsync(address, when);
                    pending.TryRemove(number, out _);
                },
                CancellationToken.None);
            if ((i + 1) % (60L * rate) == 0)
            {
                Tell($"minute {(i + 1) / (60L * rate)}");
            }
        }

        await Task.WhenAll(pending.Values);
        Tell("the rest");
        Console.WriteLine($"all: {Quantiles(all)}; {failures.Values.Sum()} failed; {Megabytes(server)} MB; {server.State}");
        foreach (var (what, count) in failures)
        {
            Console.WriteLine($"  {count} × {what}");
        }

        foreach (var line in server.Faults.Take(60))
        {
            Console.WriteLine($"  log: {line}");
        }

        return failures.IsEmpty && server.Runs ? 0 : 1;

        async Task OneAsync(Uri address, TimeSpan when)
        {
            try
            {
                using var answer = await client.GetAsync(address, CancellationToken.None);
                await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
                if (!answer.IsSuccessStatusCode)
                {
                    failures.AddOrUpdate($"{(int)answer.StatusCode} to {address}", 1, (_, n) => n + 1);
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                failures.AddOrUpdate(e.GetType().Name, 1, (_, n) => n + 1);
            }

            // From when it was due: a request that had to wait for its turn to be sent has waited.
            minute.Enqueue((Stopwatch.GetElapsedTime(started) - when).TotalMilliseconds);
        }

        void Tell(string name)
        {
            var some = new List<double>();
            while (minute.TryDequeue(out var took))
            {
                some.Add(took);
            }

            if (some.Count > 0)
            {
                Console.WriteLine($"{name}: {Quantiles(some)}; {failures.Values.Sum()} failed so far; {Megabytes(server)} MB");
                all.AddRange(some);
            }
        }
    }

    private static Uri[] Addresses(ScaledCorpus corpus, bool ofViews)
    {
        var random = new Random(1);
        return
        [
            .. corpus.Clauses(Clauses).Select((clause, i) =>
            {
                var query = (i % 4) switch
                {
                    0 => $"“{clause}”",
                    1 => $"{clause[..2]} {clause[^2..]}",
                    2 => clause[..4],
                    _ => clause,
                };
                var view = ofViews ? Views[i % Views.Length] : "search";
                var filter = view is "kwic" or "suggest" ? "" : Filters[random.Next(Filters.Length)];
                filter = view == "search" ? filter : filter.Replace("&copies=each", "", StringComparison.Ordinal);
                return new Uri($"/api/{view}?q={Uri.EscapeDataString(query)}{filter}", UriKind.Relative);
            }),
        ];
    }

    private static void Build(ScaledCorpus corpus, string index)
    {
        using var writer = LibraryFolder.OpenWriter(index, Taxonomy.Default, Glossary.Default, []);
        foreach (var material in corpus.Materials())
        {
            writer.Put(writer.Prepare(material, path: null));
        }

        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal), TimeProvider.System);
    }

    private static string? Option(string[] args, string name) => args.SkipWhile(a => a != name).ElementAtOrDefault(1);

    private static string Quantiles(List<double> times)
    {
        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{times.Count} requests, p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, p99.9 {At(0.999):0.0} ms, slowest {times[^1]:0} ms");

        double At(double share) => times[(int)Math.Min(times.Count - 1, share * times.Count)];
    }

    private static long Megabytes(ServerUnderAttack server) => server.Memory >> 20;
}
