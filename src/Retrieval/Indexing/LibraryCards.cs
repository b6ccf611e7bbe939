using System.Text.Json;
using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// What lists show of every material of a commit, in memory: some 600 bytes a material. Read once, by whoever needs more than a few.
/// </summary>
internal sealed class LibraryCards
{
    private readonly Dictionary<string, StoredCard> _byId = new(StringComparer.Ordinal);

    /// <exception cref="EngineException">The index is damaged, or another program's.</exception>
    /// <exception cref="InvalidDataException">A card is lost.</exception>
    public LibraryCards(IPassageReader reader)
    {
        ReadAll(reader, card => _byId[card.Id] = card);
        All = [.. _byId.Values.OrderBy(card => card.Id, StringComparer.Ordinal)];
    }

    /// <summary>All cards, in ordinal order of the ids.</summary>
    public IReadOnlyList<StoredCard> All { get; }

    /// <summary>The card of a material; null when the library doesn't have it.</summary>
    public StoredCard? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// Hands over all cards. A commit has them together, where a build wrote it; those of one without are read material by material, which
    /// costs some 40 times as much.
    /// </summary>
    public static void ReadAll(IPassageReader reader, Action<StoredCard> take)
    {
        if (reader.UserData.GetValueOrDefault(IndexMetadata.Cards) != IndexMetadata.CardsAreWhole)
        {
            reader.ReadAllStored(StoredField.Card, StoredJson.Compact.StoredCard, (_, card) => take(card));
            return;
        }

        var cards = reader.ReadLibrary(StoredField.Cards) is { } stored
            ? JsonSerializer.Deserialize(stored, StoredJson.Compact.ListStoredCard)
            : null;
        foreach (var card in cards ?? throw new InvalidDataException(
            "The index has lost the cards of its materials. Build it anew with 'kb build --rebuild'."))
        {
            take(card);
        }
    }
}
