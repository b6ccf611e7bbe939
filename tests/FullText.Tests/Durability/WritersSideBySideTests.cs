using System.Security.Cryptography;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>Several threads write through one writer while another commits and merges.</summary>
public sealed class WritersSideBySideTests
{
    private const int Threads = 3;
    private const int KeysEach = 4;
    private const int BlockLength = 3;
    private const int Rounds = 150;

    private static readonly IndexSchema Schema = new IndexSchemaBuilder()
        .AddKeyword("key").AddInteger("round").AddInteger("part").AddStored("padding").Build();

    [Fact]
    public async Task Every_commit_has_whole_blocks_and_of_each_key_one()
    {
        var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, Schema, new IndexWriterOptions { MemoryBudget = 1 << 20, MergeFactor = 3 }))
        {
            var writing = Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => Write(writer, thread))));
            var before = new Dictionary<string, long>(StringComparer.Ordinal);
            for (var commit = 0; !writing.IsCompleted; commit++)
            {
                if (commit % 5 == 4)
                {
                    writer.ForceMerge(2);
                }

                if (writer.Commit() > 0)
                {
                    using var reader = IndexReader.Open(directory);
                    before = Check(reader, before);
                }
            }

            await writing;
            writer.Commit();
        }

        Assert.Empty(IndexVerifier.Verify(directory).Problems);
        using var last = IndexReader.Open(directory);
        Assert.All(Check(last, []), e => Assert.Equal(Rounds, e.Value));
        Assert.Equal(Threads * KeysEach * BlockLength, last.DocCount);
    }

    private static void Write(IndexWriter writer, int thread)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            for (var k = 0; k < KeysEach; k++)
            {
                var key = $"{thread}/{k}";
                if (round % 10 == 3 + thread)
                {
                    writer.Delete(key);
                }

                var documents = new IndexDocument[BlockLength];
                for (var part = 0; part < BlockLength; part++)
                {
                    documents[part] = new IndexDocument();
                    documents[part].AddKeyword(Schema["key"], key);
                    documents[part].SetInteger(Schema["round"], round);
                    documents[part].SetInteger(Schema["part"], part);
                    documents[part].AddStored(Schema["padding"], RandomNumberGenerator.GetBytes(4000));
                }

                writer.UpdateDocuments(key, documents);
            }
        }
    }

    /// <returns>The round of each key, which never goes back.</returns>
    private static Dictionary<string, long> Check(IndexReader reader, Dictionary<string, long> before)
    {
        var rounds = new Dictionary<string, long>(StringComparer.Ordinal);
        var live = Enumerable.Range(0, reader.MaxDoc).Where(reader.IsLive).ToList();
        Assert.Equal(reader.DocCount, live.Count);
        Assert.Equal(0, live.Count % BlockLength);
        foreach (var block in live.Chunk(BlockLength))
        {
            var key = reader.GetKeywordText(block[0], "key")!;
            var round = reader.GetInteger(block[0], "round")!.Value;
            for (var part = 0; part < BlockLength; part++)
            {
                Assert.Equal(block[0] + part, block[part]);
                Assert.Equal(key, reader.GetKeywordText(block[part], "key"));
                Assert.Equal(round, reader.GetInteger(block[part], "round"));
                Assert.Equal(part, reader.GetInteger(block[part], "part"));
            }

            rounds.Add(key, round); // a key of two blocks would throw
            Assert.True(round >= before.GetValueOrDefault(key), $"{key} went back from {before.GetValueOrDefault(key)} to {round}");
        }

        return rounds;
    }
}
