using System.Buffers.Binary;
using System.Globalization;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// Files are damaged in every way in turn. Verification must always find it. Opening and searching without verification, which
/// look at no checksum of the large files, may not notice, but must never read outside a file, ask for absurd memory, run without
/// end or throw anything but a clear error. FULLTEXT_DAMAGE says how many places of each larger file are tried (6 without it).
/// </summary>
public sealed class CorruptionTests
{
    /// <summary>Nothing is read through, as of the large files of a large index.</summary>
    private static readonly IndexReaderOptions Unverified = new() { VerifyUpTo = 0 };

    private static int Sample => int.TryParse(Environment.GetEnvironmentVariable("FULLTEXT_DAMAGE"), CultureInfo.InvariantCulture, out var n) ? n : 6;

    [Fact]
    public void A_sound_index_answers_everything()
    {
        using var index = CreateIndex(large: true);

        Assert.Empty(IndexVerifier.Verify(index).Problems);
        using var reader = IndexReader.Open(index, new IndexReaderOptions { VerifyChecksums = true });
        Assert.Equal(3, reader.SegmentCount);
        SampleIndex.AskEverything(reader);
    }

    /// <summary>Every byte is flipped and must be found; searching, which takes longer, is tried with some of them.</summary>
    [Fact]
    public void A_flipped_byte_of_a_small_index_is_always_found_and_never_harms() =>
        FlipBytes(large: false, sample: int.MaxValue / 2, searches: Sample / 100.0);

    [Fact]
    public void A_flipped_byte_of_a_large_index_is_always_found_and_never_harms() => FlipBytes(large: true, Sample, searches: 1);

    /// <summary>Many bytes at once: numbers that no single byte could make, one believed because of another.</summary>
    [Fact]
    public void Runs_of_rubbish_are_always_found_and_never_harm()
    {
        using var index = CreateIndex(large: true);
        var random = new Random(3);
        foreach (var name in index.ListFiles())
        {
            var sound = index.BytesOf(name).ToArray();
            for (var i = 0; i < Sample; i++)
            {
                var at = random.Next(IndexFileFormat.HeaderLength, sound.Length - IndexFileFormat.FooterLength);
                var run = index.BytesOf(name)[at..^IndexFileFormat.FooterLength];
                run = run[..Math.Min(run.Length, 1 << random.Next(8))];
                switch (random.Next(3))
                {
                    case 0:
                        random.NextBytes(run);
                        break;
                    case 1:
                        run.Fill(0xFF);
                        break;
                    default:
                        run.Clear();
                        break;
                }

                if (!index.BytesOf(name).SequenceEqual(sound))
                {
                    var what = $"{name}, {run.Length} bytes from {at} of {sound.Length}, run {i}";
                    CheckFound(index, name, what);
                    CheckHarmless(index, what);
                    sound.CopyTo(index.BytesOf(name));
                }
            }
        }
    }

    /// <summary>Blocks of stored fields have checksums of their own, so who reads a document gets what was written or an error.</summary>
    [Fact]
    public void A_stored_document_is_what_was_written_or_an_error()
    {
        const int Documents = 300;
        var schema = new IndexSchemaBuilder().AddStored("text").Build();
        var memory = new MemoryDirectory();
        var random = new Random(5);
        var texts = Enumerable.Range(0, Documents).Select(i => $"{i} {Convert.ToHexString(RandomBytes(random, 400))}").ToArray();
        using (var writer = IndexWriter.Open(memory, schema))
        {
            foreach (var text in texts)
            {
                var document = new IndexDocument();
                document.AddStored(schema["text"], text);
                writer.AddDocument(document);
            }

            writer.Commit();
        }

        using var index = new GuardedDirectory(memory);
        var name = index.ListFiles().Single(f => f.EndsWith(".stored", StringComparison.Ordinal));
        var bytes = index.BytesOf(name);
        // a byte each for the short values, which are none
        var end = BinaryPrimitives.ReadInt64LittleEndian(bytes[^(IndexFileFormat.FooterLength + 8)..]) - Documents;
        for (var i = 0; i < 100; i++)
        {
            var at = random.Next(IndexFileFormat.HeaderLength, (int)end);
            index.BytesOf(name)[at] ^= (byte)(1 << random.Next(8));
            using var reader = IndexReader.Open(index, Unverified);
            var errors = 0;
            for (var doc = 0; doc < Documents; doc++)
            {
                try
                {
                    Assert.Equal(texts[doc], reader.GetStoredText(doc, "text"));
                }
                catch (IndexCorruptException e)
                {
                    Assert.Equal(name, e.File);
                    errors++;
                }
            }

            Assert.InRange(errors, 1, Documents - 1); // the other blocks can be read
            index.Write(name, memory.Read(name));
        }
    }

    [Fact]
    public void A_small_index_is_read_through_when_it_is_opened()
    {
        using var index = CreateIndex(large: true);
        foreach (var name in index.ListFiles())
        {
            ref var damaged = ref index.BytesOf(name)[index.BytesOf(name).Length / 2];
            damaged ^= 1;
            Assert.Equal(name, Assert.Throws<IndexCorruptException>(() => IndexReader.Open(index)).File);
            damaged ^= 1;
        }
    }

    /// <summary>Numbers of no bits take no bytes, so that no length betrays that there are too many.</summary>
    [Fact]
    public void A_column_with_more_values_than_bytes_is_refused_before_memory_is_asked_for()
    {
        var memory = new MemoryDirectory();
        using (var output = new IndexOutput(memory, "column", FileKind.DocValues, Guid.Empty))
        {
            output.WriteVarInt(int.MaxValue);
            output.WriteByte(0);
            output.Finish();
        }

        using var file = memory.OpenFile("column");
        Assert.Throws<IndexCorruptException>(Read);

        void Read()
        {
            var reader = new FileReader(file, IndexFileFormat.HeaderLength);
            _ = new KeywordValues(file, ref reader);
        }
    }

    /// <summary>A damaged count of a term that stands in one document is its frequency there.</summary>
    [Fact]
    public void A_frequency_without_positions_asks_for_no_memory()
    {
        var memory = new MemoryDirectory();
        SampleIndex.Write(memory, large: true);
        using var reader = IndexReader.Open(memory);
        var (core, field) = (reader.Segments[^1].Core, SampleIndex.Schema["body"]);
        var terms = core.TermsOf(field.Id)!.Enumerate();
        Assert.True(terms.MoveNext());
        var meta = terms.Meta;
        meta.TotalFreq = int.MaxValue;
        var cursor = new PostingsCursor();
        core.OpenPostings(cursor, field, meta);
        Assert.Equal((1, 0), (meta.DocFreq, cursor.Next()));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var positions = new int[4];
        Assert.Throws<IndexCorruptException>(() => cursor.ReadPositions(ref positions));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_of_another_length_is_never_opened()
    {
        using var index = CreateIndex(large: false);
        var random = new Random(4);
        foreach (var name in index.ListFiles())
        {
            var sound = index.BytesOf(name).ToArray();
            foreach (var length in Offsets(sound.Length, random, sample: 150))
            {
                index.Write(name, sound[..length]);
                CheckRefused(index, name, $"{name} cut to {length} bytes of {sound.Length}");
            }

            foreach (var more in (int[])[1, 16, 4096])
            {
                index.Write(name, [.. sound, .. new byte[more]]);
                CheckRefused(index, name, $"{name} longer by {more} bytes");
            }

            index.Write(name, [.. sound, .. sound]);
            CheckRefused(index, name, $"{name} twice");
            index.Write(name, sound);
        }
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var index = CreateIndex(large: true);
        foreach (var name in index.ListFiles().Where(n => n != Manifest.FileName))
        {
            var sound = index.BytesOf(name).ToArray();
            index.DeleteFile(name);
            CheckRefused(index, name, $"{name} removed");
            index.Write(name, sound);
        }
    }

    /// <summary>Each file is replaced by each other one: of another kind, of another segment, and of other commits.</summary>
    [Fact]
    public void A_file_in_the_place_of_another_is_never_opened()
    {
        using var index = CreateIndex(large: true);
        var memory = new MemoryDirectory();
        SampleIndex.Write(memory, large: true); // the same content under other ids
        var names = index.ListFiles().Where(n => n != Manifest.FileName).ToList();
        foreach (var name in names)
        {
            var sound = index.BytesOf(name).ToArray();
            foreach (var other in names.Where(n => n != name))
            {
                index.Write(name, index.BytesOf(other).ToArray());
                CheckRefused(index, name, $"{other} as {name}");
            }

            index.Write(name, memory.Read(name));
            CheckRefused(index, name, $"{name} of another index");
            index.Write(name, sound);
        }

        index.Write(Manifest.FileName, memory.Read(Manifest.FileName));
        CheckRefused(index, name: "segment-", "the manifest of another index");
        index.Write(Manifest.FileName, index.BytesOf(names[0]).ToArray());
        CheckRefused(index, Manifest.FileName, $"{names[0]} as manifest");
    }

    [Fact]
    public void Live_documents_and_manifests_of_other_commits_are_told_apart()
    {
        var memory = new MemoryDirectory();
        SampleIndex.Write(memory, large: false);
        var (oldManifest, oldLive) = (memory.Read(Manifest.FileName), LiveFile(memory));
        var oldContent = memory.Read(oldLive);
        using (var writer = IndexWriter.Open(memory, SampleIndex.Schema))
        {
            writer.Delete("材料0");
            writer.Commit();
        }

        using var index = new GuardedDirectory(memory);
        index.Write(LiveFile(memory), oldContent);
        CheckRefused(index, LiveFile(memory), "the live documents of the commit before");
        index.Write(LiveFile(memory), memory.Read(LiveFile(memory)));
        index.Write(Manifest.FileName, oldManifest);
        CheckRefused(index, oldLive, "the manifest of the commit before, whose live documents are gone");

        static string LiveFile(MemoryDirectory directory) => Manifest.Read(directory)!.Segments[0].Live!.Name;
    }

    [Theory]
    [InlineData(0, "version 0", "Rebuild the index.")]
    [InlineData(99, "version 99", "Use a newer program, or rebuild the index.")]
    public void A_format_of_another_time_is_told_from_damage(byte version, string said, string advice)
    {
        using var index = CreateIndex(large: false);
        foreach (var name in index.ListFiles())
        {
            var before = index.BytesOf(name)[4];
            index.BytesOf(name)[4] = version;

            var error = Assert.Throws<IndexVersionException>(() => IndexReader.Open(index));
            Assert.StartsWith($"{name} has format {said}", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(advice, error.Message, StringComparison.Ordinal);
            Assert.Contains(error.Message, IndexVerifier.Verify(index).Problems.Select(p => p.Problem));
            index.BytesOf(name)[4] = before;
        }
    }

    [Fact]
    public void Damage_is_not_merged_into_a_new_file_under_a_good_checksum()
    {
        foreach (var extension in (string[])[".postings", ".positions", ".terms", ".columns", ".stored"])
        {
            var memory = new MemoryDirectory();
            SampleIndex.Write(memory, large: true);
            var name = Manifest.Read(memory)!.Segments[0].Files.Single(f => f.Name.EndsWith(extension, StringComparison.Ordinal)).Name;
            memory.Read(name)[memory.Read(name).Length / 2] ^= 1;

            using (var writer = IndexWriter.Open(memory, SampleIndex.Schema, new IndexWriterOptions { BackgroundMerges = false }))
            {
                Assert.Equal(name, Assert.Throws<IndexCorruptException>(() => writer.ForceMerge()).File);
                Assert.Equal(name, Assert.Throws<IndexCorruptException>(() => writer.Commit()).File);
            }

            Assert.Equal(name, Assert.Single(IndexVerifier.Verify(memory).Problems).File);
        }
    }

    /// <summary>As <see cref="Damage_is_not_merged_into_a_new_file_under_a_good_checksum"/>, by a merge that nobody waits for.</summary>
    [Fact]
    public void A_merge_in_the_background_that_meets_damage_fails_the_next_commit_and_names_the_file()
    {
        foreach (var extension in (string[])[".postings", ".positions", ".terms", ".columns", ".stored"])
        {
            var memory = new MemoryDirectory();
            SampleIndex.Write(memory, large: false);
            var name = Manifest.Read(memory)!.Segments[0].Files.Single(f => f.Name.EndsWith(extension, StringComparison.Ordinal)).Name;
            memory.Read(name)[IndexFileFormat.HeaderLength + 8] ^= 1;
            var commits = 0;

            using (var writer = IndexWriter.Open(memory, SampleIndex.Schema, new IndexWriterOptions { MergeFactor = 2 }))
            {
                var error = Assert.Throws<IndexCorruptException>(() =>
                {
                    for (; commits < 100; commits++)
                    {
                        var document = new IndexDocument();
                        document.AddTerm(SampleIndex.Schema["body"], "后来", 0);
                        writer.AddDocument(document);
                        writer.Commit();
                        writer.WaitForMerges();
                    }
                });
                Assert.Equal(name, error.File);
            }

            var manifest = Manifest.Read(memory)!;
            Assert.Equal(name, Assert.Single(IndexVerifier.Verify(memory).Problems).File);
            Assert.Equal(
                manifest.Segments.SelectMany(s => s.Files).Select(f => f.Name).Append(Manifest.FileName).Order(StringComparer.Ordinal),
                memory.ListFiles().Order(StringComparer.Ordinal));
        }
    }

    private static void FlipBytes(bool large, int sample, double searches)
    {
        using var index = CreateIndex(large);
        var random = new Random(sample);
        foreach (var name in index.ListFiles())
        {
            var length = index.BytesOf(name).Length;
            foreach (var at in Offsets(length, random, sample))
            {
                ref var damaged = ref index.BytesOf(name)[at];
                var before = damaged;
                damaged = random.Next(3) switch
                {
                    0 => (byte)(before ^ (1 << random.Next(8))),
                    1 => (byte)~before,
                    _ => (byte)(before + 1 + random.Next(254)),
                };
                var what = $"{name}, byte {at} of {length}: {before:X2} is {damaged:X2}";
                CheckFound(index, name, what);
                if (random.NextDouble() < searches)
                {
                    CheckHarmless(index, what);
                }

                damaged = before;
            }
        }

        Assert.Empty(IndexVerifier.Verify(index).Problems);
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static GuardedDirectory CreateIndex(bool large)
    {
        var memory = new MemoryDirectory();
        SampleIndex.Write(memory, large);
        return new GuardedDirectory(memory);
    }

    /// <summary>All of a small file; of a larger one a sample, and as many bytes of its end, where the directories stand.</summary>
    private static IEnumerable<int> Offsets(int length, Random random, int sample) =>
        length <= sample * 2
            ? Enumerable.Range(0, length)
            : Enumerable.Range(0, sample).Select(_ => random.Next(length)).Concat(Enumerable.Range(length - sample, sample)).Distinct();

    /// <summary>Damage inside a file is found by verification, and by opening where that is to look at checksums.</summary>
    private static void CheckFound(GuardedDirectory index, string name, string what)
    {
        var problems = IndexVerifier.Verify(index).Problems;
        Assert.True(problems.Any(p => p.File == name && p.Problem.Length > 0), $"{what}: {string.Join("; ", problems)}");
        var error = Record.Exception(() => IndexReader.Open(index, new IndexReaderOptions { VerifyChecksums = true }).Dispose());
        Assert.True(error is IndexCorruptException or IndexVersionException, $"{what}: {error?.ToString() ?? "opened"}");
        Assert.True(error!.Message.Contains(name, StringComparison.Ordinal), $"{what}: {error}");
    }

    /// <summary>Damage that opening sees.</summary>
    private static void CheckRefused(GuardedDirectory index, string name, string what)
    {
        var error = Record.Exception(() => IndexReader.Open(index).Dispose());
        Assert.True(error is IndexCorruptException, $"{what}: {error?.ToString() ?? "opened"}");
        Assert.True(error!.Message.Contains(name, StringComparison.Ordinal), $"{what}: {error}");
        var problems = IndexVerifier.Verify(index).Problems;
        Assert.True(problems.Any(p => p.File.StartsWith(name, StringComparison.Ordinal)), $"{what}: {string.Join("; ", problems)}");
    }

    /// <summary>Who does not look at checksums gets answers or a clear error.</summary>
    private static void CheckHarmless(GuardedDirectory index, string what)
    {
        try
        {
            using var reader = IndexReader.Open(index, Unverified);
            SampleIndex.AskEverything(reader);
        }
        catch (Exception e) when (e is IndexCorruptException { File.Length: > 0, Offset: >= 0 } or IndexVersionException)
        {
            // noticed, and said clearly
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }
    }
}
