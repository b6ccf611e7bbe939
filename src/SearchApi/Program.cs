using KnowledgeBase.SearchApi.Hosting;

// The API alone, without pages. KnowledgeBase.Web hosts the same controllers beside its own.
var builder = WebApplication.CreateBuilder(args);
builder.ListenOnLoopbackByDefault();
builder.Services.AddSearchApi(builder.Configuration);

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapSearchApi();
await app.RunAsync();
return 0;
