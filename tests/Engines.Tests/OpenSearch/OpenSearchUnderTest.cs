using KnowledgeBase.Retrieval.Engines.OpenSearch;

namespace KnowledgeBase.Engines.Tests.OpenSearch;

/// <summary>
/// The OpenSearch server that tests are run against: the one that KB_OPENSEARCH names. Every index has a name of its own there and is
/// removed in the end. Without a server the tests that need one are left out, and say so.
/// </summary>
internal static class OpenSearchUnderTest
{
    private const string Missing = "KB_OPENSEARCH names no server; see ../shared/peers/opensearch for one.";

    /// <summary>Whether a server is named.</summary>
    public static bool IsThere => Address is not null;

    /// <summary>Its address.</summary>
    public static string? Address =>
        Environment.GetEnvironmentVariable(OpenSearchSettings.AddressVariable) is { Length: > 0 } set ? set : null;

    /// <summary>How it is reached.</summary>
    public static OpenSearchSettings Settings => OpenSearchSettings.Read(Address, Environment.GetEnvironmentVariable);

    /// <summary>An engine that keeps its indexes there.</summary>
    public static OpenSearchEngine NewEngine() => new(() => Settings, TimeProvider.System);

    /// <summary>Removes what an index folder has there.</summary>
    public static void RemoveIndexes(string folder)
    {
        if (OpenSearchFolder.Read(folder) is { } known)
        {
            using var server = new OpenSearchServer(Settings, TimeProvider.System);
            server.TryAsk(HttpMethod.Delete, $"/{known.Alias}-*")?.Dispose();
        }
    }

    /// <summary>A test that needs the server.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class FactAttribute : Xunit.FactAttribute
    {
        public FactAttribute() => Skip = IsThere ? null : Missing;
    }

    /// <summary>A test with cases that needs the server.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TheoryAttribute : Xunit.TheoryAttribute
    {
        public TheoryAttribute() => Skip = IsThere ? null : Missing;
    }
}
