using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Materials;

/// <summary>
/// Opens files that somebody named or that lie in a corpus. Such a name may stand for a pipe, a socket, a device or a folder, of which
/// opening or reading can wait for ever or never end; only an ordinary file is opened, and everything else is refused at once.
/// </summary>
/// <remarks>
/// On Linux what was opened is looked at, not what the name stood for a moment before, and no opening waits. On other systems the name is
/// looked at first, which tells folders and devices but not a pipe that takes the file's place in between.
/// </remarks>
public static partial class OrdinaryFile
{
    /// <summary>Bytes of the longest file of settings: a hundred times the longest that the project itself has.</summary>
    public const int MaxSettingsBytes = 4 << 20;

    /// <summary>Opens a file for reading, beside whoever writes, renames or deletes it.</summary>
    /// <param name="path">Path of the file; links are followed.</param>
    /// <returns>The file from its first byte on, without a buffer.</returns>
    /// <exception cref="IOException">
    /// It is not there (<see cref="FileNotFoundException"/>, <see cref="DirectoryNotFoundException"/>), is not an ordinary file, or cannot
    /// be opened. The message names the path in single quotes.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new FileNotFoundException($"Could not find file '{path}'.", path);
        }

        if (OperatingSystem.IsLinux())
        {
            return Linux.Open(path);
        }

        var attributes = File.GetAttributes(path);
        if ((attributes & (FileAttributes.Directory | FileAttributes.Device)) != FileAttributes.None)
        {
            throw NotOrdinary(path, attributes.HasFlag(FileAttributes.Directory) ? "a folder" : "a device");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Reads a whole file. Throws as <see cref="OpenRead"/> does.</summary>
    /// <exception cref="IOException">It is longer than an array can be.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using var file = OpenRead(path);
        var length = file.Length;
        if (length > Array.MaxLength)
        {
            throw new IOException($"'{path}' is {length >> 20:N0} MiB, more than can be read at once.");
        }

        // Files that a system makes up as they are read, as in /proc, say that they are empty.
        using var bytes = new MemoryStream((int)length);
        file.CopyTo(bytes);
        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }

    /// <summary>Reads a whole text: UTF-8, or what its byte order mark says. Throws as <see cref="OpenRead"/> does.</summary>
    public static string ReadAllText(string path)
    {
        using var reader = OpenText(path);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Reads a text that an owner writes by hand: settings, lists of words, decisions. Everything that is made of it costs a multiple of
    /// its length, so a longer file is something else that lies there. Throws as <see cref="OpenRead"/> does.
    /// </summary>
    /// <exception cref="IOException">It is longer than <see cref="MaxSettingsBytes"/>.</exception>
    public static string ReadSettings(string path)
    {
        using var file = OpenRead(path);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (int read; (read = file.Read(buffer)) > 0; bytes.Write(buffer, 0, read))
        {
            // What a file says of its length need not be so: those that a system makes up say that they are empty.
            if (bytes.Length + read > MaxSettingsBytes)
            {
                throw new IOException(
                    $"'{path}' is longer than {MaxSettingsBytes >> 20} MiB, more than a file of settings may have; "
                    + "split it or move it away.");
            }
        }

        bytes.Position = 0;
        using var reader = new StreamReader(bytes, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a file as <see cref="ReadSettings"/> reads it.</summary>
    public static IReadOnlyList<string> ReadSettingsLines(string path)
    {
        using var text = new StringReader(ReadSettings(path));
        var lines = new List<string>();
        while (text.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>
    /// Reads a text line by line: UTF-8, or what its byte order mark says. The file is opened now; throws as <see cref="OpenRead"/> does.
    /// </summary>
    public static IEnumerable<string> ReadLines(string path) => Lines(OpenText(path));

    /// <summary>Opens a text: UTF-8, or what its byte order mark says. Throws as <see cref="OpenRead"/> does.</summary>
    public static StreamReader OpenText(string path) =>
        new(OpenRead(path), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        using (reader)
        {
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }

    private static IOException NotOrdinary(string path, string what) => new($"'{path}' is {what}, not an ordinary file.");

    /// <summary>
    /// What the framework has no way to say: open without waiting for the other end of a pipe, and tell the type of what was opened. statx
    /// is called and not fstat, because its structure is the same on every processor.
    /// </summary>
    private static partial class Linux
    {
        private const int CurrentFolder = -100; // AT_FDCWD
        private const int OfHandle = 0x1000; // AT_EMPTY_PATH
        private const uint TypeMask = 1; // STATX_TYPE
        private const int StructureLength = 256;
        private const int ModeOffset = 28;
        private const int ReadOnly = 0x000; // O_RDONLY
        private const int NoTerminal = 0x100; // O_NOCTTY
        private const int NoWaiting = 0x800; // O_NONBLOCK
        private const int NotForChildren = 0x80000; // O_CLOEXEC

        public static FileStream Open(string path)
        {
            // Opening a device can do something to it, so the name is looked at before; what it stands for may change until it is
            // opened, so it is looked at again.
            Check(path, CurrentFolder, path, 0);
            var handle = new SafeFileHandle(Open(path, ReadOnly | NoTerminal | NoWaiting | NotForChildren), ownsHandle: true);
            if (handle.IsInvalid)
            {
                handle.Dispose();
                throw Failure(path);
            }

            try
            {
                Check(path, (int)handle.DangerousGetHandle(), "", OfHandle);
                return new FileStream(handle, FileAccess.Read, bufferSize: 0);
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }

        private static void Check(string path, int folder, string name, int flags)
        {
            Span<byte> found = stackalloc byte[StructureLength];
            if (Stat(folder, name, flags, TypeMask, found) != 0)
            {
                throw Failure(path);
            }

            var what = (BinaryPrimitives.ReadUInt16LittleEndian(found[ModeOffset..]) & 0xF000) switch
            {
                0x8000 => null,
                0x1000 => "a named pipe",
                0x2000 or 0x6000 => "a device",
                0x4000 => "a folder",
                0xC000 => "a socket",
                _ => "something else",
            };
            if (what is not null)
            {
                throw NotOrdinary(path, what);
            }
        }

        private static Exception Failure(string path) => Marshal.GetLastPInvokeError() switch
        {
            1 or 13 => new UnauthorizedAccessException($"Access to the path '{path}' is denied."), // EPERM, EACCES
            2 => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))
                ? new FileNotFoundException($"Could not find file '{path}'.", path) // ENOENT
                : new DirectoryNotFoundException($"Could not find a part of the path '{path}'."),
            20 => new DirectoryNotFoundException($"Could not find a part of the path '{path}'."), // ENOTDIR
            36 => new PathTooLongException($"The path '{path}' is too long."), // ENAMETOOLONG
            var error => new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'."),
        };

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        private static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        private static partial int Stat(int folder, string path, int flags, uint mask, Span<byte> structure);
    }
}
