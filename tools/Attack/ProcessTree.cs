using System.Diagnostics;
using System.Globalization;

namespace KnowledgeBase.Attack;

/// <summary>What a process and all that it started have cost.</summary>
/// <param name="Peak">Bytes of memory in use, the largest sum over all of them that was seen.</param>
/// <param name="Processor">Time of the processor.</param>
/// <param name="Members">Every process that was seen, by id and start.</param>
internal sealed record TreeCost(long Peak, TimeSpan Processor, IReadOnlyCollection<(int Id, long Start)> Members);

/// <summary>Watches a process and its descendants through /proc, so on Linux only.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly double TicksPerSecond = 100; // USER_HZ, which is what the kernel shows on every architecture

    /// <summary>Watches until the process ends.</summary>
    public static async Task<TreeCost> WatchAsync(Process process, CancellationToken cancellation)
    {
        var peak = 0L;
        var spent = new Dictionary<(int Id, long Start), double>();
        while (!process.HasExited)
        {
            var members = Members(process.Id);
            peak = Math.Max(peak, members.Sum(m => Memory(m.Id)));
            foreach (var member in members)
            {
                spent[(member.Id, member.Start)] = member.Seconds;
            }

            await Task.WhenAny(process.WaitForExitAsync(cancellation), Task.Delay(LookEvery, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        return new TreeCost(peak, TimeSpan.FromSeconds(spent.Values.Sum()), spent.Keys);
    }

    /// <summary>True when that very process is still there.</summary>
    public static bool IsAlive((int Id, long Start) process) =>
        Read(process.Id) is { } found && found.Start == process.Start && found.State != 'Z';

    private static List<Member> Members(int root)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Read(id) : null)
            .OfType<Member>()
            .ToList();
        var members = all.Where(m => m.Id == root).ToList();
        for (var i = 0; i < members.Count; i++)
        {
            members.AddRange(all.Where(m => m.Parent == members[i].Id));
        }

        return members;
    }

    private static Member? Read(int id)
    {
        try
        {
            // Fields behind the name, which may hold spaces: see proc_pid_stat(5).
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return new Member(
                id,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[0][0],
                ticks / TicksPerSecond,
                long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null; // it has ended meanwhile
        }
    }

    /// <summary>
    /// Bytes of memory in which it has a share, each page divided by how many processes have it (the proportional set size of
    /// proc_pid_smaps(5)): the runtime's own code, and what a child has from its parent, count once.
    /// </summary>
    private static long Memory(int id)
    {
        const string Pss = "Pss:";
        try
        {
            var line = File.ReadLines($"/proc/{id}/smaps_rollup").First(l => l.StartsWith(Pss, StringComparison.Ordinal));
            return long.Parse(line[Pss.Length..^"kB".Length], CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0; // it has ended meanwhile
        }
    }

    private sealed record Member(int Id, int Parent, char State, double Seconds, long Start);
}
