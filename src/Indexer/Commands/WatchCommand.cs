using System.CommandLine;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Indexer.Watching;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb watch</c>: keeps an index in line with its corpus as that changes.</summary>
internal static class WatchCommand
{
    /// <summary>How long a build waits for another process that writes the index.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Command Create(KbConsole console)
    {
        var corpus = KbOptions.Corpus();
        var index = KbOptions.Index(console);
        var threads = KbOptions.Number(
            "--threads", "Threads that read and understand materials.", Math.Clamp(Environment.ProcessorCount, 1, 64), 1, 256);
        var settle = KbOptions.Number(
            "--settle", "Seconds without a change before a build begins, and before a file counts as wholly there.", 2, 1, 600);
        var every = KbOptions.Number(
            "--every", "Seconds after which everything is looked through, for folders whose changes the system does not tell.",
            60, 1, 86400);
        var json = KbOptions.Json("Print a line of JSON for every build that changed something or met a problem.");
        var untilInputEnds = new Option<bool>("--until-input-ends")
        {
            Description = "End when standard input does: with the process that started this one.",
        };
        var state = StateOptions.State();
        var command = new Command(
            "watch",
            "Bring the index in line with its corpus, and again whenever something changes there, until Ctrl+C. "
            + "What changes together is one commit; what is still being copied waits until it is there. "
            + "Without --corpus: the corpora that the index was built from.")
        {
            corpus, index, settle, every, threads, state, json, untilInputEnds,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(index);
            var roots = parsed.GetValue(corpus) is { Length: > 0 } named ? named
                : LastBuild.RootsOf(folder) is { Count: > 0 } known ? [.. known] : [console.DefaultCorpus];
            var timing = new WatchTiming(
                TimeSpan.FromSeconds(parsed.GetValue(settle)), TimeSpan.FromSeconds(parsed.GetValue(every)));
            var options = new BuildOptions(parsed.GetValue(threads), Rebuild: false)
            {
                FollowLinks = LastBuild.FollowedLinks(folder),
                Settle = timing.Settle,
                Wait = Patience,
            };
            using var told = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (parsed.GetValue(untilInputEnds))
            {
                _ = Task.Run(() => EndWithInput(console, told), CancellationToken.None);
            }

            // On a thread of its own: whoever is told to end ends within two seconds, whatever a build is at.
            return await Task.Run(
                () => RunAsync(
                    console, folder, roots, options, timing, parsed.GetValue(state), parsed.GetValue(json), told.Token),
                CancellationToken.None);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        KbConsole console, string folder, string[] roots, BuildOptions options, WatchTiming timing, string? state, bool json,
        CancellationToken cancellation)
    {
        string? said = null;
        using var signals = new CorpusSignals(roots, Say);
        var watch = new LibraryWatch(folder, roots, options.FollowLinks, timing, TimeProvider.System, Build);
        console.Error.WriteLine($"kb: watching {string.Join(", ", roots)} for {folder} (Ctrl+C)");
        try
        {
            await watch.RunAsync(signals, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // As it was told to.
        }

        return ExitCode.Done;

        BuildReport? Build(CancellationToken token)
        {
            try
            {
                // Keys are made and revoked meanwhile.
                var now = options with { Groups = StateOptions.GroupsOf(state, folder, Say) };
                var report = LibraryBuild.Run(
                    folder, roots, LibrarySettings.ForBuild(roots), now, TimeProvider.System, progress: null, Say, token);
                said = null;
                Tell(console, report, json);
                return report;
            }
            catch (Exception e) when (e is RemovalsRefusedException or KbException or CorpusException or LibraryException
                or IOException or UnauthorizedAccessException)
            {
                Say(e.Message);
                if (json && e.Message != said)
                {
                    WriteProblem(console, e.Message);
                }

                said = e.Message;
                return null;
            }
        }

        // Once, not with every try.
        void Say(string message)
        {
            if (message != said)
            {
                console.Error.WriteLine($"kb: {message}");
            }
        }
    }

    private static void Tell(KbConsole console, BuildReport report, bool json)
    {
        if (report.Added + report.Updated + report.Removed == 0)
        {
            return;
        }

        if (json)
        {
            console.Out.WriteJsonObject(line =>
            {
                line.WriteNumber("materials", report.Materials);
                line.WriteNumber("passages", report.Passages);
                line.WriteNumber("added", report.Added);
                line.WriteNumber("updated", report.Updated);
                line.WriteNumber("removed", report.Removed);
                line.WriteNumber("held", report.Held.Count);
                line.WriteNumber("skipped", report.Skipped.Count);
                line.WriteNumber("seconds", report.Seconds);
            });
        }
        else
        {
            var held = report.Held.Count > 0 ? $", still being written {report.Held.Count}" : "";
            console.Out.WriteLine(
                $"{TimeProvider.System.GetLocalNow():yyyy-MM-dd HH:mm:ss}  added {report.Added}, updated {report.Updated}, "
                + $"removed {report.Removed}{held}; {report.Materials} materials, {report.Skipped.Count} files not read");
        }

        console.Out.Flush();
    }

    private static void WriteProblem(KbConsole console, string problem)
    {
        console.Out.WriteJsonObject(line => line.WriteString("problem", problem));
        console.Out.Flush();
    }

    private static void EndWithInput(KbConsole console, CancellationTokenSource told)
    {
        var buffer = new char[256];
        while (console.In.Read(buffer, 0, buffer.Length) > 0)
        {
        }

        told.Cancel();
    }
}
