using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>A word that the library lacks takes nothing away from what the others find, whichever they are.</summary>
[Collection(SampleLibraryTests.Name)]
public class UnknownWordTests(SampleLibrary sample)
{
    private const int Rounds = 150;

    [Fact]
    public void Known_words_find_as_much_beside_a_word_that_nobody_wrote()
    {
        const int seed = 20261127;
        var random = new Random(seed);
        string[] terms = [.. Lexicon.Default.Terms.Select(t => t.Text).Where(t => t.Length is >= 2 and <= 6).Order(StringComparer.Ordinal)];
        for (var round = 0; round < Rounds; round++)
        {
            var (known, other, unknown) = (Known(), Known(), Unknown());
            var alone = Find(known).Total;
            foreach (var query in (string[])[$"{known} {unknown}", $"{unknown} {known}"])
            {
                var found = Find(query);
                Assert.True(found.Total >= alone, $"seed {seed}: {query} finds {found.Total}, {known} {alone}");
                Assert.Contains(found.Warnings, w => w.StartsWith("库中没有“", StringComparison.Ordinal));
            }

            var both = Find($"{known} {other}").Total;
            var three = Find($"{known} {unknown} {other}").Total;
            Assert.True(three >= both, $"seed {seed}: {known} {unknown} {other} finds {three}, without {unknown} {both}");
        }

        string Known()
        {
            while (true)
            {
                var term = terms[random.Next(terms.Length)];
                if (Find(term) is { Total: > 0, DidYouMean.Count: 0 })
                {
                    return term;
                }
            }
        }

        string Unknown()
        {
            while (true)
            {
                var word = new string([Character(), Character(), Character()]);
                if (sample.Library.Search(new SearchRequest { Query = word, Mode = SearchMode.Literal, ByMeaning = false }).Total == 0
                    && Find(word).Total == 0)
                {
                    return word;
                }
            }

            char Character() => (char)random.Next('\u4e00', '\u9fa0');
        }
    }

    private SearchResponse Find(string query) =>
        sample.Library.Search(new SearchRequest { Query = query, ByMeaning = false, WithFacets = false, Size = 1 });
}
