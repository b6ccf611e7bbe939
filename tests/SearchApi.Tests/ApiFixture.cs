using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>The API over the sample library, in process.</summary>
public sealed class ApiFixture : IDisposable
{
    private readonly SampleLibrary _library = new();
    private readonly WebApplicationFactory<Program> _factory;

    public ApiFixture()
    {
        _factory = Host(_library.Index);
        Client = _factory.CreateClient();
    }

    public HttpClient Client { get; }

    public string Index => _library.Index;

    public static WebApplicationFactory<Program> Host(string index) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(b => b.UseSetting("index", index));

    /// <summary>A client that waits for what changes the library: for a build, which gives way to all other tests.</summary>
    public static HttpClient PatientClient(WebApplicationFactory<Program> host)
    {
        var client = host.CreateClient();
        client.Timeout = TimeSpan.FromMinutes(11);
        return client;
    }

    public void Dispose()
    {
        Client.Dispose();
        _factory.Dispose();
        _library.Dispose();
    }
}
