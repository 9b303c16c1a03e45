using Orchestra.Executor;
using Orchestra.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddExecutor();
var app = builder.Build();
app.UseServiceDefaults();
await app.RunAsync();
