using System.Text;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.StoredFields;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.StoredFields;

/// <summary>What is stored comes back as it was, however it is compressed, copied and merged.</summary>
public sealed class StoredFieldsTests
{
    private const int Enough = SharedDictionary.SampleBytes;
    private const string Signs = "党建支部组织学习制度工作会议群众服务发展建设中国人民政府管理办法条例规定";

    private static readonly IndexSchema Schema = new IndexSchemaBuilder().AddStored("text").AddStored("title").Build();
    private static readonly IndexWriterOptions Quiet = new() { BackgroundMerges = false };

    [Fact]
    public void Texts_come_back_as_they_were_from_segments_with_a_dictionary_and_without()
    {
        var memory = new MemoryDirectory();
        var few = Texts(1, 10_000);
        var many = Texts(2, Enough + 100_000);
        Write(memory, few, many);

        using var reader = IndexReader.Open(memory);

        Assert.Empty(DictionaryOf(reader, 0));
        Assert.NotEmpty(DictionaryOf(reader, 1));
        AssertStored([.. few, .. many], reader);
        Assert.Empty(IndexVerifier.Verify(memory).Problems);
    }

    [Fact]
    public void A_dictionary_makes_an_index_smaller_than_it_is_without()
    {
        var with = new MemoryDirectory();
        var without = new MemoryDirectory();
        var texts = Texts(3, Enough + 1);
        Write(with, texts);
        Write(without, [.. texts.Chunk(texts.Length / 4).Select(part => part)]);

        Assert.True(StoredLength(with) < StoredLength(without), $"{StoredLength(with)} and {StoredLength(without)} bytes");
    }

    [Fact]
    public void Every_segment_of_an_index_has_the_same_dictionary_also_after_a_merge_and_by_another_writer()
    {
        var memory = new MemoryDirectory();
        string[][] parts = [Texts(4, Enough + 1), Texts(5, Enough + 1), Texts(6, 5_000)];
        Write(memory, parts[0]);
        Write(memory, parts[1]);
        Write(memory, parts[2]);
        using (var before = IndexReader.Open(memory))
        {
            Assert.Equal(DictionaryOf(before, 0), DictionaryOf(before, 1));
        }

        using (var writer = IndexWriter.Open(memory, Schema, Quiet))
        {
            writer.ForceMerge();
            writer.Commit();
        }

        using var reader = IndexReader.Open(memory);
        Assert.Equal(1, reader.SegmentCount);
        Assert.NotEmpty(DictionaryOf(reader, 0));
        AssertStored([.. parts.SelectMany(p => p)], reader);
        Assert.Empty(IndexVerifier.Verify(memory).Problems);
    }

    [Fact]
    public void Small_segments_that_are_merged_into_a_large_one_get_a_dictionary()
    {
        var memory = new MemoryDirectory();
        var texts = Texts(7, Enough + 1);
        Write(memory, [.. texts.Chunk((texts.Length / 3) + 1)]);
        using (var writer = IndexWriter.Open(memory, Schema, Quiet))
        {
            writer.ForceMerge();
            writer.Commit();
        }

        using var reader = IndexReader.Open(memory);

        Assert.NotEmpty(DictionaryOf(reader, 0));
        AssertStored(texts, reader);
    }

    [Fact]
    public void Texts_stay_beside_documents_that_were_deleted_and_merged_away()
    {
        var memory = new MemoryDirectory();
        var texts = Texts(8, Enough + 1);
        using (var writer = IndexWriter.Open(memory, Schema, Quiet))
        {
            for (var i = 0; i < texts.Length; i++)
            {
                writer.UpdateDocuments($"{i}", [Document(texts[i])]);
            }

            writer.Commit();
            for (var i = 0; i < texts.Length; i += 3)
            {
                writer.Delete($"{i}");
            }

            writer.Commit();
            writer.ForceMerge();
            writer.Commit();
        }

        using var reader = IndexReader.Open(memory);

        AssertStored([.. texts.Where((_, i) => i % 3 != 0)], reader);
    }

    [Theory]
    [InlineData("the same over and over")]
    [InlineData("noise")]
    [InlineData("nothing")]
    public void Texts_that_no_dictionary_can_be_made_of_are_stored_all_the_same(string kind)
    {
        var random = new Random(9);
        var texts = Enumerable.Range(0, kind == "nothing" ? 100 : 5_000).Select(_ => kind switch
        {
            "noise" => new string([.. Enumerable.Range(0, 600).Select(_ => (char)random.Next(0x4E00, 0x9FFF))]),
            "nothing" => "",
            _ => new string('同', 400),
        }).ToArray();
        var memory = new MemoryDirectory();
        Write(memory, texts);

        using var reader = IndexReader.Open(memory);

        AssertStored(texts, reader);
        Assert.Empty(IndexVerifier.Verify(memory).Problems);
    }

    [Theory]
    [InlineData(StoredFieldsWriter.BlockLength - 10)]
    [InlineData(StoredFieldsWriter.BlockLength)]
    [InlineData((2 * StoredFieldsWriter.BlockLength) + 1)]
    [InlineData(3_000_000)]
    public void A_document_as_long_as_a_block_and_longer_comes_back_and_so_do_its_neighbours(int bytes)
    {
        string[] texts = [.. Texts(10, 50_000), .. Texts(11, 1, length: bytes / 3), .. Texts(12, 50_000)];
        var memory = new MemoryDirectory();
        Write(memory, texts);

        using var reader = IndexReader.Open(memory);

        AssertStored(texts, reader);
    }

    [Fact]
    public void Threads_that_read_the_same_blocks_at_once_read_what_was_stored()
    {
        var memory = new MemoryDirectory();
        var texts = Texts(13, Enough + 1);
        Write(memory, texts);
        using var reader = IndexReader.Open(memory);

        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 2_000; i++)
            {
                var doc = random.Next(texts.Length);
                Assert.Equal(texts[doc], reader.GetStoredText(doc, "text"));
            }
        });
    }

    [Fact]
    public void A_damaged_dictionary_is_noticed_when_the_index_is_opened()
    {
        var memory = new MemoryDirectory();
        Write(memory, Texts(14, Enough + 1));
        var name = Manifest.Read(memory)!.Segments[0].Stored.Name;
        memory.Read(name)[IndexFileFormat.HeaderLength + 50_000] ^= 1;

        var error = Assert.Throws<IndexCorruptException>(
            () => IndexReader.Open(memory, new IndexReaderOptions { VerifyUpTo = 0 }));

        Assert.Equal(name, error.File);
        Assert.Contains("dictionary", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_block_is_noticed_when_a_document_of_it_is_read_and_no_other_is()
    {
        var memory = new MemoryDirectory();
        var texts = Texts(15, 200_000);
        Write(memory, texts);
        var name = Manifest.Read(memory)!.Segments[0].Stored.Name;
        memory.Read(name)[IndexFileFormat.HeaderLength + 100] ^= 1;
        using var reader = IndexReader.Open(memory, new IndexReaderOptions { VerifyUpTo = 0 });

        Assert.Equal(name, Assert.Throws<IndexCorruptException>(() => reader.GetStoredText(0, "text")).File);
        Assert.Equal(texts[^1], reader.GetStoredText(texts.Length - 1, "text"));
    }

    private static string[] Texts(int seed, int bytes, int length = 400)
    {
        var random = new Random(seed);
        var phrases = Enumerable.Range(0, 3_000)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(4, 20)).Select(_ => Signs[random.Next(Signs.Length)])))
            .ToArray();
        var texts = new List<string>();
        for (var sum = 0; sum < bytes;)
        {
            var text = new StringBuilder();
            while (text.Length < length)
            {
                text.Append(phrases[random.Next(phrases.Length)]).Append('，');
            }

            texts.Add(text.ToString());
            sum += Encoding.UTF8.GetByteCount(texts[^1]);
        }

        return [.. texts];
    }

    private static void Write(MemoryDirectory memory, params string[][] segments)
    {
        using var writer = IndexWriter.Open(memory, Schema, Quiet);
        foreach (var texts in segments)
        {
            foreach (var text in texts)
            {
                writer.AddDocument(Document(text));
            }

            writer.Commit();
        }
    }

    private static IndexDocument Document(string text)
    {
        var document = new IndexDocument();
        document.AddStored(Schema["text"], text);
        document.AddStored(Schema["title"], "题");
        return document;
    }

    private static void AssertStored(string[] texts, IndexReader reader)
    {
        Assert.Equal(texts.Length, reader.DocCount);
        for (var doc = 0; doc < texts.Length; doc++)
        {
            Assert.Equal(texts[doc], reader.GetStoredText(doc, "text"));
            Assert.Equal("题", reader.GetStoredText(doc, "title"));
        }
    }

    private static byte[] DictionaryOf(IndexReader reader, int segment) => reader.Segments[segment].Core.Stored.Dictionary;

    private static long StoredLength(MemoryDirectory memory) => Manifest.Read(memory)!.Segments.Sum(s => s.Stored.Length);
}
