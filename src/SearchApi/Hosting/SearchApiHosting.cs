using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Vectors;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>How a host takes in the API: services, routes and the address that it listens on.</summary>
public static class SearchApiHosting
{
    /// <summary>Port that the server listens on unless told otherwise.</summary>
    public const int DefaultPort = 5080;

    /// <summary>Largest body in bytes: the longest draft with every character escaped, and room to spare.</summary>
    public const int LargestBody = 1_000_000;

    /// <summary>
    /// Bytes of a request's first line. A question of the longest length takes nine bytes for each Chinese character in an address, and
    /// choices of facets stand beside it.
    /// </summary>
    public const int LongestRequestLine = 16 << 10;

    /// <summary>Connections at a time; more are closed as they come.</summary>
    private const int MostConnections = 1000;

    /// <summary>
    /// Listens on <c>localhost:5080</c>, or on <c>localhost</c> and the port of <c>--port N</c>. Only an address that was given
    /// on purpose (<c>--urls</c>, <c>ASPNETCORE_URLS</c>) opens the server to other machines. Requests that name another host than this
    /// machine or that address are refused, so that a page of another site cannot reach the server through a name of its own; which names
    /// are meant by an address of all interfaces (<c>http://*:80</c>) only the operator can say, with <c>AllowedHosts</c>.
    /// </summary>
    /// <remarks><see cref="ServerSettings.Take"/> has found that both can be used.</remarks>
    public static void ListenOnLoopbackByDefault(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            builder.Configuration["AllowedHosts"] ??= HostNames.For(urls);
            return;
        }

        var port = builder.Configuration["port"] is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultPort;

        // Kestrel cannot take "any free port" of both loopback addresses at once.
        builder.WebHost.UseUrls(port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port}");
        builder.Configuration["AllowedHosts"] ??= HostNames.Loopback;
    }

    /// <summary>
    /// Logs to the console what went wrong, and not every request: what people ask is theirs. Whoever wants requests logged sets
    /// <c>Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics</c>.
    /// </summary>
    public static void LogFaultsOnly(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // What it warns of is that keys of sessions are not encrypted: they lie in the folder of state, which is its owner's alone.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddConsole(o =>
            o.FormatterName = builder.Configuration["Logging:Console:FormatterName"] ?? PlainConsole.FormatterName);
        builder.Logging.AddConsoleFormatter<PlainConsole, ConsoleFormatterOptions>();
    }

    /// <summary>Limits what a connection may ask of the server before a request is even routed.</summary>
    public static void LimitConnections(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.ConfigureEndpointDefaults(Connections.SeeTo);
            o.Limits.MaxRequestBodySize = LargestBody;
            o.Limits.MaxConcurrentConnections = MostConnections;
            o.Limits.MaxRequestLineSize = LongestRequestLine;

            // Who sends more slowly than any modem is told so (408) before others wait for long.
            o.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(3);
            o.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(3));
        });
    }

    /// <summary>Adds the search service, the API's controllers and its OpenAPI document.</summary>
    public static IMvcBuilder AddSearchApi(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<SearchApiOptions>()
            .Configure(o =>
            {
                o.Index = SearchApiOptions.DefaultIndex(configuration);
                o.State = SearchApiOptions.StateOf(configuration);
                o.LogRequests = SearchApiOptions.LogRequestsOf(configuration);
                o.Watch = SearchApiOptions.WatchOf(configuration);
                o.Corpus = SearchApiOptions.CorpusOf(configuration);
                o.Readers = SearchApiOptions.ReadersOf(configuration);
                o.IndexMemory = SearchApiOptions.IndexMemoryOf(configuration) ?? o.IndexMemory;
                o.MeaningModel = SearchApiOptions.MeaningModelOf(configuration);
                o.MeaningThreads = SearchApiOptions.MeaningThreadsOf(configuration) ?? o.MeaningThreads;
                o.DecisionWait = SearchApiOptions.DecisionWaitOf(configuration) ?? o.DecisionWait;
                o.Rate = SearchApiOptions.RateOf(configuration) ?? o.Rate;
            })
            .Validate(
                o => o.RefreshInterval >= TimeSpan.FromMilliseconds(100) && o.RefreshInterval <= TimeSpan.FromHours(1),
                "RefreshInterval: give a time from 100 milliseconds to an hour.")
            .Validate(o => Enum.IsDefined(o.Readers), "Access:Readers: write everyone, or keys when only holders of keys may read.")
            .Validate(o => o.MeaningThreads is >= 0 and <= 64, "Meaning:Threads: give a number of threads from 0 to 64.")
            .Validate(
                o => o.DecisionWait >= TimeSpan.Zero && o.DecisionWait <= SearchApiOptions.LongestDecisionWait,
                $"Decisions:Wait: give a number of seconds from 0 to {SearchApiOptions.LongestDecisionWait.TotalSeconds}.")
            .Validate(o => o.IndexMemory >= 0, "KB_INDEX_MEMORY: give a number of megabytes, 0 or more.")
            .Validate(
                o => o.Rate is >= 0 and <= SearchApiOptions.HighestRate,
                $"KB_RATE: give a number of requests a second, 0 (no limit) to {SearchApiOptions.HighestRate}.")
            .ValidateOnStart();
        services.AddClientLimits();
        services.AddCredentials();
        services.AddSingleton(provider =>
        {
            var turns = provider.GetRequiredService<WorkTurns>();
            return new MeaningModel(provider.GetRequiredService<IOptions<SearchApiOptions>>().Value.MeaningModel)
            {
                IsBusy = () => turns.AreManyAt(Work.Search),
            };
        });
        services.AddSingleton<LiveLibrary>();
        services.AddMetricsOfServer();
        services.AddTracesOfServer(configuration);
        services.AddSingleton<WorkTurns>();
        services.AddHostedService<IndexRefresher>();
        services.AddHostedService<MeaningWorker>();
        services.AddSingleton(TimeProvider.System);

        // The host puts its check of host names in front of everything that was not there before it.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders.First>());
        services.AddProblemDetails(o => o.CustomizeProblemDetails = ProblemCodes.Name);
        services.AddResponseCompression(o =>
        {
            // There is nothing secret in an answer that somebody who sees its length could guess at.
            o.EnableForHttps = true;
            o.MimeTypes =
            [
                .. ResponseCompressionDefaults.MimeTypes,
                MediaTypeNames.Application.ProblemJson,
                AtomFeed.MediaType,
                "image/svg+xml",
            ];
        });

        // The document takes the shapes of JSON from these options, the controllers from those of MVC below.
        services.ConfigureHttpJsonOptions(o => ContractJson.Configured(o.SerializerOptions));
        services.AddOpenApi("v1", o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "KnowledgeBase";
            document.Info.Version = "v1";
            document.Info.Description = "Search in a library of party-building materials.";
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Credentials.Key] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "A key of the library, where one is needed (kb key create).",
                },
            };
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));
        services.AddHealthChecks().AddCheck<IndexHealth>("index");
        return services.AddControllers(o =>
            {
                // Nothing here is bound from a form, and reading one that is broken would fail every page that it is sent to.
                o.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
                o.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
                o.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
                o.Filters.Add<GenerationTags>();
                o.ModelMetadataDetailsProviders.Add(new LimitMessages());
            })
            .AddApplicationPart(typeof(SearchApiHosting).Assembly)
            .AddJsonOptions(o =>
            {
                ContractJson.Configured(o.JsonSerializerOptions);
                o.AllowInputFormatterExceptionMessages = false; // they name types of the program
            })
            .ConfigureApiBehaviorOptions(o => o.InvalidModelStateResponseFactory = context =>
                new BadRequestObjectResult(ValuesThatCannotBeUsed(context)));
    }

    /// <summary>What is wrong with a request, by the names that stand in the request: those of a body begin with a small letter.</summary>
    private static ValidationProblemDetails ValuesThatCannotBeUsed(ActionContext context)
    {
        var problem = context.HttpContext.RequestServices.GetRequiredService<ProblemDetailsFactory>().CreateValidationProblemDetails(
            context.HttpContext, context.ModelState, title: "The request has values that cannot be used.");
        problem.Errors = problem.Errors
            .GroupBy(e => JsonNamingPolicy.CamelCase.ConvertName(e.Key), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.SelectMany(e => e.Value).ToArray(), StringComparer.Ordinal);
        return problem;
    }

    /// <summary>Counts requests, and logs them where that is wanted. Stands in front of all that answers.</summary>
    public static void UseRequestLog(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<RequestLog>();
        app.Use(log.InvokeAsync);
    }

    /// <summary>Refuses programs elsewhere that ask too much of the API (429). Stands behind what puts bare statuses into words.</summary>
    public static void UseClientLimits(this IApplicationBuilder app) => app.UseRateLimiter();

    /// <summary>Maps the controllers, the OpenAPI document at <c>/api/openapi.json</c>, <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void MapSearchApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapControllers().AnswerAsGet();
        app.MapOpenApi("/api/openapi.json").AnswerAsGet();
        app.MapMetrics();
        app.MapHealthChecks("/readyz", new() { ResponseWriter = IndexHealth.WriteAsync }).AllowAnonymous().WithMetadata(
            new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));

        // Who asks whether the server is alive restarts it when it is not, and a restart brings no index.
        var alive = new HealthCheckOptions { ResponseWriter = IndexHealth.WriteAliveAsync };
        alive.ResultStatusCodes[HealthStatus.Unhealthy] = StatusCodes.Status200OK;
        app.MapHealthChecks("/healthz", alive).AllowAnonymous().WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }
}
