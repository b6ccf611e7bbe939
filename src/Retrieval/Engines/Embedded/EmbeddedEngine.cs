using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.Retrieval.Engines.Embedded;

/// <summary>The engine of our own, <c>src/FullText</c>.</summary>
internal sealed class EmbeddedEngine : IPassageEngine
{
    private const string Manifest = "manifest";

    /// <summary>
    /// Bytes of documents that the writer keeps before it writes a segment: half of what the engine takes by default, since whoever builds
    /// a library reads and understands materials beside it. docs/operations.md says what a build takes as a whole.
    /// </summary>
    private const long WriterMemory = 64L << 20;

    public string Name => "embedded";

    public bool Exists(string folder) => File.Exists(Path.Combine(folder, Manifest));

    public IPassageReader Open(string folder, EngineReading reading)
    {
        var options = new IndexReaderOptions
        {
            VerifyChecksums = reading.VerifyChecksums,
            VerifyUpTo = reading.VerifyUpTo,
            HeldInMemory = reading.HeldInMemory,
        };
        return EmbeddedFaults.Guarded(() => new EmbeddedReader(this, IndexReader.Open(folder, options)));
    }

    public IPassageWriter OpenWriter(string folder, bool anew = false) => EmbeddedFaults.Guarded(() =>
        new EmbeddedWriter(IndexWriter.Open(
            folder, EmbeddedSchema.Schema, new IndexWriterOptions { StartAnew = anew, MemoryBudget = WriterMemory })));

    public EngineReport Verify(string folder, CancellationToken cancellationToken = default) => EmbeddedFaults.Guarded(() =>
    {
        var report = IndexVerifier.Verify(folder, cancellationToken);
        return new EngineReport(report.Generation, [.. report.Problems.Select(p => p.ToString())]);
    });

    public IReadOnlyList<EngineFile> Files(string folder) => EmbeddedFaults.Guarded(() =>
        IndexFiles.List(folder).Select(file => new EngineFile(file.Name, file.Length, file.Checksum)).ToArray());

    public string? Check(string folder, EngineFile file) =>
        IndexFiles.Check(folder, new IndexFile(file.Name, file.Length, file.Checksum))?.ToString();

    public IReadOnlyList<string> Foreign(string folder) => IndexFiles.Foreign(folder);
}
