using KnowledgeBase.Indexer;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Commands;

if (args is [ReaderCommand.Name])
{
    ReaderCommand.Run();
    return ExitCode.Done;
}

using var console = KbConsole.OfProcess();
using var signals = new StopSignals(console.Error);

// What is thrown on a thread of its own reaches no caller; it must not end as a crash.
AppDomain.CurrentDomain.UnhandledException += (_, e) =>
    Environment.Exit(Failures.Tell(e.ExceptionObject as Exception ?? new InvalidOperationException($"{e.ExceptionObject}"), console.Error));
return await KbProgram.RunAsync(args, console, signals.Token);
