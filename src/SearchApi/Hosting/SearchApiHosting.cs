using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using KnowledgeBase.Retrieval;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>How a host takes in the API: services, routes and the address that it listens on.</summary>
public static class SearchApiHosting
{
    /// <summary>Port that the server listens on unless told otherwise.</summary>
    public const int DefaultPort = 5080;

    /// <summary>
    /// Listens on <c>localhost:5080</c>, or on <c>localhost</c> and the port of <c>--port N</c>. Only an address that was given
    /// on purpose (<c>--urls</c>, <c>ASPNETCORE_URLS</c>) opens the server to other machines; as long as it was not, requests
    /// that name another host are refused, so that a page of another site cannot reach the server through a name of its own.
    /// </summary>
    /// <exception cref="FormatException"><c>--port</c> is not a number from 0 to 65535, or <c>--urls</c> no addresses.</exception>
    public static void ListenOnLoopbackByDefault(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            ServeArguments.CheckUrls(urls);
            return;
        }

        // One line a request is too much for a console that a person reads.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        var port = DefaultPort;
        if (builder.Configuration["port"] is { } text && (!int.TryParse(text, out port) || port is < 0 or > 65535))
        {
            throw new FormatException($"--port {text}: give a number from 0 to 65535 (0 takes any free port).");
        }

        // Kestrel cannot take "any free port" of both loopback addresses at once.
        builder.WebHost.UseUrls(port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port}");
        builder.Configuration["AllowedHosts"] ??= "localhost;127.0.0.1;[::1]";
    }

    /// <summary>Adds the search service, the API's controllers and its OpenAPI document.</summary>
    public static IMvcBuilder AddSearchApi(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<SearchApiOptions>()
            .Configure(o => o.Index = SearchApiOptions.DefaultIndex(configuration))
            .Validate(
                o => o.RefreshInterval >= TimeSpan.FromMilliseconds(100) && o.RefreshInterval <= TimeSpan.FromHours(1),
                "RefreshInterval: give a time from 100 milliseconds to an hour.")
            .ValidateOnStart();
        services.AddSingleton<LiveLibrary>();
        services.AddHostedService<IndexRefresher>();
        services.AddSingleton(TimeProvider.System);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = context =>
        {
            if (context.Exception is LibraryException unavailable)
            {
                context.ProblemDetails.Title = "There is no index to search";
                context.ProblemDetails.Detail = unavailable.Message;
            }
        });
        services.Configure<ExceptionHandlerOptions>(o => o.StatusCodeSelector = StatusOf);

        // The document takes the shapes of JSON from these options, the controllers from those of MVC below.
        services.ConfigureHttpJsonOptions(o => Configure(o.SerializerOptions));
        services.AddOpenApi("v1", o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "KnowledgeBase";
            document.Info.Version = "v1";
            document.Info.Description = "Search in a library of party-building materials.";
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));
        services.AddHealthChecks().AddCheck<IndexHealth>("index");
        return services.AddControllers()
            .AddApplicationPart(typeof(SearchApiHosting).Assembly)
            .AddJsonOptions(o => Configure(o.JsonSerializerOptions))
            .ConfigureApiBehaviorOptions(o => o.InvalidModelStateResponseFactory = context =>
                new BadRequestObjectResult(new ValidationProblemDetails(context.ModelState) { Title = "The request has values that cannot be used." }));
    }

    /// <summary>Maps the controllers, the OpenAPI document at <c>/api/openapi.json</c> and <c>/healthz</c>.</summary>
    public static void MapSearchApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapControllers();
        app.MapOpenApi("/api/openapi.json");
        app.MapHealthChecks("/healthz", new() { ResponseWriter = IndexHealth.WriteAsync });
    }

    /// <summary>The HTTP status that tells of an exception: 503 when there is no index to search, otherwise 500.</summary>
    public static int StatusOf(Exception exception) =>
        exception is LibraryException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;

    private static void Configure(JsonSerializerOptions options)
    {
        // Chinese stays readable; < > & and quotes are still escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }
}
