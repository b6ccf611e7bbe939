using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>A material in its place in a list.</summary>
internal readonly record struct RankedMaterial(string Id, float Score)
{
    /// <summary>Reads a hit that came with its id and its score.</summary>
    public static RankedMaterial Of(JsonElement hit) => new(IdOf(hit), hit.GetProperty("_score").GetSingle());

    /// <summary>Reads the id that a hit came with.</summary>
    public static string IdOf(JsonElement hit) => hit.GetProperty("fields").GetProperty(OpenSearchSchema.Material)[0].GetString()!;

    /// <summary>An order in which no two materials of a commit are equal.</summary>
    public static JsonArray Sort(EngineSort sort) => sort switch
    {
        EngineSort.Newest => [Dated("desc"), OpenSearchSchema.Material],
        EngineSort.Oldest => [Dated("asc"), OpenSearchSchema.Material],
        _ => [new JsonObject { ["_score"] = "desc" }, OpenSearchSchema.Order],
    };

    private static JsonObject Dated(string order) =>
        new() { [OpenSearchSchema.Date] = new JsonObject { ["order"] = order, ["missing"] = "_last" } };
}
