using System.Net.Sockets;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Runs a server as a program: says where it listens, and why it cannot or no longer does, in a sentence and with an exit code.
/// </summary>
public static class ServerProgram
{
    /// <summary>Set to anything, this variable of the environment shows where a failure came from.</summary>
    private const string TraceVariable = "KB_TRACE";

    /// <summary>The server was told to end, and did.</summary>
    private const int Done = 0;

    /// <summary>It could not start, or could not go on.</summary>
    private const int CouldNotRun = 2;

    /// <summary>Requests that still run when the server is told to end have this long; it is gone within two seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    /// <summary>Builds a server and runs it until it is told to end.</summary>
    /// <param name="build">Makes it.</param>
    /// <param name="firstPages">What it answers to itself before it says that it runs, so that nobody waits for the first page.</param>
    /// <returns>The exit code: 0 when it was told to end, 2 when it could not start or had to end by itself.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build, params IReadOnlyList<string> firstPages)
    {
        ArgumentNullException.ThrowIfNull(build);
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        try
        {
            await using var app = build();
            await app.StartAsync();
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            await WarmUp.RunAsync(addresses, firstPages);
            Say($"KnowledgeBase 正在运行 / is running: {string.Join("  ", addresses)}  (Ctrl+C)");
            var services = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
            await app.WaitForShutdownAsync();

            // A host ends without a word when a service of it fails.
            return services.Find(s => s.ExecuteTask is { IsFaulted: true })?.ExecuteTask?.Exception is { } failure ? Tell(failure) : Done;
        }
        catch (OperationCanceledException)
        {
            return Done; // requests that did not end in time
        }
        catch (Exception e) when (e is not HostAbortedException)
        {
            return Tell(e);
        }
        finally
        {
            AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        }
    }

    /// <summary>How a host behaves that is run here: its own words about start and end are left to this class.</summary>
    public static void RunsAsProgram(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Grace);
    }

    private static void OnUnhandled(object sender, UnhandledExceptionEventArgs e) =>
        Environment.Exit(Tell(e.ExceptionObject as Exception ?? new InvalidOperationException($"{e.ExceptionObject}")));

    private static int Tell(Exception failure)
    {
        foreach (var (at, line) in Sentence(failure).Split('\n').Index())
        {
            Say(at == 0 ? $"kb serve: {line}" : line);
        }

        if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 })
        {
            foreach (var line in failure.ToString().Split('\n'))
            {
                Say(line.TrimEnd('\r'));
            }
        }

        return CouldNotRun;
    }

    private static string Sentence(Exception failure)
    {
        var causes = Causes(failure).ToList();
        if (causes.Exists(c => c is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }))
        {
            return $"{failure.Message} Another program listens there; take another port with --port N.";
        }

        return (causes.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode, failure) switch
        {
            (SocketError.AccessDenied, _) => "The port needs rights that this program does not have; take one from 1024 on with --port N.",
            (SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported, _) =>
                "The address of --urls is not on this machine; take one that is, or http://0.0.0.0:5080 for all of them.",
            ({ } other, _) => $"The server cannot listen: {other}: {failure.Message}",
            (_, FormatException or LibraryException or OptionsValidationException or SettingsException) => failure.Message,
            (_, InvalidOperationException) when failure.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) =>
                "https needs a certificate (ASPNETCORE_Kestrel__Certificates__Default__Path and __Password); without one, listen on http.",
            (_, IOException or UnauthorizedAccessException) => $"A file or folder cannot be used: {failure.Message}",
            (_, OutOfMemoryException) => "There is not enough memory.",
            _ =>
                $"This is a bug in the program ({failure.GetType().Name}: {failure.Message}). "
                + $"With {TraceVariable}=1 in the environment it tells where it happened.",
        };
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static void Say(string line)
    {
        try
        {
            Console.Error.WriteLine(VisibleText.Of(line));
        }
        catch (IOException)
        {
            // Standard error is closed or full; the exit code has to do.
        }
    }
}
