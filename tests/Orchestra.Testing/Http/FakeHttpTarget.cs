using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Orchestra.Testing.Http;

/// <summary>
/// A system under test on a real web server on 127.0.0.1: answers each path as the test says (200 with an empty object otherwise) and
/// keeps what came.
/// </summary>
public sealed class FakeHttpTarget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _arrived = new(0);

    private FakeHttpTarget(WebApplication app) => _app = app;

    /// <summary>Without a slash at its end.</summary>
    public string Url => _app.Urls.Single().TrimEnd('/');

    /// <summary>Everything that came, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Starts a target on a free port.</summary>
    public static async Task<FakeHttpTarget> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var target = new FakeHttpTarget(builder.Build());
        target._app.Run(target.AnswerAsync);
        await target._app.StartAsync();
        return target;
    }

    /// <summary>Forgets requests and answers.</summary>
    public void Reset()
    {
        _requests.Clear();
        _answers.Clear();
    }

    /// <summary>Says how a path is answered.</summary>
    public FakeHttpTarget On(string path, RequestDelegate answer)
    {
        _answers[path] = answer;
        return this;
    }

    /// <summary>Answers a path with JSON.</summary>
    public FakeHttpTarget On(string path, int status, string body, string contentType = "application/json") =>
        On(path, context => WriteAsync(context, status, body, contentType));

    /// <summary>Answers a path with one status and body after the other; the last one stays.</summary>
    public FakeHttpTarget OnEach(string path, params (int Status, string Body)[] answers)
    {
        var next = -1;
        return On(
            path,
            context =>
            {
                var (status, body) = answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)];
                return WriteAsync(context, status, body, "application/json");
            }
        );
    }

    /// <summary>Never answers a path: holds the request until the caller goes away.</summary>
    public FakeHttpTarget Hold(string path) => On(path, HoldAsync);

    /// <summary>Waits until one more request has come.</summary>
    public Task ArrivedAsync(CancellationToken cancellationToken) => _arrived.WaitAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private static async Task HoldAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    private static Task WriteAsync(HttpContext context, int status, string body, string contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        _requests.Enqueue(new ReceivedRequest(context.Request.Method, target, headers, body.ToArray()));
        _arrived.Release();
        await _answers.GetValueOrDefault(context.Request.Path, each => WriteAsync(each, 200, "{}", "application/json"))(context);
    }
}
