using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Orchestra.Contracts;
using Orchestra.Contracts.Errors;

namespace Orchestra.ServiceDefaults.Errors;

/// <summary>Writes the one error shape.</summary>
public static class ErrorResponse
{
    /// <summary>Writes a refusal.</summary>
    public static Task WriteAsync(
        HttpContext context,
        ErrorCode code,
        string message,
        IReadOnlyList<Fault>? faults = null,
        int? status = null
    )
    {
        context.Response.StatusCode = status ?? ErrorCodes.StatusOf(code);
        if (code == ErrorCode.ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "2";
        }

        var body = new ErrorBody(
            ErrorCodes.NameOf(code),
            message,
            faults is { Count: > 0 } ? faults : null,
            Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier
        );
        return context.Response.WriteAsJsonAsync(body, OrchestraJson.Options, "application/json", context.RequestAborted);
    }

    /// <summary>Gives a body to a status that the framework answered without one.</summary>
    public static Task WriteForStatusAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var code = ErrorCodes.Of(status);
        var message = status switch
        {
            401 => "send a valid API key in the header X-API-Key",
            404 => $"no route for {context.Request.Method} {context.Request.Path}",
            405 => $"{context.Request.Method} is not allowed here; allowed: {context.Response.Headers.Allow}",
            413 => $"the body is over the limit{LimitOf(context)}",
            415 => "send the body as application/json",
            502 or 504 => "the service behind this route does not answer; try again shortly",
            _ => $"the request was refused with status {status}",
        };
        return WriteAsync(context, code, message, status: status);
    }

    private static string LimitOf(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } bytes ? $" of {bytes >> 20} MiB" : "";
}
