using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.StoredFields;
using KnowledgeBase.FullText.Terms;

namespace KnowledgeBase.FullText.Segments;

/// <summary>
/// The open files of a segment, shared by all snapshots that include it; closed when the last of them lets go.
/// </summary>
internal sealed unsafe class SegmentCore
{
    private readonly MappedFile[] _files = new MappedFile[5];
    private readonly TermDictionary?[] _terms;
    private readonly byte*[] _norms;
    private readonly KeywordColumn?[] _keywords;
    private readonly IntegerColumn?[] _integers;
    private int _references = 1;

    /// <summary>Opens the files of a segment without reading them through.</summary>
    public SegmentCore(IndexDirectory directory, SegmentInfo info, IReadOnlyList<IndexField> fields)
        : this(directory.OpenFile, info, fields, verify: _ => false)
    {
    }

    /// <param name="open">Opens a file, which the core closes.</param>
    /// <param name="info">The segment.</param>
    /// <param name="fields">The fields of the index.</param>
    /// <param name="verify">Which files, by name, are read through and their checksums compared.</param>
    public SegmentCore(Func<FileEntry, MappedFile> open, SegmentInfo info, IReadOnlyList<IndexField> fields, Predicate<string> verify)
    {
        Id = info.Id;
        Name = info.Name;
        MaxDoc = info.MaxDoc;
        Fields = fields;
        _terms = new TermDictionary?[fields.Count];
        _norms = new byte*[fields.Count];
        _keywords = new KeywordColumn?[fields.Count];
        _integers = new IntegerColumn?[fields.Count];
        try
        {
            Open(open, info, verify);
        }
        catch
        {
            CloseFiles();
            throw;
        }
    }

    public Guid Id { get; }

    public string Name { get; }

    public int MaxDoc { get; }

    public IReadOnlyList<IndexField> Fields { get; }

    public StoredFieldsReader Stored { get; private set; } = null!;

    public IReadOnlyList<MappedFile> Files => _files;

    private MappedFile DocFile => _files[0];

    private MappedFile PosFile => _files[1];

    /// <summary>Takes a reference; false when the files are closed already.</summary>
    public bool TryAddReference()
    {
        while (true)
        {
            var current = Volatile.Read(ref _references);
            if (current == 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _references, current + 1, current) == current)
            {
                return true;
            }
        }
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            CloseFiles();
        }
    }

    /// <summary>The terms of a field; null if the segment has none of it.</summary>
    public TermDictionary? TermsOf(int field) => _terms[field];

    /// <summary>The norm bytes of a field by document; null if it has none.</summary>
    public byte* NormsOf(int field) => _norms[field];

    public KeywordColumn? KeywordsOf(int field) => _keywords[field];

    public IntegerColumn? IntegersOf(int field) => _integers[field];

    public void OpenPostings(PostingsCursor cursor, IndexField field, in TermMeta meta) =>
        cursor.Open(DocFile, PosFile, field, meta, MaxDoc);

    private void Open(Func<FileEntry, MappedFile> open, SegmentInfo info, Predicate<string> verify)
    {
        OpenFile(0, FileKind.Postings, info.Postings);
        OpenFile(1, FileKind.Positions, info.Positions);
        OpenFile(2, FileKind.Terms, info.Terms);
        OpenFile(3, FileKind.DocValues, info.DocValues);
        OpenFile(4, FileKind.Stored, info.Stored);
        foreach (var (field, dictionary) in TermDictionary.ReadAll(_files[2], Fields))
        {
            _terms[field] = dictionary;
        }

        ReadColumns(_files[3]);
        Stored = new StoredFieldsReader(_files[4], MaxDoc);

        void OpenFile(int index, FileKind kind, FileEntry entry)
        {
            _files[index] = open(entry);
            IndexFileFormat.Check(_files[index], kind, info.Id, entry);
            if (verify(entry.Name))
            {
                IndexFileFormat.CheckCrc(_files[index]);
            }
        }
    }

    private void ReadColumns(MappedFile file)
    {
        var directory = new FileReader(file, Math.Max(IndexFileFormat.HeaderLength, file.Length - IndexFileFormat.FooterLength - 8));
        directory.Seek((long)Math.Min(directory.ReadUInt64(), long.MaxValue));
        for (var left = directory.ReadInt32(); left > 0; left--)
        {
            var field = directory.ReadInt32();
            var type = directory.ReadByte();
            var reader = new FileReader(file, directory.ReadInt64());
            if (field >= Fields.Count
                || (type == DocValuesWriter.NormsType ? !Fields[field].HasNorms : (DocValuesType)type != Fields[field].DocValues))
            {
                throw directory.Corrupt($"a column of type {type} for field {field}, which the schema does not expect");
            }

            switch ((DocValuesType)type)
            {
                case DocValuesType.None:
                    _norms[field] = reader.Take(MaxDoc);
                    break;
                case DocValuesType.Keyword or DocValuesType.KeywordSet:
                    _keywords[field] = new KeywordColumn(file, ref reader, (DocValuesType)type == DocValuesType.KeywordSet, MaxDoc);
                    break;
                default:
                    _integers[field] = new IntegerColumn(ref reader, MaxDoc);
                    break;
            }
        }
    }

    private void CloseFiles()
    {
        Stored?.Dispose();
        foreach (var file in _files)
        {
            file?.Dispose();
        }
    }
}
