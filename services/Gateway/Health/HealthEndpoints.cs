using Orchestra.Contracts;

namespace Orchestra.Gateway.Health;

internal static class HealthEndpoints
{
    public static void MapServiceHealth(this IEndpointRouteBuilder app) => app.MapMethods("/health", ["GET", "HEAD"], AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, ServiceHealth health, CancellationToken cancellationToken)
    {
        var answer = await health.GetAsync(cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            answer,
            OrchestraJson.Options,
            // A load balancer reads the status only: it must keep a gateway whose services still have a replica each.
            statusCode: answer.IsServing() ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
