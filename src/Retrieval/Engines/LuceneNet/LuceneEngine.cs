using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>
/// Lucene.Net 4.8: an index that Lucene's own tools open, and an independent second opinion on every answer. Documents, positions, lengths
/// and scores are as in the embedded engine.
/// </summary>
internal sealed class LuceneEngine : IPassageEngine
{
    public string Name => "lucene";

    public bool Exists(string folder) => System.IO.Directory.Exists(folder) && new LuceneFolder(folder).NewestCommit() is not null;

    public IPassageReader Open(string folder, EngineReading reading) => LuceneFaults.Guarded(() =>
        LuceneReader.Open(this, new LuceneFolder(folder, reading.HeldInMemory), reading));

    public IPassageWriter OpenWriter(string folder, bool anew = false) => LuceneFaults.Guarded(() => new LuceneWriter(folder, anew));

    public EngineReport Verify(string folder, CancellationToken cancellationToken = default)
    {
        // A writer that commits meanwhile removes files of the commit that is being looked at: then the next one is.
        const int Attempts = 10;
        for (var attempt = 1; ; attempt++)
        {
            var directory = new LuceneFolder(folder);
            var commit = directory.NewestCommit() ?? throw LuceneFaults.Missing(folder);
            var problems = LuceneFaults.Guarded(() => ProblemsOf(directory, commit, cancellationToken));
            if (problems.Count == 0)
            {
                return new EngineReport(SegmentInfos.GenerationFromSegmentsFileName(commit), []);
            }

            if (attempt == Attempts || directory.NewestCommit() == commit)
            {
                return new EngineReport(0, problems);
            }
        }
    }

    public IReadOnlyList<EngineFile> Files(string folder) => LuceneFaults.Guarded(() =>
        Exists(folder) ? FilesOf(new LuceneFolder(folder)) : []);

    public string? Check(string folder, EngineFile file) => CheckFile(new LuceneFolder(folder), file);

    public IReadOnlyList<string> Foreign(string folder) => LuceneFolder.Foreign(folder);

    private static List<string> ProblemsOf(LuceneFolder directory, string commit, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        EngineFile[] files = [];
        try
        {
            files = FilesOf(directory);
        }
        catch (Exception e) when (LuceneFaults.IsDamage(e))
        {
            problems.Add(LuceneFaults.ProblemOf(e, commit));
        }

        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (CheckFile(directory, file) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count == 0)
        {
            problems.AddRange(ProblemsWithin(directory));
        }

        return problems;
    }

    /// <summary>What Lucene's own check says of what the files hold, their checksums being right.</summary>
    private static IEnumerable<string> ProblemsWithin(LuceneFolder directory)
    {
        using var said = new StringWriter();
        var check = new CheckIndex(directory) { InfoStream = said };
        return check.DoCheckIndex().Clean
            ? []
            : said.ToString().Split('\n').Where(line => line.Contains("ERROR", StringComparison.Ordinal)).DefaultIfEmpty("it is not sound")
                .Select(line => $"{directory.NewestCommit()}: {line.Trim()}");
    }

    private static EngineFile[] FilesOf(LuceneFolder directory)
    {
        var infos = new SegmentInfos();
        infos.Read(directory);
        var names = infos.GetFiles(directory, includeSegmentsFile: false).Order(StringComparer.Ordinal);
        return [.. names.Select(name => FileOf(directory, name))];
    }

    /// <summary>A file with the checksum at its end; one that has none there has nothing, which its check will tell.</summary>
    private static EngineFile FileOf(LuceneFolder directory, string name)
    {
        try
        {
            using var input = directory.OpenInput(name, IOContext.READ_ONCE);
            return new EngineFile(name, input.Length, (uint)CodecUtil.RetrieveChecksum(input));
        }
        catch (Exception e) when (LuceneFaults.IsDamage(e))
        {
            return new EngineFile(name, 0, 0);
        }
    }

    private static string? CheckFile(LuceneFolder directory, EngineFile file)
    {
        try
        {
            using var input = directory.OpenInput(file.Name, IOContext.READ_ONCE);
            var checksum = (uint)CodecUtil.ChecksumEntireFile(input);
            return input.Length == file.Length && checksum == file.Checksum
                ? null
                : $"{file.Name}, byte {input.Length - CodecUtil.FooterLength()}: it has another length or checksum than it had";
        }
        catch (Exception e) when (LuceneFaults.IsDamage(e))
        {
            return LuceneFaults.ProblemOf(e, file.Name);
        }
    }
}
