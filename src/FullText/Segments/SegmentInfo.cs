using System.Globalization;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Segments;

/// <summary>A segment as the manifest lists it: immutable files, and which of its documents live.</summary>
internal sealed record SegmentInfo(
    long Number,
    Guid Id,
    int MaxDoc,
    int Deleted,
    long LiveGeneration,
    FileEntry Postings,
    FileEntry Positions,
    FileEntry Terms,
    FileEntry DocValues,
    FileEntry Stored,
    FileEntry? Live)
{
    public string Name => SegmentFiles.Name(Number);

    public int LiveDocs => MaxDoc - Deleted;

    /// <summary>Bytes of all files but the live documents'.</summary>
    public long Length => Postings.Length + Positions.Length + Terms.Length + DocValues.Length + Stored.Length;

    /// <summary>Whether both have the very same files, whichever of their documents live.</summary>
    public bool SharesFilesWith(SegmentInfo other) =>
        (Id, Postings, Positions, Terms, DocValues, Stored)
        == (other.Id, other.Postings, other.Positions, other.Terms, other.DocValues, other.Stored);

    public IEnumerable<FileEntry> Files
    {
        get
        {
            yield return Postings;
            yield return Positions;
            yield return Terms;
            yield return DocValues;
            yield return Stored;
            if (Live is not null)
            {
                yield return Live;
            }
        }
    }
}

/// <summary>The names of a segment's files.</summary>
internal static class SegmentFiles
{
    public static string Name(long number) => $"segment-{number:D6}";

    public static string Postings(long number) => Name(number) + ".postings";

    public static string Positions(long number) => Name(number) + ".positions";

    public static string Terms(long number) => Name(number) + ".terms";

    public static string DocValues(long number) => Name(number) + ".columns";

    public static string Stored(long number) => Name(number) + ".stored";

    public static string Live(long number, long generation) => $"{Name(number)}.{generation}.live";

    /// <summary>Whether the name is exactly one that this class gives, and what a file of that name holds.</summary>
    public static bool TryParse(string name, out long number, out FileKind kind)
    {
        var parts = name.Split('.');
        kind = (parts.Length, parts[^1]) switch
        {
            (2, "postings") => FileKind.Postings,
            (2, "positions") => FileKind.Positions,
            (2, "terms") => FileKind.Terms,
            (2, "columns") => FileKind.DocValues,
            (2, "stored") => FileKind.Stored,
            (3, "live") => FileKind.LiveDocs,
            _ => FileKind.Manifest, // which is never a segment's
        };
        number = 0;
        return kind != FileKind.Manifest
            && parts[0].StartsWith("segment-", StringComparison.Ordinal)
            && IsNumber(parts[0].AsSpan("segment-".Length), out number) && Name(number) == parts[0]
            && (parts.Length == 2 || (IsNumber(parts[1], out var generation) && Live(number, generation) == name));

        static bool IsNumber(ReadOnlySpan<char> text, out long value) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
