namespace Orchestra.Api.Idempotency;

/// <summary>Turns the filter on.</summary>
internal static class IdempotencyExtensions
{
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

    /// <summary>The create honours <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder builder) => builder.AddEndpointFilter<IdempotencyFilter>();
}
