using System.Diagnostics;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Web.Tests;

/// <summary>
/// The real server as a process of its own, on a free port, over the sample library and an anonymised copy of one of its materials.
/// </summary>
public sealed class SiteFixture : IAsyncLifetime
{
    /// <summary>The material that has a copy.</summary>
    public const string Original = "experience/2023-云溪县直机关三进三问三解.md";

    /// <summary>Its copy.</summary>
    public const string Copy = "隐名.md";

    private SampleLibrary? _library;
    private Process? _server;

    public HttpClient Client { get; private set; } = new();

    public Uri Address => Client.BaseAddress!;

    public async Task InitializeAsync()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "corpus", Original));
        _library = new SampleLibrary((Copy, $"---\ntitle: 某县三进三问三解\ndate: 2024-06-01\n---\n{text.Split("---", 3)[2].Replace("云溪", "**", StringComparison.Ordinal)}"));
        (_server, var address) = await StartAsync("--index", _library.Index);
        Client = new HttpClient { BaseAddress = address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        _library?.Dispose();
    }

    private static async Task<(Process Server, Uri Address)> StartAsync(params string[] arguments)
    {
        var server = Process.Start(new ProcessStartInfo("dotnet", [SampleLibrary.Assembly("Web"), "--port", "0", .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        while (await server.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("http://", StringComparison.Ordinal))
            {
                _ = server.StandardError.ReadToEndAsync();
                var from = line.IndexOf("http://", StringComparison.Ordinal);
                return (server, new Uri(line[from..].Split(' ')[0]));
            }
        }

        throw new InvalidOperationException("The server ended before it said where it listens.");
    }
}
