using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Terms;

/// <summary>Terms go into blocks that share what they begin with, and come out as they went in.</summary>
public sealed class TermDictionaryTests
{
    private static readonly IndexSchema Schema = new IndexSchemaBuilder().AddText("text").Build();

    // Few letters, so that many terms begin alike; one of three bytes, so that blocks begin within a character.
    private static Gen<string> Words => Gen.Elements("a", "b", "ab", "党", "建").NonEmptyListOf().Select(string.Concat);

    [Fact]
    public void Every_term_is_found_with_its_counts_and_all_are_listed_in_the_order_of_their_bytes() =>
        Prop.ForAll(
            Words.ListOf(200).ToArbitrary(),
            words =>
            {
                var directory = new MemoryDirectory();
                using (var writer = IndexWriter.Open(directory, Schema))
                {
                    writer.UpdateDocuments("甲", [.. words.Chunk(50).Select(Document)]);
                    writer.Commit();
                }

                using var reader = IndexReader.Open(directory);
                var searcher = new IndexSearcher(reader);
                var expected = words.Distinct(StringComparer.Ordinal).Order(ByBytes).ToList();
                Assert.Equal(
                    expected.Select(w => $"{w} {words.Count(other => other == w)}"),
                    reader.GetTerms("text").Select(t => $"{t.Text} {t.TotalFreq}"));
                Assert.All(expected, w => Assert.Equal(words.Chunk(50).Count(c => c.Contains(w)), searcher.Count(new TermQuery("text", w))));
                Assert.Equal(0, searcher.Count(new TermQuery("text", "c")));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static Comparer<string> ByBytes { get; } = Comparer<string>.Create((a, b) =>
        System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)));

    private static IndexDocument Document(string[] words)
    {
        var document = new IndexDocument();
        for (var at = 0; at < words.Length; at++)
        {
            document.AddTerm(Schema["text"], words[at], at);
        }

        return document;
    }
}
