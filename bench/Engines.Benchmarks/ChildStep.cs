using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.Engines.Benchmarks;

/// <summary>
/// A step of a benchmark in a process of its own, so that memory and compiled code of one step are not those of another. Compiled into each
/// benchmark that has steps.
/// </summary>
internal static class ChildStep
{
    /// <summary>Runs the present program with other arguments, for which it prints its figures as JSON.</summary>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public static Dictionary<string, double> Run(params string[] arguments)
    {
        // Behind 'dotnet run' the program is an executable of its own; behind 'dotnet X.dll' it is dotnet's argument.
        var program = Environment.ProcessPath!;
        string[] own = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(ChildStep).Assembly.Location] : [];
        using var process = Process.Start(new ProcessStartInfo(program, [.. own, .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Dictionary<string, double>>(output)!
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}.");
    }
}
