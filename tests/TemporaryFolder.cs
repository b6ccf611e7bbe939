namespace KnowledgeBase.Tests;

/// <summary>A folder of its own for one test, gone with it. Compiled into each project that needs one.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("kb-test-").FullName;

    public string Path { get; }

    /// <summary>Writes a file as UTF-8 without byte order mark, with the folders that lead to it.</summary>
    public string Write(string relativePath, string text)
    {
        var path = At(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Makes a named pipe that nobody writes to: whoever opens it as a file waits for ever.</summary>
    public string Pipe(string relativePath)
    {
        var path = At(relativePath);
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", path);
        mkfifo.WaitForExit();
        return mkfifo.ExitCode == 0 ? path : throw new IOException($"mkfifo {path} failed.");
    }

    public string At(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    public void Dispose()
    {
        // A test may have taken the permissions away.
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", everywhere))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.Delete(Path, recursive: true);
    }
}
