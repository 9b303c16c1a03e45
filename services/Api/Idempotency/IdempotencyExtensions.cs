using Orchestra.Api.OpenApi;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Idempotency;

/// <summary>Turns the filter on.</summary>
internal static class IdempotencyExtensions
{
    private static readonly RequestHeaderMetadata Key = new(
        IdempotencyFilter.Header,
        "1 to 255 characters. The same key with the same body within 24 hours gives the first answer again, with another body 409.",
        "credit-1"
    );

    private static readonly ResponseHeaderMetadata Replayed = new("Idempotency-Replayed", "Present when the answer is a kept one.", "true");

    /// <summary>Lets the filter read a body that the handler has read before; only requests with a key pay for it.</summary>
    public static IApplicationBuilder UseIdempotency(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Headers.ContainsKey(IdempotencyFilter.Header))
                {
                    context.Request.EnableBuffering();
                }

                return next(context);
            }
        );

    /// <summary>The create shows a key once and keeps it nowhere: the answer cannot be repeated, so the header is refused.</summary>
    public static RouteHandlerBuilder RefusesIdempotencyKey(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter(
            async (context, next) =>
                context.HttpContext.Request.Headers.ContainsKey(IdempotencyFilter.Header)
                    ? throw ApiException.BadRequest(
                        IdempotencyFilter.Header,
                        $"{IdempotencyFilter.Header} is not honoured here, because the key in the answer is shown once: leave the header out"
                    )
                    : await next(context)
        );

    /// <summary>The create honours <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter<IdempotencyFilter>().WithMetadata(Key, Replayed);

    /// <summary>The body holds a secret: only who has the vault's key can tell whether another is the same.</summary>
    public static RouteHandlerBuilder HasSecretBody(this RouteHandlerBuilder builder) => builder.WithMetadata(new SecretBodyMetadata());
}
