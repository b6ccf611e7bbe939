using System.Globalization;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// Files are damaged in every way in turn. Verification must always find it. Opening and searching without verification, which
/// look at no checksum of the large files, may not notice, but must never read outside a file, ask for absurd memory, run without
/// end or throw anything but a clear error. FULLTEXT_DAMAGE says how many places of each larger file are tried (6 without it).
/// </summary>
public sealed class CorruptionTests
{
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
                var at = random.Next(FileFormat.HeaderLength, sound.Length - FileFormat.FooterLength);
                var run = index.BytesOf(name)[at..^FileFormat.FooterLength];
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
                Assert.Contains(name, Assert.Throws<IndexException>(() => writer.Commit()).Message, StringComparison.Ordinal);
            }

            Assert.Equal(name, Assert.Single(IndexVerifier.Verify(memory).Problems).File);
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
                damaged = random.Next(3) switch { 0 => (byte)(before ^ (1 << random.Next(8))), 1 => (byte)~before, _ => (byte)(before + 1 + random.Next(254)) };
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
            using var reader = IndexReader.Open(index);
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
