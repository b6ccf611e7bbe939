using System.Runtime.InteropServices;
using KnowledgeBase.Readers;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// The command that the program calls itself with, to read a file in a process of its own. It is for nobody else: standard input and
/// output carry what <see cref="ReaderService"/> says, and help does not name it.
/// </summary>
internal static class ReaderCommand
{
    public const string Name = "read-for-kb";

    /// <summary>How to start it: by the same runtime as this process, whatever this process itself was started as.</summary>
    public static ReaderProgram Program { get; } = new(Runtime(), [typeof(ReaderCommand).Assembly.Location, Name]);

    /// <summary>Serves until the process that asks is gone.</summary>
    public static void Run() => ReaderService.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput());

    private static string Runtime()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : Environment.ProcessPath ?? "dotnet";
    }
}
