using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Search;

/// <summary>
/// The average that BM25 compares a document's length with is that of the same lengths: of those that documents were given, not of
/// the tokens that stand in them.
/// </summary>
public sealed class AverageLengthTests
{
    private static readonly IndexSchema Schema = new IndexSchemaBuilder().AddText("text").Build();
    private static readonly IndexWriterOptions Quiet = new() { BackgroundMerges = false };

    [Fact]
    public void The_average_is_of_the_lengths_that_documents_were_given()
    {
        var memory = new MemoryDirectory();
        Write(memory, (Tokens: 30, Length: 20), (Tokens: 15, Length: 10));

        Assert.Equal(15, AverageOf(memory));
    }

    [Fact]
    public void A_document_without_a_length_of_its_own_counts_its_tokens()
    {
        var memory = new MemoryDirectory();
        Write(memory, (Tokens: 30, Length: null), (Tokens: 100, Length: null), (Tokens: 15, Length: 2));

        Assert.Equal(44, AverageOf(memory));
    }

    [Fact]
    public void A_merge_keeps_the_average()
    {
        var memory = new MemoryDirectory();
        Write(memory, (30, 20), (15, 10));
        Write(memory, (70, 60));
        Merge(memory);

        Assert.Equal(30, AverageOf(memory));
        Assert.Empty(IndexVerifier.Verify(memory).Problems);
    }

    [Fact]
    public void Documents_that_are_merged_away_leave_the_average_where_all_tokens_count()
    {
        var memory = new MemoryDirectory();
        Write(memory, (30, null), (77, null), (50, null));
        Delete(memory, "0/0");
        Merge(memory);

        Assert.Equal(63.5, AverageOf(memory));
    }

    [Fact]
    public void Documents_that_are_merged_away_take_their_part_of_what_does_not_count_with_them()
    {
        var memory = new MemoryDirectory();
        Write(memory, (30, 20), (60, 40), (90, 60));
        Delete(memory, "0/2");
        Merge(memory);

        // Lengths are kept as bytes, of which the last three digits are rounded.
        Assert.InRange(AverageOf(memory), 29, 31);
    }

    [Fact]
    public void A_document_of_average_length_scores_as_if_lengths_did_not_matter()
    {
        var memory = new MemoryDirectory();
        Write(memory, (30, 20), (30, 20), (30, 20));
        using var reader = IndexReader.Open(memory);
        var score = new IndexSearcher(reader).Search(new TermQuery("text", "0-0")).Hits.Single().Score;

        // tf / (tf + k1) with a document frequency of one in three.
        Assert.Equal(Math.Log(1 + (2.5 / 1.5)) / 2.2, score, 5);
    }

    private static void Write(MemoryDirectory memory, params (int Tokens, int? Length)[] documents)
    {
        using var writer = IndexWriter.Open(memory, Schema, Quiet);
        for (var i = 0; i < documents.Length; i++)
        {
            var document = new IndexDocument();
            for (var token = 0; token < documents[i].Tokens; token++)
            {
                document.AddTerm(Schema["text"], $"{i}-{token}", token);
            }

            if (documents[i].Length is { } length)
            {
                document.SetLength(Schema["text"], length);
            }

            writer.UpdateDocuments($"{writer.Generation}/{i}", [document]);
        }

        writer.Commit();
    }

    private static void Delete(MemoryDirectory memory, string key)
    {
        using var writer = IndexWriter.Open(memory, Schema, Quiet);
        writer.Delete(key);
        writer.Commit();
    }

    private static void Merge(MemoryDirectory memory)
    {
        using var writer = IndexWriter.Open(memory, Schema, Quiet);
        writer.ForceMerge();
        writer.Commit();
    }

    private static float AverageOf(MemoryDirectory memory)
    {
        using var reader = IndexReader.Open(memory);
        return reader.StatisticsOf(Schema["text"]).AverageLength;
    }
}
