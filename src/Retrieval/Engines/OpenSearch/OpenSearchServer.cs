using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// The nodes of a cluster, asked over HTTP. A node that does not answer is passed over for the next; what fails for want of an answer or of
/// room is tried again after a while, which everything that is sent here bears; and after several failures nothing is sent for a moment, so
/// that who asks is told at once. Safe for any number of threads.
/// </summary>
internal sealed class OpenSearchServer : IDisposable
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WritesWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _client;
    private readonly Uri[] _nodes;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly ResiliencePipeline<HttpResponseMessage> _reading;
    private readonly ResiliencePipeline<HttpResponseMessage> _writing;
    private int _node;
    private volatile bool _isKnown;

    /// <exception cref="EngineException">There is no address, or the authorities cannot be read.</exception>
    public OpenSearchServer(OpenSearchSettings settings, TimeProvider time)
    {
        _nodes = [.. settings.Addresses];
        if (_nodes.Length == 0)
        {
            throw OpenSearchFaults.NoAddress();
        }

        _authorization = settings switch
        {
            { Token: { } token } => new("Bearer", token),
            { User: { } user, Password: { } password } =>
                new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
            _ => null,
        };
        _client = new HttpClient(Handler(settings.Authorities)) { Timeout = Timeout.InfiniteTimeSpan };
        _reading = Pipeline(time, retries: 2 + _nodes.Length, longest: TimeSpan.FromSeconds(1), breaks: true);
        _writing = Pipeline(time, retries: 4 + (int)(settings.Patience / LongestPause), LongestPause, breaks: false);
    }

    /// <summary>The node that is asked next, to be named.</summary>
    public string Address => _nodes[_node % _nodes.Length].GetLeftPart(UriPartial.Authority);

    /// <summary>Asks something, and reads the answer, which is closed by who asked.</summary>
    /// <exception cref="EngineException">There is no answer, or it says that something is the matter.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public JsonDocument Ask(
        HttpMethod method, string path, JsonNode? body = null, bool patiently = false, CancellationToken cancellationToken = default) =>
        TryAsk(method, path, body is null ? null : Bytes(body), null, patiently, cancellationToken)
        ?? throw OpenSearchFaults.Answered(Address, HttpStatusCode.NotFound, $"there is no {path}");

    /// <summary>As <see cref="Ask"/>; null where the server answers that there is no such thing.</summary>
    /// <exception cref="EngineException">There is no answer, or it says that something is the matter.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public JsonDocument? TryAsk(
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte>? body = null,
        string? kind = null,
        bool patiently = false,
        CancellationToken cancellationToken = default)
    {
        Recognise(cancellationToken);
        using var response = Send(method, path, body, kind, patiently, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var answer = Read(response);
        if (response.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw OpenSearchFaults.Answered(Address, response.StatusCode, OpenSearchFaults.ReasonIn(answer.RootElement));
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A body as it is sent.</summary>
    public static byte[] Bytes(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body, Relaxed);

    private static SocketsHttpHandler Handler(string? authorities)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        };
        if (authorities is not null)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(authorities);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw new EngineException(
                    EngineFault.NoServer,
                    $"The certificates that {OpenSearchSettings.AuthorityVariable} names cannot be read: {e.Message}",
                    e);
            }

            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider time, int retries, TimeSpan longest, bool breaks)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (breaks)
        {
            // Who asks while the server is away need not wait for what has just failed for others.
            pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = Unanswered(),
                FailureRatio = 0.5,
                MinimumThroughput = 3,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(2),
            });
        }

        return pipeline
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = Unanswered().HandleResult(IsOverloaded),
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = longest,
                OnRetry = retry =>
                {
                    retry.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .AddTimeout(breaks ? AnswersWithin : WritesWithin)
            .Build();
    }

    private static PredicateBuilder<HttpResponseMessage> Unanswered() => new PredicateBuilder<HttpResponseMessage>()
        .Handle<HttpRequestException>(e => e.HttpRequestError != HttpRequestError.SecureConnectionError)
        .Handle<IOException>()
        .Handle<TimeoutRejectedException>();

    private static bool IsOverloaded(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private JsonDocument Read(HttpResponseMessage response)
    {
        try
        {
            return JsonDocument.Parse(response.Content.ReadAsStream());
        }
        catch (JsonException) when (!response.IsSuccessStatusCode)
        {
            throw OpenSearchFaults.Answered(Address, response.StatusCode, response.ReasonPhrase ?? "no reason");
        }
        catch (JsonException e)
        {
            throw OpenSearchFaults.NotOpenSearch(Address, "something that does not answer in JSON", e);
        }
    }

    /// <summary>Makes sure, once, that it is a server of a kind and version that this adapter was tried with.</summary>
    private void Recognise(CancellationToken cancellationToken)
    {
        if (_isKnown)
        {
            return;
        }

        using var response = Send(HttpMethod.Get, "/", null, null, patiently: false, cancellationToken);
        using var answer = Read(response);
        if (!response.IsSuccessStatusCode)
        {
            throw OpenSearchFaults.Answered(Address, response.StatusCode, OpenSearchFaults.ReasonIn(answer.RootElement));
        }

        var version = answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("version", out var said)
            ? said
            : default;
        var (kind, number) = version.ValueKind == JsonValueKind.Object ? (Text("distribution"), Text("number")) : (null, null);
        if (kind != "opensearch" || number?.StartsWith("2.", StringComparison.Ordinal) != true)
        {
            throw OpenSearchFaults.NotOpenSearch(Address, number is null ? "something else" : $"{kind ?? "another program's"} {number}");
        }

        _isKnown = true;

        string? Text(string name) =>
            version.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private HttpResponseMessage Send(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? kind, bool patiently, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return (patiently ? _writing : _reading).Execute(token => SendOnce(method, path, body, kind, token), cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            throw OpenSearchFaults.Away(Address, e.InnerException?.Message ?? "it has not answered lately", e);
        }
        catch (TimeoutRejectedException e)
        {
            var limit = patiently ? WritesWithin : AnswersWithin;
            throw OpenSearchFaults.Away(Address, $"no answer within {limit.TotalSeconds:0} seconds", e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw OpenSearchFaults.NotTrusted(Address, (e.InnerException as AuthenticationException)?.Message ?? e.Message, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw OpenSearchFaults.Away(Address, e.Message, e);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    private HttpResponseMessage SendOnce(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? kind, CancellationToken cancellationToken)
    {
        var node = Volatile.Read(ref _node);
        using var request = new HttpRequestMessage(method, new Uri(_nodes[node % _nodes.Length], path));
        request.Headers.Authorization = _authorization;
        if (body is { } sent)
        {
            request.Content = new ReadOnlyMemoryContent(sent) { Headers = { ContentType = new(kind ?? "application/json") } };
        }

        try
        {
            return _client.Send(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            if (e is not OperationCanceledException)
            {
                Interlocked.CompareExchange(ref _node, (node + 1) % _nodes.Length, node);
            }

            throw;
        }
    }
}
