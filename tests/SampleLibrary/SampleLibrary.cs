using System.Diagnostics;

namespace KnowledgeBase.Tests;

/// <summary>
/// The sample corpus, indexed once by the real command line into a temporary folder. Compiled into each test project that
/// searches it, so that nobody's tests depend on another's.
/// </summary>
public sealed class SampleLibrary : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-sample-").FullName;

    /// <summary>Indexes the sample corpus.</summary>
    /// <param name="more">Further materials, by name of file, as if the owner had a second folder.</param>
    public SampleLibrary(params IEnumerable<(string Name, string Text)> more)
    {
        Index = Path.Combine(_folder, "index");
        var second = Directory.CreateDirectory(Path.Combine(_folder, "more")).FullName;
        foreach (var (name, text) in more)
        {
            File.WriteAllText(Path.Combine(second, name), text);
        }

        var (exitCode, _, errors) = Indexer("build", "--corpus", Path.Combine(RepositoryRoot.Path, "corpus"), "--corpus", second, "--index", Index);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"kb build ended with {exitCode}:\n{errors}");
        }
    }

    /// <summary>Folder of the index.</summary>
    public string Index { get; }

    /// <summary>The built assembly of another project, in the configuration of the running tests.</summary>
    public static string Assembly(string project)
    {
        // …/artifacts/bin/<project>/<configuration>/
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"KnowledgeBase.{project}.dll");
    }

    /// <summary>Runs the command line and waits for it.</summary>
    public static (int ExitCode, string Output, string Errors) Indexer(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly("Indexer"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["KB_ROOT"] = RepositoryRoot.Path },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
