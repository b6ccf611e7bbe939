using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

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
            ScriptCommands.CreateConfig,
            BuildCommand.Create,
            WatchCommand.Create,
            VerifyCommand.Create,
            SearchCommand.Create,
            QueryCommand.Create,
            DuplicatesCommand.Create,
            InspectCommand.Create,
            TagCommand.Create,
            CheckCommand.Create,
            SuggestCommand.Create,
            WordingsCommand.Create,
            SynonymsCommand.Create,
            ConcordanceCommands.CreateKwic,
            ConcordanceCommands.CreateCollocates,
            ConcordanceCommands.CreateCompare,
            ExportCommand.Create,
            StudyCommand.Create,
            SegmentCommand.Create,
            ExplainCommand.Create,
            EvalCommand.Create,
            KeyCommand.Create,
            AuditCommand.Create,
            DecisionsCommand.Create,
            BackupCommands.CreateBackup,
            BackupCommands.CreateRestore,
            ScriptCommands.CreateTest,
            VersionCommand.Create,
        ];
        foreach (var create in commands)
        {
            root.Add(create(console));
        }

        // 'kb help build' is 'kb build --help', and 'kb help help' is 'kb help'.
        var asksHelp = args[0] == "help";
        string[] words = asksHelp ? [.. args[1..].SkipWhile(a => a == "help"), "--help"] : args;

        // A text to search for may begin with @, which is no response file here.
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var unknown, ..])
        {
            var what = unknown.StartsWith('-') ? "option" : "command";
            await console.Error.WriteLineAsync($"kb: there is no {what} '{unknown}'; 'kb help' lists what there is.");
            return ExitCode.CouldNotRun;
        }

        if (OptionTakenForText(words, parsed) is { } option)
        {
            await console.Error.WriteLineAsync($"kb: there is no option '{option}'; a text that begins so goes behind a lone --.");
            await console.Error.WriteLineAsync($"kb: see 'kb help {FullName(parsed.CommandResult)}'");
            return ExitCode.CouldNotRun;
        }

        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await console.Error.WriteLineAsync($"kb: {error.Message}");
            }

            var about = parsed.CommandResult.Command == root ? "" : $" {FullName(parsed.CommandResult)}";
            await console.Error.WriteLineAsync($"kb: see 'kb help{about}'");
            return ExitCode.CouldNotRun;
        }

        // Signals are the program's, which reaches commands that System.CommandLine would not.
        var invocation = new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var code = ExitCode.Done;
        try
        {
            code = await parsed.InvokeAsync(invocation, cancellationToken);
            await console.Out.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (OutputClosedException)
        {
            return code;
        }
        catch (Exception e)
        {
            return Failures.Tell(e, console.Error);
        }
    }

    /// <summary>
    /// An option that the command doesn't have, among the words of a text: commands that take any text would look for it, and the one who
    /// mistyped it would never know. Null when there is none.
    /// </summary>
    private static string? OptionTakenForText(string[] args, ParseResult parsed)
    {
        var options = args.TakeWhile(a => a != "--").ToHashSet(StringComparer.Ordinal);
        return parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors
            ? parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(r => r.Tokens).Select(t => t.Value)
                .FirstOrDefault(text => text.Length > 2 && text.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetter(text[2])
                    && !text.Any(char.IsWhiteSpace) && options.Contains(text))
            : null;
    }

    /// <summary>The name of a command behind those that it belongs to: <c>eval outline</c>.</summary>
    private static string FullName(CommandResult command) =>
        command.Parent is CommandResult { Parent: not null } parent ? $"{FullName(parent)} {command.Command.Name}" : command.Command.Name;
}
