using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orchestra.Contracts;

namespace Orchestra.ServiceDefaults.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", Options(HealthTags.Live)).AllowAnonymous();
        app.MapHealthChecks("/health/ready", Options(HealthTags.Ready)).AllowAnonymous();
    }

    private static HealthCheckOptions Options(string tag) =>
        new() { Predicate = check => check.Tags.Contains(tag), ResponseWriter = WriteAsync };

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = NameOf(report.Status),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => NameOf(entry.Value.Status)),
            },
            OrchestraJson.Options
        );

    private static string NameOf(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => "healthy",
            HealthStatus.Degraded => "degraded",
            _ => "unhealthy",
        };
}
