using System.Globalization;
using KnowledgeBase.Meaning;
using KnowledgeBase.SearchApi.Intake;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>The command line as a server runs it.</summary>
public sealed class IndexerProgramTests
{
    [Fact]
    public async Task A_build_that_a_server_starts_gives_way_to_searches()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // how nice a process is means something there alone
        }

        using var process = await IndexerProgram.StartNiceAsync(IndexerProgram.Find()!, "segment", "-"); // it waits for its input
        var nice = NicenessOf($"/proc/{process.Id}/stat");
        process.StandardInput.Close();
        await process.WaitForExitAsync();

        Assert.Equal(BackgroundWork.Nice, nice);
        Assert.Equal(0, NicenessOf("/proc/thread-self/stat"));
    }

    /// <summary>The seventeenth field behind the name, which may hold blanks: see proc_pid_stat(5).</summary>
    private static int NicenessOf(string stat) =>
        int.Parse(File.ReadAllText(stat).Split(") ")[^1].Split(' ')[16], CultureInfo.InvariantCulture);
}
