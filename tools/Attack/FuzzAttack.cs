using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Readers.Tests.Fuzzing;

namespace KnowledgeBase.Attack;

/// <summary>
/// Reads changed files of every format, one seed after the other, for as long as it is told: a material whose account adds up or a refusal
/// with a reason, in seconds. What is found is kept as a file; a crash leaves the file that was being read.
/// </summary>
internal static class FuzzAttack
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    /// <summary>Arguments: seconds (60), first seed (1), extension of the only format.</summary>
    public static Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
        var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var formats = args.Length > 2 ? [args[2]] : FuzzFiles.Formats;
        var folder = Directory.CreateTempSubdirectory("kb-fuzz-").FullName;
        var until = Stopwatch.StartNew();
        var (count, found) = (0, 0);
        for (; until.Elapsed.TotalSeconds < seconds && !cancellation.IsCancellationRequested; seed++)
        {
            foreach (var format in formats)
            {
                var random = new Random(seed);
                var file = Mutation.Of(FuzzFiles.Make(format, 1 + (seed % 97)), format, random);
                var kept = Path.Combine(folder, $"{seed}{format}");
                File.WriteAllBytes(kept, file);
                var began = Stopwatch.StartNew();
                var problem = Soundness.ProblemOf(file, $"a{format}") ?? (began.Elapsed > Slow ? $"it took {began.Elapsed}" : null);
                count++;
                if (problem is null)
                {
                    File.Delete(kept);
                    continue;
                }

                found++;
                Console.WriteLine($"{kept}: {problem}");
            }
        }

        Console.WriteLine($"{count} files, {found} findings, next seed {seed}");
        if (found == 0)
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.FromResult(found == 0 ? 0 : 1);
    }
}
