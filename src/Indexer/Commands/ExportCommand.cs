using System.CommandLine;
using KnowledgeBase.Export;
using KnowledgeBase.Export.Clips;
using KnowledgeBase.Retrieval.Clips;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb export</c>: takes passages, practices and materials away as a file.</summary>
internal static class ExportCommand
{
    public static Command Create(KbConsole console)
    {
        var ids = new Argument<string[]>("ID")
        {
            Description = $"Ids of passages (讲话/2023.md#p12), practices (…#a3) and materials, at most {LibraryClips.MostItems}.",
            Arity = new ArgumentArity(1, LibraryClips.MostItems),
        };
        var index = KbOptions.Index(console);
        var output = new OutputFile(ExportFormat.All);
        var skip = new Option<bool>("--skip-unknown")
        {
            Description = "Leave out ids that the library has nothing for, and name them at the end.",
        };
        var command = new Command("export", "Take passages, practices and materials away as a file, each with its citation.")
        {
            ids, index, skip,
        };
        output.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(index);
            output.Check(parsed, console, folder);
            using var library = LibraryCommands.Open(folder);
            var list = library.Clips(parsed.GetRequiredValue(ids), cancellation)
                ?? throw new KbException("The materials are too long to be taken at once; name fewer ids.");
            if (list.Unknown.Count > 0 && !(parsed.GetValue(skip) && list.Clips.Count > 0))
            {
                throw new KbException(
                    "The library has nothing with these ids; with --skip-unknown the rest is taken, where there is one.",
                    [.. list.Unknown]);
            }

            output.Write(parsed, console, new ClipExport(list), cancellation);
            foreach (var unknown in list.Unknown)
            {
                console.Error.WriteLine($"kb: the library has nothing with the id {unknown}; it was left out.");
            }

            return Task.FromResult(list.Unknown.Count > 0 ? ExitCode.Problems : ExitCode.Done);
        });
        return command;
    }
}
