using Microsoft.Extensions.Options;
using Orchestra.Gateway.DevelopmentMode;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace Orchestra.Gateway.Routing;

/// <summary>The route table in YARP.</summary>
internal static class RoutingExtensions
{
    public static void AddServiceRoutes(this WebApplicationBuilder builder)
    {
        builder.AddBoundedOptions<ProxyOptions>(ProxyOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<ServiceAddresses>, ServiceAddressesValidator>();
        builder
            .Services.AddOptions<ServiceAddresses>()
            .Configure<IConfiguration>((addresses, configuration) => addresses.Read(configuration))
            .ValidateOnStart();
        builder.Services.AddSingleton<IProxyConfigProvider>(services => new InMemoryConfigProvider(
            ProxyConfiguration.Routes(),
            ProxyConfiguration.Clusters(
                services.GetRequiredService<IOptions<ServiceAddresses>>().Value,
                services.GetRequiredService<IOptions<ProxyOptions>>().Value
            )
        ));
        // The handler is built from configuration at start, before the container exists; the options are validated all the same.
        var connectTimeout =
            builder.Configuration.GetSection(ProxyOptions.Section).Get<ProxyOptions>()?.ConnectTimeout ?? new ProxyOptions().ConnectTimeout;
        builder
            .Services.AddReverseProxy()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = connectTimeout)
            .AddTransforms(context =>
            {
                // Only the peer's address: a Host or scheme that the client chose is nothing to build links from.
                context.UseDefaultForwarders = false;
                context.AddXForwardedFor(action: ForwardedTransformActions.Set);
                if (builder.Environment.IsDevelopment())
                {
                    Array.ForEach(LocalCallersMiddleware.Judged, name => context.AddRequestHeaderRemove(name));
                }

                context.AddResponseHeaderRemove("Server", ResponseCondition.Always);
                context.AddResponseHeaderRemove("X-Powered-By", ResponseCondition.Always);
                // Last, when all headers are there: YARP would keep them until the first event, and a browser its "open".
                context.AddResponseTransform(response =>
                    response.ProxyResponse?.Content.Headers.ContentType?.MediaType == "text/event-stream"
                        ? new ValueTask(response.HttpContext.Response.Body.FlushAsync(response.CancellationToken))
                        : ValueTask.CompletedTask
                );
            });
        // ProxyFailureMiddleware logs each failure once, with the request, and without a stack that says nothing about our code.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error);
        RemoveKeyRing(builder.Services);
    }

    /// <summary>YARP brings data protection for session affinity by cookie, which we do not use; at start it would write a key to the home folder.</summary>
    private static void RemoveKeyRing(IServiceCollection services)
    {
        foreach (var loader in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
        {
            services.Remove(loader);
        }
    }

    public static void MapServiceRoutes(this WebApplication app) =>
        app.MapReverseProxy(pipeline =>
        {
            pipeline.UseMiddleware<ProxyFailureMiddleware>();
            pipeline.UseMiddleware<StreamShutdownMiddleware>();
            pipeline.UseMiddleware<StreamBufferMiddleware>();
            pipeline.UseLoadBalancing();
        });
}
