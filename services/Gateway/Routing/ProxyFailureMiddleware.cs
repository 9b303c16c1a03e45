using Orchestra.ServiceDefaults.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace Orchestra.Gateway.Routing;

/// <summary>Gives a request that could not be forwarded an answer in the one error shape.</summary>
internal sealed partial class ProxyFailureMiddleware(RequestDelegate next, ILogger<ProxyFailureMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        LogNotForwarded(context.Request.Method, context.Request.Path, failure.Error, failure.Exception?.GetBaseException().Message);
        // A stream that breaks in the middle is aborted by YARP: there is no other way to say so.
        if (!context.Response.HasStarted)
        {
            await AnswerAsync(context, failure);
        }
    }

    private static Task AnswerAsync(HttpContext context, IForwarderErrorFeature failure)
    {
        if (Refusal(failure.Exception) is { } refusal)
        {
            return ErrorResponse.WriteAsync(context, ErrorCodes.Of(refusal.StatusCode), refusal.Message, status: refusal.StatusCode);
        }

        return failure.Error switch
        {
            ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled => ErrorResponse.WriteAsync(
                context,
                ErrorCode.ServiceUnavailable,
                "the service behind this route did not answer in time; try again shortly",
                status: StatusCodes.Status504GatewayTimeout
            ),
            ForwarderError.RequestBodyClient => ErrorResponse.WriteAsync(
                context,
                ErrorCode.BadRequest,
                "the body of the request ended early"
            ),
            _ => ErrorResponse.WriteAsync(
                context,
                ErrorCode.ServiceUnavailable,
                "the service behind this route does not answer; try again shortly"
            ),
        };
    }

    /// <summary>What Kestrel found wrong with the body while it was being forwarded, for example that it is too large.</summary>
    private static BadHttpRequestException? Refusal(Exception? exception) =>
        exception switch
        {
            null => null,
            BadHttpRequestException e => e,
            AggregateException e => e.InnerExceptions.Select(Refusal).FirstOrDefault(found => found is not null),
            _ => Refusal(exception.InnerException),
        };

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "{Method} {Path} was not forwarded: {Error}, {Reason}")]
    private partial void LogNotForwarded(string method, string path, ForwarderError error, string? reason);
}
