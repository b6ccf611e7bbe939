using System.Diagnostics;
using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;
using Microsoft.ML.OnnxRuntime;

namespace KnowledgeBase.Meaning.Benchmarks;

/// <summary>
/// What embedding costs, on one thread: the whole way of a build (tokens, batches, the model, rounding, committing) against ONNX Runtime
/// that is handed the same tokens, text by text and in the same batches. All are run in turn, and of each the best round is taken, in
/// time of the processor: what else the machine does stretches every other clock.
/// </summary>
internal static class EmbeddingMeasurement
{
    public static Dictionary<string, double> Run(string texts, string folder, string work, int rounds)
    {
        var passages = RealVectors.Texts(texts);
        using var model = SentenceModel.Open(folder);
        var description = ModelDescription.Read(folder);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, EnableMemoryPattern = false };
        using var alone = new InferenceSession(Path.Combine(folder, description.Model), options);
        var batches = model.Batches(passages).Select(b => b.Ids).ToArray();
        var single = batches.SelectMany(b => b).Select(ids => (int[][])[ids]).ToArray();
        var path = Path.Combine(work, "embedded.vectors");
        var (build, batched, one) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round <= rounds; round++)
        {
            File.Delete(path);
            var before = Processor();
            using (var writer = VectorWriter.Open(path, model.Identity.Hash.Span, model.Identity.Dimensions)!)
            {
                VectorBuild.Run(model, writer, passages, threads: 1, _ => { });
            }

            var built = Processor() - before;
            var (inBatches, oneByOne) = (Seconds(alone, description, batches), Seconds(alone, description, single));
            if (round > 0)
            {
                (build, batched, one) = (Math.Min(build, built), Math.Min(batched, inBatches), Math.Min(one, oneByOne));
            }
        }

        return new Dictionary<string, double>
        {
            ["characters in a passage"] = passages.Average(p => p.Length),
            ["passages a second of the processor"] = passages.Length / build,
            ["ONNX Runtime alone, same batches"] = passages.Length / batched,
            ["ONNX Runtime alone, one by one"] = passages.Length / one,
            ["share of the better of the two"] = Math.Min(batched, one) / build,
            ["bytes a vector in the file"] = new FileInfo(path).Length / (double)passages.Length,
        };
    }

    /// <summary>In a process of its own: the most memory that embedding takes, with as many threads as a background takes.</summary>
    public static Dictionary<string, double> Peak(string texts, string folder, string work)
    {
        using var model = SentenceModel.Open(folder);
        using (var writer = VectorWriter.Open(Path.Combine(work, "peak.vectors"), model.Identity.Hash.Span, model.Identity.Dimensions)!)
        {
            VectorBuild.Run(model, writer, RealVectors.Texts(texts), Math.Max(1, Environment.ProcessorCount / 2), _ => { });
        }

        return new Dictionary<string, double> { ["memory while embedding, MB"] = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6 };
    }

    private static double Seconds(InferenceSession session, ModelDescription description, int[][][] batches)
    {
        var before = Processor();
        using var options = new RunOptions();
        foreach (var batch in batches)
        {
            var longest = batch.Max(t => t.Length);
            var ids = new long[batch.Length * longest];
            var mask = new long[ids.Length];
            Array.Fill(ids, description.PaddingToken);
            for (var i = 0; i < batch.Length; i++)
            {
                for (var j = 0; j < batch[i].Length; j++)
                {
                    (ids[(i * longest) + j], mask[(i * longest) + j]) = (batch[i][j], 1);
                }
            }

            long[] shape = [batch.Length, longest];
            OrtValue[] inputs =
            [
                .. description.Inputs.Select((_, i) =>
                    OrtValue.CreateTensorValueFromMemory(i switch { 0 => ids, 1 => mask, _ => new long[ids.Length] }, shape)),
            ];
            using var outputs = session.Run(options, description.Inputs, inputs, [description.Output]);
            Array.ForEach(inputs, input => input.Dispose());
        }

        return Processor() - before;
    }

    private static double Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
