using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>decisions [KILLS] [SEED]</c>: two servers of one library, one after the other killed while librarians decide through both of them
/// about materials and words, every other time with the build that it has started. After each kill every decision that was acknowledged
/// must be in the history and in force, or what a later one went by, and every file as one of them left it; in the end the index says what
/// the files say, and index and audit log are sound.
/// </summary>
internal static class DecisionsAttack
{
    private const int Usual = 100;
    private const int Materials = 4;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var (kills, seed) = AttackNumbers.Of(args, Usual);
        var random = new Random(seed);
        var own = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        Environment.SetEnvironmentVariable("Meaning__Threads", "0");
        ServerUnderAttack? survivor = null;
        try
        {
            var library = new Library(own);
            var usual = await library.BeginAsync();
            var lost = 0;
            survivor = await library.StartAsync();
            for (var kill = 1; kill <= kills && !cancellationToken.IsCancellationRequested; kill++)
            {
                var next = await library.StartAsync();
                await using (var victim = survivor)
                {
                    survivor = next;
                    using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    Task[] senders =
                    [
                        library.DecideAsync(victim.Address, random.Next(), stop.Token),
                        library.DecideAsync(victim.Address, random.Next(), stop.Token),
                        library.DecideAsync(next.Address, random.Next(), stop.Token),
                    ];
                    await Task.Delay(2 * random.NextDouble() * usual, cancellationToken);
                    await victim.KillAsync(withChildren: kill % 2 == 0);
                    await stop.CancelAsync();
                    await Task.WhenAll(senders);
                }

                foreach (var fault in await library.FaultsAsync())
                {
                    lost++;
                    Console.WriteLine($"after kill {kill}: {fault}");
                }
            }

            await survivor.DisposeAsync();
            survivor = null;
            var faults = await library.EndAsync();
            faults.ForEach(f => Console.WriteLine($"in the end: {f}"));
            Console.WriteLine(
                $"{kills} kills of one of two servers; {library.Sent} decisions were sent, {library.Acknowledged} acknowledged, "
                + $"{library.Refused} refused because of another; {lost} times something was lost or there by half; "
                + $"{faults.Count} faults in the end.");
            return lost + faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            if (survivor is not null)
            {
                await survivor.DisposeAsync();
            }

            Directory.Delete(own, recursive: true);
        }
    }

    private sealed record Change(long Number, string Path, string? Before, string? After);

    private sealed class Library(string own)
    {
        private readonly string _corpus = Path.Combine(own, "corpus");
        private readonly string _index = Path.Combine(own, "index");
        private readonly string _state = Path.Combine(own, "state");

        // By the number of the change: what stands in the file since then.
        private readonly ConcurrentDictionary<long, string> _acknowledged = new();
        private readonly ConcurrentQueue<string> _odd = [];
        private int _sent;
        private int _refused;
        private string _key = "";

        public int Sent => _sent;

        public int Refused => _refused;

        public int Acknowledged => _acknowledged.Count;

        private string[] Places => ["--state", _state, "--index", _index, "--corpus", _corpus];

        /// <summary>Makes the library, and decides for the first time.</summary>
        /// <returns>How long that took.</returns>
        public async Task<TimeSpan> BeginAsync()
        {
            Directory.CreateDirectory(Path.Combine(_corpus, "lexicon"));
            for (var i = 0; i < Materials; i++)
            {
                await File.WriteAllTextAsync(Path.Combine(_corpus, Material(i)), $"石桥村第{i}组的做法\n\n第{i}组修起水渠，大家轮流看水。\n");
            }

            await ServerUnderAttack.BuildAsync(_index, _corpus);
            _key = (await OfficeLibrary.MakeKeysAsync(_state, _index, _corpus))[0];
            await using var server = await StartAsync();
            using var client = Client(server.Address);
            await DecideOnceAsync(client, new Random(0), CancellationToken.None); // what is done once is done
            var started = Stopwatch.GetTimestamp();
            await DecideOnceAsync(client, new Random(1), CancellationToken.None);
            return Stopwatch.GetElapsedTime(started);
        }

        public Task<ServerUnderAttack> StartAsync() => ServerUnderAttack.StartAsync(_index, "--state", _state);

        /// <summary>Decides one thing after another until the server is gone.</summary>
        public async Task DecideAsync(Uri server, int seed, CancellationToken cancellation)
        {
            var random = new Random(seed);
            using var client = Client(server);
            try
            {
                while (!cancellation.IsCancellationRequested)
                {
                    await DecideOnceAsync(client, random, cancellation);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is gone.
            }
        }

        /// <summary>What is lost, or there by half.</summary>
        public async Task<List<string>> FaultsAsync()
        {
            List<string> faults = [.. _odd];
            _odd.Clear();
            var (code, output) = await KillsAttack.RunAsync(["decisions", "list", "--size", "1000000", "--json", .. Places]);
            if (code != 0)
            {
                return [.. faults, $"kb decisions list ended with {code}."];
            }

            using var json = JsonDocument.Parse(output);
            var changes = json.RootElement.GetProperty("changes").EnumerateArray()
                .Select(c => new Change(
                    c.GetProperty("number").GetInt64(), c.GetProperty("path").GetString()!, c.GetProperty("before").GetString(),
                    c.GetProperty("after").GetString()))
                .OrderBy(c => c.Number)
                .ToList();
            foreach (var file in changes.GroupBy(c => c.Path, StringComparer.Ordinal))
            {
                var path = Path.Combine(_corpus, file.Key);
                var now = File.Exists(path) ? await File.ReadAllTextAsync(path) : null;
                Change[] all = [.. file];
                for (var i = 0; i < all.Length; i++)
                {
                    // What the next decision went by, or what is there now. A change that was not finished left what was before it.
                    var then = i + 1 < all.Length ? all[i + 1].Before : now;
                    var isKept = then == all[i].After;
                    if (!isKept && (then != all[i].Before || _acknowledged.ContainsKey(all[i].Number)))
                    {
                        faults.Add($"change {all[i].Number} of {file.Key} was {(_acknowledged.ContainsKey(all[i].Number) ? "" : "not ")}acknowledged, and is lost.");
                    }
                }
            }

            var known = changes.ToDictionary(c => c.Number);
            faults.AddRange(
                from acknowledged in _acknowledged
                where known.GetValueOrDefault(acknowledged.Key)?.After?.Contains(acknowledged.Value, StringComparison.Ordinal) != true
                select $"change {acknowledged.Key} was acknowledged, and is not in the history as it was sent.");
            var (audited, told) = await KillsAttack.RunAsync(["audit", "--json", .. Places]);
            if (audited != 0)
            {
                faults.Add($"kb audit ended with {audited}: {told[..Math.Min(told.Length, 300)]}");
            }

            return faults;
        }

        /// <summary>What is wrong when everything has been built.</summary>
        public async Task<List<string>> EndAsync()
        {
            var faults = await FaultsAsync();
            foreach (var command in (string[][])[["build", "--index", _index, "--corpus", _corpus], ["verify", "--index", _index]])
            {
                var (code, output) = await KillsAttack.RunAsync(command);
                if (code != 0)
                {
                    faults.Add($"kb {command[0]} ended with {code}: {output[..Math.Min(output.Length, 300)]}");
                }
            }

            await using var server = await StartAsync();
            using var client = Client(server.Address);
            for (var i = 0; i < Materials; i++)
            {
                using var decided = JsonDocument.Parse(await client.GetStringAsync(Address($"/api/corrections/{Material(i)}")));
                using var material = JsonDocument.Parse(await client.GetStringAsync(Address($"/api/materials/{Material(i)}")));
                var title = decided.RootElement.GetProperty("correction").GetProperty("title").GetString();
                var shown = material.RootElement.GetProperty("facts").GetProperty("title").GetString();
                if (title is not null && title != shown)
                {
                    faults.Add($"{Material(i)} was given the title {title} and has {shown}.");
                }
            }

            return faults;
        }

        private async Task DecideOnceAsync(HttpClient client, Random random, CancellationToken cancellation)
        {
            var mark = $"{Guid.NewGuid():N}";
            var chosen = random.Next(Materials + 1);
            var address = Address(chosen == Materials ? "/api/settings/lexicon/own.txt" : $"/api/corrections/{Material(chosen)}");
            using var seen = JsonDocument.Parse(await client.GetStringAsync(address, cancellation));
            var version = seen.RootElement.GetProperty("version").GetString();
            Interlocked.Increment(ref _sent);
            using var answer = chosen == Materials
                ? await client.PutAsJsonAsync(address, new { version, text = $"# {mark}\n看水歌\n" }, cancellation)
                : await client.PutAsJsonAsync(address, new { version, title = $"做法{mark}" }, cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                Interlocked.Increment(ref _refused);
            }
            else if (answer.StatusCode == HttpStatusCode.OK)
            {
                using var json = JsonDocument.Parse(body);
                if (json.RootElement.GetProperty("change").GetInt64() is var number && !_acknowledged.TryAdd(number, mark))
                {
                    _odd.Enqueue($"two decisions were told the number {number}.");
                }
            }
            else
            {
                _odd.Enqueue($"a decision was answered {(int)answer.StatusCode}: {body[..Math.Min(body.Length, 300)]}");
            }
        }

        private HttpClient Client(Uri server)
        {
            var client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(3) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            return client;
        }

        private static string Material(int number) => $"石桥{number}.txt";

        private static Uri Address(string path) => new(path, UriKind.Relative);
    }
}
