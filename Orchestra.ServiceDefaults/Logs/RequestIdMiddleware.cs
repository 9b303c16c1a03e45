using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestra.ServiceDefaults.Logs;

/// <summary>
/// Every request has an id: the client's where it is of sane shape, otherwise a new one. It goes to the next service, into the logs
/// and back to the client.
/// </summary>
public sealed class RequestIdMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestIdMiddleware> logger)
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Request-Id";

    private const int MaxLength = 128;

    /// <summary>Gives the request its id.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        var id = given.Count == 1 && IsSane(given[0]) ? given[0]! : Guid.CreateVersion7(time.GetUtcNow()).ToString();
        context.Request.Headers[Header] = id;
        context.TraceIdentifier = id;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        using (logger.BeginScope(new Dictionary<string, object> { ["requestId"] = id }))
        {
            await next(context);
        }
    }

    /// <summary>Nothing that could break a log line, a header or a file name.</summary>
    public static bool IsSane(string? id) =>
        id is { Length: > 0 and <= MaxLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
