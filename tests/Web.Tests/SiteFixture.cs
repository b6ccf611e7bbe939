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

    /// <summary>A material whose every word is hostile to a page that shows it carelessly.</summary>
    public const string Hostile = "恶意.md";

    private const string HostileText = """
        ---
        title: "<script>alert(1)</script>借刀谣<img src=x onerror=alert(2)>\u202Egnp.exe"
        date: 2022-03-04
        issuer: "</title><script>alert(3)</script>借刀县委"
        ---
        # 一、"><script>alert(4)</script>借刀谣以恶促善

        “借刀谣<svg onload=alert(5)>”活动由借刀县委组织部开展，[点这里](javascript:alert(6))报名，共培训党员1251人次，获全省“先进<iframe src=//evil.example>”表彰。{{constructor.constructor('alert(7)')()}}

        ## 以恶促善\u2066'onmouseover='alert(8)

        借刀谣提醒：《'"><script>alert(9)</script>条例》要抓好落实，三会一课按时召开。
        """;

    private SampleLibrary? _library;
    private Process? _server;

    public HttpClient Client { get; private set; } = new();

    /// <summary>Folder of the index that it serves.</summary>
    public string Index => _library!.Index;

    public Uri Address => Client.BaseAddress!;

    public async Task InitializeAsync()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "corpus", Original));
        _library = new SampleLibrary((Copy, $"---\ntitle: 某县三进三问三解\ndate: 2024-06-01\n---\n{text.Split("---", 3)[2].Replace("云溪", "**", StringComparison.Ordinal)}"),
            (Hostile, HostileText));
        (_server, var address) = await StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal), "--index", _library.Index);
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

    /// <summary>Starts a server on a free port, with settings of the environment, and waits until it listens.</summary>
    public static async Task<(Process Server, Uri Address)> StartAsync(
        IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [SampleLibrary.Assembly("Web"), "--port", "0", .. arguments])
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
