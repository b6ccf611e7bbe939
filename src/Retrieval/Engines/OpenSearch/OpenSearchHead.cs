using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// The newest commit of a library: an index, and the number of the commit in it. The server keeps both in one alias, whose filter shows
/// what that commit has, so that a single change of the cluster's state moves everybody from one commit to the next.
/// </summary>
/// <param name="Index">Name of the index.</param>
/// <param name="Generation">Number of the commit.</param>
internal sealed record OpenSearchHead(string Index, long Generation)
{
    /// <summary>Reads where an alias stands; null when there is none.</summary>
    /// <exception cref="EngineException">The server cannot be asked, or the alias is none of this program's.</exception>
    public static OpenSearchHead? Read(OpenSearchServer server, string alias, CancellationToken cancellationToken = default)
    {
        using var answer = server.TryAsk(HttpMethod.Get, $"/_alias/{alias}", cancellationToken: cancellationToken);
        if (answer is null)
        {
            return null;
        }

        JsonProperty[] indexes = [.. answer.RootElement.EnumerateObject()];
        return indexes is [var index] && GenerationIn(index.Value.GetProperty("aliases").GetProperty(alias)) is { } generation
            ? new OpenSearchHead(index.Name, generation)
            : throw OpenSearchFaults.OfOthers(
                server.Address,
                alias,
                $"something that this program did not make: an alias of {string.Join(", ", indexes.Select(i => i.Name))}");
    }

    /// <summary>Moves an alias to this commit, all at once.</summary>
    /// <param name="server">The server.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="before">The commit before; null when there is none.</param>
    public void Publish(OpenSearchServer server, string alias, OpenSearchHead? before)
    {
        var actions = new JsonArray
        {
            new JsonObject
            {
                ["add"] = new JsonObject
                {
                    ["index"] = Index,
                    ["alias"] = alias,
                    ["filter"] = OpenSearchQueries.Bool(filter: OpenSearchQueries.Seen(Generation)),
                },
            },
        };
        if (before is not null && before.Index != Index)
        {
            actions.Add(new JsonObject { ["remove"] = new JsonObject { ["index"] = before.Index, ["alias"] = alias } });
        }

        using var answer = server.Ask(HttpMethod.Post, "/_aliases", new JsonObject { ["actions"] = actions }, patiently: true);
    }

    /// <summary>The number of the commit that an alias shows.</summary>
    private static long? GenerationIn(JsonElement alias)
    {
        if (!alias.TryGetProperty("filter", out var filter) || !filter.TryGetProperty("bool", out var combined)
            || !combined.TryGetProperty("filter", out var parts) || parts.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (var part in parts.EnumerateArray())
        {
            if (part.TryGetProperty("range", out var range) && range.TryGetProperty(OpenSearchSchema.From, out var from)
                && from.TryGetProperty("lte", out var generation)
                && long.TryParse(generation.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
