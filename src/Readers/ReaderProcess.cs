using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>How to start a process that calls <see cref="ReaderService.Serve"/>.</summary>
/// <param name="Program">Path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ReaderProgram(string Program, IReadOnlyList<string> Arguments);

/// <summary>
/// One process that reads files for this one, one after another. What a file costs is measured from outside and ended from outside, so
/// that the limits hold for parsers that nobody can interrupt: its memory is what its runtime was started with, its time is the
/// processor's.
/// </summary>
internal sealed class ReaderProcess : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Beside the time of helper programs: a process that neither works nor answers for so long never will.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task _messages;
    private readonly StringBuilder _lastWords = new();
    private ReadLimits _limits = ReadLimits.Default;
    private Verdict _verdict;
    private long _waitingSince;
    private TimeSpan _atAnswer;
    private TimeSpan _atFile;

    private ReaderProcess(Process process)
    {
        _process = process;
        _messages = Task.Run(KeepLastWords);
    }

    private enum Verdict
    {
        None,
        Cancelled,
        TooLong,
        TooLongTogether,
        Silent,
    }

    /// <summary>True when it can read another file.</summary>
    public bool IsUsable => _verdict == Verdict.None && !_process.HasExited;

    /// <summary>True when what it may spend on a whole file has been spent.</summary>
    public bool IsSpent => _verdict == Verdict.TooLongTogether;

    /// <exception cref="IOException">It cannot be started.</exception>
    public static ReaderProcess Start(ReaderProgram program, long memory)
    {
        var start = new ProcessStartInfo(program.Program, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = memory.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";

        // Its files in the folder for temporary ones would outlive a process that is ended.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ReaderProcess(Process.Start(start) ?? throw new IOException($"{program.Program} did not start."));
    }

    /// <summary>
    /// Reads a file; the last answer is <see cref="ReaderAnswer.Done"/>. When the process ends before the file does, an
    /// <see cref="IOException"/> is thrown, and <see cref="WhyEnded"/> tells why.
    /// </summary>
    public IEnumerable<ReaderAnswer> Read(Stream content, long length, ReaderRequest request, CancellationToken cancellation)
    {
        _limits = request.Limits;
        _atFile = _atAnswer = ProcessorTime();
        using var ending = cancellation.Register(() => End(Verdict.Cancelled));
        using var watch = new Timer(_ => Look(), null, LookEvery, LookEvery);
        ReaderWire.Write(_process.StandardInput.BaseStream, request, content, length);
        while (true)
        {
            Volatile.Write(ref _waitingSince, Stopwatch.GetTimestamp());
            var answer = ReaderWire.ReadAnswer(_process.StandardOutput.BaseStream);
            Volatile.Write(ref _waitingSince, 0);
            if (answer is ReaderAnswer.Began)
            {
                _atAnswer = ProcessorTime();
            }

            yield return answer;
            if (answer is ReaderAnswer.Done)
            {
                yield break;
            }
        }
    }

    /// <summary>Why the process ended, for people; called when it has.</summary>
    public string WhyEnded()
    {
        End(Verdict.None);
        _process.WaitForExit();
        _messages.Wait(Patience);
        return _verdict switch
        {
            Verdict.TooLong =>
                $"Reading it took more than {_limits.ParserTime.TotalSeconds:N0} seconds of the processor, the limit, and was ended.",
            Verdict.TooLongTogether =>
                $"Reading it took more than {_limits.ContainerTime.TotalSeconds:N0} seconds of the processor, "
                + "the limit for all its entries, and was ended.",
            Verdict.Silent => "Reading it did not get on, and was ended.",
            _ when _process.ExitCode == ReaderService.OutOfMemory
                || _lastWords.ToString().Contains("Out of memory", StringComparison.OrdinalIgnoreCase) =>
                $"Reading it takes more than {_limits.ParserMemory >> 20:N0} MiB of memory, the limit.",
            _ => $"Its parser ended the process that read it (exit code {_process.ExitCode}): it is damaged, or made to do so.",
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End(Verdict.None);
        _process.Dispose();
    }

    private void End(Verdict verdict)
    {
        if (_verdict == Verdict.None)
        {
            _verdict = verdict;
        }

        ProcessGroup.End(_process);
    }

    /// <summary>Looks from outside what the file has cost so far.</summary>
    private void Look()
    {
        if (Volatile.Read(ref _waitingSince) is not (> 0 and var since))
        {
            return;
        }

        var spent = ProcessorTime();
        if (spent - _atFile > _limits.ContainerTime)
        {
            End(Verdict.TooLongTogether);
        }
        else if (spent - _atAnswer > _limits.ParserTime)
        {
            End(Verdict.TooLong);
        }
        else if (Stopwatch.GetElapsedTime(since) > _limits.HelperTime + Patience)
        {
            End(Verdict.Silent);
        }
    }

    private TimeSpan ProcessorTime()
    {
        try
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero; // it has ended
        }
    }

    private void KeepLastWords()
    {
        try
        {
            var buffer = new char[1024];
            for (int read; (read = _process.StandardError.Read(buffer)) > 0;)
            {
                if (_lastWords.Length < 4096)
                {
                    _lastWords.Append(buffer, 0, read);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended while it wrote.
        }
    }
}
