using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Readers;

/// <summary>
/// The processes that read for this one. On Unix a process of ours leads a group of its own, which its helper programs and their children
/// belong to whatever becomes of it, so that all of them can be ended together. Windows has no groups; there the tree is ended.
/// </summary>
internal static partial class ProcessGroup
{
    private const int Kill = 9;

    /// <summary>Makes this process the leader of a group of its own.</summary>
    public static void Lead()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Native.SetGroup(0, 0);
        }
    }

    /// <summary>Ends a process that called <see cref="Lead"/>, and everything that it started.</summary>
    public static void End(Process leader)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Before it leads there is no such group, and nothing that it could have started.
            _ = Native.Send(-leader.Id, Kill);
        }

        try
        {
            leader.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile.
        }
    }

    /// <summary>Ends this process and all that it started, at once.</summary>
    public static void EndOwn()
    {
        if (!OperatingSystem.IsWindows() && Native.Group() == Environment.ProcessId)
        {
            _ = Native.Send(0, Kill);
        }

        try
        {
            Process.GetCurrentProcess().Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            Environment.Exit(1);
        }
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "setpgid")]
        internal static partial int SetGroup(int process, int group);

        [LibraryImport("libc", EntryPoint = "getpgrp")]
        internal static partial int Group();

        [LibraryImport("libc", EntryPoint = "kill")]
        internal static partial int Send(int process, int signal);
    }
}
