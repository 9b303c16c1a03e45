using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestra.ServiceDefaults.Logs;

/// <summary>One line for each authorised request when it has ended: what changes something is worth keeping, the rest is for looking closer.</summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestLogMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        await next(context);
        var level =
            HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? LogLevel.Debug : LogLevel.Information;
        if (!logger.IsEnabled(level) || context.Features.Get<LogFields>() is not { } fields)
        {
            return;
        }

        using (logger.BeginScope(fields.Values))
        {
            LogAnswered(
                level,
                context.Request.Method,
                context.Request.Path,
                context.Response.StatusCode,
                time.GetElapsedTime(started).TotalMilliseconds
            );
        }
    }

    [LoggerMessage(EventId = 9003, Message = "{Method} {Path} was answered with {Status} after {DurationMs} ms")]
    private partial void LogAnswered(LogLevel level, string method, string path, int status, double durationMs);
}
