using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Which file was read, and in which state: a file with the same stamp, size and time holds the same bytes. A file that was moved there,
/// copied with its time, unpacked or checked out in its place has another stamp, and is read to see.
/// </summary>
/// <param name="Source">Full path as the corpus leads to it.</param>
/// <param name="Real">Full path with every link resolved.</param>
/// <param name="Device">The device that it lies on; 0 where the system does not tell.</param>
/// <param name="Inode">Its number there; 0 where the system does not tell.</param>
/// <param name="Changed">
/// When its content or its description changed last, in 100 ns since 1970: what the system notes by itself and nobody can set. Where
/// the system notes none: when the file was made.
/// </param>
internal sealed partial record FileStamp(string Source, string Real, long Device, long Inode, long Changed)
{
    // No two changes are told apart that fall into one tick of the clock that file systems use.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>The stamp of nothing, which no file has.</summary>
    public static FileStamp None { get; } = new("", "", 0, 0, 0);

    /// <summary>The stamp of a file as it is now.</summary>
    public static FileStamp Of(string path, string real)
    {
        var source = Path.GetFullPath(path);
        return OperatingSystem.IsLinux() && StatusOf(real) is { } status
            ? new FileStamp(source, real, status.Device, status.Inode, status.Changed)
            : new FileStamp(source, real, 0, 0, (File.GetCreationTimeUtc(real) - DateTime.UnixEpoch).Ticks);
    }

    /// <summary>
    /// Waits, for a moment at most, until whatever is changed from now on gets another stamp than the ones that were taken: only then
    /// may what they stand for be read.
    /// </summary>
    public static void WaitForNextTick(IEnumerable<FileStamp> taken, TimeProvider time)
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        if (taken.Any(stamp => stamp.Changed > now - Tick.Ticks && stamp.Changed <= now))
        {
            Thread.Sleep(Tick);
        }
    }

    private static (long Device, long Inode, long Changed)? StatusOf(string path)
    {
        // struct statx has the same layout on every machine, unlike struct stat.
        Span<byte> status = stackalloc byte[256];
        try
        {
            if (Libc.Status(Libc.CurrentFolder, path, 0, Libc.BasicStatus, ref MemoryMarshal.GetReference(status)) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library from before 2018
        }

        var device = BinaryPrimitives.ReadInt64LittleEndian(status[136..]);
        var inode = BinaryPrimitives.ReadInt64LittleEndian(status[32..]);
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(status[96..]);
        var nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(status[104..]);
        return (device, inode, (seconds * TimeSpan.TicksPerSecond) + (nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    private static partial class Libc
    {
        public const int CurrentFolder = -100;
        public const uint BasicStatus = 0x7FF;

        [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
    }
}
