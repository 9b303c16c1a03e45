using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/v1/apikeys").WithTags("API keys").RequirePermission(Permission.Administer);
        // Not idempotent: the answer holds the key, which must be stored nowhere.
        keys.MapPost("/", CreateApiKey.HandleAsync).WithName("CreateApiKey").WithSummary("Create a key; it is shown once");
        keys.MapGet("/", ListApiKeys.HandleAsync).WithName("ListApiKeys").WithSummary("The tenant's keys");
        keys.MapDelete("/{id:guid}", RevokeApiKey.HandleAsync).WithName("RevokeApiKey").WithSummary("Revoke a key at once");
    }
}
