using System.CommandLine;
using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>The command line <c>kb</c>: reads the options, runs a command, maps what went wrong to an exit code.</summary>
internal static class KbProgram
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, KbConsole console, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Builds, searches and inspects a library of party-building materials.");
        Func<KbConsole, Command>[] commands =
        [
            BuildCommand.Create,
            VerifyCommand.Create,
            SearchCommand.Create,
            QueryCommand.Create,
            DuplicatesCommand.Create,
            InspectCommand.Create,
            TagCommand.Create,
            CheckCommand.Create,
            WordingsCommand.Create,
            SegmentCommand.Create,
            ExplainCommand.Create,
            EvalCommand.Create,
        ];
        foreach (var create in commands)
        {
            root.Add(create(console));
        }

        // A text to search for may begin with @, which is no response file here.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await console.Error.WriteLineAsync($"kb: {error.Message}");
            }

            await console.Error.WriteLineAsync($"kb: see 'kb {parsed.CommandResult.Command.Name} --help'".Replace($" {root.Name} ", " ", StringComparison.Ordinal));
            return ExitCode.CouldNotRun;
        }

        var invocation = new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception e) when (e is KbException or CorpusException)
        {
            await console.Error.WriteLineAsync($"kb: {e.Message}");
            return ExitCode.CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("kb: stopped; nothing was changed.");
            return ExitCode.CouldNotRun;
        }
        finally
        {
            await console.Out.FlushAsync(CancellationToken.None);
        }
    }
}
