using System.Text.Json;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// Where the server was told to watch: runs <c>kb watch</c> beside it, which brings the index in line with its corpora as they change, and
/// starts it again when it ends. It ends with the server, however that ends.
/// </summary>
internal sealed partial class CorpusFollower(
    IOptions<SearchApiOptions> options, BuildHistory history, TimeProvider time, ILogger<CorpusFollower> log) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Watch)
        {
            return;
        }

        if (IndexerProgram.Find() is not { } indexer)
        {
            LogProblem(IndexerProgram.IsMissing);
            return;
        }

        for (var pause = Shortest; !stoppingToken.IsCancellationRequested;)
        {
            var started = time.GetTimestamp();
            try
            {
                LogProblem(await WatchAsync(indexer, stoppingToken));
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                LogProblem(e.Message);
            }

            pause = time.GetElapsedTime(started) > Longest ? Shortest : pause * 2 < Longest ? pause * 2 : Longest;
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    /// <summary>Runs it until it ends.</summary>
    /// <returns>What it said last, and with which code it ended.</returns>
    private async Task<string> WatchAsync(string indexer, CancellationToken stopping)
    {
        var corpus = options.Value.Corpus is { } named ? new[] { "--corpus", named } : [];
        using var process = IndexerProgram.Start(
            indexer,
            [
                "watch", "--json", "--until-input-ends", "--index", Path.GetFullPath(options.Value.Index),
                "--state", Path.GetFullPath(options.Value.State), .. corpus,
            ]);
        try
        {
            var lastWords = "";
            var errors = Task.Run(
                async () =>
                {
                    while (await process.StandardError.ReadLineAsync(stopping) is { } line)
                    {
                        lastWords = line;
                        LogSaid(line);
                    }
                },
                stopping);
            while (await process.StandardOutput.ReadLineAsync(stopping) is { } line)
            {
                Note(line);
            }

            await errors;
            await process.WaitForExitAsync(stopping);
            return $"kb watch ended with {process.ExitCode}: {lastWords}";
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true); // what it had not committed is done again
            }
        }
    }

    private void Note(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var problem = root.TryGetProperty("problem", out var told) ? told.GetString() : null;
            history.Add(new BuildRecord(time.GetUtcNow(), BuildCause.Watch, problem)
            {
                Added = Number(root, "added"),
                Updated = Number(root, "updated"),
                Removed = Number(root, "removed"),
                Skipped = Number(root, "skipped"),
                Seconds = root.TryGetProperty("seconds", out var seconds) ? seconds.GetDouble() : 0,
            });
        }
        catch (JsonException)
        {
            LogSaid(line);
        }
    }

    private static int Number(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    [LoggerMessage(EventId = 193, Level = LogLevel.Information, Message = "kb watch: {Line}")]
    private partial void LogSaid(string line);

    [LoggerMessage(EventId = 194, Level = LogLevel.Error, Message = "The corpus is not watched at the moment: {Reason}")]
    private partial void LogProblem(string reason);
}
