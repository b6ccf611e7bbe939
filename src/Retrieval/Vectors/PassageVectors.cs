using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Vectors;

/// <summary>The passages of a commit, and under which key the vector of each is kept. Made once, read by any thread.</summary>
internal sealed class PassageKeys
{
    private readonly List<string> _materials = [];
    private readonly List<int> _starts = [];
    private readonly List<VectorKey> _keys = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(int Row, VectorKey Key)> _practices = [];

    /// <exception cref="EngineException">The index is damaged.</exception>
    public PassageKeys(IPassageReader reader, ModelIdentity model, CancellationToken cancellationToken)
    {
        var passages = new List<(int Number, VectorKey Key)>();
        string? material = null;
        EmbeddedTexts.ReadPassages(
            reader,
            (id, number, text) =>
            {
                if (id != material)
                {
                    Add(material, passages);
                    material = id;
                }

                passages.Add((number, model.KeyOf(text)));
            },
            cancellationToken);
        Add(material, passages);
        _starts.Add(_keys.Count);
        reader.ReadAllStored(StoredField.Practices, StoredJson.Compact.ListStoredPractice, (id, practices) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var practice in practices)
            {
                if (RowOf(id, practice.First) is { } row)
                {
                    _practices.Add((row, model.KeyOf(EmbeddedTexts.Of(practice.Practice))));
                }
            }
        });
        (Identity, Generation, Model) = (reader.Identity, reader.Generation, model);
    }

    /// <summary>The model whose vectors they are.</summary>
    public ModelIdentity Model { get; }

    /// <summary>Which commit it is.</summary>
    public Guid Identity { get; }

    public long Generation { get; }

    /// <summary>How many passages there are.</summary>
    public int Count => _keys.Count;

    /// <summary>The key of each passage; those of a material together, in its order.</summary>
    public IReadOnlyList<VectorKey> Keys => _keys;

    /// <summary>The keys of the practices, each with the row of the passage that it begins in.</summary>
    public IReadOnlyList<(int Row, VectorKey Key)> Practices => _practices;

    /// <summary>The row of a passage; null when there is no such.</summary>
    public int? RowOf(string material, int passage) =>
        passage >= 0 && _numbers.TryGetValue(material, out var number) && _starts[number] + passage is var row && row < _starts[number + 1]
            ? row
            : null;

    /// <summary>The passage of a row.</summary>
    public (string Material, int Passage) PassageOf(int row)
    {
        var number = _starts.BinarySearch(row);
        number = number < 0 ? ~number - 1 : number;
        return (_materials[number], row - _starts[number]);
    }

    private void Add(string? material, List<(int Number, VectorKey Key)> passages)
    {
        if (material is not null && _numbers.TryAdd(material, _materials.Count))
        {
            _materials.Add(material);
            _starts.Add(_keys.Count);
            _keys.AddRange(passages.OrderBy(p => p.Number).Select(p => p.Key));
        }

        passages.Clear();
    }
}

/// <summary>A passage and how near it is to a question.</summary>
/// <param name="Material">Id of its material.</param>
/// <param name="Passage">Its place in the material.</param>
/// <param name="Cosine">The cosine, for people.</param>
/// <param name="Nearness">What it is ranked by.</param>
internal readonly record struct NearPassage(string Material, int Passage, float Cosine, float Nearness);

/// <summary>
/// The passages of a commit with their vectors as far as there are any. Whoever has it from <see cref="TryAcquire"/> gives it back with
/// <see cref="Dispose"/>.
/// </summary>
internal sealed class PassageVectors : IDisposable
{
    private readonly PassageKeys _keys;
    private readonly VectorFile _file;
    private readonly VectorSearch _search;
    private readonly int[] _slots;

    // Of practices: the slot of each that has one, by the row of the passage that it begins in.
    private readonly ILookup<int, int> _practices;

    // The rows of each slot, one behind the other: passages of one text have one vector.
    private readonly int[] _starts;
    private readonly int[] _rows;

    /// <param name="keys">The passages.</param>
    /// <param name="file">The vectors.</param>
    /// <param name="common">How much of what all passages have in common is taken from a question, 0 to 1.</param>
    public PassageVectors(PassageKeys keys, VectorFile file, double common)
    {
        (_keys, _file) = (keys, file);
        _slots = [.. keys.Keys.Select(key => file.Find(key) ?? -1)];
        _practices = keys.Practices
            .Select(practice => (practice.Row, Slot: file.Find(practice.Key) ?? -1))
            .Where(practice => practice.Slot >= 0 && practice.Slot != _slots[practice.Row])
            .ToLookup(practice => practice.Row, practice => practice.Slot);
        var (passages, all) = (new SlotSet(file.Count), new SlotSet(file.Count));
        _starts = new int[file.Count + 1];
        for (var row = 0; row < _slots.Length; row++)
        {
            if (_slots[row] >= 0)
            {
                passages.Add(_slots[row]);
                Covered++;
            }

            foreach (var slot in SlotsOf(row))
            {
                all.Add(slot);
                _starts[slot + 1]++;
            }
        }

        for (var slot = 0; slot < file.Count; slot++)
        {
            _starts[slot + 1] += _starts[slot];
        }

        _rows = new int[_starts[file.Count]];
        var next = _starts.ToArray();
        for (var row = 0; row < _slots.Length; row++)
        {
            foreach (var slot in SlotsOf(row))
            {
                _rows[next[slot]++] = row;
            }
        }

        _search = new VectorSearch(file, all, (float)common, typical: passages);
    }

    /// <summary>Which commit it is.</summary>
    public Guid Identity => _keys.Identity;

    public long Generation => _keys.Generation;

    /// <summary>Passages that have a vector.</summary>
    public int Covered { get; }

    /// <summary>All passages.</summary>
    public int Total => _keys.Count;

    /// <summary>Bytes of the file when it was opened.</summary>
    public long FileLength => _file.SoundLength;

    /// <summary>What is damaged in the file.</summary>
    public IReadOnlyList<string> Problems => _file.Problems;

    /// <summary>Keeps the file open; false when it is closed already.</summary>
    public bool TryAcquire() => _file.TryAcquire();

    public void Dispose() => _file.Dispose();

    /// <summary>The vector of a passage; null when it has none.</summary>
    public float[]? Of(string material, int passage) =>
        _keys.RowOf(material, passage) is { } row && _slots[row] >= 0 ? _file.Read(_slots[row]) : null;

    /// <summary>The vector of a text of the library, a practice or a title, as it is embedded; null when it has none.</summary>
    public float[]? Of(string text) => _file.Find(_keys.Model.KeyOf(text)) is { } slot ? _file.Read(slot) : null;

    /// <summary>How alike two vectors are, what all passages have in common left aside.</summary>
    public float Alike(float[] one, float[] other) => _search.Alike(one, other);

    /// <summary>What a vector doesn't have in common with all passages, made as long as 1.</summary>
    public float[] Own(float[] vector) => _search.Own(vector);

    /// <summary>
    /// The nearest passages: each as near as it is itself, or as a practice that begins in it, whichever is nearer. A practice is what was
    /// done without what stands around it.
    /// </summary>
    /// <param name="question">The vector of the question.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="permitted">Those that may be found; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The nearest first; passages of one text in the order of the index.</returns>
    public List<NearPassage> Nearest(float[] question, int take, EngineMatches? permitted, CancellationToken cancellationToken)
    {
        HashSet<int>? rows = null;
        SlotSet? slots = null;
        if (permitted is not null)
        {
            (rows, slots) = ([], new SlotSet(_file.Count));
            foreach (var (material, start, count) in permitted.Materials)
            {
                foreach (var passage in permitted.Passages.AsSpan(start, count))
                {
                    if (_keys.RowOf(material, passage.Passage) is { } row)
                    {
                        rows.Add(row);
                        foreach (var slot in SlotsOf(row))
                        {
                            slots.Add(slot);
                        }
                    }
                }
            }
        }

        var nearest = new List<NearPassage>(take);
        var found = new HashSet<int>();
        foreach (var (slot, cosine, nearness) in _search.Nearest(question, take, slots, cancellationToken))
        {
            foreach (var row in _rows.AsSpan(_starts[slot], _starts[slot + 1] - _starts[slot]))
            {
                if (nearest.Count < take && rows?.Contains(row) != false && found.Add(row))
                {
                    var (material, passage) = _keys.PassageOf(row);
                    nearest.Add(new NearPassage(material, passage, cosine, nearness));
                }
            }
        }

        return nearest;
    }

    /// <summary>Where the vectors lie that a passage is found by: its own, and those of its practices.</summary>
    private IEnumerable<int> SlotsOf(int row) => _slots[row] >= 0 ? _practices[row].Prepend(_slots[row]) : _practices[row];
}
