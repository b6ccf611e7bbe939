using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// OpenSearch 2: for libraries that outgrow one machine. The passages are kept by a cluster; what lies in the folder says where. Safe for
/// any number of threads.
/// </summary>
/// <param name="settings">Says how a server is reached, whenever an index is opened.</param>
/// <param name="time">Clock.</param>
internal sealed class OpenSearchEngine(Func<OpenSearchSettings> settings, TimeProvider time) : IPassageEngine
{
    /// <summary>The name of this engine.</summary>
    public const string EngineName = "opensearch";

    /// <summary>Problems of one kind that a report lists.</summary>
    private const int MostProblems = 10;

    private readonly ConcurrentDictionary<string, OpenSearchServer> _servers = new(StringComparer.Ordinal);

    public string Name => EngineName;

    public bool Exists(string folder)
    {
        try
        {
            return OpenSearchFolder.Read(folder) is { Generation: > 0 };
        }
        catch (EngineException)
        {
            return true; // not a sound one
        }
    }

    public IPassageReader Open(string folder, EngineReading reading) => OpenSearchReader.Open(this, folder);

    public IPassageWriter OpenWriter(string folder, bool anew = false) => new OpenSearchWriter(folder, settings(), Connect, anew, time);

    public EngineReport Verify(string folder, CancellationToken cancellationToken = default)
    {
        var (server, known) = Connect(folder);
        if (OpenSearchHead.Read(server, known.Alias, cancellationToken) is not { } head)
        {
            return new EngineReport(0, [OpenSearchFaults.Gone(server.Address, known.Alias).Message]);
        }

        var index = new OpenSearchIndex(server, head.Index);
        var problems = new List<string>();
        if (index.ReadMeta().Owner != known.Id)
        {
            problems.Add(OpenSearchFaults.OfOthers(server.Address, known.Alias, "another library").Message);
        }

        if (head.Generation < known.Generation)
        {
            problems.Add(
                $"{head.Index}: the server has commit {head.Generation} as its newest, and {known.Generation} was made: it was set back.");
        }

        problems.AddRange(ProblemsOf(index, head.Generation, cancellationToken));
        return new EngineReport(head.Generation, problems);
    }

    public IReadOnlyList<EngineFile> Files(string folder) => [];

    public string? Check(string folder, EngineFile file) => null;

    public IReadOnlyList<string> Foreign(string folder) => OpenSearchFolder.Foreign(folder);

    /// <summary>The server that has the index of a folder, and what the folder says of it.</summary>
    /// <exception cref="EngineException">Nothing was committed there.</exception>
    public (OpenSearchServer Server, OpenSearchFolder Folder) Connect(string folder)
    {
        if (OpenSearchFolder.Read(folder) is not { Generation: > 0 } known)
        {
            throw OpenSearchFaults.Missing(folder);
        }

        var given = settings();
        return (Connect(given.Addresses.Count > 0 ? given : given with { Addresses = known.Addresses }), known);
    }

    private OpenSearchServer Connect(OpenSearchSettings to) => _servers.GetOrAdd(to.Connection, _ => new OpenSearchServer(to, time));

    private static IEnumerable<string> ProblemsOf(OpenSearchIndex index, long generation, CancellationToken cancellationToken)
    {
        var commit = index.ReadCommit(generation);
        var found = index.Count(generation);
        if (found != (commit.Materials, commit.Passages))
        {
            yield return $"{index.Name}: commit {generation} has {commit.Materials} materials with {commit.Passages} passages, and "
                + $"{found.Materials} with {found.Passages} are there.";
        }

        var problems = 0;
        string? before = null;
        var question = new JsonObject
        {
            ["query"] = OpenSearchQueries.Bool(filter: OpenSearchQueries.Seen(generation)),
            ["sort"] = new JsonArray(OpenSearchSchema.Material, OpenSearchSchema.From),
            ["_source"] = false,
        };
        foreach (var hit in index.Walk(question, cancellationToken: cancellationToken))
        {
            var id = hit.GetProperty("sort")[0].GetString()!;
            if (id == before && problems++ < MostProblems)
            {
                yield return $"{index.Name}: the material {id} is there twice in commit {generation}.";
            }

            before = id;
        }
    }
}
