using System.Diagnostics;
using KnowledgeBase.Meaning;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>The command line, as a process of its own: the only one that writes an index.</summary>
internal static class IndexerProgram
{
    /// <summary>Its file.</summary>
    public const string Name = "KnowledgeBase.Indexer.dll";

    /// <summary>Why nothing can be indexed where <see cref="Find"/> finds nothing.</summary>
    public const string IsMissing = $"{Name} is not beside the server, so that nothing can be indexed.";

    /// <summary>
    /// Where it is: beside the server where both were published together, otherwise where the build put it; null for nowhere.
    /// </summary>
    public static string? Find()
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var built = Path.Combine(own, "..", "..", "Indexer", Path.GetFileName(own), Name);
        return new[] { Path.Combine(own, Name), built }.Select(Path.GetFullPath).FirstOrDefault(IsRunnable);

        static bool IsRunnable(string path) => File.Exists(path) && File.Exists(Path.ChangeExtension(path, ".runtimeconfig.json"));
    }

    /// <summary>
    /// Starts it as <see cref="Start"/> does, to give way to searches: a process is as nice as the thread that starts it, which ends here.
    /// </summary>
    public static Task<Process> StartNiceAsync(string program, params IEnumerable<string> arguments) => Task.Factory.StartNew(
        () =>
        {
            BackgroundWork.GiveWay(BackgroundWork.Nice);
            return Start(program, arguments);
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Starts it, with its streams to be read and written.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static Process Start(string program, params IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo(DotnetHost.Find(), [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
