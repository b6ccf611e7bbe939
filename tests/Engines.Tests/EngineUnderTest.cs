using KnowledgeBase.Engines.Tests.OpenSearch;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.Embedded;
using KnowledgeBase.Retrieval.Engines.LuceneNet;

namespace KnowledgeBase.Engines.Tests;

/// <summary>An engine behind the port with an index that is being written, to be put through the contract.</summary>
internal sealed class EngineUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EngineUnderTest(string name)
    {
        Engine = Named(name);
        Writer = Engine.OpenWriter(Folder);
    }

    /// <summary>Every engine.</summary>
    public static TheoryData<string> All { get; } = OpenSearchUnderTest.IsThere
        ? ["embedded", "lucene", "scan", "opensearch"]
        : ["embedded", "lucene", "scan"];

    /// <summary>Those that are no example.</summary>
    public static TheoryData<string> Real { get; } = OpenSearchUnderTest.IsThere
        ? ["embedded", "lucene", "opensearch"]
        : ["embedded", "lucene"];

    /// <summary>Those that keep their index in files.</summary>
    public static TheoryData<string> OnDisk { get; } = ["embedded", "lucene"];

    /// <summary>
    /// Those whose scores count the places at which parts stand near one another; OpenSearch finds them, and scores their terms.
    /// </summary>
    public static TheoryData<string> CountingPlaces { get; } = ["embedded", "lucene", "scan"];

    public IPassageEngine Engine { get; }

    public string Folder => _folder.At("index");

    public IPassageWriter Writer { get; private set; }

    public static IPassageEngine Named(string name) => name switch
    {
        "embedded" => new EmbeddedEngine(),
        "lucene" => new LuceneEngine(),
        "scan" => new ScanEngine(),
        "opensearch" => OpenSearchUnderTest.NewEngine(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no engine"),
    };

    public IPassageReader OpenReader(EngineReading? reading = null) => Engine.Open(Folder, reading ?? new EngineReading());

    /// <summary>Closes the writer, and opens the index again as another process would.</summary>
    public void Reopen(bool anew = false)
    {
        Writer.Dispose();
        Writer = Engine.OpenWriter(Folder, anew);
    }

    public void Dispose()
    {
        Writer.Dispose();
        OpenSearchUnderTest.RemoveIndexes(Folder);
        _folder.Dispose();
    }
}
