using System.Runtime.InteropServices;

namespace KnowledgeBase.Meaning;

/// <summary>Makes the thread that asks for it give way to others, and with it the processes that it starts.</summary>
public static partial class BackgroundWork
{
    /// <summary>The lowest: a process of usual niceness gets some seventy times as much of a processor.</summary>
    public const int Nicest = 19;

    /// <summary>What somebody waits for: a process of usual niceness gets nine times as much of a processor.</summary>
    public const int Nice = 10;

    /// <summary>
    /// Gives way. Priorities of threads, as the framework sets them, mean nothing to Linux; what it knows is how nice a thread is, which
    /// whoever is no administrator can raise and never take back, so the thread has to be one that ends with its work.
    /// </summary>
    /// <param name="niceness">How much it gives way, 0 to 19.</param>
    public static void GiveWay(int niceness)
    {
        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // 0 and 0: the thread that calls; the call is one of courtesy, and nobody depends on its success.
                _ = SetPriority(0, 0, niceness);
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
            {
                // A C library of another kind.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int niceness);
}
