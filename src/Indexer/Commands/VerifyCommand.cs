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
        var problems = new List<string>();
        var (found, vectors) = VerifyOne(index, problems, cancellation);
        foreach (var folder in LevelIndexes.Folders(index))
        {
            var (other, of) = VerifyOne(folder, problems, cancellation, Path.GetRelativePath(index, folder));
            if (other.Materials >= found.Materials)
            {
                (found, vectors) = (found with { Materials = other.Materials, Passages = other.Passages }, of);
            }
        }

        if (json)
        {
            console.Out.WriteJsonObject(writer =>
            {
                writer.WriteBoolean("sound", problems.Count == 0);
                writer.WriteNumber("generation", found.Generation);
                writer.WriteNumber("materials", found.Materials);
                writer.WriteNumber("passages", found.Passages);
                writer.WriteNumber("vectors", vectors);
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
                problems.Count == 0
                    ? $"{index} is sound: {found.Materials} materials, {found.Passages} passages, "
                        + $"{(vectors > 0 ? $"{vectors} vectors, " : "")}commit {found.Generation}."
                    : $"{index} is damaged: {problems.Count} problems. 'kb build --index {index}' mends it from its corpus.");
        }

        return problems.Count == 0 ? ExitCode.Done : ExitCode.Problems;
    }

    /// <summary>Checks one index of a library, and adds what is wrong with it.</summary>
    private static (LibraryVerification Found, int Vectors) VerifyOne(
        string folder, List<string> problems, CancellationToken cancellation, string? name = null)
    {
        try
        {
            var found = LibraryFolder.Verify(folder, cancellation);
            var vectors = LibraryVectors.Verify(folder);
            problems.AddRange(IndexCheck.ProblemsOf(folder, found).Concat(vectors.Problems)
                .Select(problem => name is null ? problem : $"{name}: {problem}"));
            return (found, vectors.Vectors);
        }
        catch (LibraryException e)
        {
            throw new KbException(e.Message);
        }
    }
}
