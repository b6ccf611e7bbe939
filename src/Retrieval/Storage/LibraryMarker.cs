using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>
/// The file that makes a folder an index's: written once, when the index is made, with an identity of its own. A folder without one is
/// not written to unless it is new or empty, so that nothing of the user's is ever taken for the program's.
/// <code>
/// marker = Title "\n" "version 1" "\n" "id " 32 hexadecimal digits "\n" "checksum " 16 digits "\n" End "\n"
/// </code>
/// The checksum is the first half of the SHA-256 of the lines before it, as far as it has digits.
/// </summary>
internal static class LibraryMarker
{
    public const string FileName = "kb-index";

    /// <summary>The marker while it is written, and what a process leaves that is killed just then.</summary>
    public const string PendingName = FileName + ".pending";

    private const string Title = "This folder holds an index of the program kb, which makes and removes the files in it. Keep nothing "
        + "else here.";
    private const string End = "end of the marker";
    private const int MaxLength = 1024;

    /// <summary>What there is of a marker in a folder.</summary>
    public static MarkerState StateOf(string folder)
    {
        if (TextOf(Path.Combine(folder, FileName)) is not { } text)
        {
            return Path.Exists(Path.Combine(folder, FileName)) ? MarkerState.Foreign : MarkerState.Missing;
        }

        var lines = text.Split('\n');
        if (lines is [Title, _, ['i', 'd', ' ', .. var id], ..] && Guid.TryParseExact(id, "N", out var identity)
            && text == TextOf(identity))
        {
            return MarkerState.Sound;
        }

        // One place of it may have changed. Where neither its first nor its last line is left, it is somebody else's.
        return lines[0] == Title || lines is [.., End, ""] ? MarkerState.Damaged : MarkerState.Foreign;
    }

    /// <summary>Writes a marker with a new identity, durably, in the place of a damaged one.</summary>
    public static void Write(string folder)
    {
        var pending = Path.Combine(folder, PendingName);
        using (var stream = new FileStream(pending, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(TextOf(Guid.NewGuid())));
            stream.Flush(flushToDisk: true);
        }

        File.Move(pending, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>Whether a file is a marker that was not finished.</summary>
    public static bool IsPending(string path) =>
        Path.GetFileName(path) == PendingName && TextOf(path) is { } text
        && (Title.StartsWith(text, StringComparison.Ordinal) || text.StartsWith(Title, StringComparison.Ordinal));

    private static string TextOf(Guid identity)
    {
        var head = $"{Title}\nversion 1\nid {identity:N}\n";
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
