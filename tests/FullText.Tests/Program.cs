using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Tests.Durability;

namespace KnowledgeBase.FullText.Tests;

/// <summary>What the assembly of the tests does when it is started by itself.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", var folder, var seed]:
                CrashWriter.Run(folder, int.Parse(seed));
                return 0;
            case ["freeze", var folder]:
                Freeze(folder);
                return 0;
            default:
                Console.Error.WriteLine("""
                    usage: write <index folder> <seed>   write without end, until killed
                           freeze <index folder>         write the sample index of the current format
                    """);
                return 2;
        }
    }

    private static void Freeze(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"{folder} is not empty. What is frozen stays as it is: a new format gets a new folder.");
        }

        SampleIndex.Write(new FileSystemDirectory(folder), large: true);
        File.Delete(Path.Combine(folder, "write.lock"));
        File.Delete(Path.Combine(folder, "write.owner"));
    }
}
