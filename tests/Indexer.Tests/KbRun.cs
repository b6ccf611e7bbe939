using System.Text.Json;
using KnowledgeBase.Indexer;
using KnowledgeBase.Indexer.Commands;

namespace KnowledgeBase.Indexer.Tests;

/// <summary>A command line that was run: its exit code and what it wrote.</summary>
internal sealed record KbRun(int ExitCode, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Runs kb within this process.</summary>
    public static KbRun Of(params string[] args) => WithInput("", args);

    public static KbRun WithInput(string input, params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        using var console = new KbConsole(new StringReader(input), output, error, showsProgress: false, root: Path.GetTempPath());
        var code = KbProgram.RunAsync(args, console).GetAwaiter().GetResult();
        return new KbRun(code, output.ToString(), error.ToString());
    }
}
