using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// The process that <see cref="CrashTests"/> kill: adds, replaces, deletes, merges and commits without end, and prints a line as
/// soon as a commit is acknowledged. Arguments: the index folder and the seed of the <see cref="Ledger"/>.
/// </summary>
internal static class CrashWriter
{
    /// <summary>Documents of up to this size overflow the smallest memory budget now and then.</summary>
    public const int PaddingBytes = 300_000;

    public static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: KnowledgeBase.FullText.Tests <index folder> <seed>");
            return 2;
        }

        var seed = int.Parse(arguments[1]);
        var ledger = new Ledger(seed, PaddingBytes);
        var options = new IndexWriterOptions { MemoryBudget = 1 << 20, MergeFactor = 2 + (seed % 3) };
        using var writer = IndexWriter.Open(new FileSystemDirectory(arguments[0]), Ledger.Schema, options);
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
