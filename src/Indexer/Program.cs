using KnowledgeBase.Indexer;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Commands;

if (args is [ReaderCommand.Name])
{
    ReaderCommand.Run();
    return ExitCode.Done;
}

using var console = KbConsole.OfProcess();
return await KbProgram.RunAsync(args, console);
