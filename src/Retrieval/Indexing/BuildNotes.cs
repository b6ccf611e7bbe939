using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>What a build notes in its commit for readers of the library: where its files are, and which are not in it.</summary>
public static class BuildNotes
{
    /// <summary>Full paths of the corpora, a line each.</summary>
    public const string Corpora = "corpora";

    /// <summary>What was left out, as <see cref="Write"/> writes it.</summary>
    public const string LeftOut = "left-out";

    /// <summary>
    /// When the index was begun anew, in round-trip format: what was there before may have held what nobody is to see any more.
    /// </summary>
    public const string Anew = "anew";

    /// <summary>
    /// Paths of files that hold more than the index may have of them, a line each: whoever reads it does not get the file.
    /// </summary>
    public const string InPart = "in-part";

    /// <summary>When the build began to read, in round-trip format: what has changed since is not what is in the index.</summary>
    public const string Began = "began";

    /// <summary>The folder of a corpus that servers bring files into.</summary>
    public const string Inbox = "inbox";

    /// <summary>
    /// What the name of a file begins with that is being written into a corpus: no build reads it. It gets its own name when it is whole.
    /// </summary>
    public const string IncomingPrefix = ".kb-incoming-";

    /// <summary>A name for such a file, which no other has.</summary>
    public static string NewIncomingName() => $"{IncomingPrefix}{Guid.NewGuid():N}";

    /// <summary>Files that are noted by name, so that a commit stays small; the others are counted.</summary>
    private const int MostNoted = 500;

    /// <summary>Characters that are noted of a reason.</summary>
    private const int LongestReason = 400;

    /// <summary>Notes what is not in the library.</summary>
    /// <param name="files">Every file, or part of one, that was left out.</param>
    public static string Write(IReadOnlyList<LeftOutFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var noted = files.Take(MostNoted).Select(f => f.Reason.Length <= LongestReason ? f : f with { Reason = f.Reason[..LongestReason] });
        return JsonSerializer.Serialize(new LeftOutList(files.Count, [.. noted]), BuildNotesJson.Default.LeftOutList);
    }

    /// <summary>Reads that again; null when a build of an earlier version noted nothing.</summary>
    internal static LeftOutList? ReadLeftOut(IReadOnlyDictionary<string, string> notes) =>
        notes.TryGetValue(LeftOut, out var json) ? JsonSerializer.Deserialize(json, BuildNotesJson.Default.LeftOutList) : null;

    /// <summary>Whether a file holds more than the index may have of it.</summary>
    internal static bool IsInPart(IReadOnlyDictionary<string, string> notes, string path) =>
        notes.GetValueOrDefault(InPart) is { Length: > 0 } files && files.Split('\n').Contains(path, StringComparer.Ordinal);

    /// <summary>When the build began to read; null where it is not noted.</summary>
    internal static DateTimeOffset? ReadBegan(IReadOnlyDictionary<string, string> notes) =>
        DateTimeOffset.TryParse(
            notes.GetValueOrDefault(Began), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var began) ? began : null;

    /// <summary>The full paths of the corpora.</summary>
    public static string[] ReadCorpora(IReadOnlyDictionary<string, string> notes)
    {
        ArgumentNullException.ThrowIfNull(notes);
        return notes.GetValueOrDefault(Corpora) is { Length: > 0 } roots ? roots.Split('\n') : [];
    }
}

/// <summary>What is not in a library.</summary>
/// <param name="Total">How many files, or parts of files.</param>
/// <param name="Files">The first of them.</param>
public sealed record LeftOutList(int Total, IReadOnlyList<LeftOutFile> Files);

/// <summary>A file, or a part of one, that is not in a library.</summary>
/// <param name="Path">Its path within its corpus, with the part inside of a container behind <c>/</c>.</param>
/// <param name="Reason">Why, in English, as the build says it.</param>
public sealed record LeftOutFile(string Path, string Reason);

/// <summary>Notes as JSON.</summary>
[JsonSerializable(typeof(LeftOutList))]
internal sealed partial class BuildNotesJson : JsonSerializerContext;
