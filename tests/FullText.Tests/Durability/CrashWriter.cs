using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// The process that <see cref="CrashTests"/> kill: adds, replaces, deletes, merges and commits without end, and prints a line as
/// soon as a commit is acknowledged.
/// </summary>
internal static class CrashWriter
{
    /// <summary>Documents of up to this size overflow the smallest memory budget now and then.</summary>
    public const int PaddingBytes = 300_000;

    public static void Run(string folder, int seed)
    {
        var ledger = new Ledger(seed, PaddingBytes);
        var options = new IndexWriterOptions { MemoryBudget = 1 << 20, MergeFactor = 2 + (seed % 3) };
        using var writer = IndexWriter.Open(new FileSystemDirectory(folder), Ledger.Schema, options);
        Console.WriteLine($"open {writer.Generation}");
        for (var commit = writer.Generation + 1; ; commit++)
        {
            ledger.Write(writer, commit);
            if (commit % 7 == 0)
            {
                writer.ForceMerge();
            }

            writer.Commit(Ledger.UserData(commit));
            Console.WriteLine($"committed {commit}");
        }
    }
}
