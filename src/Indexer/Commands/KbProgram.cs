using System.CommandLine;
using System.CommandLine.Help;
using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>The command line <c>kb</c>: reads the options, runs a command, maps what went wrong to an exit code.</summary>
internal static class KbProgram
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, KbConsole console, CancellationToken cancellationToken = default)
    {
        if (args is [])
        {
            await console.Error.WriteLineAsync("kb: no command was given; 'kb help' lists them.");
            return ExitCode.CouldNotRun;
        }

        var root = new Command("kb", "Builds, searches and inspects a library of party-building materials.") { new HelpOption() };
        Func<KbConsole, Command>[] commands =
        [
            ScriptCommands.CreateServe,
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
            ScriptCommands.CreateTest,
        ];
        foreach (var create in commands)
        {
            root.Add(create(console));
        }

        // 'kb help build' is 'kb build --help'.
        var asksHelp = args[0] == "help";

        // A text to search for may begin with @, which is no response file here.
        var parsed = root.Parse(asksHelp ? [.. args[1..], "--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var unknown, ..])
        {
            await console.Error.WriteLineAsync($"kb: there is no command '{unknown}'; 'kb help' lists them.");
            return ExitCode.CouldNotRun;
        }

        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await console.Error.WriteLineAsync($"kb: {error.Message}");
            }

            await console.Error.WriteLineAsync(parsed.CommandResult.Command == root ? "kb: see 'kb help'" : $"kb: see 'kb help {parsed.CommandResult.Command.Name}'");
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
