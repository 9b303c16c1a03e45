using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestra.Contracts.Errors;
using Orchestra.ServiceDefaults.Logs;

namespace Orchestra.ServiceDefaults.Errors;

/// <summary>The only place where a failure becomes a status and a body.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads an answer any more; 499 is what proxies write for it.
            httpContext.Response.StatusCode = 499;
            return true;
        }

        if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            httpContext.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            await ErrorResponse.WriteForStatusAsync(httpContext);
            return true;
        }

        // The scopes of the request were left with the exception.
        using var scope = httpContext.Features.Get<LogFields>() is { } fields ? logger.BeginScope(fields.Values) : null;
        var (code, message, faults) = Judge(exception);
        if (code is ErrorCode.InternalServerError)
        {
            LogUnexpected(exception, httpContext.Request.Method, httpContext.Request.Path);
        }
        else if (code is ErrorCode.ServiceUnavailable)
        {
            LogUnavailable(exception, httpContext.Request.Method, httpContext.Request.Path);
        }

        await ErrorResponse.WriteAsync(httpContext, code, message, faults);
        return true;
    }

    private static (ErrorCode Code, string Message, IReadOnlyList<Fault> Faults) Judge(Exception exception)
    {
        switch (exception)
        {
            case ApiException e:
                return (e.Code, e.Message, e.Faults);
            case BadHttpRequestException { InnerException: JsonException e }:
                return (ErrorCode.BadRequest, "the body is not valid", [RequestFaults.Of(e)]);
            case BadHttpRequestException e:
                var (message, faults) = RequestFaults.Of(e);
                return (ErrorCodes.Of(e.StatusCode), message, faults);
        }

        if (Chain(exception).OfType<ApiException>().FirstOrDefault() is { } refusal)
        {
            // A refusal from inside a save comes wrapped.
            return (refusal.Code, refusal.Message, refusal.Faults);
        }

        if (
            Chain(exception)
                .OfType<PostgresException>()
                .Any(e => e.SqlState is PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter)
        )
        {
            return (ErrorCode.BadRequest, "text must not contain the character NUL (U+0000)", []);
        }

        return Chain(exception).Any(IsDatabaseAway)
            ? (ErrorCode.ServiceUnavailable, "the database does not answer; try again shortly", [])
            : (ErrorCode.InternalServerError, "unexpected error", []);
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    // 57P03, 57P01, 57P02: starting up, shutting down, crashed; 53300: no connection left.
    private static bool IsDatabaseAway(Exception e) =>
        e
            is PostgresException
            {
                SqlState: PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or PostgresErrorCodes.TooManyConnections
            }
        || (e is NpgsqlException and not PostgresException && e.InnerException is SocketException or IOException or TimeoutException);

    [LoggerMessage(EventId = 9001, Level = LogLevel.Error, Message = "{Method} {Path} failed unexpectedly")]
    private partial void LogUnexpected(Exception exception, string method, string path);

    [LoggerMessage(EventId = 9002, Level = LogLevel.Warning, Message = "{Method} {Path} was refused: a server it needs does not answer")]
    private partial void LogUnavailable(Exception exception, string method, string path);
}
