using System.Diagnostics;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>nodes [ROUNDS] [--cluster SCRIPT]</c>: three OpenSearch nodes keep a library of which every shard has one copy. In each round one of
/// them is killed while the library is built anew from another state of the corpus and a server is searched without a pause; then it is
/// started again. Every answer must have all materials, each once, of one state; every build must end and its state be whole.
/// </summary>
internal static partial class NodesAttack
{
    private const int Nodes = 3;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var rounds = args is [var first, ..] && int.TryParse(first, out var given) ? given : 6;
        var script = Array.IndexOf(args, "--cluster") is >= 0 and var at && at + 1 < args.Length
            ? args[at + 1]
            : Path.Combine(Programs.Root, "..", "shared", "peers", "opensearch", "opensearch.sh");
        var folder = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        var port = int.TryParse(Environment.GetEnvironmentVariable("KB_OPENSEARCH_PORT"), out var set) ? set : 9401;
        Environment.SetEnvironmentVariable("KB_OPENSEARCH_PORT", $"{port}");
        Environment.SetEnvironmentVariable("KB_OPENSEARCH_DIR", Path.Combine(Path.GetTempPath(), $"kb-nodes-{Environment.ProcessId}"));
        Environment.SetEnvironmentVariable(
            "KB_OPENSEARCH", string.Join(',', Enumerable.Range(0, Nodes).Select(node => $"http://127.0.0.1:{port + node}")));
        try
        {
            await ClusterAsync(script, "start", $"{Nodes}");
            var (corpus, index) = (Path.Combine(folder, "corpus.jsonl"), Path.Combine(folder, "index"));
            KillsAttack.Write(corpus, 0);
            var (built, said) = await KillsAttack.RunAsync("build", "--corpus", corpus, "--index", index, "--engine", "opensearch");
            if (built != 0)
            {
                throw new InvalidOperationException($"kb build ended with {built}: {said}");
            }

            await using var server = await ServerUnderAttack.StartAsync(index);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var searches = Task.Run(() => SearchAsync(server.Address, stop.Token), CancellationToken.None);
            var (failed, notWhole, state) = (0, 0, 0);
            for (var round = 0; round < rounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var node = 1 + (round % Nodes);
                KillsAttack.Write(corpus, state + 1);
                var build = KillsAttack.RunAsync("build", "--corpus", corpus, "--index", index);

                // In the middle of writing in some rounds, of reading or of the commit in others.
                await Task.Delay(300 + (round * 900 % 4000), cancellationToken);
                await ClusterAsync(script, "kill", $"{node}");
                var (exit, _) = await build;
                failed += exit == 0 ? 0 : 1;
                if (exit != 0)
                {
                    var (again, output) = await KillsAttack.RunAsync("build", "--corpus", corpus, "--index", index);
                    Console.WriteLine($"round {round}: the build ended with {exit}, and the one after it with {again} {output}");
                }

                notWhole += await IsWholeAsync(index, state + 1) ? 0 : 1;
                await ClusterAsync(script, "revive", $"{node}");
                notWhole += await IsWholeAsync(index, state + 1) ? 0 : 1;
                state++;
                Console.WriteLine($"round {round}: node {node} was killed and came back, the build ended with {exit}");
            }

            await stop.CancelAsync();
            var (right, wrong, refused) = await searches;
            Console.WriteLine(
                $"{rounds} nodes were killed during builds: {failed} builds did not end with 0, {notWhole} times a state was not whole; "
                + $"{right + wrong + refused} searches: {right} right, {wrong} wrong, {refused} refused with a sentence; {server.State}.");
            return wrong + notWhole == 0 && server.Runs ? 0 : 1;
        }
        finally
        {
            await ClusterAsync(script, "stop");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> IsWholeAsync(string index, int state)
    {
        var (verified, _) = await KillsAttack.RunAsync("verify", "--index", index);
        var found = await KillsAttack.StateAsync(index, state - 1);
        if (verified != 0 || found != state)
        {
            Console.WriteLine($"state {state}: verify ended with {verified}, and the index holds {found?.ToString() ?? "no whole state"}");
        }

        return verified == 0 && found == state;
    }

    /// <summary>Searches until it is stopped.</summary>
    private static async Task<(int Right, int Wrong, int Refused)> SearchAsync(Uri server, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server };
        var counts = (Right: 0, Wrong: 0, Refused: 0);
        while (!stop.IsCancellationRequested)
        {
            using var answer = await client.GetAsync(
                new Uri($"/api/search?q={Uri.EscapeDataString("“期。云溪县第”")}&size=100", UriKind.Relative), CancellationToken.None);
            var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            var states = State().Matches(body).Select(match => match.Value).Distinct(StringComparer.Ordinal).Count();
            if ((int)answer.StatusCode == 503 && body.Contains("OpenSearch", StringComparison.Ordinal))
            {
                counts.Refused++;
                await Task.Delay(100, CancellationToken.None);
            }
            else if (answer.IsSuccessStatusCode && states == 1 && body.Contains($"\"total\":{KillsAttack.Materials},", StringComparison.Ordinal))
            {
                counts.Right++;
            }
            else
            {
                counts.Wrong++;
                Console.WriteLine($"a wrong answer: {(int)answer.StatusCode}, {states} states, {body[..Math.Min(200, body.Length)]}");
            }
        }

        return counts;
    }

    private static async Task ClusterAsync(string script, params string[] arguments)
    {
        // Its nodes live on and have its output, so that nothing is read from it.
        using var process = Process.Start(new ProcessStartInfo("bash", [script, .. arguments]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    [GeneratedRegex("第[0-9]+期", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();
}
