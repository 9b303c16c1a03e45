using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Gateway.OpenApi;

internal static class OpenApiEndpoints
{
    public static void MapPublicDocument(this IEndpointRouteBuilder app) => app.MapMethods("/openapi.json", ["GET", "HEAD"], AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, PublicDocument document, CancellationToken cancellationToken)
    {
        var bytes =
            await document.GetAsync(cancellationToken)
            ?? throw new ApiException(ErrorCode.ServiceUnavailable, "no service gives its OpenAPI document; try again shortly");
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(bytes, "application/json");
    }
}
