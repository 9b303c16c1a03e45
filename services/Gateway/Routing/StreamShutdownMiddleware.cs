namespace Orchestra.Gateway.Routing;

/// <summary>
/// Ends open event streams when the gateway stops: they would otherwise hold it back until its shutdown time is over. Clients resume
/// with Last-Event-ID.
/// </summary>
internal sealed class StreamShutdownMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!RouteTable.StreamClusters.Contains(context.GetReverseProxyFeature().Route.Config.ClusterId!))
        {
            await next(context);
            return;
        }

        await using (lifetime.ApplicationStopping.Register(context.Abort))
        {
            await next(context);
        }
    }
}
