using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/v1/apikeys").WithTags("API keys").RequirePermission(Permission.ManageKeys);
        // Not idempotent: the answer holds the key, which must be stored nowhere. Platform keys come from bootstrap alone.
        keys.MapPost("/", CreateApiKey.HandleAsync)
            .WithName("CreateApiKey")
            .WithSummary("Create a key; it is shown once")
            .RequirePermission(Permission.Administer)
            .RefusesIdempotencyKey();
        keys.MapGet("/", GetApiKeys.ListAsync).WithName("ListApiKeys").WithSummary("The tenant's keys");
        keys.MapGet("/{id:guid}", GetApiKeys.HandleAsync).WithName("GetApiKey").WithSummary("One key, with its ETag");
        keys.MapPut("/{id:guid}", ChangeApiKey.HandleAsync).WithName("ChangeApiKey").WithSummary("Change a key's roles and expiry");
        keys.MapDelete("/{id:guid}", RevokeApiKey.HandleAsync).WithName("RevokeApiKey").WithSummary("Revoke a key at once");
    }
}
