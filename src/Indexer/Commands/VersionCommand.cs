using System.CommandLine;
using System.Reflection;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Meaning;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb version</c>: what this program is and can do here.</summary>
internal static class VersionCommand
{
    public static Command Create(KbConsole console)
    {
        var json = KbOptions.Json("Print JSON.");
        var command = new Command("version", "Print the version, the engines, and the model of meaning, if there is one.") { json };
        command.SetAction((parsed, _) =>
        {
            Write(console, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(KbConsole console, bool json)
    {
        var program = typeof(VersionCommand).Assembly;
        var version = program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        using var model = MeaningOptions.Model(console);
        string? name = null;
        string? problem = null;
        try
        {
            name = model.ReadName();
        }
        catch (MeaningException e)
        {
            problem = e.Message;
        }

        if (json)
        {
            console.Out.WriteJsonObject(writer =>
            {
                writer.WriteString("version", version);
                writer.WriteString("runtime", Environment.Version.ToString());
                writer.WriteStrings("engines", LibraryFolder.Engines);
                writer.WriteString("meaning", name);
                writer.WriteString("meaningProblem", problem);
            });
            return;
        }

        console.Out.WriteLine($"KnowledgeBase {version}, .NET {Environment.Version}");
        console.Out.WriteLine($"engines: {string.Join(", ", LibraryFolder.Engines)}");
        console.Out.WriteLine(
            name is not null ? $"meaning: {name} ({model.Folder})"
            : problem is not null ? $"meaning: none, words are searched alone. {problem}"
            : "meaning: none, words are searched alone; there is no model in models/");
    }
}
