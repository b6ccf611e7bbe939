using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Writing;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.Embedded;

namespace KnowledgeBase.Retrieval.Tests.Engines;

/// <summary>An engine behind the port, to be put through the contract.</summary>
internal sealed class EngineUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScanWriter? _scan;

    public EngineUnderTest(string name)
    {
        _scan = name == "scan" ? new ScanWriter() : null;
        Writer = _scan ?? (IPassageWriter)new EmbeddedWriter(IndexWriter.Open(_folder.Path, EmbeddedSchema.Schema));
    }

    public IPassageWriter Writer { get; }

    public IPassageReader OpenReader() => _scan?.Committed ?? (IPassageReader)new EmbeddedReader(IndexReader.Open(_folder.Path));

    public void Dispose()
    {
        Writer.Dispose();
        _folder.Dispose();
    }
}
