using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>meaning-kills [TIMES]</c>: builds that make vectors are killed at random moments, over a library that grows whenever all its texts
/// have one. After every kill the index must verify, what was committed before must be there byte for byte, and a question must be
/// answered by meaning; when a build has ended, each text has one vector and none has two. Ctrl+C ends the run and tells how far it came.
/// </summary>
internal static class MeaningKillsAttack
{
    private static readonly ModelIdentity Model = ModelIdentity.Read(Path.Combine(Programs.Root, "models", "multilingual-e5-small-zh"));

    /// <summary>Materials that come with each growth, of two texts each: a passage and a title.</summary>
    private const int Growth = 150;

    /// <summary>A kill comes so long after the first vectors of a build at the latest …</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>… and a build that has made none until then is killed all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var times = args is [var first, ..] && int.TryParse(first, out var given) ? given : 300;
        var folder = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            var (corpus, index) = (Path.Combine(folder, "corpus.jsonl"), Path.Combine(folder, "index"));
            var vectors = LibraryVectors.FileOf(index);
            var random = new Random(1);
            var (killed, within, growths, faults, ended) = (0, 0, 0, 0, true);
            var before = Committed.None;
            while (killed < times && !cancellationToken.IsCancellationRequested)
            {
                if (ended)
                {
                    Write(corpus, Growth * ++growths);
                    await KillsAttack.RunAsync("build", "--corpus", corpus, "--index", index, "--meaning", "off");
                }

                ended = await BuildAsync(corpus, index, vectors, Longest * random.NextDouble());
                killed += ended ? 0 : 1;
                var after = Committed.Of(vectors);
                within += !ended && after.Vectors > before.Vectors ? 1 : 0;
                var problems = await ProblemsAsync(index, vectors, before, after, ended ? 2 * Growth * growths : null);
                faults += problems.Count;
                problems.ForEach(problem => Console.WriteLine($"after kill {killed}: {problem}"));
                before = after;
            }

            Console.WriteLine(
                $"{killed} builds were killed, {within} of them when they had committed vectors and had not made all; the library grew "
                + $"{growths} times, {before.Vectors} vectors are there; {faults} times something was lost, double, damaged or not found.");
            return faults == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Builds, and kills the build some time after it has made its first vectors.</summary>
    /// <returns>True when it ended by itself before that.</returns>
    private static async Task<bool> BuildAsync(string corpus, string index, string vectors, TimeSpan wait)
    {
        var length = File.Exists(vectors) ? new FileInfo(vectors).Length : 0;
        using var build = Process.Start(
            Programs.Start(Programs.Indexer, "build", "--corpus", corpus, "--index", index, "--meaning", "wait"))!;
        var drained = Task.WhenAll(build.StandardOutput.ReadToEndAsync(), build.StandardError.ReadToEndAsync());
        var patience = Stopwatch.StartNew();
        while (!build.HasExited && patience.Elapsed < Patience && (!File.Exists(vectors) || new FileInfo(vectors).Length <= length))
        {
            await Task.Delay(10);
        }

        var ended = build.WaitForExit(wait);
        if (!ended)
        {
            build.Kill();
        }

        await build.WaitForExitAsync();
        await drained;
        return ended;
    }

    private static async Task<List<string>> ProblemsAsync(
        string index, string vectors, Committed before, Committed after, int? all)
    {
        var problems = new List<string>();
        var (verified, told) = await KillsAttack.RunAsync("verify", "--index", index);
        if (verified != 0)
        {
            problems.Add($"verify ended with {verified}: {told}");
        }

        if (!after.Holds(before, vectors))
        {
            problems.Add($"of {before.Vectors} vectors that were committed not all are there as they were");
        }

        if (all is not null && after.Vectors != all)
        {
            problems.Add($"{after.Vectors} vectors were made for {all} texts");
        }

        var (_, output) = await KillsAttack.RunAsync("search", "怎么让大家少跑路", "--index", index, "--meaning", "on", "--json");
        using var answer = JsonDocument.Parse(output);
        if (after.Vectors > 0 && answer.RootElement.GetProperty("meaning").GetString() != "used")
        {
            problems.Add($"a question was not answered by meaning but: {answer.RootElement.GetProperty("meaning")}");
        }

        return problems;
    }

    /// <summary>Every material is one passage; no two have a text in common.</summary>
    private static void Write(string corpus, int materials) => File.WriteAllLines(
        corpus,
        Enumerable.Range(0, materials).Select(i => JsonSerializer.Serialize(new
        {
            id = $"m{i}",
            title = $"第{i}支部的做法",
            text = $"云溪县第{i}支部把{i}项手续合到一处，党员代群众跑了{i * 7}趟。",
        })));

    /// <summary>What a file of vectors had at a moment: how many, and its sound bytes.</summary>
    private sealed record Committed(int Vectors, long Length, byte[] Hash)
    {
        public static Committed None { get; } = new(0, 0, []);

        public static Committed Of(string path)
        {
            using var file = File.Exists(path) ? VectorFile.Open(path, Model.Hash.Span, Model.Dimensions) : null;
            return file is null ? None : new Committed(file.Count, file.SoundLength, HashOf(path, file.SoundLength));
        }

        /// <summary>True when all of an earlier moment is in a file that has this now.</summary>
        public bool Holds(Committed earlier, string path) =>
            Vectors >= earlier.Vectors && Length >= earlier.Length && HashOf(path, earlier.Length).SequenceEqual(earlier.Hash);

        private static byte[] HashOf(string path, long length)
        {
            if (length == 0)
            {
                return [];
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            return SHA256.HashData(bytes);
        }
    }
}
