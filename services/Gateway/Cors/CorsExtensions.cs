using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Orchestra.Gateway.Cors;

/// <summary>CORS by allow-list. Credentials travel in headers, never in cookies, so browsers are never told to send cookies.</summary>
internal static class CorsExtensions
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] RequestHeaders =
    [
        "Authorization",
        "Content-Type",
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
        "Last-Event-ID",
        "X-API-Key",
        "X-Request-Id",
        "traceparent",
        "tracestate",
    ];

    private static readonly string[] ResponseHeaders = ["ETag", "Location", "Retry-After", "X-Request-Id"];

    public static void AddAllowedOrigins(this WebApplicationBuilder builder)
    {
        builder
            .AddBoundedOptions<AllowedOriginsOptions>(AllowedOriginsOptions.Section)
            .Validate(
                o => o.AllowedOrigins.All(AllowedOriginsOptions.IsOrigin),
                "Cors:AllowedOrigins: each must be an origin such as https://console.example.com, in lower case, without a path and without wildcards"
            );
        builder.Services.AddCors();
        builder
            .Services.AddOptions<CorsOptions>()
            .Configure<IOptions<AllowedOriginsOptions>>(
                (cors, origins) =>
                    cors.AddDefaultPolicy(policy =>
                        policy
                            .WithOrigins([.. origins.Value.AllowedOrigins])
                            .WithMethods(Methods)
                            .WithHeaders(RequestHeaders)
                            .WithExposedHeaders(ResponseHeaders)
                            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
                    )
            );
    }
}
