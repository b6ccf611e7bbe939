using System.CommandLine;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb verify</c>: checks that an index is whole.</summary>
internal static class VerifyCommand
{
    public static Command Create(KbConsole console)
    {
        var index = KbOptions.Index(console);
        var json = KbOptions.Json("Print JSON.");
        var command = new Command(
            "verify", "Check every checksum and every invariant of the index. Says what is wrong where; exit code 1 when something is.")
        {
            index, json,
        };
        command.SetAction((parsed, cancellation) =>
            Task.FromResult(Run(console, parsed.GetRequiredValue(index), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(KbConsole console, string index, bool json, CancellationToken cancellation)
    {
        LibraryVerification found;
        try
        {
            found = LibraryFolder.Verify(index, cancellation);
        }
        catch (LibraryException e)
        {
            throw new KbException(e.Message);
        }

        var vectors = LibraryVectors.Verify(index);
        string[] problems = [.. IndexCheck.ProblemsOf(index, found), .. vectors.Problems];
        if (json)
        {
            console.Out.WriteJsonObject(writer =>
            {
                writer.WriteBoolean("sound", problems.Length == 0);
                writer.WriteNumber("generation", found.Generation);
                writer.WriteNumber("materials", found.Materials);
                writer.WriteNumber("passages", found.Passages);
                writer.WriteNumber("vectors", vectors.Vectors);
                writer.WriteStrings("problems", problems);
            });
        }
        else
        {
            foreach (var problem in problems)
            {
                console.Out.WriteLine(problem);
            }

            console.Out.WriteLine(
                problems.Length == 0
                    ? $"{index} is sound: {found.Materials} materials, {found.Passages} passages, "
                        + $"{(vectors.Vectors > 0 ? $"{vectors.Vectors} vectors, " : "")}commit {found.Generation}."
                    : $"{index} is damaged: {problems.Length} problems. 'kb build --index {index}' mends it from its corpus.");
        }

        return problems.Length == 0 ? ExitCode.Done : ExitCode.Problems;
    }
}
