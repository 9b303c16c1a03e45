using Microsoft.AspNetCore.Http;
using Orchestra.Grpc.Server;

namespace Grpc.Core;

/// <summary>The request behind a call.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>The request that carries the call.</summary>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        return serverCallContext is ServerCall call
            ? call.Http
            : throw new InvalidOperationException("this context was not made by a server: it has no HTTP request");
    }
}
