using System.Globalization;
using System.Security.Cryptography;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>
/// A kind of files that a builder keeps beside the engine's. Each has a name, with the number of its build in it, begins with four bytes of
/// its own and ends with the SHA-256 of all that stands before; what lies between is the builder's business.
/// </summary>
public sealed class BuilderFile
{
    private readonly string _prefix;
    private readonly byte[] _magic;

    private BuilderFile(string prefix, ReadOnlySpan<byte> magic)
    {
        _prefix = prefix;
        _magic = magic.ToArray();
    }

    /// <summary>What was built from which files.</summary>
    public static BuilderFile Catalog { get; } = new("catalog-", "KBCT"u8);

    /// <summary>What copies are found by.</summary>
    public static BuilderFile Sketches { get; } = new("sketches-", "KBSK"u8);

    /// <summary>Which files of the index were found to be sound, and when.</summary>
    public static BuilderFile Checks { get; } = new("checks-", "KBCK"u8);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<BuilderFile> All { get; } = [Catalog, Sketches, Checks];

    /// <summary>The four bytes that a file of this kind begins with.</summary>
    public ReadOnlySpan<byte> Magic => _magic;

    /// <summary>The name of the file of a build.</summary>
    public string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{number}");

    /// <summary>The number in a name; 0 when this kind has no such name.</summary>
    public int NumberOf(string? name) =>
        name is not null && name.StartsWith(_prefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(_prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && NameOf(number) == name
            ? number
            : 0;

    /// <summary>
    /// Whether a builder wrote the file: an ordinary file whose name is exactly one of this kind and which begins as the kind does, or was
    /// left before it had a beginning.
    /// </summary>
    public bool Wrote(string path)
    {
        var file = new FileInfo(path);
        if (NumberOf(file.Name) == 0 || !file.Exists || file.LinkTarget is not null)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[_magic.Length];
        using var stream = Open(path);
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return _magic.AsSpan().StartsWith(head[..read]);
    }

    /// <summary>Whether the file is there and has exactly what was written. Reads all of it.</summary>
    public bool IsSound(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var stream = Open(path);
        var rest = stream.Length - SHA256.HashSizeInBytes;
        if (rest < _magic.Length)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var first = true;
        while (rest > 0)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length)), 1, throwOnEndOfStream: true);
            if (first && !buffer.AsSpan(0, read).StartsWith(_magic))
            {
                return false;
            }

            first = false;
            hash.AppendData(buffer, 0, read);
            rest -= read;
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(expected);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(expected);
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
}
