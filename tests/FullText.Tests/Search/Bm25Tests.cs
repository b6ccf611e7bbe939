using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Similarities;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Search;

public sealed class Bm25Tests
{
    private static readonly IndexSchema Schema = new IndexSchemaBuilder().AddText("text").Build();

    /// <summary>
    /// Three documents of 2, 4 and 6 tokens: average length 4. "支部" is in all three (1, 1 and 2 times), "党建" in the second alone.
    /// idf(支部) = ln(1 + 0.5 / 3.5) = 0.1335314; idf(党建) = ln(1 + 2.5 / 1.5) = 0.9808293.
    /// score = idf · tf / (tf + 1.2 · (0.25 + 0.75 · length / 4)); the last factor's denominators: 1 + 0.75, 1 + 1.2, 2 + 1.65.
    /// </summary>
    [Theory]
    [InlineData("支部", 0, 0.0763037)]
    [InlineData("支部", 1, 0.0606961)]
    [InlineData("支部", 2, 0.0731679)]
    [InlineData("党建", 1, 0.4458315)]
    public void Scores_are_those_of_the_hand_computed_table(string term, int doc, double expected)
    {
        var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, Schema))
        {
            foreach (var text in (string[])["支部 活动", "支部 党建 工作 总结", "支部 建设 支部 活动 年度 计划"])
            {
                var document = new IndexDocument();
                var position = 0;
                foreach (var token in text.Split(' '))
                {
                    document.AddTerm(Schema["text"], token, position++);
                }

                writer.AddDocument(document);
            }

            writer.Commit();
        }

        using var reader = IndexReader.Open(directory);
        var searcher = new IndexSearcher(reader);
        var query = new TermQuery("text", term);
        Assert.Equal(expected, searcher.MatchingScores(query).Single(h => h.Doc == doc).Score, 5);
        Assert.Equal(expected, searcher.Explain(query, doc).Value, 5);
        Assert.Equal(expected * 3, searcher.MatchingScores(new BoostQuery(query, 3)).Single(h => h.Doc == doc).Score, 5);
    }

    /// <summary>The values of Lucene's SmallFloat: exact to 39, then four significant bits above 24.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(39, 39)]
    [InlineData(40, 40)]
    [InlineData(41, 40)]
    [InlineData(100, 96)]
    [InlineData(600, 600)]
    [InlineData(1000, 984)]
    public void Lengths_are_rounded_as_in_Lucene(int length, int rounded) =>
        Assert.Equal(rounded, Bm25.DecodeLength(Bm25.EncodeLength(length)));

    [Fact]
    public void Rounded_lengths_keep_their_order()
    {
        var last = -1;
        for (var length = 0; length < 100_000; length++)
        {
            var norm = Bm25.EncodeLength(length);
            Assert.InRange(norm, last, 255);
            Assert.InRange(Bm25.DecodeLength(norm), 0, length);
            last = norm;
        }
    }
}
