using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Web.Tests;

/// <summary>How the server starts, or says in one sentence why it can't, and how it ends.</summary>
public class ServeTests
{
    [Theory]
    [InlineData("kb serve: There is no option '--verbose'; 'kb serve --help' lists what there is.\n", "--verbose", "1")]
    [InlineData("kb serve: There is no option '--no\\u001b[31m'; 'kb serve --help' lists what there is.\n", "--no\u001b[31m")]
    [InlineData("kb serve: The address of --urls is not on this machine; take one that is, or http://0.0.0.0:5080 for all of them.\n", "--urls", "http://192.0.2.1:5099")]
    [InlineData(
        "kb serve: https needs a certificate (ASPNETCORE_Kestrel__Certificates__Default__Path and __Password); without one, listen on http.\n",
        "--urls", "https://127.0.0.1:0")]
    public async Task What_keeps_it_from_starting_is_said_in_a_sentence(string error, params string[] args)
    {
        using var server = Start(args);

        Assert.Equal(error, await server.StandardError.ReadToEndAsync());
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(2, server.ExitCode);
    }

    [Theory]
    [InlineData("Access__Readers", "nobody", "kb serve: access:readers is «nobody»: write everyone, or keys when only holders of keys may read.\n")]
    [InlineData("KB_RATE", "x", "kb serve: KB_RATE is «x»: give a number of requests a second, 0 (no limit) to 1000000.\n")]
    public async Task A_setting_that_cannot_be_meant_is_told_with_what_can(string name, string value, string error)
    {
        using var server = Start([], new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = value });

        Assert.Equal(error, await server.StandardError.ReadToEndAsync());
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(2, server.ExitCode);
    }

    [Fact]
    public async Task An_address_that_another_program_listens_on_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var server = Start("--urls", $"http://127.0.0.1:{port}");

        Assert.Equal(
            $"kb serve: Failed to bind to address http://127.0.0.1:{port}: address already in use. Another program listens there; take another port with --port N.\n",
            await server.StandardError.ReadToEndAsync());
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(2, server.ExitCode);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Told_to_end_it_ends_with_0(string signal)
    {
        using var server = Start("--port", "0");
        Assert.Contains("http://127.0.0.1:", await server.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        using var kill = Process.Start("kill", [$"-{signal}", $"{server.Id}"]);

        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((0, ""), (server.ExitCode, await server.StandardError.ReadToEndAsync()));
    }

    private static Process Start(params string[] args) => Start(args, new Dictionary<string, string?>(StringComparer.Ordinal));

    private static Process Start(string[] args, Dictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [SampleLibrary.Assembly("Web"), .. args])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        return server;
    }
}
