using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>One index on a server: what is asked of it, and how its documents are named.</summary>
/// <param name="server">The server.</param>
/// <param name="name">Name of the index.</param>
internal sealed class OpenSearchIndex(OpenSearchServer server, string name)
{
    /// <summary>By this, an index says that this program wrote it.</summary>
    public const string Program = "kb";

    /// <summary>Documents that are walked through at a time.</summary>
    public const int Step = 10_000;

    private const int MostAttempts = 6;

    public OpenSearchServer Server => server;

    public string Name => name;

    /// <summary>Name of the document of a material as it was written for a commit.</summary>
    public static string IdOf(string material, long generation) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(material)).AsSpan(0, 16))}-{generation}";

    public static string CommitId(long generation) => $"commit-{generation}";

    public static string LibraryId(long generation) => $"library-{generation}";

    public static string GroupedId(long generation) => $"grouped-{generation}";

    /// <summary>Reads which index it is, and of which folder.</summary>
    /// <exception cref="EngineException">It is none of this program's, or of another version of it.</exception>
    public (Guid Identity, Guid Owner) ReadMeta()
    {
        using var answer = server.Ask(HttpMethod.Get, $"/{name}/_mapping");
        var mappings = answer.RootElement.GetProperty(name).GetProperty("mappings");
        if (!mappings.TryGetProperty("_meta", out var meta) || !meta.TryGetProperty("program", out var program)
            || program.ValueKind != JsonValueKind.String || program.GetString() != Program
            || !Guid.TryParseExact(meta.GetProperty("identity").GetString(), "N", out var identity)
            || !Guid.TryParseExact(meta.GetProperty("owner").GetString(), "N", out var owner))
        {
            throw OpenSearchFaults.OfOthers(server.Address, name, "an index of another program");
        }

        return meta.GetProperty("format").GetInt32() == OpenSearchSchema.Format
            ? (identity, owner)
            : throw OpenSearchFaults.OtherFormat();
    }

    /// <summary>Reads a document as it was written last, seen or not; null when there is none.</summary>
    public JsonDocument? ReadDocument(string id, params string[] fields) => server.TryAsk(
        HttpMethod.Get, $"/{name}/_doc/{id}{(fields.Length == 0 ? "" : $"?_source_includes={string.Join(',', fields)}")}");

    /// <summary>Reads what a commit carries.</summary>
    /// <exception cref="EngineException">There is no such commit.</exception>
    public OpenSearchCommit ReadCommit(long generation)
    {
        using var document = ReadDocument(CommitId(generation));
        return document is null
            ? throw OpenSearchFaults.Damaged($"the index {name} at {server.Address} lacks its commit {generation}")
            : OpenSearchCommit.Of(document.RootElement.GetProperty("_source"));
    }

    /// <summary>Asks several things at once; the answers are in their order, and closed with the document.</summary>
    /// <exception cref="EngineException">A part of the index did not answer.</exception>
    public (JsonDocument Document, JsonElement[] Answers) Search(CancellationToken cancellationToken, params JsonObject[] bodies)
    {
        // One question goes to one copy of each shard as long as that is there: copies differ in what they still count of removed
        // documents.
        var question = bodies[0].ToJsonString();
        var copy = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, 4));
        using var lines = new MemoryStream();
        foreach (var body in bodies)
        {
            lines.Write(OpenSearchServer.Bytes(new JsonObject { ["search_type"] = "dfs_query_then_fetch", ["preference"] = copy }));
            lines.Write("\n"u8);
            lines.Write(OpenSearchServer.Bytes(body));
            lines.Write("\n"u8);
        }

        for (var attempt = 1; ; attempt++)
        {
            var document = server.TryAsk(
                HttpMethod.Post, $"/{name}/_msearch", lines.ToArray(), "application/x-ndjson", cancellationToken: cancellationToken)
                ?? throw OpenSearchFaults.Damaged($"the index {name} is no longer there");
            try
            {
                JsonElement[] answers = [.. document.RootElement.GetProperty("responses").EnumerateArray()];
                if (Array.Find(answers, IsIncomplete) is { ValueKind: JsonValueKind.Object } incomplete)
                {
                    // A node that has just gone, say: the copies on others are there in a moment.
                    Refuse(incomplete, isLast: attempt == MostAttempts);
                    document.Dispose();
                    Pause(attempt, cancellationToken);
                    continue;
                }

                return (document, answers);
            }
            catch
            {
                document.Dispose();
                throw;
            }
        }
    }

    /// <summary>How many materials are seen in a commit, and how many passages of theirs.</summary>
    public (int Materials, int Passages) Count(long generation)
    {
        var (document, answers) = Search(CancellationToken.None, new JsonObject
        {
            ["query"] = OpenSearchQueries.Bool(filter: OpenSearchQueries.Seen(generation)),
            ["size"] = 0,
            ["track_total_hits"] = true,
            ["aggs"] = new JsonObject
            {
                ["passages"] = new JsonObject { ["nested"] = new JsonObject { ["path"] = OpenSearchSchema.Passages } },
            },
        });
        using (document)
        {
            return (
                answers[0].GetProperty("hits").GetProperty("total").GetProperty("value").GetInt32(),
                answers[0].GetProperty("aggregations").GetProperty("passages").GetProperty("doc_count").GetInt32());
        }
    }

    /// <summary>
    /// Walks through all that matches, at one point in time, whatever is written meanwhile. The hits are to be used before the next is
    /// asked for.
    /// </summary>
    /// <param name="body">What is looked for, with an order in which no two are equal.</param>
    /// <param name="step">Documents that are asked for at a time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IEnumerable<JsonElement> Walk(JsonObject body, int step = Step, CancellationToken cancellationToken = default)
    {
        using var opened = server.Ask(
            HttpMethod.Post, $"/{name}/_search/point_in_time?keep_alive=2m", cancellationToken: cancellationToken);
        var point = opened.RootElement.GetProperty("pit_id").GetString()!;
        try
        {
            body["size"] = step;
            body["pit"] = new JsonObject { ["id"] = point, ["keep_alive"] = "2m" };
            for (var last = step; last == step;)
            {
                using var answer = server.Ask(HttpMethod.Post, "/_search", body, cancellationToken: cancellationToken);
                if (IsIncomplete(answer.RootElement))
                {
                    Refuse(answer.RootElement, isLast: true);
                }

                var hits = answer.RootElement.GetProperty("hits").GetProperty("hits");
                last = hits.GetArrayLength();
                foreach (var hit in hits.EnumerateArray())
                {
                    yield return hit;
                }

                if (last > 0)
                {
                    body["search_after"] = JsonNode.Parse(hits[last - 1].GetProperty("sort").GetRawText());
                }
            }
        }
        finally
        {
            ClosePoint(point);
        }
    }

    /// <summary>Makes what was written visible, on every copy that is there.</summary>
    public void Refresh(TimeSpan patience, TimeProvider time)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            using var answer = server.Ask(HttpMethod.Post, $"/{name}/_refresh", patiently: true);
            var shards = answer.RootElement.GetProperty("_shards");
            if (shards.GetProperty("failed").GetInt32() == 0 && shards.GetProperty("successful").GetInt32() > 0)
            {
                return;
            }

            if (time.GetElapsedTime(started) > patience)
            {
                throw OpenSearchFaults.Answered(
                    server.Address, HttpStatusCode.ServiceUnavailable, $"copies of the index {name} do not show what was written");
            }

            Pause(attempt, CancellationToken.None);
        }
    }

    public static void Pause(int attempt, CancellationToken cancellationToken) =>
        cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Min(5000, 50 * Math.Pow(2, attempt))));

    private static bool IsIncomplete(JsonElement answer) =>
        answer.TryGetProperty("error", out _) || answer.GetProperty("_shards").GetProperty("failed").GetInt32() > 0;

    private void Refuse(JsonElement answer, bool isLast)
    {
        var isError = answer.TryGetProperty("error", out _);
        var status = isError && answer.TryGetProperty("status", out var said)
            ? (HttpStatusCode)said.GetInt32()
            : HttpStatusCode.ServiceUnavailable;
        if (status == HttpStatusCode.NotFound)
        {
            throw OpenSearchFaults.Damaged($"the index {name} is no longer there");
        }

        if (isLast || (int)status is < 429 or 500)
        {
            throw OpenSearchFaults.Answered(
                server.Address, status, isError ? OpenSearchFaults.ReasonIn(answer) : $"a part of the index {name} does not answer");
        }
    }

    private void ClosePoint(string point)
    {
        try
        {
            server.Ask(HttpMethod.Delete, "/_search/point_in_time", new JsonObject { ["pit_id"] = new JsonArray(point) }).Dispose();
        }
        catch (EngineException)
        {
            // It closes by itself.
        }
    }
}
