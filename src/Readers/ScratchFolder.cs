using System.Collections.Concurrent;
using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>
/// A private folder for one file's helper programs, gone when disposed. One whose process was killed is known by its name and by a marker
/// that names it too and that nobody holds any more; <see cref="RemoveLeftovers"/> removes it.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Name of the marker.</summary>
    public const string MarkerName = ".kb-scratch";

    /// <summary>What the marker holds before the folder's own name.</summary>
    public const string MarkerText =
        "KnowledgeBase: temporary folder of a reader, removed by it or by the next build. ";

    private const string Prefix = "kb-reader-";
    private const int Attempts = 10;

    private static readonly ConcurrentDictionary<ScratchFolder, bool> InUse = new();

    private readonly DirectoryInfo _folder;
    private readonly FileStream _marker;

    public ScratchFolder()
    {
        (_folder, _marker) = Make();
        InUse.TryAdd(this, true);
    }

    public string Path => _folder.FullName;

    /// <summary>Removes the folders of readers that are no more. What is not provably theirs is left alone.</summary>
    public static void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            if (IsLeftover(new DirectoryInfo(folder)))
            {
                Remove(folder);
            }
        }
    }

    /// <summary>Removes the folders of this process, which is about to end.</summary>
    public static void RemoveOwn()
    {
        foreach (var folder in InUse.Keys)
        {
            folder.Dispose();
        }
    }

    /// <summary>Writes the bytes to a file under a plain name, whatever the material's own name is.</summary>
    public string Put(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose()
    {
        InUse.TryRemove(this, out _);
        _marker.Dispose();
        Remove(Path);
    }

    private static (DirectoryInfo Folder, FileStream Marker) Make()
    {
        for (var attempt = 1; ; attempt++)
        {
            // Nobody but its owner may enter it.
            var folder = Directory.CreateTempSubdirectory(Prefix);
            try
            {
                // While it is open nobody else can open it: that is how others know that its owner is alive, in whichever container.
                var marker = new FileStream(
                    System.IO.Path.Combine(folder.FullName, MarkerName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
                marker.Write(Encoding.UTF8.GetBytes(MarkerText + folder.Name));
                marker.Flush();
                return (folder, marker);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another build was just looking whether it is a leftover.
                Remove(folder.FullName);
            }
        }
    }

    private static bool IsLeftover(DirectoryInfo folder)
    {
        try
        {
            var path = System.IO.Path.Combine(folder.FullName, MarkerName);
            if (folder.LinkTarget is not null || new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: > 0 and < 1000 })
            {
                return false;
            }

            using var marker = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            using var reader = new StreamReader(marker);
            return reader.ReadToEnd() == MarkerText + folder.Name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // its owner is alive, or it is somebody else's
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            // The marker goes last: what is left of a folder has to be known as one.
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(e => e.Name != MarkerName))
            {
                if (entry is DirectoryInfo { LinkTarget: null } inner)
                {
                    inner.Delete(recursive: true);
                }
                else
                {
                    entry.Delete();
                }
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program that was just ended may hold a file for a moment; the next build takes what is left.
        }
    }
}
