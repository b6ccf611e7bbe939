namespace KnowledgeBase.Mutants;

/// <summary>A copy of the project, as it stands with changes that aren't committed, in a temporary folder that goes with it.</summary>
internal sealed class ScratchCopy : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mutants-").FullName;

    /// <summary>The copy's root.</summary>
    public string Root => Path.Combine(_folder, "project");

    public static async Task<ScratchCopy> MakeAsync(CancellationToken cancellation)
    {
        var root = (await Shell.OutputAsync(Environment.CurrentDirectory, "git", ["rev-parse", "--show-toplevel"], cancellation)).Trim();
        var copy = new ScratchCopy();
        var files = await Shell.OutputAsync(root, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], cancellation);
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Path.Combine(root, f))))
        {
            var target = Path.Combine(copy.Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(root, file), target);
        }

        return copy;
    }

    public Task BuildAsync(string tests, CancellationToken cancellation) =>
        Shell.OutputAsync(
            Root, "dotnet", ["build", $"tests/{tests}", "-c", "Release", "--nologo", "-v", "quiet", "-p:RunAnalyzers=false"], cancellation);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
