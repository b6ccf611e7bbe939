using System.Text.Encodings.Web;
using System.Text.Unicode;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Hosting;

return await ServerProgram.RunAsync(() =>
{
    ServeArguments.Check(args);
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();
    builder.ListenOnLoopbackByDefault();
    builder.RunsAsProgram();
    builder.Services.AddSearchApi(builder.Configuration);
    builder.Services.AddControllersWithViews();
    builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    builder.Services.AddRouting(o => o.LowercaseUrls = true);

    var app = builder.Build();
    app.UseMiddleware<SecurityHeaders>();
    app.UseWhen(ApiRequests.Are, api =>
    {
        api.UseExceptionHandler();
        api.UseStatusCodePages();
    });
    app.UseWhen(ApiRequests.AreNot, pages =>
    {
        pages.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            StatusCodeSelector = SearchApiHosting.StatusOf,
        });
        pages.UseStatusCodePagesWithReExecute("/error/{0}");
    });
    app.UseRouting();
    app.MapStaticAssets();
    app.MapSearchApi();
    return app;
});
