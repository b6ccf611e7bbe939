using System.Net;
using System.Text.Json;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>What is said of a server that cannot be used: what was found there, and what to do.</summary>
internal static class OpenSearchFaults
{
    public static EngineException NoAddress() => new(
        EngineFault.NoServer,
        $"No OpenSearch server is named. Set {OpenSearchSettings.AddressVariable}=http://host:9200, or build with --opensearch.");

    public static EngineException Away(string address, string reason, Exception? cause = null) => new(
        EngineFault.NoServer,
        $"The OpenSearch server {address} does not answer: {reason.TrimEnd('.')}. Start it, or name another with "
        + $"{OpenSearchSettings.AddressVariable}; then try again.",
        cause);

    public static EngineException NotTrusted(string address, string reason, Exception cause) => new(
        EngineFault.NoServer,
        $"The certificate of {address} is not trusted: {reason.TrimEnd('.')}. Name the file of those who signed it with "
        + $"{OpenSearchSettings.AuthorityVariable}.",
        cause);

    public static EngineException NotOpenSearch(string address, string found, Exception? cause = null) => new(
        EngineFault.NoServer,
        $"At {address} there is {found}; this program works with OpenSearch 2. Name such a server with "
        + $"{OpenSearchSettings.AddressVariable}.",
        cause);

    public static EngineException Missing(string folder) => new(EngineFault.Missing, $"There is no index in {folder}.");

    /// <summary>An index that is there under the name, and is not this library's.</summary>
    public static EngineException OfOthers(string address, string alias, string found) => new(
        EngineFault.NoServer,
        $"The name '{alias}' at {address} belongs to {found}. Nothing was changed there. Choose another name behind the address, as in "
        + $"{address}/another-name, or remove what is there if nobody needs it.");

    public static EngineException BeingWritten(string address, string index, string writer) => new(
        EngineFault.Locked,
        $"The index '{index}' at {address} is being written by {writer}. Its last commit is as it was. Wait for that to end, or stop it; "
        + "then try again. Build a library from one folder alone.");

    public static EngineException Damaged(string message, Exception? cause = null) =>
        new(EngineFault.Damaged, $"The index is damaged: {message.TrimEnd('.')}. Rebuild it.", cause);

    public static EngineException Gone(string address, string alias) =>
        Damaged($"the server {address} has no '{alias}', which was committed there");

    public static EngineException OtherFormat() =>
        new(EngineFault.OtherFormat, "It was written by another version of the program. Build it anew with 'kb build'.");

    /// <summary>What is said of an answer that is none to what was asked.</summary>
    public static EngineException Answered(string address, HttpStatusCode status, string reason)
    {
        const string Tell = "The OpenSearch server";
        var message = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when !IsBlocked(reason) =>
                $"{Tell} {address} refuses the credentials (HTTP {(int)status}). Set {OpenSearchSettings.UserVariable} and "
                + $"{OpenSearchSettings.PasswordVariable}, or {OpenSearchSettings.TokenVariable}, to those of a user that may do this.",
            _ when IsBlocked(reason) =>
                $"{Tell} {address} lets nothing be written: {reason.TrimEnd('.')}. Its disk is full, most likely: make room there; "
                + "it takes the block away by itself.",
            HttpStatusCode.BadRequest when reason.Contains("maxClauseCount", StringComparison.Ordinal) =>
                $"{Tell} {address} takes no question of so many parts. Ask for less, or raise indices.query.bool.max_clause_count there.",
            HttpStatusCode.RequestEntityTooLarge =>
                $"{Tell} {address} takes no document of that size. Raise http.max_content_length there.",
            _ => $"{Tell} {address} answers {(int)status}: {reason.TrimEnd('.')}. Its log says more; try again when it is mended.",
        };
        return new EngineException(EngineFault.NoServer, message);
    }

    /// <summary>True where an index is closed for writing, as it is when the disk is full.</summary>
    public static bool IsBlocked(string reason) => reason.Contains("cluster_block_exception", StringComparison.Ordinal);

    /// <summary>The reason that an answer gives.</summary>
    public static string ReasonIn(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("error", out var error))
        {
            return "no reason";
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return error.ToString();
        }

        var cause = error;
        while (cause.TryGetProperty("caused_by", out var inner))
        {
            cause = inner;
        }

        if (cause.ValueKind == error.ValueKind && error.TryGetProperty("failed_shards", out var failed) && failed.GetArrayLength() > 0
            && failed[0].TryGetProperty("reason", out var ofShard))
        {
            cause = ofShard;
        }

        return $"{Text(cause, "type")}: {Text(cause, "reason")}";

        static string Text(JsonElement says, string name) => says.TryGetProperty(name, out var value) ? value.ToString() : "";
    }
}
