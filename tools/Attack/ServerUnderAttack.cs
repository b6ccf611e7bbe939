using System.Collections.Concurrent;
using System.Diagnostics;

namespace KnowledgeBase.Attack;

/// <summary>The real server as a process of its own, on a free port.</summary>
internal sealed class ServerUnderAttack : IAsyncDisposable
{
    private readonly Process _process;

    private ServerUnderAttack(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>What it logged of its own faults, with the first lines of each.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>True as long as the process lives.</summary>
    public bool Runs => !_process.HasExited;

    /// <summary>The same in words.</summary>
    public string State => Runs ? "the server runs" : "the server has ended";

    /// <summary>Memory of the process in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts the server and waits until it says where it listens.</summary>
    /// <param name="index">Folder of its index.</param>
    /// <param name="options">Further options.</param>
    public static async Task<ServerUnderAttack> StartAsync(string index, params string[] options)
    {
        var process = Process.Start(Programs.Start(Programs.Web, ["--index", index, "--port", "0", .. options]))!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = process.StandardError.ReadToEndAsync();
                var server = new ServerUnderAttack(process, new Uri(line[at..].Split(' ')[0]));
                _ = server.ReadLogAsync();
                return server;
            }
        }

        throw new InvalidOperationException("The server ended before it said where it listens.");
    }

    /// <summary>Ends the process at once.</summary>
    /// <param name="withChildren">Whether what it has started is ended with it, as a power cut would do.</param>
    public async Task KillAsync(bool withChildren)
    {
        _process.Kill(withChildren);
        await _process.WaitForExitAsync();
    }

    /// <summary>Builds an index of the sample corpus, or of another one, where the attack may do with it what it likes.</summary>
    public static async Task BuildAsync(string index, string? corpus = null)
    {
        corpus ??= Path.Combine(Programs.Root, "corpus");
        using var build = Process.Start(Programs.Start(Programs.Indexer, "build", "--corpus", corpus, "--index", index))!;
        _ = build.StandardOutput.ReadToEndAsync();
        var errors = build.StandardError.ReadToEndAsync();
        await build.WaitForExitAsync();
        if (build.ExitCode > 1)
        {
            throw new InvalidOperationException($"kb build ended with {build.ExitCode}:\n{await errors}");
        }
    }

    private async Task ReadLogAsync()
    {
        const int ShownLines = 6;
        var left = 0;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var begins = line.StartsWith("fail", StringComparison.Ordinal) || line.StartsWith("crit", StringComparison.Ordinal);
            left = begins ? ShownLines : left;
            if (left-- > 0)
            {
                Faults.Enqueue(line);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
