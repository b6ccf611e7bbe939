using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.Retrieval.Engines.Embedded;

/// <summary>Writes with the embedded engine. Blocks are kept under the id of their material.</summary>
internal sealed class EmbeddedWriter(IndexWriter writer) : IPassageWriter
{
    /// <summary>Key of the library's own document: the path of no file, and the id of no line.</summary>
    private const string LibraryKey = "\n";

    public IReadOnlyDictionary<string, string> UserData => writer.CommittedUserData;

    public IPassageBlock NewBlock() => new Block();

    public void Replace(string material, IPassageBlock block) =>
        EmbeddedFaults.Guarded(() => writer.UpdateDocuments(material, ((Block)block).Documents));

    public void Remove(string material) => EmbeddedFaults.Guarded(() => writer.Delete(material));

    public void SetLibrary(IReadOnlyList<IReadOnlyList<string>> texts, IReadOnlyDictionary<StoredField, byte[]> stored)
    {
        var document = new IndexDocument();
        document.AddKeyword(EmbeddedSchema.Of(PassageField.Kind), DocumentKind.Library);
        document.AddStored(EmbeddedSchema.Of(StoredField.Texts), TextGroups.Write(texts));
        foreach (var (field, value) in stored)
        {
            document.AddStored(EmbeddedSchema.Of(field), value);
        }

        EmbeddedFaults.Guarded(() => writer.UpdateDocuments(LibraryKey, [document]));
    }

    public void Commit(IReadOnlyDictionary<string, string> userData) => EmbeddedFaults.Guarded(() => writer.Commit(userData));

    public void Dispose() => writer.Dispose();

    private sealed class Block : TermBlock
    {
        private readonly List<IndexDocument> _all = [];
        private int _count;
        private IndexDocument _document = new();

        public IReadOnlyList<IndexDocument> Documents => _count == _all.Count ? _all : _all[.._count];

        public override void NextDocument()
        {
            if (_count == _all.Count)
            {
                _all.Add(new IndexDocument());
            }

            _document = _all[_count++];
            _document.Clear();
        }

        protected override void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position) =>
            _document.AddTerm(EmbeddedSchema.Of(field), term, position);

        protected override void SetLength(PassageField field, int tokens) => _document.SetLength(EmbeddedSchema.Of(field), tokens);

        public override void AddKeyword(PassageField field, string value) => _document.AddKeyword(EmbeddedSchema.Of(field), value);

        public override void SetNumber(PassageField field, long value) => _document.SetInteger(EmbeddedSchema.Of(field), value);

        public override void Store(StoredField field, ReadOnlySpan<byte> value) => _document.AddStored(EmbeddedSchema.Of(field), value);

        public override void Clear() => _count = 0;
    }
}
