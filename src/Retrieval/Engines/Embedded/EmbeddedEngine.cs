using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.Retrieval.Engines.Embedded;

/// <summary>The engine of our own, <c>src/FullText</c>.</summary>
internal sealed class EmbeddedEngine : IPassageEngine
{
    private const string Manifest = "manifest";

    /// <summary>
    /// Bytes of documents that the writer keeps before it writes a segment. With half of it a build took 75 MB less, but a library of
    /// 147,000 passages had nine segments instead of three, each of which a search reads by itself. docs/operations.md says what a build
    /// takes as a whole.
    /// </summary>
    private const long WriterMemory = 128L << 20;

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
