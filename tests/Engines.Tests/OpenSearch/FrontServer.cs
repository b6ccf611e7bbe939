using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Engines.Tests.OpenSearch;

/// <summary>
/// A server that stands where an OpenSearch server is looked for: it answers what a test says, or passes on to the real one, over TLS and
/// with a password if that is asked for.
/// </summary>
internal sealed class FrontServer : IDisposable
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false });

    private readonly WebApplication _app;

    /// <param name="answer">Answers a request; null passes all on.</param>
    /// <param name="certificate">Makes it speak TLS.</param>
    public FrontServer(Func<HttpContext, Task>? answer = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(o =>
        {
            o.Limits.MaxRequestBodySize = null;
            o.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        _app = builder.Build();
        _app.Run(context => (answer ?? PassOn)(context));
        _app.StartAsync().GetAwaiter().GetResult();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Address = new Uri(address);
    }

    public Uri Address { get; }

    /// <summary>Passes a request on to the real server.</summary>
    public static async Task PassOn(HttpContext context)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), $"{OpenSearchUnderTest.Address}{context.Request.Path}{context.Request.QueryString}");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(context.Request.ContentType!);
        }

        using var response = await Client.SendAsync(request);
        await Answer(context, (int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Answers in JSON.</summary>
    public static Task Answer(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    /// <summary>An answer for those alone who have the password.</summary>
    public static Func<HttpContext, Task> Guarded(string user, string password)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        return context => context.Request.Headers.Authorization == expected
            ? PassOn(context)
            : Answer(context, 401, "Unauthorized");
    }

    /// <summary>A certificate for this machine, and the file of the authority that signed it.</summary>
    public static (X509Certificate2 Certificate, string Authority) Certified(TemporaryFolder folder)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=an authority of a test", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3, 4]);
        using var whole = signed.CopyWithPrivateKey(key);
        return (
            X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null),
            folder.Write("authority.pem", root.ExportCertificatePem()));
    }

    public void Dispose() => ((IDisposable)_app).Dispose();
}
