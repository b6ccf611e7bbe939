using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>uploads [KILLS] [SEED]</c>: a server is killed while files are brought in, every other time with the build that it has started.
/// After each kill everything that was acknowledged must lie in the inbox, whole, and nothing by half; in the end all of it is found, each
/// once, whoever may not read it finds none of what is not for everybody, and index and audit log are sound.
/// </summary>
internal static class UploadsAttack
{
    private const int Usual = 300;
    private const int Senders = 3;
    private const string Word = "渡口清单";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var (kills, seed) = AttackNumbers.Of(args, Usual);
        var random = new Random(seed);
        var own = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        Environment.SetEnvironmentVariable("Meaning__Threads", "0");
        try
        {
            var library = new Library(own);
            var usual = await library.BeginAsync();
            var lost = 0;
            for (var kill = 1; kill <= kills && !cancellationToken.IsCancellationRequested; kill++)
            {
                await using (var server = await library.StartAsync())
                {
                    using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    var senders = Enumerable.Range(0, Senders).Select(_ => library.SendAsync(server.Address, stop.Token)).ToArray();
                    await Task.Delay(2 * random.NextDouble() * usual, cancellationToken);
                    await server.KillAsync(withChildren: kill % 2 == 0);
                    await stop.CancelAsync();
                    await Task.WhenAll(senders);
                }

                foreach (var fault in library.Faults())
                {
                    lost++;
                    Console.WriteLine($"after kill {kill}: {fault}");
                }
            }

            var faults = await library.EndAsync();
            faults.ForEach(f => Console.WriteLine($"in the end: {f}"));
            Console.WriteLine(
                $"{kills} kills; {library.Sent} files were sent, {library.Acknowledged} acknowledged; {lost} times something was lost or there by "
                + $"half; {faults.Count} faults in the end.");
            return lost + faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private sealed class Library(string own)
    {
        private readonly string _corpus = Path.Combine(own, "corpus");
        private readonly string _index = Path.Combine(own, "index");
        private readonly string _state = Path.Combine(own, "state");

        // By the name that it was sent under: what it holds, and its id once it was acknowledged.
        private readonly ConcurrentDictionary<string, byte[]> _sent = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, string> _acknowledged = new(StringComparer.Ordinal);
        private string _key = "";

        public int Sent => _sent.Count;

        public int Acknowledged => _acknowledged.Count;

        /// <summary>Makes the library, and brings a first file in.</summary>
        /// <returns>How long that took.</returns>
        public async Task<TimeSpan> BeginAsync()
        {
            Directory.CreateDirectory(_corpus);
            await File.WriteAllTextAsync(Path.Combine(_corpus, "一.txt"), "石桥村的做法\n\n村里修起水渠，大家轮流看水。\n");
            await ServerUnderAttack.BuildAsync(_index, _corpus);
            _key = (await OfficeLibrary.MakeKeysAsync(_state, _index, _corpus))[0];
            await using var server = await StartAsync();
            await SendAsync(server.Address, isLast: true, CancellationToken.None); // what is done once is done
            var started = Stopwatch.GetTimestamp();
            await SendAsync(server.Address, isLast: true, CancellationToken.None);
            return Stopwatch.GetElapsedTime(started);
        }

        public Task<ServerUnderAttack> StartAsync() => ServerUnderAttack.StartAsync(_index, "--state", _state);

        /// <summary>Sends one request after another until the server is gone.</summary>
        public Task SendAsync(Uri server, CancellationToken cancellation) => SendAsync(server, isLast: false, cancellation);

        private async Task SendAsync(Uri server, bool isLast, CancellationToken cancellation)
        {
            using var client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(3) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            try
            {
                do
                {
                    using var form = new MultipartFormDataContent();
                    var number = _sent.Count;
                    if (number % 3 == 0)
                    {
                        form.Add(new StringContent("内部"), "access");
                    }

                    for (var i = 0; i <= number % 2; i++)
                    {
                        var name = $"{Guid.NewGuid():N}.txt";
                        var text = $"{Word}之{name}\n\n" + string.Concat(Enumerable.Range(0, 200).Select(n => $"第{n}项记在{name}名下。\n"));
                        _sent[name] = Encoding.UTF8.GetBytes(text);
                        form.Add(new ByteArrayContent(_sent[name]), "files", name);
                    }

                    using var answer = await client.PostAsync(new Uri("/api/materials", UriKind.Relative), form, cancellation);
                    if (answer.StatusCode == HttpStatusCode.Created)
                    {
                        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
                        foreach (var file in json.RootElement.GetProperty("files").EnumerateArray())
                        {
                            _acknowledged[file.GetProperty("name").GetString()!] = file.GetProperty("id").GetString()!;
                        }
                    }
                }
                while (!isLast && !cancellation.IsCancellationRequested);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is gone.
            }
        }

        /// <summary>What is lost, or there by half.</summary>
        public IEnumerable<string> Faults()
        {
            foreach (var (name, id) in _acknowledged)
            {
                var path = Path.Combine(_corpus, id);
                if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(_sent[name]))
                {
                    yield return $"{id} was acknowledged, and is {(File.Exists(path) ? "another" : "gone")}.";
                }
            }

            foreach (var path in Visible())
            {
                if (!_sent.TryGetValue(Path.GetFileName(path), out var sent) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(sent))
                {
                    yield return $"{path} is there and is not what was sent.";
                }
            }
        }

        /// <summary>What is wrong when everything has been built.</summary>
        public async Task<List<string>> EndAsync()
        {
            List<string> faults = [.. Faults()];
            string[] places = ["--state", _state, "--index", _index, "--corpus", _corpus];
            foreach (var command in (string[][])[["build", .. places], ["verify", "--index", _index], ["audit", .. places]])
            {
                var (code, output) = await KillsAttack.RunAsync(command);
                if (code != 0)
                {
                    faults.Add($"kb {command[0]} ended with {code}: {output[..Math.Min(output.Length, 300)]}");
                }
            }

            await using var server = await StartAsync();
            using var client = new HttpClient { BaseAddress = server.Address };
            var files = Visible().ToList();
            var isPublic = files.Count(f => Path.GetDirectoryName(f) == Path.Combine(_corpus, "inbox"));
            await CheckAsync(isPublic, "without a key");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            await CheckAsync(files.Count, "with one");
            foreach (var id in _acknowledged.Values)
            {
                using var answer = await client.GetAsync(new Uri($"/api/materials/{string.Join('/', id.Split('/').Select(Uri.EscapeDataString))}", UriKind.Relative));
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    faults.Add($"{id} is answered {(int)answer.StatusCode}.");
                }
            }

            return faults;

            async Task CheckAsync(int expected, string who)
            {
                var address = $"/api/search?meaning=off&copies=each&size=1&q={Uri.EscapeDataString($"“{Word}”")}";
                using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)));
                if (json.RootElement.GetProperty("total").GetInt32() is var total && total != expected)
                {
                    faults.Add($"{total} materials are found {who}, and {expected} files are there.");
                }
            }
        }

        private IEnumerable<string> Visible() => Directory.Exists(Path.Combine(_corpus, "inbox"))
            ? Directory.EnumerateFiles(Path.Combine(_corpus, "inbox"), "*", SearchOption.AllDirectories)
                .Where(f => !Path.GetFileName(f).StartsWith('.'))
            : [];
    }
}
