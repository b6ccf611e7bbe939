using System.Text.Encodings.Web;
using System.Text.Unicode;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Hosting;

WebApplication app;
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();
    builder.ListenOnLoopbackByDefault();

    // What the host says of its start, and a stack trace of why it can't, Startup says in a line.
    builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    builder.Services.AddSearchApi(builder.Configuration);
    builder.Services.AddControllersWithViews();
    builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    builder.Services.AddRouting(o => o.LowercaseUrls = true);
    app = builder.Build();
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"kb serve: {e.Message}");
    return 2;
}

app.UseMiddleware<SecurityHeaders>();
app.UseWhen(ApiRequests.Are, api =>
{
    api.UseExceptionHandler();
    api.UseStatusCodePages();
});
app.UseWhen(ApiRequests.AreNot, pages =>
{
    pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", StatusCodeSelector = SearchApiHosting.StatusOf });
    pages.UseStatusCodePagesWithReExecute("/error/{0}");
});
app.UseRouting();
app.MapStaticAssets();
app.MapSearchApi();
return await Startup.RunAsync(app);
