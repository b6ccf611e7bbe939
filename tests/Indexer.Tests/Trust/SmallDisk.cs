using System.Diagnostics;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>A disk in memory of a few megabytes, mounted in a folder of its own as long as this lives.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly KnowledgeBase.Tests.TemporaryFolder _folder = new();

    /// <param name="kibibytes">Its size.</param>
    /// <exception cref="IOException">It cannot be mounted.</exception>
    public SmallDisk(int kibibytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "none", Path) != 0)
        {
            _folder.Dispose();
            throw new IOException("A disk in memory cannot be mounted.");
        }
    }

    public string Path => _folder.Path;

    public static bool CanBeMounted()
    {
        try
        {
            using var disk = new SmallDisk(64);
            return true;
        }
        catch (Exception e) when (e is IOException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Fills it but for so much, by one file.</summary>
    public void FillBut(int kibibytes)
    {
        using var filler = new FileStream(
            System.IO.Path.Combine(Path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var left = (new DriveInfo(Path).AvailableFreeSpace / 1024) - kibibytes; left > 0; left -= 4)
        {
            filler.Write(new byte[Math.Min(left, 4) * 1024]);
        }
    }

    public void Dispose()
    {
        _ = Run("umount", Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
