using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// Has <c>kb build</c> bring the index in line with its corpora, in a process of its own: the command line stays the only writer of an
/// index. One build at a time; whoever asks while one runs is served by the next, together with all others who do.
/// </summary>
/// <param name="index">Folder of the index.</param>
internal sealed class IndexBuilds(string index) : IDisposable
{
    private const string Program = "KnowledgeBase.Indexer.dll";

    /// <summary>What <c>kb build</c> says of an index that another process writes.</summary>
    private const string IsBeingWritten = "is being written";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private Task<BuildOutcome> _running = Task.FromResult(BuildOutcome.Failed(""));
    private Task<BuildOutcome>? _next;

    /// <summary>A build that begins from now on: what lies in the corpora now is in it.</summary>
    public Task<BuildOutcome> RunAsync()
    {
        lock (_lock)
        {
            if (_next is { } next)
            {
                return next;
            }

            var running = _running;
            return running.IsCompleted ? _running = Task.Run(BuildAsync) : _next = Task.Run(() => BuildAfterAsync(running));
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task<BuildOutcome> BuildAfterAsync(Task<BuildOutcome> running)
    {
        await running;
        lock (_lock)
        {
            (_running, _next) = (_next!, null);
        }

        return await BuildAsync();
    }

    private async Task<BuildOutcome> BuildAsync()
    {
        if (IndexerPath() is not { } indexer)
        {
            return BuildOutcome.Failed($"{Program} is not beside the server, so that nothing can be indexed.");
        }

        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                var (code, output, errors) = await BuildOnceAsync(indexer);
                if (code is 0 or 1 && output.StartsWith('{'))
                {
                    return new BuildOutcome(null, SkippedIn(output));
                }

                var isWritten = errors.Contains(IsBeingWritten, StringComparison.Ordinal);
                if (!isWritten || Stopwatch.GetElapsedTime(started) > Patience)
                {
                    return BuildOutcome.Failed(errors.Trim() is { Length: > 0 } told ? told : $"kb build ended with {code}.");
                }

                await Task.Delay(Pause, _ended.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or JsonException
                or System.ComponentModel.Win32Exception or InvalidOperationException or ObjectDisposedException)
            {
                return BuildOutcome.Failed($"kb build could not be run to its end: {e.Message}");
            }
        }
    }

    private async Task<(int Code, string Output, string Errors)> BuildOnceAsync(string indexer)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        late.CancelAfter(Longest);
        using var process = Process.Start(new ProcessStartInfo(
            DotnetHost.Find(), [indexer, "build", "--if-needed", "--json", "--meaning", "later", "--index", index])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            var output = await process.StandardOutput.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true); // it has changed nothing by then
            throw;
        }
    }

    private static Dictionary<string, string> SkippedIn(string report)
    {
        using var json = JsonDocument.Parse(report);
        var skipped = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in json.RootElement.GetProperty("skipped").EnumerateArray())
        {
            skipped[Path.GetFullPath(file.GetProperty("path").GetString()!)] = file.GetProperty("reason").GetString()!;
        }

        return skipped;
    }

    /// <summary>The command line: beside the server where both were published together, otherwise where the build put it.</summary>
    private static string? IndexerPath()
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var built = Path.Combine(own, "..", "..", "Indexer", Path.GetFileName(own), Program);
        return new[] { Path.Combine(own, Program), built }.Select(Path.GetFullPath).FirstOrDefault(IsRunnable);

        static bool IsRunnable(string path) => File.Exists(path) && File.Exists(Path.ChangeExtension(path, ".runtimeconfig.json"));
    }
}
