using System.Diagnostics;

namespace KnowledgeBase.Attack;

/// <summary>Where the programs under attack lie, and how their processes are started.</summary>
internal static class Programs
{
    /// <summary>The root of the checkout that this tool was built in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The command line of the Indexer, as <c>./kb</c> starts it.</summary>
    public static string Indexer => Path.Combine(Root, "artifacts", "bin", "Indexer", "release", "KnowledgeBase.Indexer.dll");

    /// <summary>The server.</summary>
    public static string Web => Path.Combine(Root, "artifacts", "bin", "Web", "release", "KnowledgeBase.Web.dll");

    /// <summary>The option of a build that an attack was given for its index; empty without one.</summary>
    public static string[] EngineOf(string[] options) =>
        Array.IndexOf(options, "--engine") is >= 0 and var at && at + 1 < options.Length ? options[at..(at + 2)] : [];

    /// <summary>How <c>dotnet</c> starts one of them with redirected output; the caller starts and ends the process.</summary>
    public static ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["KB_ROOT"] = Root;
        return start;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "KnowledgeBase.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("KnowledgeBase.sln is not above this program: run it from its checkout.");
    }
}
