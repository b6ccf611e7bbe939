using System.Globalization;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// Writes to OpenSearch. Documents are sent as they come and are seen by nobody: each says from which commit on it is seen, and what it
/// replaces says until which. A commit makes all of them visible by moving the alias; without one, the next writer takes away what this one
/// has written.
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
    private OpenSearchFolder _folder;
    private OpenSearchHead? _head;
    private OpenSearchCommit _commit;
    private OpenSearchIndex? _index;
    private OpenSearchBulk? _bulk;
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

            RemoveOtherIndexes();
            _goesOn = _head is not null && !anew;
            if (_goesOn)
            {
                Use(new OpenSearchIndex(_server, _head!.Index));
                RemoveLeftovers();
                _order = _commit.Order;
                UserData = _commit.UserData;
            }
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public IReadOnlyDictionary<string, string> UserData { get; private set; } = OpenSearchCommit.None.UserData;

    /// <summary>Number of the commit that is being written.</summary>
    private long Next => 1 + Math.Max(_head?.Generation ?? 0, _folder.Generation);

    public IPassageBlock NewBlock() => new OpenSearchBlock();

    public void Replace(string material, IPassageBlock block) => Guarded(() =>
    {
        var bulk = Begin();
        bulk.Put(OpenSearchIndex.IdOf(material, Next), output => ((OpenSearchBlock)block).WriteTo(output, material, Next, _order++));
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
        Publish(new OpenSearchHead(_index.Name, next), commit);
    });

    public void Dispose() => _lock.Dispose();

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
    /// Removes the indexes of this library that nobody needs: those that writers began and left, and those that were replaced long enough
    /// ago.
    /// </summary>
    private void RemoveOtherIndexes()
    {
        using var all = _server.TryAsk(HttpMethod.Get, $"/{_folder.Alias}-*/_mapping?ignore_unavailable=true");
        foreach (var index in all?.RootElement.EnumerateObject().ToArray() ?? [])
        {
            var isOwn = index.Value.GetProperty("mappings").TryGetProperty("_meta", out var meta)
                && meta.TryGetProperty("owner", out var owner) && owner.GetString() == _folder.Id.ToString("N");
            if (isOwn && index.Name != _head?.Index && (IsUnfinished(index.Name) || IsLongGone()))
            {
                _server.TryAsk(HttpMethod.Delete, $"/{index.Name}", patiently: true)?.Dispose();
            }
        }

        bool IsUnfinished(string name) => _head is null || string.CompareOrdinal(name, _head.Index) > 0;

        // The present index has replaced it when the first commit was made there, of which nothing is left when it was long ago.
        bool IsLongGone() => _time.GetUtcNow().UtcDateTime - FirstCommit() > _settings.Grace;
    }

    private DateTime FirstCommit()
    {
        var first = long.Parse(_head!.Index.AsSpan(_folder.Alias.Length + 1), CultureInfo.InvariantCulture);
        using var document = new OpenSearchIndex(_server, _head.Index).ReadDocument(OpenSearchIndex.CommitId(first));
        return document is null ? DateTime.MinValue : OpenSearchCommit.Of(document.RootElement.GetProperty("_source")).Time;
    }

    /// <summary>
    /// Takes away what a writer left that did not commit, lets be seen again what it had replaced, and removes what was replaced long
    /// enough ago.
    /// </summary>
    private void RemoveLeftovers()
    {
        var generation = _head!.Generation;
        _index!.Refresh(_settings.Patience, _time);
        foreach (var id in IdsOf(OpenSearchQueries.One("range", OpenSearchSchema.From, new JsonObject { ["gt"] = generation })))
        {
            _bulk!.Delete(id);
            SendFull();
        }

        foreach (var id in IdsOf(OpenSearchQueries.One(
            "range", OpenSearchSchema.Until, new JsonObject { ["gt"] = generation, ["lt"] = OpenSearchSchema.Forever })))
        {
            _bulk!.SeenUntil(id, OpenSearchSchema.Forever);
            SendFull();
        }

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

        if (_bulk!.Count > 0)
        {
            _bulk.Send();
        }

        _index.Refresh(_settings.Patience, _time);
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

    private IEnumerable<string> IdsOf(JsonObject query) => _index!.Walk(new JsonObject
    {
        ["query"] = query,
        ["sort"] = new JsonArray(OpenSearchSchema.From, OpenSearchSchema.Order),
        ["_source"] = false,
    }).Select(hit => hit.GetProperty("_id").GetString()!);

    private void Use(OpenSearchIndex index)
    {
        _index = index;
        _bulk = new OpenSearchBulk(index, _settings.Patience, _time);
    }

    /// <summary>Makes the index when there is none yet to go on with.</summary>
    private OpenSearchBulk Begin()
    {
        if (_bulk is null)
        {
            var index = new OpenSearchIndex(_server, string.Create(CultureInfo.InvariantCulture, $"{_folder.Alias}-{Next:D9}"));
            Make(index);
            Use(index);
        }

        return _bulk!;
    }

    private void Make(OpenSearchIndex index)
    {
        try
        {
            _server.Ask(HttpMethod.Put, $"/{index.Name}", OpenSearchSchema.Index(_settings, Guid.NewGuid(), _folder.Id)).Dispose();
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
                    _bulk!.SeenUntil(hit.GetProperty("_id").GetString()!, Next);
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
