using KnowledgeBase.SearchApi.Decisions;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;

// The API alone, without pages. KnowledgeBase.Web hosts the same controllers beside its own.
return await ServerProgram.RunAsync(() =>
{
    var given = ServeArguments.Check(args, "--environment", "--contentRoot", "--applicationName");
    var builder = WebApplication.CreateBuilder(given);
    ServerSettings.Take(builder.Configuration);
    builder.ListenOnLoopbackByDefault();
    builder.RunsAsProgram();
    builder.LogFaultsOnly();
    builder.LimitConnections();
    builder.Services.AddSearchApi(builder.Configuration);
    builder.Services.AddIntake();
    builder.Services.AddDecisions();

    var app = builder.Build();
    app.UseRequestLog();
    app.UseResponseCompression();
    app.UseProblems();
    app.UseClientLimits();
    app.UseUtf8Bodies();
    app.UseRouting();
    app.UseCredentials();
    app.MapSearchApi();
    return app;
}, "/api/search?q=党员教育 方法", "/api/practices?q=党员", "/api/search?q=“党员”");
