using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>
/// The file that makes a folder an index's: written once, when the index is made, with an identity of its own and the engine whose files
/// it has. A folder without one is not written to unless it is new or empty, so that nothing of the user's is ever taken for the program's.
/// <code>
/// marker = Title "\n" "version 2" "\n" "id " 32 hexadecimal digits "\n" "engine " name "\n" "checksum " 16 digits "\n" End "\n"
/// </code>
/// The checksum is the first half of the SHA-256 of the lines before it, as far as it has digits. Version 1 has no line for the engine:
/// there was only the embedded one.
/// </summary>
internal static class LibraryMarker
{
    public const string FileName = "kb-index";

    /// <summary>The marker while it is written, and what a process leaves that is killed just then.</summary>
    public const string PendingName = FileName + ".pending";

    private const string Title = "This folder holds an index of the program kb, which makes and removes the files in it. Keep nothing "
        + "else here.";
    private const string End = "end of the marker";
    private const string EngineKey = "engine ";
    private const int MaxLength = 1024;

    /// <summary>What there is of a marker in a folder, and the engine that a sound one names; null for one of version 1.</summary>
    public static (MarkerState State, string? Engine) Read(string folder)
    {
        if (TextOf(Path.Combine(folder, FileName)) is not { } text)
        {
            return (Path.Exists(Path.Combine(folder, FileName)) ? MarkerState.Foreign : MarkerState.Missing, null);
        }

        var lines = text.Split('\n');
        if (lines is [Title, _, ['i', 'd', ' ', .. var id], _, ..] && Guid.TryParseExact(id, "N", out var identity))
        {
            var engine = lines[3].StartsWith(EngineKey, StringComparison.Ordinal) ? lines[3][EngineKey.Length..] : null;
            if (text == TextOf(identity, engine))
            {
                return (MarkerState.Sound, engine);
            }
        }

        // One place of it may have changed. Where neither its first nor its last line is left, it is somebody else's.
        return (lines[0] == Title || lines is [.., End, ""] ? MarkerState.Damaged : MarkerState.Foreign, null);
    }

    /// <summary>Writes a marker with a new identity, durably, in the place of a damaged one.</summary>
    public static void Write(string folder, string engine)
    {
        var pending = Path.Combine(folder, PendingName);
        using (var stream = new FileStream(pending, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(TextOf(Guid.NewGuid(), engine)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(pending, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>Whether a file is a marker that was not finished.</summary>
    public static bool IsPending(string path) =>
        Path.GetFileName(path) == PendingName && TextOf(path) is { } text
        && (Title.StartsWith(text, StringComparison.Ordinal) || text.StartsWith(Title, StringComparison.Ordinal));

    private static string TextOf(Guid identity, string? engine)
    {
        var head = engine is null
            ? $"{Title}\nversion 1\nid {identity:N}\n"
            : $"{Title}\nversion 2\nid {identity:N}\n{EngineKey}{engine}\n";
        return $"{head}checksum {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head)).AsSpan(0, 8))}\n{End}\n";
    }

    /// <summary>The text of an ordinary file that is no longer than a marker; null for everything else.</summary>
    private static string? TextOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.LinkTarget is null && file.Length <= MaxLength ? File.ReadAllText(path) : null;
    }
}

/// <summary>What a folder has of a marker.</summary>
internal enum MarkerState
{
    /// <summary>None.</summary>
    Missing,

    /// <summary>One as it was written.</summary>
    Sound,

    /// <summary>One that has changed since.</summary>
    Damaged,

    /// <summary>A file of its name that no program of ours wrote.</summary>
    Foreign,
}
