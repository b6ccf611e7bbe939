using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;

namespace KnowledgeBase.Engines.Tests;

/// <summary>Materials and queries that can be read at a glance.</summary>
internal static class Samples
{
    public static readonly Dictionary<string, string> NoData = [];

    /// <summary>
    /// Writes a material whose passages are words parted by spaces, a position each; a word in brackets lies within the one before it, and
    /// <c>/</c> in front of a word begins a sentence, <c>//</c> a paragraph. The text that strings are found in has the words without
    /// spaces.
    /// </summary>
    public static void Put(EngineUnderTest engine, string id, int? year, string genre, string[] passages, string[]? themes = null)
    {
        var block = engine.Writer.NewBlock();
        for (var i = 0; i < passages.Length; i++)
        {
            block.NextDocument();
            block.AddWords(PassageField.Words, WordsOf(passages[i]));
            block.AddWords(PassageField.Units, UnitsOf(passages[i]));
            block.AddText(string.Concat(passages[i].Split(' ').Where(word => !word.StartsWith('(')).Select(word => word.TrimStart('/'))));
            block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
            block.AddKeyword(PassageField.Material, id);
            block.AddKeyword(PassageField.Genre, genre);
            foreach (var theme in themes ?? [])
            {
                block.AddKeyword(PassageField.Theme, theme);
            }

            block.SetNumber(PassageField.ToMaterial, passages.Length - i);
            if (year is { } y)
            {
                block.SetNumber(PassageField.Year, y);
                block.SetNumber(PassageField.Date, y * 10_000);
            }

            block.Store(StoredField.Passage, Encoding.UTF8.GetBytes(passages[i]));
        }

        block.NextDocument();
        block.AddKeyword(PassageField.Kind, DocumentKind.Material);
        block.AddKeyword(PassageField.Material, id);
        block.SetNumber(PassageField.ToMaterial, 0);
        block.Store(StoredField.Card, Encoding.UTF8.GetBytes(id));
        engine.Writer.Replace(id, block);
    }

    public static TermQuery Word(string word) => new(PassageField.Words, EngineTerms.OfWord(word));

    public static TermQuery Genre(string genre) => new(PassageField.Genre, EngineTerms.OfWord(genre));

    public static PhraseQuery Phrase(params (string Word, int Offset)[] words) =>
        new(PassageField.Words, [.. words.Select(w => EngineTerms.OfWord(w.Word))], [.. words.Select(w => w.Offset)]);

    public static NearQuery Near(int distance, params PlacedQuery[] parts) => new(parts, distance, IsOrdered: false);

    public static NearQuery InOrder(int distance, params PlacedQuery[] parts) => new(parts, distance, IsOrdered: true);

    public static string[] Ids(IPassageReader reader, EngineQuery query, EngineSort sort = EngineSort.Score) =>
        [.. reader.Search(new EngineSearch { Query = query, Sort = sort, Take = 100 }).Page.Select(m => m.Id)];

    public static TokenBuffer WordsOf(string passage)
    {
        var words = new TokenBuffer();
        var position = 0;
        foreach (var word in passage.Split(' '))
        {
            var isInner = word.StartsWith('(');
            words.Add(isInner ? position - 1 : position++, word.Length, word.Trim('(', ')', '/'), isInner);
        }

        return words;
    }

    private static TokenBuffer UnitsOf(string passage)
    {
        var units = new TokenBuffer();
        var words = passage.Split(' ').Where(word => !word.StartsWith('(')).ToArray();
        for (var position = 1; position < words.Length; position++)
        {
            if (words[position].StartsWith('/'))
            {
                units.Add(position, 1, EngineTerms.OfUnit(TextUnit.Sentence), isInner: false);
            }

            if (words[position].StartsWith("//", StringComparison.Ordinal))
            {
                units.Add(position, 1, EngineTerms.OfUnit(TextUnit.Paragraph), isInner: false);
            }
        }

        return units;
    }
}
