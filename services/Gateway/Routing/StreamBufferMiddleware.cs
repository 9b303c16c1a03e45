using Microsoft.AspNetCore.Connections.Features;

namespace Orchestra.Gateway.Routing;

/// <summary>
/// Keeps little for a reader of events that does not read: the system's own choice of a socket's buffer grows to megabytes, and the
/// service behind, which cuts such a reader off, would learn of it only when they are full.
/// </summary>
internal sealed class StreamBufferMiddleware(RequestDelegate next)
{
    private const int SocketBuffer = 128 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        if (
            RouteTable.StreamClusters.Contains(context.GetReverseProxyFeature().Route.Config.ClusterId!)
            && context.Features.Get<IConnectionSocketFeature>() is { } connection
        )
        {
            connection.Socket.SendBufferSize = SocketBuffer;
        }

        return next(context);
    }
}
