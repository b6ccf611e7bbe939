using System.Diagnostics;
using KnowledgeBase.Engines.Benchmarks;
using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;

namespace KnowledgeBase.Meaning.Benchmarks;

/// <summary>
/// Finding the nearest hundred of so many vectors: comparing each, and by their signs first, with what that finds of the hundred.
/// </summary>
internal static class ScanMeasurement
{
    private const int Nearest = 100;
    private const int Questions = 50;

    public static Dictionary<string, double> Run(string texts, string folder, string work, int vectors)
    {
        using var model = SentenceModel.Open(folder);
        var path = Path.Combine(work, "many.vectors");
        using (var writer = VectorWriter.Open(path, model.Identity.Hash.Span, model.Identity.Dimensions)!)
        {
            var mixed = RealVectors.Of(texts, model, work).Mixed(vectors);
            foreach (var portion in mixed.Select((v, i) => (VectorKey.Of($"{i}"), v)).Chunk(8192))
            {
                writer.Add(portion);
            }
        }

        var started = Stopwatch.GetTimestamp();
        using var file = VectorFile.Open(path, model.Identity.Hash.Span, model.Identity.Dimensions)!;
        var all = new SlotSet(file.Count);
        for (var slot = 0; slot < file.Count; slot++)
        {
            all.Add(slot);
        }

        var signs = new VectorSearch(file, all, common: 0.3f, mostScanned: 0);
        var opened = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var scan = new VectorSearch(file, all, common: 0.3f, mostScanned: int.MaxValue);
        var (scanned, bySigns) = (new List<double>(), new List<double>());
        var (found, wanted) = (0, 0);
        foreach (var clause in new ScaledCorpus(texts, 1).Clauses(Questions))
        {
            var question = model.EmbedQuestion(clause);
            var exact = Timed(scanned, () => scan.Nearest(question, Nearest)).Select(n => n.Slot).ToHashSet();
            found += Timed(bySigns, () => signs.Nearest(question, Nearest)).Count(n => exact.Contains(n.Slot));
            wanted += exact.Count;
        }

        var name = $"{vectors:N0} vectors";
        return new Dictionary<string, double>
        {
            [$"{name}: opening, s"] = opened,
            [$"{name}: comparing each, ms, p50"] = scanned.Order().ElementAt(scanned.Count / 2),
            [$"{name}: by signs first, ms, p50"] = bySigns.Order().ElementAt(bySigns.Count / 2),
            [$"{name}: by signs first, of the nearest hundred found"] = found / (double)wanted,
            [$"{name}: memory, MB"] = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,
        };
    }

    private static NearSlot[] Timed(List<double> times, Func<NearSlot[]> search)
    {
        var started = Stopwatch.GetTimestamp();
        var nearest = search();
        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return nearest;
    }
}
