using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using KnowledgeBase.Engines.Benchmarks;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>load [SECONDS] [RATE] [--passages N] [--index DIR] [--views] [--uploads EVERY]</c>: requests at a fixed rate, whether or not those
/// before were answered (open loop), over a library of some 100,000 passages; how long each took from when it was due, and the server's
/// memory each minute. With <c>--uploads</c> a librarian brings a file in every so many seconds meanwhile.
/// </summary>
internal static class LoadAttack
{
    private const int Usual = 600;
    private const int UsualRate = 200;
    private const string UsualPassages = "100000";
    private const int Clauses = 2_000;

    /// <summary>Stands in every file that is brought in, and in no other.</summary>
    private const string Word = "码头账本";

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
            var every = int.Parse(Option(args, "--uploads") ?? "0", CultureInfo.InvariantCulture);
            var office = every > 0 ? await FolderAsync(args, own) : null;
            var (corpus, index) = office is null ? Library(args, own) : (office.Corpus, office.Index);
            var addresses = Addresses(corpus, args.Contains("--views", StringComparer.Ordinal));
            await using var server = await (office is null
                ? ServerUnderAttack.StartAsync(index)
                : ServerUnderAttack.StartAsync(index, "--state", office.State));
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 })
            {
                BaseAddress = server.Address,
                Timeout = Longest,
            };
            foreach (var address in addresses)
            {
                using var warmed = await client.GetAsync(address, cancellationToken); // the server is to be a warm process
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var bringing = office is null
                ? Task.FromResult(0)
                : BringInAsync(client, office.Key, TimeSpan.FromSeconds(every), stop.Token);
            var asked = await AskAsync(
                server, client, addresses, seconds > 0 ? seconds : Usual, rate > 0 ? rate : UsualRate, cancellationToken);
            await stop.CancelAsync();
            return Math.Max(asked, await bringing);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>The library that the arguments name, or one that is built in a folder of one's own, and clauses of its texts.</summary>
    public static (ScaledCorpus Corpus, string Index) Library(string[] args, string own)
    {
        var corpus = Texts(args);
        var index = Option(args, "--index") ?? Path.Combine(own, "index");
        if (!Directory.Exists(index))
        {
            Build(corpus, index);
        }

        return (corpus, index);
    }

    /// <summary>The library as a folder that an index was built of, so that files can be brought in.</summary>
    private static async Task<Office> FolderAsync(string[] args, string own)
    {
        var texts = Texts(args);
        var folder = Directory.CreateDirectory(Path.Combine(own, "corpus")).FullName;
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "texts.jsonl"),
            texts.Materials().Select(m => JsonSerializer.Serialize(new { id = m.Id, title = m.Facts.Title, text = m.Text })));
        var (index, state) = (Path.Combine(own, "index"), Path.Combine(own, "state"));
        await ServerUnderAttack.BuildAsync(index, folder);
        return new Office(texts, index, state, (await OfficeLibrary.MakeKeysAsync(state, index, folder))[0]);
    }

    /// <summary>Brings a file in every so often until it is stopped, and looks in the end whether all of them are found.</summary>
    /// <returns>0 when each was taken and is found, 1 otherwise.</returns>
    private static async Task<int> BringInAsync(HttpClient reader, string key, TimeSpan every, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = reader.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var times = new List<double>();
        var (taken, refused) = (0, 0);
        using var timer = new PeriodicTimer(every);
        while (!cancellation.IsCancellationRequested)
        {
            using var form = new MultipartFormDataContent();
            var lines = Enumerable.Range(0, 50).Select(n => $"第{times.Count}页第{n}行记着来往的船。\n");
            var text = $"{Word}第{times.Count}页\n\n{string.Concat(lines)}";
            form.Add(new StringContent(text), "files", $"page{times.Count}.txt");
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsync(new Uri("/api/materials", UriKind.Relative), form, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            _ = answer.StatusCode == HttpStatusCode.Created ? taken++ : refused++;
            try
            {
                await timer.WaitForNextTickAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        var found = 0;
        for (var waited = 0; waited < 60 && found < taken; waited++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            var address = $"/api/search?meaning=off&copies=each&size=1&q={Uri.EscapeDataString($"“{Word}”")}";
            using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative), CancellationToken.None));
            found = json.RootElement.GetProperty("total").GetInt32();
        }

        Console.WriteLine($"brought in: {taken} taken, {refused} refused, {found} found in the end; an answer: {Quantiles(times)}");
        return refused == 0 && found == taken ? 0 : 1;
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

    private static ScaledCorpus Texts(string[] args) => new(
        Path.Combine(Programs.Root, "corpus"), int.Parse(Option(args, "--passages") ?? UsualPassages, CultureInfo.InvariantCulture));

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

    private sealed record Office(ScaledCorpus Corpus, string Index, string State, string Key);
}
