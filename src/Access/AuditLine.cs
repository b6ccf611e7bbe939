using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KnowledgeBase.Access;

/// <summary>
/// A line of the audit log: a JSON object whose last two properties are the hash of the entry before (<c>previous</c>) and its own
/// (<c>hash</c>), which is the SHA-256 of the bytes of the line before <c>,"hash":</c>. Whoever changes an entry changes its hash, and with
/// it every one after.
/// </summary>
internal static class AuditLine
{
    /// <summary>What stands for the hash of the entry before the first.</summary>
    public static readonly string NoHash = new('0', HashLength);

    /// <summary>Longest line in bytes.</summary>
    public const int Longest = 1 << 16;

    private const int HashLength = 64;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> BeforeHash => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> BehindHash => "\"}"u8;

    private static int TailLength => BeforeHash.Length + HashLength + BehindHash.Length;

    /// <summary>Writes an entry, with the line break behind it.</summary>
    public static byte[] Write(AuditEntry entry, string previous)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("number", entry.Number);
            json.WriteString("time", entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("who", entry.Act.Who);
            WriteGiven(json, "key", entry.Act.Key);
            WriteGiven(json, "address", entry.Act.Address);
            json.WriteString("action", entry.Act.Action);
            json.WriteString("subject", entry.Act.Subject);
            WriteGiven(json, "detail", entry.Act.Detail);
            json.WriteString("previous", previous);
            json.WriteEndObject();
        }

        var hashed = line.WrittenSpan[..^1]; // without the brace
        return [.. hashed, .. BeforeHash, .. Encoding.ASCII.GetBytes(HashOf(hashed)), .. BehindHash, (byte)'\n'];
    }

    /// <summary>Reads a line, without its line break.</summary>
    /// <param name="line">The line.</param>
    /// <param name="entry">What it says.</param>
    /// <param name="previous">The hash of the entry before, as the line says.</param>
    /// <param name="hash">Its own hash.</param>
    /// <returns>What is wrong with it by itself; null when nothing is.</returns>
    public static string? TryRead(ReadOnlySpan<byte> line, out AuditEntry? entry, out string previous, out string hash)
    {
        (entry, previous, hash) = (null, "", "");
        if (line.Length <= TailLength || !line[^TailLength..].StartsWith(BeforeHash) || !line.EndsWith(BehindHash))
        {
            return "the line is no entry";
        }

        var hashed = line[..^TailLength];
        hash = Encoding.ASCII.GetString(line.Slice(line.Length - BehindHash.Length - HashLength, HashLength));
        if (HashOf(hashed) != hash)
        {
            return "the entry is not as it was written: its hash is another";
        }

        try
        {
            using var json = JsonDocument.Parse(line.ToArray());
            var root = json.RootElement;
            entry = new AuditEntry(
                root.GetProperty("number").GetInt64(),
                root.GetProperty("time").GetDateTimeOffset(),
                new AuditAct(Text(root, "who") ?? "", Text(root, "action") ?? "", Text(root, "subject") ?? "")
                {
                    Key = Text(root, "key"),
                    Address = Text(root, "address"),
                    Detail = Text(root, "detail"),
                });
            previous = Text(root, "previous") ?? "";
            return null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return "the line is no entry of this program";
        }
    }

    /// <summary>The SHA-256 of bytes, in small hexadecimal digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void WriteGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
