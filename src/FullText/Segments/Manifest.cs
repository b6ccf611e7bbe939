using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Segments;

/// <summary>
/// What a commit consists of. The file is replaced atomically: who reads it sees one commit or the next, never part of one.
/// The identity of the index and the number of the commit stand in the header, where they are read without the rest.
/// <code>
/// Manifest := generation:varint nextSegment:varint Schema UserData Segments
/// Schema   := fields:varint (name options:u8 norms:u8 docValues:u8 stored:u8)*
/// UserData := entries:varint (key value)*
/// Segments := segments:varint (number:varint id:16 bytes documents:varint deleted:varint liveGeneration:varint
///             File(postings) File(positions) File(terms) File(columns) File(stored) [File(live)])*    live when deleted > 0
/// File     := name length:varint crc32c:u32
/// strings  := length:varint UTF-8
/// </code>
/// </summary>
internal sealed record Manifest(
    Guid Identity,
    long Generation,
    long NextSegment,
    IndexSchema Schema,
    IReadOnlyDictionary<string, string> UserData,
    IReadOnlyList<SegmentInfo> Segments)
{
    public const string FileName = "manifest";
    public const string PendingName = "manifest.pending";

    /// <summary>What tells this commit from others, as it was read; nothing in a commit that is to be published.</summary>
    public CommitIdentity Stamp { get; private init; }

    /// <summary>Reads the current commit; null if there never was one.</summary>
    public static Manifest? Read(IndexDirectory directory)
    {
        using var file = Open(directory);
        if (file is null)
        {
            return null;
        }

        IndexFileFormat.CheckCrc(file);
        var reader = new FileReader(file, IndexFileFormat.HeaderLength);
        return Read(ref reader, IndexFileFormat.StampOf(file));
    }

    /// <summary>Reads only which commit is the current one, of the manifest's first and last bytes; null if there never was one.</summary>
    public static CommitIdentity? ReadStamp(IndexDirectory directory)
    {
        using var file = Open(directory);
        return file is null ? null : IndexFileFormat.StampOf(file);
    }

    /// <summary>Writes the commit durably and makes it the current one.</summary>
    public void Publish(IndexDirectory directory)
    {
        using (var output = new IndexOutput(directory, PendingName, FileKind.Manifest, Identity, Generation))
        {
            Write(output);
            output.Finish();
        }

        directory.SyncFile(PendingName);
        directory.SyncDirectory();
        directory.Rename(PendingName, FileName);
        directory.SyncDirectory();
    }

    private static MappedFile? Open(IndexDirectory directory)
    {
        MappedFile file;
        try
        {
            file = directory.OpenFile(FileName);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        try
        {
            IndexFileFormat.Check(file, FileKind.Manifest, id: null, expected: null);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Manifest Read(ref FileReader reader, CommitIdentity stamp)
    {
        var generation = reader.ReadInt64();
        var next = reader.ReadInt64();
        var fields = new List<IndexField>();
        var count = reader.ReadInt32(IndexSchemaBuilder.MaxFields);
        for (var i = 0; i < count; i++)
        {
            fields.Add(new IndexField(
                i,
                reader.ReadString(),
                (IndexOptions)reader.ReadByte(),
                reader.ReadByte() != 0,
                (DocValuesType)reader.ReadByte(),
                reader.ReadByte() != 0));
        }

        var userData = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            userData[reader.ReadString()] = reader.ReadString();
        }

        var segments = new List<SegmentInfo>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var number = reader.ReadInt64();
            var id = new Guid(reader.ReadBytes(16));
            var maxDoc = reader.ReadInt32();
            var deleted = reader.ReadInt32(maxDoc);
            var liveGeneration = reader.ReadInt64();
            segments.Add(new SegmentInfo(
                number, id, maxDoc, deleted, liveGeneration,
                ReadFile(ref reader), ReadFile(ref reader), ReadFile(ref reader), ReadFile(ref reader), ReadFile(ref reader),
                deleted > 0 ? ReadFile(ref reader) : null));
        }

        return new Manifest(stamp.Identity, generation, next, new IndexSchema(fields), userData, segments) { Stamp = stamp };
    }

    private static FileEntry ReadFile(ref FileReader reader) => new(reader.ReadString(), reader.ReadInt64(), reader.ReadUInt32());

    private void Write(IndexOutput output)
    {
        output.WriteVarInt((ulong)Generation);
        output.WriteVarInt((ulong)NextSegment);
        output.WriteVarInt(Schema.Fields.Count);
        foreach (var field in Schema.Fields)
        {
            output.WriteString(field.Name);
            output.WriteByte((byte)field.Options);
            output.WriteByte(field.HasNorms ? (byte)1 : (byte)0);
            output.WriteByte((byte)field.DocValues);
            output.WriteByte(field.IsStored ? (byte)1 : (byte)0);
        }

        output.WriteVarInt(UserData.Count);
        foreach (var (key, value) in UserData.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            output.WriteString(key);
            output.WriteString(value);
        }

        output.WriteVarInt(Segments.Count);
        Span<byte> id = stackalloc byte[16];
        foreach (var segment in Segments)
        {
            output.WriteVarInt((ulong)segment.Number);
            segment.Id.TryWriteBytes(id);
            output.WriteBytes(id);
            output.WriteVarInt(segment.MaxDoc);
            output.WriteVarInt(segment.Deleted);
            output.WriteVarInt((ulong)segment.LiveGeneration);
            foreach (var file in segment.Files)
            {
                output.WriteString(file.Name);
                output.WriteVarInt((ulong)file.Length);
                output.WriteUInt32(file.Crc);
            }
        }
    }
}
