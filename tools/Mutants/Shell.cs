using System.Diagnostics;

namespace KnowledgeBase.Mutants;

/// <summary>Runs programs.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> OutputAsync(string folder, string program, string[] arguments, CancellationToken cancellation)
    {
        using var process = Start(folder, program, arguments, new Dictionary<string, string>(StringComparer.Ordinal));
        var error = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            var command = $"{program} {string.Join(' ', arguments)}";
            throw new InvalidOperationException($"{command} in {folder} ended with {process.ExitCode}: {output}{await error}");
        }

        return output;
    }

    /// <summary>
    /// Runs a program and gives its exit code and output; null when the limit passed, after which nothing of it runs any more.
    /// </summary>
    public static async Task<(int ExitCode, string Output)?> TryRunAsync(
        string folder,
        string program,
        string[] arguments,
        Dictionary<string, string> environment,
        TimeSpan limit,
        CancellationToken cancellation)
    {
        using var process = Start(folder, program, arguments, environment);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            // Both are read, lest a full pipe stops the program.
            var error = process.StandardError.ReadToEndAsync(timer.Token);
            var output = await process.StandardOutput.ReadToEndAsync(timer.Token);
            await error;
            await process.WaitForExitAsync(timer.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static Process Start(string folder, string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
