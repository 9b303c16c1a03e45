using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Orchestra.Samples.Bank.Operations;

/// <summary>The only place where a failure becomes a status and a body.</summary>
internal sealed partial class BankExceptionHandler(ILogger<BankExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (code, message, faults) = exception switch
        {
            BankException e => (e.Code, e.Message, e.Faults),
            BadHttpRequestException e => (CodeOf(e.StatusCode), e.Message, []),
            _ => (ErrorCode.InternalServerError, "unexpected error", []),
        };
        if (code == ErrorCode.InternalServerError)
        {
            LogRequestFailed(exception, httpContext.Request.Method, httpContext.Request.Path);
        }

        await WriteAsync(httpContext, code, message, faults, cancellationToken);
        return true;
    }

    /// <summary>Gives a bare 404 or 405 of the routing the shape of the other refusals.</summary>
    public static Task WriteStatusAsync(HttpContext http)
    {
        var code = CodeOf(http.Response.StatusCode);
        return WriteAsync(http, code, $"{http.Request.Method} {http.Request.Path} is not offered here", [], http.RequestAborted);
    }

    private static Task WriteAsync(
        HttpContext http,
        ErrorCode code,
        string message,
        IReadOnlyList<ErrorBody.Entry> faults,
        CancellationToken cancellationToken
    )
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());
        return Answer.Of((int)code, new ErrorBody(name, message, faults)).WriteAsync(http.Response, cancellationToken);
    }

    private static ErrorCode CodeOf(int status) =>
        Enum.IsDefined((ErrorCode)status) ? (ErrorCode)status
        : status < 500 ? ErrorCode.BadRequest
        : ErrorCode.InternalServerError;

    [LoggerMessage(EventId = 9001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogRequestFailed(Exception exception, string method, string path);
}
