using System.Diagnostics;
using KnowledgeBase.Engines.Benchmarks;
using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Meaning.Benchmarks;

/// <summary>
/// What meaning adds to a question, in one warm process, a question at a time: a page of ten hits with facets and marks, by words alone and
/// with meaning, in turn. Of each question the best round is taken. A server embeds a question once and keeps it; here each round puts
/// another full stop behind it, so that it is always embedded.
/// </summary>
internal static class QuestionMeasurement
{
    private const int Questions = 200;

    public static Dictionary<string, double> Run(string texts, string folder, string work, int passages, int rounds)
    {
        var corpus = new ScaledCorpus(texts, passages);
        var index = Path.Combine(work, "library");
        using (var writer = LibraryFolder.OpenWriter(index, Taxonomy.Default, Glossary.Default, []))
        {
            foreach (var material in corpus.Materials())
            {
                writer.Put(writer.Prepare(material, path: null));
            }

            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        using var meaning = new MeaningModel(folder) { QuestionLimit = TimeSpan.FromMinutes(1) };
        var model = meaning.Model ?? throw new InvalidOperationException(meaning.Problem);
        Fill(index, model, RealVectors.Of(texts, model, work));
        using var library = LibraryFolder.Open(index, meaning: meaning);
        var started = Stopwatch.GetTimestamp();
        library.PrepareMeaning();
        var opened = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (library.Meaning is not { Works: true } status || status.Covered < status.Total)
        {
            throw new InvalidOperationException($"Of the passages not all have vectors: {library.Meaning}.");
        }

        var clauses = corpus.Clauses(Questions);
        var (words, both, kept, embedding) = (Times(), Times(), Times(), Times());
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < clauses.Length; i++)
            {
                var asked = new SearchRequest { Query = clauses[i] + new string('。', round) };
                var byWords = Milliseconds(() => library.Search(asked with { ByMeaning = false }));
                var byBoth = Milliseconds(() => library.Search(asked));
                var byKept = Milliseconds(() => library.Search(asked));
                var embedded = Milliseconds(() => model.EmbedQuestion(asked.Query));
                if (round > 0)
                {
                    words[i] = Math.Min(words[i], byWords);
                    both[i] = Math.Min(both[i], byBoth);
                    kept[i] = Math.Min(kept[i], byKept);
                    embedding[i] = Math.Min(embedding[i], embedded);
                }
            }
        }

        var name = $"{passages:N0} passages";
        return new Dictionary<string, double>
        {
            [$"{name}: opening the vectors, ms"] = opened,
            [$"{name}: a page by words, ms, p50"] = At(words, 0.5),
            [$"{name}: a page by words, ms, p99"] = At(words, 0.99),
            [$"{name}: embedding the question, ms, p50"] = At(embedding, 0.5),
            [$"{name}: a page with meaning, ms, p50"] = At(both, 0.5),
            [$"{name}: a page with meaning, ms, p99"] = At(both, 0.99),
            [$"{name}: a page with meaning, asked again, ms, p50"] = At(kept, 0.5),
            [$"{name}: meaning adds, ms, p50"] = At(both, 0.5) - At(words, 0.5),
            [$"{name}: meaning adds, ms, p99"] = At(both, 0.99) - At(words, 0.99),
        };

        double[] Times() => [.. Enumerable.Repeat(double.MaxValue, clauses.Length)];
    }

    private static void Fill(string index, SentenceModel model, RealVectors real)
    {
        using var reader = LibraryEngines.Default.Open(LibraryFolder.EngineFolder(index), new());
        using var writer = VectorWriter.Open(LibraryVectors.FileOf(index), model.Identity.Hash.Span, model.Identity.Dimensions)!;
        var keys = new PassageKeys(reader, model.Identity, CancellationToken.None).Keys;
        foreach (var portion in keys.Zip(real.Mixed(keys.Count)).Chunk(4096))
        {
            writer.Add(portion);
        }
    }

    private static double Milliseconds(Action ask)
    {
        var started = Stopwatch.GetTimestamp();
        ask();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double At(double[] times, double share) => times.Order().ElementAt((int)(times.Length * share));
}
