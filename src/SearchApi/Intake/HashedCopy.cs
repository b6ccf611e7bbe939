using System.Buffers;
using System.Security.Cryptography;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// Copies to new files that outlive a power cut, and tells their SHA-256, in small hexadecimal digits, from the same reading.
/// </summary>
internal static class HashedCopy
{
    private const int BufferSize = 1 << 17;

    /// <summary>Writes what comes from somewhere to a new file.</summary>
    /// <returns>How many bytes there were, and their hash.</returns>
    /// <exception cref="IOException">It cannot be read or written, or the file is there already.</exception>
    public static async Task<(long Length, string Hash)> WriteAsync(Stream content, string to, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            file.Flush(flushToDisk: true);
            return (file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies a file to a new one.</summary>
    /// <returns>How many bytes there were, and their hash.</returns>
    /// <exception cref="IOException">It cannot be read or written, or the file is there already.</exception>
    public static (long Length, string Hash) Write(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return WriteAsync(source, to, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Whether a file holds so many bytes of that hash. It is not read when its length is another.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsOf(string path, long length, string hash)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return file.Length == length && Convert.ToHexStringLower(SHA256.HashData(file)) == hash;
    }
}
