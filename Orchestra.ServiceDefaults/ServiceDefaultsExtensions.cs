using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestra.Contracts;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Health;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Json;
using Orchestra.ServiceDefaults.Logs;
using Orchestra.ServiceDefaults.Telemetry;

namespace Orchestra.ServiceDefaults;

/// <summary>What every service does the same way: one call when it is built, one when it is mapped.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds logs, telemetry, health checks, the error contract, JSON conventions and the clock.</summary>
    /// <param name="builder">The service being built.</param>
    /// <param name="serviceName">Its name in logs and traces, for example <c>api</c>.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ServiceIdentity(serviceName));
        AddLogs(builder);
        builder.AddTelemetry(serviceName);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), tags: [HealthTags.Live]);
        AddErrors(builder.Services);
        builder.Services.AddTransient<IStartupFilter, PermissionCheck>();
        builder.Services.Configure<JsonOptions>(options =>
        {
            OrchestraJson.Configure(options.SerializerOptions);
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.MaxDepth = 128;
            options.SerializerOptions.Converters.Add(new FreeObjectConverter());
        });
        builder.Services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = TimeSpan.FromSeconds(8);
            options.ServicesStopConcurrently = true;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestBodySize = 12 * 1024 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        return builder;
    }

    /// <summary>
    /// Gives requests an id and log fields, answers failures in the one error shape, checks permissions where the service has
    /// principals (<see cref="IdentityExtensions.AddIdentity"/>), and maps <c>/health/live</c> and <c>/health/ready</c>.
    /// </summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<RequestLogMiddleware>();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => ErrorResponse.WriteForStatusAsync(context.HttpContext));
        app.UseMiddleware<CharsetMiddleware>();
        app.UsePermissions();
        app.MapHealth();
        return app;
    }

    private static void AddLogs(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            options.JsonWriterOptions = new JsonWriterOptions { Indented = false };
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // Each of these logs a failed command that its caller may expect (a name that is taken); what nobody expected is logged once,
        // where it becomes an answer.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.Critical);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
    }

    private static void AddErrors(IServiceCollection services)
    {
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }
}
