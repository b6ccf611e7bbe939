using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// What is to be written, sent in portions. Every operation names its document, so that sending it twice does what sending it once does:
/// what was not acknowledged is sent again, with longer and longer pauses, until the writer's patience is at its end.
/// </summary>
/// <param name="index">Where it is written.</param>
/// <param name="patience">For so long what was refused for the moment is sent again.</param>
/// <param name="check">Throws when nothing may be sent any more.</param>
/// <param name="time">Clock.</param>
internal sealed class OpenSearchBulk(OpenSearchIndex index, TimeSpan patience, Action check, TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<int> _ends = [];

    /// <summary>Bytes that wait to be sent.</summary>
    public int Length => _buffer.WrittenCount;

    /// <summary>Operations that wait to be sent.</summary>
    public int Count => _ends.Count;

    /// <summary>Writes a document, in the place of the one with that id.</summary>
    public void Put(string id, Action<IBufferWriter<byte>> write)
    {
        Line(Named("index", id));
        write(_buffer);
        _buffer.Write("\n"u8);
        _ends.Add(_buffer.WrittenCount);
    }

    /// <inheritdoc cref="Put(string, Action{IBufferWriter{byte}})"/>
    public void Put(string id, JsonObject document) => Put(id, output => output.Write(OpenSearchServer.Bytes(document)));

    /// <summary>Says until when a document is seen.</summary>
    public void SeenUntil(string id, long generation)
    {
        Line(Named("update", id));
        Line(new JsonObject { ["doc"] = new JsonObject { [OpenSearchSchema.Until] = generation } });
        _ends.Add(_buffer.WrittenCount);
    }

    /// <summary>Removes a document, if it is there.</summary>
    public void Delete(string id)
    {
        Line(Named("delete", id));
        _ends.Add(_buffer.WrittenCount);
    }

    /// <summary>Sends what waits.</summary>
    /// <exception cref="EngineException">The server does not take it.</exception>
    public void Send()
    {
        if (_ends.Count == 0)
        {
            return;
        }

        var started = time.GetTimestamp();
        var left = _buffer.WrittenMemory;
        var ends = _ends;
        for (var attempt = 1; ; attempt++)
        {
            check();
            using var answer = index.Server.TryAsk(HttpMethod.Post, $"/{index.Name}/_bulk", left, "application/x-ndjson", patiently: true)
                ?? throw OpenSearchFaults.Damaged($"the index {index.Name} is no longer there");
            if (!answer.RootElement.GetProperty("errors").GetBoolean())
            {
                break;
            }

            var (again, problem) = Refused(answer.RootElement);
            if (problem is { } fault && (again.Count == 0 || time.GetElapsedTime(started) > patience))
            {
                throw fault;
            }

            if (again.Count == 0)
            {
                break;
            }

            (left, ends) = Only(left, ends, again);
            OpenSearchIndex.Pause(attempt, CancellationToken.None);
        }

        _buffer.ResetWrittenCount();
        _ends.Clear();
    }

    private static (ReadOnlyMemory<byte> Bytes, List<int> Ends) Only(ReadOnlyMemory<byte> all, List<int> ends, List<int> chosen)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var newEnds = new List<int>();
        foreach (var at in chosen)
        {
            bytes.Write(all.Span[(at == 0 ? 0 : ends[at - 1])..ends[at]]);
            newEnds.Add(bytes.WrittenCount);
        }

        return (bytes.WrittenMemory, newEnds);
    }

    private static JsonObject Named(string operation, string id) => new() { [operation] = new JsonObject { ["_id"] = id } };

    /// <summary>
    /// Which operations may be sent again, and why one was refused. When one was refused for good, none may: the rest is of no use.
    /// </summary>
    private (List<int> Again, EngineException? Problem) Refused(JsonElement answer)
    {
        var again = new List<int>();
        EngineException? problem = null;
        var at = 0;
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            var operation = item.EnumerateObject().First();
            var status = (HttpStatusCode)operation.Value.GetProperty("status").GetInt32();
            if ((int)status >= 300 && !(operation.NameEquals("delete") && status == HttpStatusCode.NotFound))
            {
                var reason = OpenSearchFaults.ReasonIn(operation.Value);
                problem = OpenSearchFaults.Answered(index.Server.Address, status, reason);
                if (OpenSearchFaults.IsBlocked(reason)
                    || status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError))
                {
                    return ([], problem);
                }

                again.Add(at);
            }

            at++;
        }

        return (again, problem);
    }

    private void Line(JsonObject line)
    {
        _buffer.Write(OpenSearchServer.Bytes(line));
        _buffer.Write("\n"u8);
    }
}
