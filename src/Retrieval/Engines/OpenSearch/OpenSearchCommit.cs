using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>What a commit carries beside the documents that are seen in it, in a document of its own.</summary>
/// <param name="Time">When it was made, in UTC.</param>
/// <param name="Order">Greater than the order of every material.</param>
/// <param name="Library">Number of the commit in which what holds of the library as a whole was written; 0 when it never was.</param>
/// <param name="Materials">Materials that are seen in it.</param>
/// <param name="Passages">Their passages.</param>
/// <param name="UserData">What the writer left.</param>
internal sealed record OpenSearchCommit(
    DateTime Time, long Order, long Library, int Materials, int Passages, IReadOnlyDictionary<string, string> UserData)
{
    /// <summary>Before the first commit.</summary>
    public static OpenSearchCommit None { get; } =
        new(DateTime.MinValue, 0, 0, 0, 0, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Reads it from its document.</summary>
    /// <exception cref="EngineException">The document says something else.</exception>
    public static OpenSearchCommit Of(JsonElement source)
    {
        try
        {
            var says = source.GetProperty(OpenSearchSchema.Commit);
            return new OpenSearchCommit(
                new DateTime(says.GetProperty("time").GetInt64(), DateTimeKind.Utc),
                says.GetProperty("order").GetInt64(),
                says.GetProperty("library").GetInt64(),
                says.GetProperty("materials").GetInt32(),
                says.GetProperty("passages").GetInt32(),
                says.GetProperty("data").EnumerateArray().ToDictionary(
                    pair => pair[0].GetString()!, pair => pair[1].GetString()!, StringComparer.Ordinal));
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw OpenSearchFaults.Damaged("what its newest commit is cannot be read", e);
        }
    }

    /// <summary>The document.</summary>
    public JsonObject Document(long generation) => new()
    {
        [OpenSearchSchema.Kind] = OpenSearchSchema.CommitKind,
        [OpenSearchSchema.From] = generation,
        [OpenSearchSchema.Order] = OpenSearchSchema.CommitOrder,
        [OpenSearchSchema.Commit] = new JsonObject
        {
            ["time"] = Time.Ticks,
            ["order"] = Order,
            ["library"] = Library,
            ["materials"] = Materials,
            ["passages"] = Passages,
            ["data"] = new JsonArray([.. UserData.Select(pair => new JsonArray(pair.Key, pair.Value))]),
        },
    };
}
