using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestra.Gateway.Tests;

/// <summary>A service behind the gateway: a Kestrel server that records what reaches it and answers as the test says.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeService(WebApplication app)
    {
        _app = app;
        app.Run(HandleAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    /// <summary>Requests that were not probes.</summary>
    public SeenRequest Only => Seen.Single(request => request.Path.StartsWith("/api/", StringComparison.Ordinal));

    public volatile bool IsReady = true;

    public volatile string? Document;

    /// <summary>How requests under <c>/api</c> are answered.</summary>
    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("done", context.RequestAborted);

    public static async Task<FakeService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var service = new FakeService(builder.Build());
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var length = await CountAsync(context.Request.Body, context.RequestAborted);
        Seen.Enqueue(new SeenRequest(context.Request.Method, path + context.Request.QueryString, headers, length));
        switch (path)
        {
            case "/health/ready":
                context.Response.StatusCode = IsReady ? 200 : 503;
                break;
            case "/openapi/v1.json" when Document is { } document:
                await context.Response.WriteAsync(document, context.RequestAborted);
                break;
            case var _ when path.StartsWith("/api/", StringComparison.Ordinal):
                context.Response.Headers.Server = "secret-server/1.0";
                await Answer(context);
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private static async Task<long> CountAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        long total = 0;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; total += read) { }
        return total;
    }
}
