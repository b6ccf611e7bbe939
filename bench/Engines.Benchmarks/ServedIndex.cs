using KnowledgeBase.Retrieval.Engines.OpenSearch;

namespace KnowledgeBase.Engines.Benchmarks;

/// <summary>What an index has on an OpenSearch server; nothing for one that lies in files.</summary>
internal static class ServedIndex
{
    /// <summary>Bytes that it takes there, without copies.</summary>
    public static long Bytes(string index) => Ask(index, HttpMethod.Get, "/_stats/store", stats =>
        stats.GetProperty("_all").GetProperty("primaries").GetProperty("store").GetProperty("size_in_bytes").GetInt64());

    /// <summary>Removes it from there.</summary>
    public static void Remove(string index) => Ask(index, HttpMethod.Delete, "", _ => 0);

    private static long Ask(string index, HttpMethod method, string what, Func<System.Text.Json.JsonElement, long> read)
    {
        var folder = Path.Combine(index, "passages");
        if (OpenSearchFolder.Read(folder) is not { } known)
        {
            return 0;
        }

        var settings = OpenSearchSettings.Read(null, Environment.GetEnvironmentVariable) with { Addresses = known.Addresses };
        using var server = new OpenSearchServer(settings, TimeProvider.System);
        using var answer = server.TryAsk(method, $"/{known.Alias}-*{what}");
        return answer is null ? 0 : read(answer.RootElement);
    }
}
