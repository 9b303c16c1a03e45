using Grpc.Core;

namespace Orchestra.Grpc.Client;

/// <summary>What a failure below gRPC means for the call.</summary>
internal static class TransportFault
{
    public static Status StatusOf(Exception exception)
    {
        if (exception is RpcException rpc)
        {
            return rpc.Status;
        }

        if (Find<HttpProtocolException>(exception) is { } protocol)
        {
            var code = OfHttp2(protocol.ErrorCode);
            return new Status(code, $"the connection broke off the call (HTTP/2 error {protocol.ErrorCode})", exception);
        }

        return exception switch
        {
            OperationCanceledException => new Status(StatusCode.Cancelled, "the call was cancelled", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new Status(
                StatusCode.ResourceExhausted,
                "the response's headers are too large",
                exception
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new Status(
                StatusCode.Internal,
                "the server did not answer as HTTP/2 requires",
                exception
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } => new Status(
                StatusCode.Unavailable,
                "the server does not speak HTTP/2",
                exception
            ),
            HttpRequestException or IOException => new Status(
                StatusCode.Unavailable,
                $"the server cannot be reached: {Innermost(exception).Message}",
                exception
            ),
            _ => new Status(StatusCode.Internal, "the call could not be made", exception),
        };
    }

    // grpc's doc/PROTOCOL-HTTP2.md, "Errors".
    private static StatusCode OfHttp2(long errorCode) =>
        errorCode switch
        {
            0x7 => StatusCode.Unavailable, // REFUSED_STREAM
            0x8 => StatusCode.Cancelled, // CANCEL
            0xb => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
            0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
            _ => StatusCode.Internal,
        };

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
