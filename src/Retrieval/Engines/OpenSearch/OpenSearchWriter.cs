using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// Writes to OpenSearch. Documents are sent as they come and are seen by nobody: each says from which commit on it is seen, and what it
/// replaces says until which. A commit makes all of them visible by moving the alias; without one, the next writer takes over of what this
/// one has sent whatever it would send alike, and takes away the rest before it commits.
/// </summary>
internal sealed class OpenSearchWriter : IPassageWriter
{
    /// <summary>Bytes and operations that are sent at a time, unless a single material is larger.</summary>
    private const int PortionBytes = 4 << 20;
    private const int PortionCount = 1000;

    private readonly string _path;
    private readonly OpenSearchSettings _settings;
    private readonly TimeProvider _time;
    private readonly OpenSearchServer _server;
    private readonly WriterLock _lock;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly List<string> _replaced = [];

    /// <summary>Documents that a writer before sent for the commit that is being written, and that nobody has asked for yet.</summary>
    private readonly Dictionary<string, (string Digest, long Order)> _staged = new(StringComparer.Ordinal);

    /// <summary>Documents of which such a writer said that they are seen until then.</summary>
    private readonly HashSet<string> _marked = new(StringComparer.Ordinal);
    private OpenSearchFolder _folder;
    private OpenSearchHead? _head;
    private OpenSearchCommit _commit;
    private OpenSearchIndex? _index;
    private OpenSearchBulk? _bulk;
    private OpenSearchLease? _lease;

    /// <summary>Of the index that is to replace the present one.</summary>
    private OpenSearchLease? _nextLease;
    private JsonObject? _library;
    private JsonObject? _grouped;
    private long _order;
    private bool _goesOn;
    private Exception? _failure;

    /// <param name="path">The folder.</param>
    /// <param name="settings">How the server is reached.</param>
    /// <param name="connect">Gives the server of some settings.</param>
    /// <param name="anew">Whether to begin with nothing.</param>
    /// <param name="time">Clock.</param>
    public OpenSearchWriter(
        string path, OpenSearchSettings settings, Func<OpenSearchSettings, OpenSearchServer> connect, bool anew, TimeProvider time)
    {
        _path = path;
        _time = time;
        Directory.CreateDirectory(path);
        _lock = WriterLock.Take(path);
        try
        {
            var known = ReadFolder(path, anew);
            _settings = known is not null && settings.Addresses.Count == 0 ? settings with { Addresses = known.Addresses } : settings;
            _server = connect(_settings);
            _folder = (known ?? Chosen(settings)) with { Addresses = _settings.Addresses };
            CheckAlias(known, settings.Alias);
            (_head, _commit) = ReadHead(known);
            if (_head is null && known?.Generation > 0 && !anew)
            {
                throw OpenSearchFaults.Gone(_server.Address, known.Alias);
            }

            if (known is null || !known.Addresses.SequenceEqual(_folder.Addresses))
            {
                _folder.Write(path);
            }

            _goesOn = _head is not null && !anew;
            _lease = _head is null ? null : Lease(new OpenSearchIndex(_server, _head.Index));
            RemoveOtherIndexes();
            if (_goesOn)
            {
                Use(new OpenSearchIndex(_server, _head!.Index));
                RemoveOld();
                _order = _commit.Order;
                UserData = _commit.UserData;
            }

            if (_index is not null)
            {
                FindLeftovers();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyDictionary<string, string> UserData { get; private set; } = OpenSearchCommit.None.UserData;

    /// <summary>Number of the commit that is being written.</summary>
    private long Next => 1 + Math.Max(_head?.Generation ?? 0, _folder.Generation);

    /// <summary>Name of the index that is begun where there is none to go on with.</summary>
    private string NextIndex => string.Create(CultureInfo.InvariantCulture, $"{_folder.Alias}-{Next:D9}");

    public IPassageBlock NewBlock() => new OpenSearchBlock();

    public void Replace(string material, IPassageBlock block) => Guarded(() =>
    {
        var bulk = Begin();
        var (id, order) = (OpenSearchIndex.IdOf(material, Next), _order++);
        var digest = ((OpenSearchBlock)block).Digest();
        if (!_staged.Remove(id, out var staged) || staged != (digest, order))
        {
            bulk.Put(id, output => ((OpenSearchBlock)block).WriteTo(output, material, digest, Next, order));
        }

        _written.Add(material);
        Leave(material);
    });

    public void Remove(string material) => Guarded(() =>
    {
        var bulk = Begin();
        if (_written.Remove(material))
        {
            bulk.Delete(OpenSearchIndex.IdOf(material, Next));
        }

        Leave(material);
    });

    public void SetLibrary(IReadOnlyList<IReadOnlyList<string>> texts, IReadOnlyDictionary<StoredField, byte[]> stored)
    {
        _library = new JsonObject
        {
            [OpenSearchSchema.Kind] = DocumentKind.Library,
            [OpenSearchSchema.Name(StoredField.Texts)] = Convert.ToBase64String(TextGroups.Write(texts)),
        };
        foreach (var (field, value) in stored)
        {
            _library[OpenSearchSchema.Name(field)] = Convert.ToBase64String(value);
        }

        _grouped = new JsonObject
        {
            [OpenSearchSchema.Kind] = DocumentKind.Library,
            [OpenSearchSchema.Grouped] = new JsonArray([.. texts.SelectMany(ids => ids).Select(id => (JsonNode)id)]),
        };
    }

    public void Commit(IReadOnlyDictionary<string, string> userData) => Guarded(() =>
    {
        var bulk = Begin();
        var next = Next;
        var library = _goesOn ? _commit.Library : 0;
        if (_library is not null)
        {
            library = next;
            (_library[OpenSearchSchema.From], _library[OpenSearchSchema.Order]) = (next, OpenSearchSchema.LibraryOrder);
            (_grouped![OpenSearchSchema.From], _grouped[OpenSearchSchema.Order]) = (next, OpenSearchSchema.GroupedOrder);
            bulk.Put(OpenSearchIndex.LibraryId(next), _library);
            bulk.Put(OpenSearchIndex.GroupedId(next), _grouped);
        }

        Flush();
        RemoveLeftovers();
        _index!.Refresh(_settings.Patience, _time);
        var (materials, passages) = _index.Count(next);
        var commit = new OpenSearchCommit(
            _time.GetUtcNow().UtcDateTime,
            _order,
            library,
            materials,
            passages,
            new Dictionary<string, string>(userData, StringComparer.Ordinal));
        CheckHead();
        bulk.Put(OpenSearchIndex.CommitId(next), commit.Document(next));
        bulk.Send();
        CheckHead();
        _lease?.CheckNow();
        _nextLease?.CheckNow();
        Publish(new OpenSearchHead(_index.Name, next), commit);
    });

    public void Dispose()
    {
        _nextLease?.Dispose();
        _lease?.Dispose();
        _lock.Dispose();
    }

    private static OpenSearchFolder? ReadFolder(string path, bool anew)
    {
        try
        {
            return OpenSearchFolder.Read(path);
        }
        catch (EngineException) when (anew)
        {
            return null; // what it pointed to is lost, and there will be a new one
        }
    }

    private static OpenSearchFolder Chosen(OpenSearchSettings settings)
    {
        var id = Guid.NewGuid();
        return new OpenSearchFolder(id, settings.Alias ?? $"kb-{id:N}"[..15], settings.Addresses, 0);
    }

    private static void CheckAlias(OpenSearchFolder? known, string? asked)
    {
        if (known is not null && asked is not null && asked != known.Alias)
        {
            throw new EngineException(
                EngineFault.NoServer,
                $"It is kept under the name '{known.Alias}' and not under '{asked}'. Nothing was changed. Name the server without a name "
                + "of the index; or name another folder with --index for an index of that name.");
        }
    }

    /// <summary>Where the alias stands, and what is committed there.</summary>
    private (OpenSearchHead? Head, OpenSearchCommit Commit) ReadHead(OpenSearchFolder? known)
    {
        var alias = _folder.Alias;
        if (OpenSearchHead.Read(_server, alias) is not { } head)
        {
            using var index = _server.TryAsk(HttpMethod.Get, $"/{alias}/_settings");
            if (index is not null)
            {
                throw OpenSearchFaults.OfOthers(_server.Address, alias, "an index of that name, which is no alias");
            }

            return (null, OpenSearchCommit.None);
        }

        var found = new OpenSearchIndex(_server, head.Index);
        return found.ReadMeta().Owner == _folder.Id
            ? (head, found.ReadCommit(head.Generation))
            : throw OpenSearchFaults.OfOthers(
                _server.Address, alias, known is null ? "another library, which was built before" : "another library");
    }

    /// <summary>
    /// Removes the indexes of this library that nobody needs: those that writers began and left, unless this one can go on with it, and
    /// those that were replaced long enough ago.
    /// </summary>
    /// <exception cref="EngineException">Somebody else is writing one of them.</exception>
    private void RemoveOtherIndexes()
    {
        using var all = _server.TryAsk(HttpMethod.Get, $"/{_folder.Alias}-*/_mapping?ignore_unavailable=true");
        foreach (var index in all?.RootElement.EnumerateObject().ToArray() ?? [])
        {
            var isOwn = index.Value.GetProperty("mappings").TryGetProperty("_meta", out var meta)
                && meta.TryGetProperty("owner", out var owner) && owner.GetString() == _folder.Id.ToString("N");
            if (!isOwn || index.Name == _head?.Index)
            {
                continue;
            }

            if (IsUnfinished(index.Name))
            {
                TakeUp(new OpenSearchIndex(_server, index.Name), meta);
            }
            else if (IsLongGone())
            {
                Delete(index.Name);
            }
        }

        bool IsUnfinished(string name) => _head is null || string.CompareOrdinal(name, _head.Index) > 0;

        // The present index has replaced it when the first commit was made there, of which nothing is left when it was long ago.
        bool IsLongGone() => _time.GetUtcNow().UtcDateTime - FirstCommit() > _settings.Grace;
    }

    /// <summary>Goes on with an index that a writer left, if it is the one that would be made now; removes it otherwise.</summary>
    private void TakeUp(OpenSearchIndex index, JsonElement meta)
    {
        var lease = Lease(index);
        if (!_goesOn && index.Name == NextIndex && meta.TryGetProperty(OpenSearchSchema.Layout, out var layout)
            && layout.GetString() == (string?)NewIndex()["mappings"]!["_meta"]![OpenSearchSchema.Layout])
        {
            _nextLease = lease;
            Use(index);
            return;
        }

        lease.Dispose();
        Delete(index.Name);
    }

    private OpenSearchLease Lease(OpenSearchIndex index) => OpenSearchLease.Take(index, _path, _settings.Lease, _time);

    private void Delete(string index) => _server.TryAsk(HttpMethod.Delete, $"/{index}", patiently: true)?.Dispose();

    private DateTime FirstCommit()
    {
        var first = long.Parse(_head!.Index.AsSpan(_folder.Alias.Length + 1), CultureInfo.InvariantCulture);
        using var document = new OpenSearchIndex(_server, _head.Index).ReadDocument(OpenSearchIndex.CommitId(first));
        return document is null ? DateTime.MinValue : OpenSearchCommit.Of(document.RootElement.GetProperty("_source")).Time;
    }

    /// <summary>
    /// Finds what a writer left that did not commit, and takes away at once what is of no use for the commit that is being written now.
    /// </summary>
    private void FindLeftovers()
    {
        var generation = _goesOn ? _head!.Generation : 0;
        _index!.Refresh(_settings.Patience, _time);
        var sent = Leftovers(OpenSearchQueries.One("range", OpenSearchSchema.From, new JsonObject { ["gt"] = generation }));
        foreach (var (id, from, order, digest) in sent)
        {
            if (from == Next && digest is not null)
            {
                _staged[id] = (digest, order);
            }
            else
            {
                _bulk!.Delete(id);
                SendFull();
            }
        }

        foreach (var id in IdsOf(SeenUntil(generation + 1, Next)).Concat(IdsOf(SeenUntil(Next + 1, OpenSearchSchema.Forever))))
        {
            _bulk!.SeenUntil(id, OpenSearchSchema.Forever);
            SendFull();
        }

        _marked.UnionWith(IdsOf(SeenUntil(Next, Next + 1)));
        _bulk!.Send();

        static JsonObject SeenUntil(long from, long to) =>
            OpenSearchQueries.One("range", OpenSearchSchema.Until, new JsonObject { ["gte"] = from, ["lt"] = to });
    }

    /// <summary>Takes away what such a writer sent and this one has not, and lets be seen again what it had replaced.</summary>
    private void RemoveLeftovers()
    {
        foreach (var id in _staged.Keys)
        {
            _bulk!.Delete(id);
            SendFull();
        }

        foreach (var id in _marked)
        {
            _bulk!.SeenUntil(id, OpenSearchSchema.Forever);
            SendFull();
        }

        _bulk!.Send();
        _staged.Clear();
        _marked.Clear();
    }

    /// <summary>Removes what was replaced long enough ago.</summary>
    private void RemoveOld()
    {
        if (NewestPastGrace() is var (past, commit))
        {
            JsonObject[] gone =
            [
                OpenSearchQueries.One("range", OpenSearchSchema.Until, new JsonObject { ["lte"] = past }),
                Before(OpenSearchSchema.CommitKind, past),
                Before(DocumentKind.Library, commit.Library),
            ];
            foreach (var id in gone.SelectMany(IdsOf))
            {
                _bulk!.Delete(id);
                SendFull();
            }
        }

        _bulk!.Send();
    }

    /// <summary>Documents of a kind that were written for a commit before another.</summary>
    private static JsonObject Before(string kind, long generation) => OpenSearchQueries.Bool(filter:
    [
        OpenSearchQueries.One("term", OpenSearchSchema.Kind, new JsonObject { ["value"] = kind }),
        OpenSearchQueries.One("range", OpenSearchSchema.From, new JsonObject { ["lt"] = generation }),
    ]);

    /// <summary>The newest commit that everybody has had time to move on to; null when there is none.</summary>
    private (long Generation, OpenSearchCommit Commit)? NewestPastGrace()
    {
        var latest = _time.GetUtcNow().UtcDateTime - _settings.Grace;
        for (var generation = _head!.Generation; generation > 0; generation--)
        {
            using var document = _index!.ReadDocument(OpenSearchIndex.CommitId(generation));
            if (document is null)
            {
                return null;
            }

            var commit = OpenSearchCommit.Of(document.RootElement.GetProperty("_source"));
            if (commit.Time <= latest)
            {
                return (generation, commit);
            }
        }

        return null;
    }

    private IEnumerable<string> IdsOf(JsonObject query) => Leftovers(query).Select(left => left.Id);

    private IEnumerable<(string Id, long From, long Order, string? Digest)> Leftovers(JsonObject query) => _index!.Walk(new JsonObject
    {
        ["query"] = query,
        ["sort"] = new JsonArray(OpenSearchSchema.From, OpenSearchSchema.Order),
        ["docvalue_fields"] = new JsonArray(OpenSearchSchema.Digest),
        ["_source"] = false,
    }).Select(hit => (
        hit.GetProperty("_id").GetString()!,
        hit.GetProperty("sort")[0].GetInt64(),
        hit.GetProperty("sort")[1].GetInt64(),
        hit.TryGetProperty("fields", out var fields) ? fields.GetProperty(OpenSearchSchema.Digest)[0].GetString() : null));

    private void Use(OpenSearchIndex index)
    {
        _index = index;
        _bulk = new OpenSearchBulk(index, _settings.Patience, CheckLeases, _time);
    }

    private void CheckLeases()
    {
        _lease?.Check();
        _nextLease?.Check();
    }

    /// <summary>Makes the index when there is none yet to go on with.</summary>
    private OpenSearchBulk Begin()
    {
        if (_bulk is null)
        {
            var index = new OpenSearchIndex(_server, NextIndex);
            Make(index);
            _nextLease = Lease(index);
            Use(index);
        }

        return _bulk!;
    }

    private JsonObject NewIndex() => OpenSearchSchema.Index(_settings, Guid.NewGuid(), _folder.Id);

    private void Make(OpenSearchIndex index)
    {
        try
        {
            _server.Ask(HttpMethod.Put, $"/{index.Name}", NewIndex()).Dispose();
        }
        catch (EngineException e) when (e.Message.Contains("resource_already_exists_exception", StringComparison.Ordinal))
        {
            // It was made when it was first asked for, and the answer got lost. One of a writer before this one was removed.
            if (index.ReadMeta().Owner != _folder.Id)
            {
                throw OpenSearchFaults.OfOthers(_server.Address, index.Name, "somebody else");
            }
        }
    }

    /// <summary>Remembers that what was committed of a material is seen no longer, and sends what has gathered.</summary>
    private void Leave(string material)
    {
        _replaced.Add(material);
        if (_bulk!.Length >= PortionBytes || _replaced.Count >= PortionCount)
        {
            Flush();
        }
    }

    private void SendFull()
    {
        if (_bulk!.Count >= PortionCount)
        {
            _bulk.Send();
        }
    }

    private void Flush()
    {
        if (_goesOn && _replaced.Count > 0)
        {
            var (document, answers) = _index!.Search(CancellationToken.None, new JsonObject
            {
                ["query"] = OpenSearchQueries.Bool(
                    filter:
                    [
                        .. OpenSearchQueries.Seen(_head!.Generation),
                        OpenSearchQueries.Ids(_replaced.Distinct(StringComparer.Ordinal)),
                    ]),
                ["size"] = OpenSearchIndex.Step,
                ["_source"] = false,
            });
            using (document)
            {
                foreach (var hit in answers[0].GetProperty("hits").GetProperty("hits").EnumerateArray())
                {
                    var id = hit.GetProperty("_id").GetString()!;
                    if (!_marked.Remove(id))
                    {
                        _bulk!.SeenUntil(id, Next);
                    }
                }
            }
        }

        _replaced.Clear();
        _bulk!.Send();
    }

    /// <exception cref="EngineException">Somebody else has committed meanwhile.</exception>
    private void CheckHead()
    {
        if (OpenSearchHead.Read(_server, _folder.Alias) != _head)
        {
            throw new EngineException(
                EngineFault.Locked,
                $"Somebody else has committed to '{_folder.Alias}' at {_server.Address} meanwhile, from a copy of this folder perhaps. "
                + "Build from one of them alone.");
        }
    }

    private void Publish(OpenSearchHead head, OpenSearchCommit commit)
    {
        head.Publish(_server, _folder.Alias, _head);
        if (_nextLease is not null)
        {
            _lease?.Dispose();
            (_lease, _nextLease) = (_nextLease, null);
        }

        _folder = _folder with { Generation = head.Generation };
        _folder.Write(_path);
        (_head, _commit, UserData) = (head, commit, commit.UserData);
        (_library, _grouped, _goesOn) = (null, null, true);
        _written.Clear();
    }

    /// <summary>Whoever went on after an error would commit an index that lacks something: so nothing is written any more.</summary>
    private void Guarded(Action write)
    {
        if (_failure is not null)
        {
            throw new EngineException(
                EngineFault.NoServer,
                $"The writer has failed before: {_failure.Message.TrimEnd('.')}. "
                + "Close it and open the index again; it goes on from the last commit.",
                _failure);
        }

        try
        {
            write();
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
    }
}
