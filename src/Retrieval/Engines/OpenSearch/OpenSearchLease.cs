using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// The right to write an index, which one writer has at a time, wherever it runs: a document in the index that is seen in no commit, and
/// that its holder writes anew every few seconds. Who finds one watches, by its own watch, whether that goes on; clocks need not agree. One
/// that nobody writes any more is of a writer that ended, and is taken over. Whoever writes it says which revision of it is replaced, so
/// that a holder that was thought to have ended learns of it before it sends anything else.
/// </summary>
internal sealed class OpenSearchLease : IDisposable
{
    private const string Id = "writer";
    private const string Kind = "w";

    private readonly OpenSearchIndex _index;
    private readonly TimeProvider _time;
    private readonly TimeSpan _duration;
    private readonly Holder _holder;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Revision _revision;
    private long _renewed;
    private EngineException? _lost;
    private bool _isClosed;

    private OpenSearchLease(OpenSearchIndex index, Holder holder, Revision revision, TimeSpan duration, TimeProvider time)
    {
        (_index, _holder, _revision, _duration, _time) = (index, holder, revision, duration, time);
        _renewed = time.GetTimestamp();
        _timer = time.CreateTimer(_ => RenewInTime(), null, duration / 4, duration / 4);
    }

    /// <summary>Takes the right to write an index.</summary>
    /// <param name="index">The index, which is there.</param>
    /// <param name="folder">
    /// The folder from here, whose own lock is held: who wrote from it before, on this machine, has ended.
    /// </param>
    /// <param name="duration">A holder that does not write for so long has ended.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="EngineException">Somebody else is writing the index.</exception>
    public static OpenSearchLease Take(OpenSearchIndex index, string folder, TimeSpan duration, TimeProvider time)
    {
        var holder = new Holder($"{Guid.NewGuid():N}", Environment.MachineName, Environment.ProcessId, Path.GetFullPath(folder));
        while (true)
        {
            var found = Read(index);
            if (found is { } other && other.Holder != holder && !other.Holder.IsBefore(holder))
            {
                Watch(index, other.Holder, other.Revision, duration, time);
            }

            if (Write(index, holder, found?.Revision) is { } revision)
            {
                return new OpenSearchLease(index, holder, revision, duration, time);
            }
        }
    }

    /// <summary>Makes sure, before something is sent, that the right is still this holder's.</summary>
    /// <exception cref="EngineException">Somebody else has it.</exception>
    public void Check()
    {
        lock (_gate)
        {
            if (_lost is not null)
            {
                throw _lost;
            }

            if (_time.GetElapsedTime(_renewed) > _duration / 2)
            {
                Renew();
            }
        }
    }

    /// <summary>As <see cref="Check"/>, and asks the server whatever it said a moment ago.</summary>
    /// <exception cref="EngineException">Somebody else has it.</exception>
    public void CheckNow()
    {
        lock (_gate)
        {
            Renew();
        }
    }

    /// <summary>Gives the right up.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _timer.Dispose();
            try
            {
                if (_lost is null)
                {
                    _index.Server.TryAsk(HttpMethod.Delete, $"/{_index.Name}/_doc/{Id}?{_revision}")?.Dispose();
                }
            }
            catch (EngineException)
            {
                // It is away, or the index is: the right ends by itself.
            }

            _isClosed = true;
        }
    }

    /// <summary>Returns when a holder has given up or ended.</summary>
    /// <exception cref="EngineException">It goes on writing.</exception>
    private static void Watch(OpenSearchIndex index, Holder holder, Revision revision, TimeSpan duration, TimeProvider time)
    {
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < duration;)
        {
            Thread.Sleep(duration / 20);
            var found = Read(index);
            if (found is null)
            {
                return;
            }

            if (found != (holder, revision))
            {
                throw OpenSearchFaults.BeingWritten(index.Server.Address, index.Name, found.Value.Holder.ToString());
            }
        }
    }

    /// <summary>Writes the document in the place of a revision, or where there is none; null when another one is there.</summary>
    private static Revision? Write(OpenSearchIndex index, Holder holder, Revision? replaced)
    {
        var document = new JsonObject
        {
            [OpenSearchSchema.Kind] = Kind,
            [OpenSearchSchema.Commit] = JsonSerializer.SerializeToNode(holder),
        };
        try
        {
            using var answer = index.Server.Ask(
                HttpMethod.Put, replaced is null ? $"/{index.Name}/_create/{Id}" : $"/{index.Name}/_doc/{Id}?{replaced}", document);
            return Revision.Of(answer.RootElement);
        }
        catch (EngineException e) when (e.Message.Contains("version_conflict_engine_exception", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static (Holder Holder, Revision Revision)? Read(OpenSearchIndex index)
    {
        using var document = index.ReadDocument(Id);
        return document is null
            ? null
            : (document.RootElement.GetProperty("_source").GetProperty(OpenSearchSchema.Commit).Deserialize<Holder>()!,
                Revision.Of(document.RootElement));
    }

    private void RenewInTime()
    {
        lock (_gate)
        {
            try
            {
                if (_lost is null && !_isClosed)
                {
                    Renew();
                }
            }
            catch (EngineException)
            {
                // Who writes next is told, or the server is back by then.
            }
        }
    }

    private void Renew()
    {
        if (_lost is not null)
        {
            throw _lost;
        }

        var started = _time.GetTimestamp();
        if (Write(_index, _holder, _revision) is { } revision)
        {
            (_revision, _renewed) = (revision, started);
            return;
        }

        var found = Read(_index);
        if (found?.Holder == _holder)
        {
            // It was written, and the answer got lost.
            (_revision, _renewed) = (found.Value.Revision, started);
            return;
        }

        throw _lost = OpenSearchFaults.BeingWritten(
            _index.Server.Address, _index.Name, found is null ? "another writer" : found.Value.Holder.ToString());
    }

    /// <summary>Who writes.</summary>
    private sealed record Holder(string Id, string Machine, int Process, string Folder)
    {
        /// <summary>True for a writer of the folder that another one has locked since.</summary>
        public bool IsBefore(Holder other) => (Machine, Folder) == (other.Machine, other.Folder);

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"process {Process} on {Machine}, from the folder {Folder}");
    }

    /// <summary>Which of its revisions a document is.</summary>
    private readonly record struct Revision(long Number, long Term)
    {
        public static Revision Of(JsonElement document) =>
            new(document.GetProperty("_seq_no").GetInt64(), document.GetProperty("_primary_term").GetInt64());

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"if_seq_no={Number}&if_primary_term={Term}");
    }
}
