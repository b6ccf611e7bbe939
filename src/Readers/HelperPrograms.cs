using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace KnowledgeBase.Readers;

/// <summary>Finds and runs the programs that some formats need.</summary>
/// <param name="searchPath">Folders, written as in PATH.</param>
internal sealed class HelperPrograms(string searchPath)
{
    /// <summary>Bytes of a program's messages that are kept for a reason.</summary>
    private const int KeptMessages = 4096;

    /// <summary>Address space of a program that reads pages or pictures.</summary>
    private const long Modest = 768L << 20;

    private const string Shell = "/bin/sh";

    /// <summary>
    /// Bounds what a program may take from the system and becomes it: no core file, files of 1 GiB (in blocks of 512 bytes), so much
    /// address space, and the processor for as long as its file may take. A limit that a system does not know is passed over.
    /// </summary>
    private const string Bounded =
        "{ ulimit -c 0; ulimit -f 2097152; ulimit -v \"$0\"; ulimit -t \"$1\"; } 2>/dev/null; shift; exec \"$@\"";

    private static readonly ConcurrentDictionary<Process, bool> Running = new();

    private readonly string[] _folders = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Path of the program.</summary>
    /// <exception cref="RefusedException">It is not installed; the reason names the package.</exception>
    public string Find(string program, string package, string purpose)
    {
        return TryFind(program) ?? throw new RefusedException(
            $"{purpose} needs the program {program}, which is not installed: install the package {package} and read the file again.");
    }

    /// <summary>Path of the program; null when it is not installed.</summary>
    public string? TryFind(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return _folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Ends what this process has started, which is about to end itself.</summary>
    public static void EndAll()
    {
        foreach (var process in Running.Keys)
        {
            Kill(process);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Path of the program.</param>
    /// <param name="arguments">Its arguments; they go to it as they are, no shell interprets them.</param>
    /// <param name="folder">A private folder: its working folder, home and place for temporary files.</param>
    /// <param name="maxOutput">Bytes that it may write to standard output before it is ended.</param>
    /// <param name="budget">Gives the deadline and the cancellation, at which the program is ended with all its children.</param>
    /// <param name="addressSpace">Bytes of address space that it may have, where the system can bound it.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="RefusedException">It failed, or had to be ended.</exception>
    public static byte[] Run(
        string program, IReadOnlyList<string> arguments, string folder, long maxOutput, ReadBudget budget, long addressSpace = Modest)
    {
        var name = Path.GetFileNameWithoutExtension(program);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (File.Exists(Shell))
        {
            // Its text is ours and constant; what varies are its arguments, which it passes on as they are.
            var seconds = (int)Math.Ceiling(budget.Limits.HelperTime.TotalSeconds);
            start.FileName = Shell;
            start.ArgumentList.Clear();
            foreach (var argument in (string[])["-c", Bounded, $"{addressSpace >> 10}", $"{seconds}", program, .. arguments])
            {
                start.ArgumentList.Add(argument);
            }
        }

        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(budget.Cancellation);
        deadline.CancelAfter(budget.HelperTimeLeft);
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new RefusedException($"The program {name} could not be started.");
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new RefusedException($"The program {name} could not be started: {e.Message}", e);
        }

        Running.TryAdd(process, true);
        using (process)
        using (deadline.Token.Register(static p => Kill((Process)p!), process))
        {
            process.StandardInput.Close();
            var messages = Task.Run(
                () => Collect(process.StandardError.BaseStream, KeptMessages, static () => { }), CancellationToken.None);
            var tooMuch = false;
            var output = Collect(process.StandardOutput.BaseStream, maxOutput, () =>
            {
                tooMuch = true;
                Kill(process);
            });
            process.WaitForExit();
            Running.TryRemove(process, out _);
            budget.Cancellation.ThrowIfCancellationRequested();
            if (tooMuch)
            {
                throw new RefusedException($"{name} wrote more than {maxOutput >> 20:N0} MiB of text for it, and was ended.");
            }

            if (deadline.IsCancellationRequested)
            {
                throw new RefusedException(
                    $"{name} was not done with it after {budget.Limits.HelperTime.TotalSeconds:N0} seconds, "
                    + "the limit for one file, and was ended.");
            }

            if (process.ExitCode != 0)
            {
                var message = TextDecoder.DecodeName(messages.GetAwaiter().GetResult()).Trim().ReplaceLineEndings("; ");
                throw new RefusedException(
                    $"{name} could not read it (exit code {process.ExitCode}): {(message.Length > 300 ? message[..300] : message)}");
            }

            return output;
        }
    }

    private static byte[] Collect(Stream stream, long max, Action onTooMuch)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[1 << 15];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                if (kept.Length + read <= max)
                {
                    kept.Write(buffer, 0, read);
                }
                else
                {
                    onTooMuch();
                }
            }
        }
        catch (IOException)
        {
            // The program was ended while it wrote; the caller knows.
        }

        return kept.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile.
        }
    }
}
