using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>Reads what is stored with materials as what it was stored from.</summary>
internal static class StoredReading
{
    /// <summary>What is stored with a material; null when the index doesn't have it.</summary>
    public static T? Stored<T>(this IPassageReader reader, string material, StoredField field, JsonTypeInfo<T> type)
        where T : class =>
        reader.ReadMaterial(material, field) is { } stored ? JsonSerializer.Deserialize(stored, type) : null;

    /// <summary>Hands over what is stored with every material, in the order of the index.</summary>
    /// <exception cref="InvalidDataException">One of them has lost it.</exception>
    public static void ReadAllStored<T>(this IPassageReader reader, StoredField field, JsonTypeInfo<T> type, Action<string, T> take)
        where T : class =>
        reader.ReadMaterials(field, (id, stored) => take(
            id,
            JsonSerializer.Deserialize(stored, type)
                ?? throw new InvalidDataException($"The index has lost the {field} of {id}. Build it anew with 'kb build --rebuild'.")));
}
