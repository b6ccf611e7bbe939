using System.Runtime.InteropServices;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>How a server starts processes of its own.</summary>
public static class DotnetHost
{
    /// <summary>The program of the runtime that this process runs on, whatever this process itself was started as.</summary>
    public static string Find()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : Environment.ProcessPath ?? "dotnet";
    }
}
