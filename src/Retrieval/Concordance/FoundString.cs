using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Texts;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Concordance;

/// <summary>A string and every place where it stands.</summary>
/// <param name="Folded">The string, folded.</param>
/// <param name="Texts">The texts of the passages that hold it, among others perhaps.</param>
/// <param name="Places">The places, in the order of the index.</param>
internal sealed record FoundString(string Folded, PassageTexts Texts, List<TextPlace> Places)
{
    /// <summary>Finds a string; nothing for one of white space alone.</summary>
    public static FoundString In(LibrarySnapshot snapshot, string text, CancellationToken cancellationToken)
    {
        var folded = FoldedText.Fold(text);
        if (folded.Length == 0)
        {
            return new FoundString(folded, PassageTexts.None, []);
        }

        var texts = snapshot.TextsHolding(folded, cancellationToken);
        return new FoundString(folded, texts, texts.Find(folded, cancellationToken));
    }

    public string MaterialOf(TextPlace place) => Texts.Passages[place.Passage].Material;
}
