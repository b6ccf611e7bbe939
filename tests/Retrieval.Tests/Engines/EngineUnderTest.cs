using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.Embedded;

namespace KnowledgeBase.Retrieval.Tests.Engines;

/// <summary>An engine behind the port with an index that is being written, to be put through the contract.</summary>
internal sealed class EngineUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EngineUnderTest(string name)
    {
        Engine = name == "scan" ? new ScanEngine() : new EmbeddedEngine();
        Writer = Engine.OpenWriter(Folder);
    }

    public IPassageEngine Engine { get; }

    public string Folder => _folder.Path;

    public IPassageWriter Writer { get; private set; }

    public IPassageReader OpenReader() => Engine.Open(Folder, new EngineReading());

    /// <summary>Closes the writer, and opens the index again as another process would.</summary>
    public void Reopen(bool anew = false)
    {
        Writer.Dispose();
        Writer = Engine.OpenWriter(Folder, anew);
    }

    public void Dispose()
    {
        Writer.Dispose();
        _folder.Dispose();
    }
}
