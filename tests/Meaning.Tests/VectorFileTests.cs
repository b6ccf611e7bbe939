using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Meaning.Tests;

/// <summary>What is in the file of vectors, whatever happens to who writes it and to the file.</summary>
public sealed class VectorFileTests : IDisposable
{
    private const int Dimensions = 48;

    private static readonly byte[] Model = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.At("meaning.vectors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_vector_is_found_by_its_key_and_is_nearly_what_was_written()
    {
        Write(SomeVectors(100));

        using var file = Open();

        foreach (var (key, vector) in SomeVectors(100))
        {
            var read = file.Read(file.Find(key)!.Value);
            Assert.InRange(Cosine(vector, read), 0.9995, 1.0001);
        }

        Assert.Null(file.Find(VectorKey.Of("nobody")));
    }

    [Fact]
    public void A_vector_costs_at_most_420_bytes_where_it_has_384_numbers()
    {
        using (var writer = VectorWriter.Open(FilePath, Model, 384)!)
        {
            foreach (var portion in SomeVectors(150, 384).Chunk(15))
            {
                writer.Add(portion);
            }
        }

        Assert.InRange(new FileInfo(FilePath).Length / 150.0, 384, 420);
    }

    [Fact]
    public void A_vector_that_is_there_is_not_written_again()
    {
        Write(SomeVectors(20));
        var length = new FileInfo(FilePath).Length;

        Write([.. SomeVectors(20), .. SomeVectors(20)]);

        Assert.Equal(length, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void Wherever_a_writer_is_killed_what_it_committed_is_there_and_the_next_one_goes_on()
    {
        Write(SomeVectors(10));
        var committed = new FileInfo(FilePath).Length;
        Write([.. SomeVectors(15)]);
        var whole = File.ReadAllBytes(FilePath);
        for (var end = committed; end < whole.Length; end += 7)
        {
            File.WriteAllBytes(FilePath, whole[..(int)end]);

            using (var file = Open())
            {
                Assert.Equal(10, file.Count);
                Assert.Empty(file.Problems);
            }

            Write(SomeVectors(15));
            Assert.Equal(whole, File.ReadAllBytes(FilePath));
        }
    }

    [Fact]
    public void A_file_that_was_cut_before_its_head_was_whole_is_told_and_begun_anew()
    {
        Write(SomeVectors(5));
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..30]);

        var told = Assert.Throws<MeaningException>(Open);
        Assert.Contains(FilePath, told.Message, StringComparison.Ordinal);

        Write(SomeVectors(5));
        using var file = Open();
        Assert.Equal(5, file.Count);
    }

    [Fact]
    public void A_damaged_portion_is_told_with_file_and_place_and_its_vectors_are_made_again()
    {
        for (var i = 1; i <= 4; i++)
        {
            Write(SomeVectors(i * 10));
        }

        var bytes = File.ReadAllBytes(FilePath);
        bytes[bytes.Length * 3 / 8] ^= 1;
        File.WriteAllBytes(FilePath, bytes);

        using (var file = Open())
        {
            Assert.Equal(30, file.Count);
            Assert.Contains($"{FilePath}, byte ", Assert.Single(file.Problems), StringComparison.Ordinal);
        }

        Assert.Single(VectorFile.Verify(FilePath).Problems);
        Write(SomeVectors(40));
        using var mended = Open();
        Assert.Equal(40, mended.Count);
        Assert.Empty(mended.Problems);
        Assert.All(SomeVectors(40), v => Assert.NotNull(mended.Find(v.Key)));
    }

    [Fact]
    public void Any_single_damaged_byte_is_noticed_or_lies_behind_what_is_used()
    {
        Write(SomeVectors(3));
        Write(SomeVectors(6));
        var bytes = File.ReadAllBytes(FilePath);
        for (var at = 0; at < bytes.Length; at += 5)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x10;
            File.WriteAllBytes(FilePath, damaged);

            var (count, problems) = VectorFile.Verify(FilePath);

            Assert.True(problems.Count > 0 || count == 3, $"byte {at}");
        }
    }

    [Fact]
    public void Vectors_of_another_model_are_never_seen_and_go_when_it_is_written()
    {
        Write(SomeVectors(10));
        byte[] other = [.. Model.Reverse()];

        Assert.Null(VectorFile.Open(FilePath, other, Dimensions));
        using (var writer = VectorWriter.Open(FilePath, other, Dimensions)!)
        {
            Assert.Equal(0, writer.Count);
            writer.Add(SomeVectors(2));
        }

        Assert.Null(VectorFile.Open(FilePath, Model, Dimensions));
        using var file = VectorFile.Open(FilePath, other, Dimensions)!;
        Assert.Equal(2, file.Count);
    }

    [Fact]
    public void Two_writers_at_once_there_are_none()
    {
        using var first = VectorWriter.Open(FilePath, Model, Dimensions)!;

        Assert.Null(VectorWriter.Open(FilePath, Model, Dimensions));
    }

    [Fact]
    public void Who_reads_is_not_disturbed_by_who_writes()
    {
        Write(SomeVectors(10));
        using var file = Open();

        Write(SomeVectors(20));

        Assert.Equal(10, file.Count);
        using var later = Open();
        Assert.Equal(20, later.Count);
        Assert.Equal(file.Read(3), later.Read(3));
    }

    [Fact]
    public void Vectors_are_taken_over_from_another_file_as_they_are_and_only_those_that_are_wanted()
    {
        Write(SomeVectors(10));
        var (wanted, unwanted) = (SomeVectors(10)[4].Key, SomeVectors(10)[5].Key);
        var mine = _folder.At("mine.vectors");

        using (var writer = VectorWriter.Open(mine, Model, Dimensions)!)
        {
            Assert.Equal(1, writer.AddFrom(FilePath, key => key == wanted));
            Assert.Equal(0, writer.AddFrom(_folder.At("nowhere"), _ => true));
        }

        using var file = Open();
        using var copy = VectorFile.Open(mine, Model, Dimensions)!;
        Assert.Null(copy.Find(unwanted));
        Assert.Equal(file.Read(file.Find(wanted)!.Value), copy.Read(copy.Find(wanted)!.Value));
    }

    [Fact]
    public void A_file_of_which_little_is_still_wanted_is_written_anew()
    {
        var all = SomeVectors(10_000);
        Write(all);
        using var before = Open();

        using (var writer = VectorWriter.Open(FilePath, Model, Dimensions)!)
        {
            Assert.Equal(0, writer.DropUnwanted(all.Skip(3_000).Select(v => v.Key).ToHashSet()));
            Assert.Equal(9_990, writer.DropUnwanted(all.Take(10).Select(v => v.Key).ToHashSet()));
            writer.Add(all[10..12]);
        }

        using var after = Open();
        Assert.Equal(12, after.Count);
        Assert.Equal(10_000, before.Count);
        Assert.Equal(before.Read(before.Find(all[7].Key)!.Value), after.Read(after.Find(all[7].Key)!.Value));
    }

    /// <summary>The first of an endless row of vectors.</summary>
    internal static (VectorKey Key, float[] Vector)[] SomeVectors(int count, int dimensions = Dimensions)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(i => (VectorKey.Of($"text {i}"), UnitVector(random, dimensions)))];
    }

    internal static float[] UnitVector(Random random, int dimensions)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            vector[i] = (float)((random.NextDouble() + random.NextDouble() + random.NextDouble()) - 1.5);
        }

        var length = Math.Sqrt(vector.Sum(v => (double)v * v));
        return [.. vector.Select(v => (float)(v / length))];
    }

    internal static double Cosine(float[] one, float[] other) =>
        one.Zip(other, (a, b) => (double)a * b).Sum()
        / Math.Sqrt(one.Sum(a => (double)a * a) * other.Sum(b => (double)b * b));

    private VectorFile Open() => VectorFile.Open(FilePath, Model, Dimensions)!;

    private void Write((VectorKey Key, float[] Vector)[] vectors)
    {
        using var writer = VectorWriter.Open(FilePath, Model, Dimensions)!;
        writer.Add(vectors);
    }
}
