using System.Runtime.InteropServices;

namespace KnowledgeBase.Access;

/// <summary>Makes names durable; the contents of files are made so by their streams.</summary>
public static partial class Durable
{
    private const int ReadOnly = 0;

    /// <summary>Makes the names in a folder outlive a power cut. .NET has no call for it; on Windows the file system sees to it.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public static void Names(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"{folder} cannot be opened to make it durable: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        try
        {
            if (Sync(handle) != 0)
            {
                throw new IOException($"{folder} cannot be made durable: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
