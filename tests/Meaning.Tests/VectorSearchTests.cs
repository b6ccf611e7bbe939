using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Meaning.Tests;

/// <summary>The nearest vectors are those that comparing each with the question gives.</summary>
public sealed class VectorSearchTests : IDisposable
{
    private static readonly byte[] Model = new byte[32];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(384)]
    [InlineData(100)] // no whole number of registers
    [InlineData(7)]
    public void A_scan_finds_what_comparing_each_finds(int dimensions)
    {
        var vectors = VectorFileTests.SomeVectors(500, dimensions);
        using var file = FileOf(vectors);
        var question = VectorFileTests.UnitVector(new Random(3), dimensions);

        var found = new VectorSearch(file, All(file)).Nearest(question, 20);

        var expected = Enumerable.Range(0, file.Count).Select(slot => (Slot: slot, Cosine: Product(question, file.Read(slot))))
            .OrderByDescending(v => v.Cosine).Take(20).ToArray();
        Assert.Equal(expected.Select(v => v.Slot), found.Select(n => n.Slot));
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second.Cosine - pair.First.Cosine, -1e-4, 1e-4));
    }

    [Theory]
    [InlineData(200_000)]
    [InlineData(100)] // by signs first
    public void What_lies_near_whatever_is_asked_is_found_less_often_without_the_common_part(int mostScanned)
    {
        // One vector is the mean of all, a little longer than what any other has in common with a question of its subject.
        var random = new Random(5);
        var mean = VectorFileTests.UnitVector(random, 384);
        var subjects = Enumerable.Range(0, 300).Select(_ => Mix(mean, VectorFileTests.UnitVector(random, 384), 1.2f)).ToArray();
        using var file = FileOf([(VectorKey.Of("mean"), mean), .. subjects.Select((s, i) => (VectorKey.Of($"{i}"), s))]);
        var questions = Enumerable.Range(0, 50).Select(i => Mix(mean, subjects[i], 0.6f)).ToArray();
        var with = new VectorSearch(file, All(file), common: 0, mostScanned);
        var without = new VectorSearch(file, All(file), common: 0.8f, mostScanned);

        Assert.All(questions, q => Assert.Equal(0, with.Nearest(q, 1)[0].Slot));
        Assert.All(questions.Select((q, i) => (q, i)), a =>
        {
            var first = without.Nearest(a.q, 1)[0];
            Assert.Equal(a.i + 1, first.Slot);
            Assert.InRange(first.Cosine - Product(a.q, file.Read(first.Slot)), -1e-3, 1e-3);
        });
    }

    [Fact]
    public void What_may_not_be_found_is_passed_over_before_the_best_are_cut_off()
    {
        using var file = FileOf(VectorFileTests.SomeVectors(500, 64));
        var question = VectorFileTests.UnitVector(new Random(3), 64);
        var order = new VectorSearch(file, All(file)).Nearest(question, 500).Select(n => n.Slot).ToArray();
        var permitted = new SlotSet(file.Count);
        foreach (var slot in order[480..])
        {
            permitted.Add(slot);
        }

        var found = new VectorSearch(file, All(file)).Nearest(question, 5, permitted);

        Assert.Equal(order[480..485], found.Select(n => n.Slot));
    }

    [Fact]
    public void With_more_vectors_than_are_all_compared_98_of_the_nearest_hundred_are_found()
    {
        // In clusters, as texts are: around one mean, each near the middle of its own subject.
        var random = new Random(11);
        var mean = VectorFileTests.UnitVector(random, 384);
        var subjects = Enumerable.Range(0, 150).Select(_ => Mix(mean, VectorFileTests.UnitVector(random, 384), 0.55f)).ToArray();
        var vectors = Enumerable.Range(0, 30_000)
            .Select(i => (
                VectorKey.Of($"{i}"), Mix(subjects[random.Next(subjects.Length)], VectorFileTests.UnitVector(random, 384), 0.4f)))
            .ToArray();
        using var file = FileOf(vectors);
        var scan = new VectorSearch(file, All(file));
        var signs = new VectorSearch(file, All(file), mostScanned: 10_000);

        var (found, all) = (0, 0);
        for (var i = 0; i < 20; i++)
        {
            var question = Mix(subjects[i], VectorFileTests.UnitVector(random, 384), 0.45f);
            var exact = scan.Nearest(question, 100).Select(n => n.Slot).ToHashSet();
            found += signs.Nearest(question, 100).Count(n => exact.Contains(n.Slot));
            all += exact.Count;
        }

        Assert.InRange((double)found / all, 0.98, 1);
    }

    [Fact]
    public void A_vector_of_nothing_is_near_to_nothing_and_breaks_nothing()
    {
        using var file = FileOf([(VectorKey.Of("a"), new float[64]), (VectorKey.Of("b"), VectorFileTests.UnitVector(new Random(1), 64))]);
        var search = new VectorSearch(file, All(file));

        Assert.Equal(0, search.Nearest(new float[64], 2)[0].Cosine);
        Assert.Equal(2, search.Nearest(VectorFileTests.UnitVector(new Random(1), 64), 5).Length);
    }

    private VectorFile FileOf((VectorKey Key, float[] Vector)[] vectors)
    {
        var path = _folder.At("vectors");
        var dimensions = vectors[0].Vector.Length;
        using (var writer = VectorWriter.Open(path, Model, dimensions)!)
        {
            foreach (var portion in vectors.Chunk(1000))
            {
                writer.Add(portion);
            }
        }

        return VectorFile.Open(path, Model, dimensions)!;
    }

    private static SlotSet All(VectorFile file)
    {
        var all = new SlotSet(file.Count);
        for (var slot = 0; slot < file.Count; slot++)
        {
            all.Add(slot);
        }

        return all;
    }

    private static float[] Mix(float[] one, float[] other, float share)
    {
        float[] mixed = [.. one.Zip(other, (a, b) => a + (share * b))];
        var length = MathF.Sqrt(mixed.Sum(v => v * v));
        return [.. mixed.Select(v => v / length)];
    }

    private static double Product(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();
}
