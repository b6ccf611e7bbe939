using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Readers;

namespace KnowledgeBase.Meaning.Benchmarks;

/// <summary>
/// Passages of given texts with their vectors, and mixtures of these that stand for the vectors of as many passages as wanted.
/// </summary>
internal sealed class RealVectors
{
    private const int Seed = 20261128;

    /// <summary>Texts that are embedded: enough to mix from, few enough for a minute.</summary>
    private const int Most = 160;

    private readonly float[][] _vectors;

    private RealVectors(float[][] vectors) => _vectors = vectors;

    /// <summary>Paragraphs of 60 to 400 characters, the usual length of a passage.</summary>
    public static string[] Texts(string folder)
    {
        var reader = new MaterialReader(programPath: "");
        string[] texts =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Where(file => MaterialReader.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .SelectMany(file => reader.Read(file).Materials)
                .SelectMany(m => m.Material.Text.Split('\n'))
                .Select(p => p.Trim())
                .Where(p => p.Length is >= 60 and <= 400)
                .Distinct(StringComparer.Ordinal),
        ];
        new Random(Seed).Shuffle(texts);
        return texts[..Math.Min(Most, texts.Length)];
    }

    /// <summary>Embeds them, or reads what an earlier step of the run embedded.</summary>
    public static RealVectors Of(string folder, SentenceModel model, string work)
    {
        var path = Path.Combine(work, "real.vectors");
        var texts = Texts(folder);
        using (var writer = VectorWriter.Open(path, model.Identity.Hash.Span, model.Identity.Dimensions)!)
        {
            VectorBuild.Run(model, writer, texts, Environment.ProcessorCount, _ => { });
        }

        using var file = VectorFile.Open(path, model.Identity.Hash.Span, model.Identity.Dimensions)!;
        return new RealVectors([.. Enumerable.Range(0, file.Count).Select(file.Read)]);
    }

    /// <summary>Mixtures of two to four vectors, with noise, of length 1.</summary>
    public IEnumerable<float[]> Mixed(int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var vector = new float[_vectors[0].Length];
            for (var parts = random.Next(2, 5); parts > 0; parts--)
            {
                var (part, weight) = (_vectors[random.Next(_vectors.Length)], 0.3f + random.NextSingle());
                for (var at = 0; at < vector.Length; at++)
                {
                    vector[at] += (weight * part[at]) + ((random.NextSingle() - 0.5f) * 0.02f);
                }
            }

            var length = MathF.Sqrt(vector.Sum(v => v * v));
            for (var at = 0; at < vector.Length; at++)
            {
                vector[at] /= length;
            }

            yield return vector;
        }
    }
}
