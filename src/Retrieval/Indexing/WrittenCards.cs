using System.Buffers;
using System.Text.Json;
using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// The cards of all materials of a library while it is written: those of the commit that the writer goes on from, and what has changed
/// since. They are kept as the JSON that they are stored as, some 200 bytes each.
/// </summary>
/// <param name="openLast">Opens the commit that the writer goes on from; null when it begins with nothing.</param>
internal sealed class WrittenCards(Func<IPassageReader>? openLast)
{
    private readonly Dictionary<string, byte[]?> _changed = new(StringComparer.Ordinal);
    private SortedDictionary<string, byte[]>? _all;

    /// <summary>Takes the card of a material that was written.</summary>
    public void Put(string id, byte[] card) => _changed[id] = card;

    /// <summary>Drops the card of a material that was removed.</summary>
    public void Remove(string id) => _changed[id] = null;

    /// <summary>All cards, in ordinal order of the ids, as JSON: a list of <see cref="StoredCard"/>.</summary>
    public byte[] ToJson()
    {
        _all ??= ReadLast();
        foreach (var (id, card) in _changed)
        {
            if (card is null)
            {
                _all.Remove(id);
            }
            else
            {
                _all[id] = card;
            }
        }

        _changed.Clear();
        var json = new ArrayBufferWriter<byte>(2 + _all.Values.Sum(card => card.Length + 1));
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartArray();
        foreach (var card in _all.Values)
        {
            writer.WriteRawValue(card, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.Flush();
        return json.WrittenSpan.ToArray();
    }

    /// <summary>
    /// True when what is stored is of all that was written: nothing has changed since <see cref="ToJson"/>, or nothing at all since the
    /// commit before, and that had it.
    /// </summary>
    /// <param name="last">What the commit before carried.</param>
    public bool AreWhole(IReadOnlyDictionary<string, string> last) =>
        _changed.Count == 0 && (_all is not null || last.GetValueOrDefault(IndexMetadata.Cards) == IndexMetadata.CardsAreWhole);

    private SortedDictionary<string, byte[]> ReadLast()
    {
        var all = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (openLast is null)
        {
            return all;
        }

        using var last = openLast();
        LibraryCards.ReadAll(last, card => all[card.Id] = JsonSerializer.SerializeToUtf8Bytes(card, StoredJson.Compact.StoredCard));
        return all;
    }
}
