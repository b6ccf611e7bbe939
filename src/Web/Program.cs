using System.Text.Encodings.Web;
using KnowledgeBase.SearchApi.Decisions;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Web.Controllers;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Rendering;

if (args is [DraftReader.Command])
{
    DraftReader.Serve();
    return 0;
}

if (args is [ConfigCommand.Name, ..])
{
    return ConfigCommand.Run(args[1..]);
}

return await ServerProgram.RunAsync(() =>
{
    var given = ServeArguments.Check(args);
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = given, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();

    // Files of the site are what they were when it was built. Looking for others would also answer 404 where 405 is right.
    builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
    ServerSettings.Take(builder.Configuration);
    builder.ListenOnLoopbackByDefault();
    builder.RunsAsProgram();
    builder.LogFaultsOnly();
    builder.LimitConnections();
    builder.Services.AddSearchApi(builder.Configuration);
    builder.Services.AddIntake();
    builder.Services.AddDecisions();
    builder.Services.AddControllersWithViews();
    builder.Services.AddSessions();
    builder.Services.AddSingleton(typeof(PerCommit<>));
    builder.Services.AddSingleton<DraftReader>();
    builder.Services.AddSingleton<HtmlEncoder>(new PageEncoder());
    builder.Services.AddRouting(o => o.LowercaseUrls = true);

    var app = builder.Build();
    app.UseRequestLog();
    app.UseResponseCompression();
    app.UseWhen(ApiRequests.Are, api => api.UseProblems());
    app.UseWhen(ApiRequests.AreNot, pages =>
    {
        pages.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = HomeController.ErrorPath,
            StatusCodeSelector = Problems.StatusOf,
            SuppressDiagnosticsCallback = Problems.IsToldAlready,
        });
        pages.UseStatusCodePagesWithReExecute(HomeController.ErrorPath);
    });
    app.UseClientLimits();
    app.UseUtf8Bodies();
    app.UseRouting();
    app.UseCredentials();
    app.MapStaticAssets().AllowAnonymous();
    app.MapSearchApi();
    return app;
}, "/", "/search?q=党员教育 方法", "/search?q=“党员”", "/practices?q=党员", "/headings?q=党员");
