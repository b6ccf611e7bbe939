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
                Assert.All(expected, w =>
                    Assert.Equal(words.Chunk(50).Count(c => c.Contains(w)), searcher.Count(new TermQuery("text", w))));
                Assert.Equal(0, searcher.Count(new TermQuery("text", "c")));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    // Few characters, so that many words are near; two that are neighbours in the dictionary's order, the last before the gap of the
    // surrogates, one behind it, and one of four bytes.
    private static Gen<string> NearWords =>
        Gen.Elements("党", "兛", "建", "a", "\ud7ff", "\ue000", "𬭳").ListOf().Where(l => l.Count is > 0 and < 7).Select(string.Concat);

    [Fact]
    public void Words_near_another_are_all_found_and_no_others() =>
        Prop.ForAll(
            NearWords.ListOf(300).ToArbitrary(),
            NearWords.ToArbitrary(),
            Gen.Choose(0, 8).ToArbitrary(),
            (words, wanted, choice) =>
            {
                var (edits, prefix) = (choice % 3, choice / 3);
                string[] noText = ["\ufffd", "\ufffd党\ufffd"];
                List<string> all = [.. words.Distinct(StringComparer.Ordinal), .. noText];
                var directory = new MemoryDirectory();
                using (var writer = IndexWriter.Open(directory, Schema))
                {
                    var documents = all.SkipLast(noText.Length).Select(w => Document([w]));
                    writer.UpdateDocuments("甲", [.. documents, NoText([0xE5, 0x85]), NoText([0xFF, 0xE5, 0x85, 0x9A, 0xE5])]);
                    writer.Commit();
                }

                using var reader = IndexReader.Open(directory);
                var found = new IndexSearcher(reader).Search(new IndexSearchRequest
                {
                    Query = new SimilarTermQuery("text", wanted, edits, prefix),
                    Limit = 1000,
                });
                var beginning = string.Concat(wanted.EnumerateRunes().Take(prefix));
                Assert.Equal(
                    all.Where(w => w.StartsWith(beginning, StringComparison.Ordinal) && Edits(w, wanted) <= edits),
                    found.Hits.Select(h => h.Doc).Order().Select(d => all[d]));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    // The table as the textbook has it: insertion, deletion, replacement, and neighbours that were swapped (optimal string alignment).
    private static int Edits(string one, string other)
    {
        var (a, b) = (one.EnumerateRunes().ToList(), other.EnumerateRunes().ToList());
        var table = new int[a.Count + 1, b.Count + 1];
        for (var i = 0; i <= a.Count; i++)
        {
            for (var j = 0; j <= b.Count; j++)
            {
                table[i, j] = (i, j) is (0, _) or (_, 0)
                    ? i + j
                    : new[] { table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1) }.Min();
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Count, b.Count];
    }

    private static IndexDocument NoText(byte[] term)
    {
        var document = new IndexDocument();
        document.AddTerm(Schema["text"], term, 0);
        return document;
    }

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
