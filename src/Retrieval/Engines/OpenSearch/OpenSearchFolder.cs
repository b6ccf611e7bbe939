using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// What of an index lies on this machine: one file that says where the rest is. It names no user and no password.
/// <code>
/// file = Title "\n" "version 1" "\n" "id " 32 hexadecimal digits "\n" "alias " name "\n" ("address " url "\n")+
///        "generation " number "\n" "checksum " 16 digits "\n"
/// </code>
/// The checksum is the first half of the SHA-256 of the lines before it. The generation is that of the last commit from here, 0 before
/// the first; which commit is the newest the server says.
/// </summary>
/// <param name="Id">Given to the folder once; an index on the server says which folder it belongs to.</param>
/// <param name="Alias">The name under which the index is kept on the server.</param>
/// <param name="Addresses">Addresses of the server's nodes.</param>
/// <param name="Generation">The last commit.</param>
internal sealed record OpenSearchFolder(Guid Id, string Alias, IReadOnlyList<Uri> Addresses, long Generation)
{
    public const string FileName = "opensearch";

    private const string PendingName = FileName + ".pending";
    private const string Title = "The passages of this index are kept by an OpenSearch server.";

    /// <summary>Reads what a folder says; null when it says nothing.</summary>
    /// <exception cref="EngineException">It was changed.</exception>
    public static OpenSearchFolder? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllText(path);
        var lines = text.Split('\n');
        if (lines.Length >= 7 && lines[0] == Title && lines[1] == "version 1"
            && Guid.TryParseExact(After(lines[2], "id "), "N", out var id)
            && After(lines[3], "alias ") is { Length: > 0 } alias
            && long.TryParse(After(lines[^3], "generation "), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            && lines[4..^3].All(line => Uri.TryCreate(After(line, "address "), UriKind.Absolute, out _)))
        {
            var read = new OpenSearchFolder(id, alias, [.. lines[4..^3].Select(line => new Uri(After(line, "address ")!))], generation);
            if (read.Text() == text)
            {
                return read;
            }
        }

        throw new EngineException(
            EngineFault.Damaged,
            $"The index is damaged: {FileName}, byte 0: the file that says where the passages are was changed. Rebuild it.")
        {
            File = FileName,
        };
    }

    /// <summary>Writes it, durably, in the place of what is there.</summary>
    public void Write(string folder)
    {
        var pending = Path.Combine(folder, PendingName);
        using (var stream = new FileStream(pending, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(Text()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(pending, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>Names of what lies in a folder and is not of this engine, in ordinal order.</summary>
    public static string[] Foreign(string folder) => !Directory.Exists(folder)
        ? []
        :
        [
            .. new DirectoryInfo(folder).EnumerateFileSystemInfos()
                .Where(entry => entry is not FileInfo { LinkTarget: null } file || !IsOwn(file))
                .Select(entry => entry.Name)
                .Order(StringComparer.Ordinal),
        ];

    private static bool IsOwn(FileInfo file) => file.Name switch
    {
        FileName or PendingName => File.ReadLines(file.FullName).FirstOrDefault(Title).StartsWith(Title, StringComparison.Ordinal),
        _ => WriterLock.IsOwn(file),
    };

    private static string? After(string line, string key) =>
        line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..] : null;

    private string Text()
    {
        var addresses = string.Concat(Addresses.Select(address => $"address {address.GetLeftPart(UriPartial.Authority)}\n"));
        var head = string.Create(
            CultureInfo.InvariantCulture, $"{Title}\nversion 1\nid {Id:N}\nalias {Alias}\n{addresses}generation {Generation}\n");
        return $"{head}checksum {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head)).AsSpan(0, 8))}\n";
    }
}
