using KnowledgeBase.Indexer;
using KnowledgeBase.Indexer.Commands;

using var console = KbConsole.OfProcess();
return await KbProgram.RunAsync(args, console);
