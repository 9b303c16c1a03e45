using Microsoft.Extensions.Options;
using Orchestra.Gateway.Cors;
using Orchestra.Gateway.DevelopmentMode;
using Orchestra.Gateway.Headers;
using Orchestra.Gateway.Health;
using Orchestra.Gateway.Limits;
using Orchestra.Gateway.OpenApi;
using Orchestra.Gateway.Pages;
using Orchestra.Gateway.Routing;
using Orchestra.ServiceDefaults;

namespace Orchestra.Gateway;

/// <summary>What the gateway is made of, and the order in which a request passes through it.</summary>
internal static class GatewayExtensions
{
    private const string DefaultUrl = "http://localhost:8080";

    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults("gateway");
        builder.AddLimits();
        builder.AddAllowedOrigins();
        builder.AddServiceRoutes();
        builder.Services.AddSingleton<ServiceClient>();
        builder.Services.AddSingleton<ServiceHealth>();
        builder.Services.AddSingleton<PublicDocument>();
        if (ListenAddresses.Configured(builder.Configuration).Count == 0)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        return builder;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        // First, so that every answer has them, refusals too.
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseServiceDefaults();
        if (app.Environment.IsDevelopment())
        {
            // Before what proxies say of a caller is taken out.
            app.UseMiddleware<LocalCallersMiddleware>();
        }

        app.UseMiddleware<InboundHeadersMiddleware>();
        app.UseCors();
        app.UseRateLimiter();
        app.UseMiddleware<BodySizeMiddleware>();
        app.UseDocsPage();
        app.UseRouting();
        app.MapHomePage();
        app.MapServiceHealth();
        app.MapPublicDocument();
        app.MapServiceRoutes();
        return app;
    }

    /// <summary>Options that are bound to their section and refuse to start outside their bounds.</summary>
    public static OptionsBuilder<TOptions> AddBoundedOptions<TOptions>(this WebApplicationBuilder builder, string section)
        where TOptions : class =>
        builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
