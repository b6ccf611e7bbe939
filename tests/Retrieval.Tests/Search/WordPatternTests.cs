using KnowledgeBase.Engines.Tests;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Tests.Search;

public class WordPatternTests
{
    /// <summary>What is marked must be what was found: the engines are held to the scan by the tests of their own.</summary>
    [Fact]
    public void A_pattern_tells_the_words_that_its_query_finds()
    {
        var random = new Random(13);
        var engine = new ScanEngine();
        using var writer = engine.OpenWriter("");
        string[] words = [.. Enumerable.Range(0, 300).Select(_ => RandomText(random, 8, "ab中𠀀")).Distinct()];
        foreach (var word in words)
        {
            var block = writer.NewBlock();
            block.NextDocument();
            block.AddKeyword(PassageField.Material, word);
            var tokens = new TokenBuffer();
            tokens.Add(0, word.Length, word, isInner: false);
            block.AddWords(PassageField.Words, tokens);
            writer.Replace(word, block);
        }

        writer.Commit(new Dictionary<string, string>());
        using var reader = engine.Open("", new EngineReading());
        for (var i = 0; i < 200; i++)
        {
            var kind = (PatternKind)(i % 3);
            var pattern = WordPattern.Of(kind, RandomText(random, 6, kind == PatternKind.Wildcard ? "ab中𠀀*?\\" : "ab中𠀀"))!;
            var found = reader.Search(new EngineSearch { Query = pattern.Query, Take = words.Length }).Page.Select(m => m.Id);

            Assert.Equal(
                $"{pattern}: {string.Join(' ', found.Order(StringComparer.Ordinal))}",
                $"{pattern}: {string.Join(' ', words.Where(w => pattern.Fits(w)).Order(StringComparer.Ordinal))}");
        }
    }

    [Fact]
    public void A_pattern_of_nothing_is_none_and_one_of_many_signs_is_too_much()
    {
        Assert.Null(WordPattern.Of(PatternKind.Prefix, " 　"));
        Assert.False(WordPattern.Of(PatternKind.Wildcard, "*?*?*?*?")!.IsTooMuch);
        Assert.True(WordPattern.Of(PatternKind.Wildcard, "*?*?*?*?*")!.IsTooMuch);
        Assert.True(WordPattern.Of(PatternKind.Fuzzy, new string('党', 65))!.IsTooMuch);
    }

    private static string RandomText(Random random, int most, string alphabet)
    {
        string[] characters = [.. alphabet.EnumerateRunes().Select(rune => rune.ToString())];
        return string.Concat(Enumerable.Range(0, 1 + random.Next(most)).Select(_ => characters[random.Next(characters.Length)]));
    }
}
