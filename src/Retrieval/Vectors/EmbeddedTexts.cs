using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Vectors;

/// <summary>
/// What of a library has vectors, each as the text that is embedded: passages with the title of their material and the headings that they
/// stand under (a passage often doesn't say what its material is about), titles of materials by themselves, and
/// practices with what was done. The same text in two materials is the same vector.
/// </summary>
internal static class EmbeddedTexts
{
    /// <summary>The text of a passage; headings that stand in front of it in the text itself are its path already.</summary>
    public static string Of(string title, StoredPassage passage)
    {
        var body = passage.BodyStart < passage.Text.Length ? passage.Text[passage.BodyStart..] : passage.Text;
        return $"{string.Join('，', passage.HeadingPath.Where(h => h != title).Prepend(title))}。{body}";
    }

    /// <summary>The text of a practice.</summary>
    public static string Of(Practice practice) => practice.Name is { Length: > 0 } name ? $"{name}：{practice.Act}" : practice.Act;

    /// <summary>Hands over where each text of a library stands, and the text.</summary>
    public static void ReadAll(IPassageReader reader, Action<EmbeddedPlace, string> take, CancellationToken cancellationToken)
    {
        ReadPassages(
            reader, (material, number, text) => take(new EmbeddedPlace(material, TextKind.Passage, number), text), cancellationToken);
        foreach (var (material, title) in Titles(reader, cancellationToken))
        {
            take(new EmbeddedPlace(material, TextKind.Title, 0), title);
        }

        reader.ReadAllStored(StoredField.Practices, StoredJson.Compact.ListStoredPractice, (material, practices) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < practices.Count; i++)
            {
                take(new EmbeddedPlace(material, TextKind.Practice, i), Of(practices[i].Practice));
            }
        });
    }

    /// <summary>
    /// Hands over the passages of a library: id of the material, number of the passage, and its text; a material's together.
    /// </summary>
    public static void ReadPassages(IPassageReader reader, Action<string, int, string> take, CancellationToken cancellationToken)
    {
        var titles = Titles(reader, cancellationToken);
        reader.ReadPassages(
            new EveryPassageQuery(),
            (material, stored) =>
            {
                var passage = StoredPassage.Read(stored);
                take(material, passage.Ordinal, Of(titles.GetValueOrDefault(material, ""), passage));
            },
            cancellationToken);
    }

    /// <summary>Reads a text again; null when it is not there any more.</summary>
    public static string? Read(IPassageReader reader, EmbeddedPlace place) => place.Kind switch
    {
        TextKind.Passage => reader.ReadPassage(place.Material, place.Number) is { } stored && TitleOf(reader, place) is { } title
            ? Of(title, StoredPassage.Read(stored))
            : null,
        TextKind.Title => TitleOf(reader, place),
        _ => reader.Stored(place.Material, StoredField.Practices, StoredJson.Compact.ListStoredPractice) is { } practices
            && place.Number < practices.Count
                ? Of(practices[place.Number].Practice)
                : null,
    };

    private static string? TitleOf(IPassageReader reader, EmbeddedPlace place) =>
        reader.Stored(place.Material, StoredField.Card, StoredJson.Compact.StoredCard)?.Title;

    private static Dictionary<string, string> Titles(IPassageReader reader, CancellationToken cancellationToken)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        LibraryCards.ReadAll(reader, card =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            titles[card.Id] = card.Title;
        });
        return titles;
    }
}

/// <summary>Where a text stands that has a vector.</summary>
/// <param name="Material">Id of its material.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Which of them, from 0.</param>
internal readonly record struct EmbeddedPlace(string Material, TextKind Kind, int Number);

/// <summary>What has a vector.</summary>
internal enum TextKind
{
    Passage,
    Title,
    Practice,
}
