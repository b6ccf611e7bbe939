using System.Runtime.InteropServices;

namespace KnowledgeBase.Indexer;

/// <summary>
/// Turns the signals that ask a process to end into a cancellation. A command that has not ended a moment later, because it waits for its
/// input or works on something that cannot be interrupted, is ended: nobody waits longer than two seconds.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Timer _end;
    private readonly TextWriter _error;
    private int _signals;

    /// <summary>Listens from now on.</summary>
    /// <param name="error">Where it is told that a command was ended.</param>
    public StopSignals(TextWriter error)
    {
        _error = error;
        _end = new Timer(_ => End());
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _end.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            End();
        }

        _end.Change(Grace, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }

    private void End()
    {
        _error.WriteLine("kb: stopped.");
        Environment.Exit(ExitCode.CouldNotRun);
    }
}
