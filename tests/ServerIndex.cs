using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Tests;

/// <summary>
/// An index folder whose passages are kept by an OpenSearch server, as it lies on this machine. Compiled into each project that needs one.
/// </summary>
internal static class ServerIndex
{
    /// <summary>The server that KB_OPENSEARCH names; null when it names none, and what needs one is left out.</summary>
    public static string? Server => Environment.GetEnvironmentVariable("KB_OPENSEARCH") is { Length: > 0 } set ? set : null;

    /// <summary>The engines whose indexes tests can make: those without a server, and the one with, where there is one.</summary>
    public static IReadOnlyList<string> Engines(IReadOnlyList<string> local) => Server is null ? local : [.. local, "opensearch"];

    /// <summary>Writes a folder that points to a commit on a server.</summary>
    public static void Write(string index, string address)
    {
        WriteWithChecksum(
            Path.Combine(index, "passages", "opensearch"),
            "The passages of this index are kept by an OpenSearch server.\nversion 1\nid 0123456789abcdef0123456789abcdef\n"
            + $"alias kb-test\naddress {address}\ngeneration 1\n",
            "");
        WriteWithChecksum(
            Path.Combine(index, "kb-index"),
            "This folder holds an index of the program kb, which makes and removes the files in it. Keep nothing else here.\n"
            + "version 2\nid 0123456789abcdef0123456789abcdef\nengine opensearch\n",
            "end of the marker\n");
    }

    /// <summary>Removes from the server what the index folder has there.</summary>
    public static void Remove(string index)
    {
        var file = Path.Combine(index, "passages", "opensearch");
        if (Server is null || !File.Exists(file))
        {
            return;
        }

        var alias = File.ReadAllLines(file).Single(line => line.StartsWith("alias ", StringComparison.Ordinal))["alias ".Length..];
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Server}/{alias}-*");
        client.Send(request).Dispose();
    }

    private static void WriteWithChecksum(string path, string head, string end)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head)).AsSpan(0, 8));
        File.WriteAllText(path, $"{head}checksum {checksum}\n{end}");
    }
}
