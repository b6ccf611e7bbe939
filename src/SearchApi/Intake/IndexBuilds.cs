using System.Text.Json;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// Has <c>kb build</c> bring the index in line with its corpora, in a process of its own: the command line stays the only writer of an
/// index. One build at a time; whoever asks while one runs is served by the next, together with all others who do.
/// </summary>
/// <param name="index">Folder of the index.</param>
/// <param name="state">Folder of state, which knows the groups of readers.</param>
/// <param name="history">Is told of every build.</param>
/// <param name="time">Says when it was.</param>
internal sealed class IndexBuilds(string index, string state, BuildHistory history, TimeProvider time) : IDisposable
{
    /// <summary>Seconds for which a build waits for another process that writes the index.</summary>
    private const int Patience = 60;

    /// <summary>Seconds for which what others put into the corpus must stay as it is: half a file must not come in.</summary>
    private const int Settle = 1;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private Task<BuildOutcome> _running = Task.FromResult(BuildOutcome.Failed(""));
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private Task<BuildOutcome>? _next;

    /// <summary>A build that begins from now on: what lies in the corpora now is in it.</summary>
    /// <param name="whole">Full paths of files that are wholly there, whatever they look like.</param>
    public Task<BuildOutcome> RunAsync(params IEnumerable<string> whole)
    {
        lock (_lock)
        {
            _whole.UnionWith(whole);
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
        string[] whole;
        lock (_lock)
        {
            whole = [.. _whole];
            _whole.Clear();
        }

        var outcome = await OutcomeAsync(whole);
        history.Add(outcome.Record(time.GetUtcNow()));
        return outcome;
    }

    private async Task<BuildOutcome> OutcomeAsync(string[] whole)
    {
        if (IndexerProgram.Find() is not { } indexer)
        {
            return BuildOutcome.Failed(IndexerProgram.IsMissing);
        }

        try
        {
            var (code, output, errors) = await BuildOnceAsync(indexer, whole);
            return code is 0 or 1 && output.StartsWith('{') ? BuildOutcome.Of(output)
                : BuildOutcome.Failed(errors.Trim() is { Length: > 0 } told ? told : $"kb build ended with {code}.");
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or JsonException
            or System.ComponentModel.Win32Exception or InvalidOperationException or ObjectDisposedException)
        {
            return BuildOutcome.Failed($"kb build could not be run to its end: {e.Message}");
        }
    }

    private async Task<(int Code, string Output, string Errors)> BuildOnceAsync(string indexer, string[] whole)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        late.CancelAfter(Longest);
        using var process = await IndexerProgram.StartNiceAsync(
            indexer,
            "build", "--if-needed", "--json", "--meaning", "later", "--settle", $"{Settle}", "--whole", "--wait", $"{Patience}",
            "--index", index, "--state", state);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            foreach (var path in whole)
            {
                await process.StandardInput.WriteLineAsync(path.AsMemory(), late.Token);
            }

            process.StandardInput.Close();
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
}
