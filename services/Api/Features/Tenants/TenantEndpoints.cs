using Orchestra.Api.Etags;
using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Tenants;

internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder app)
    {
        var tenants = app.MapGroup("/api/v1/tenants").WithTags("Tenants");
        // Not idempotent: the answer holds the tenant's first key, which must be stored nowhere.
        tenants
            .MapPost("/", CreateTenant.HandleAsync)
            .WithName("CreateTenant")
            .WithSummary("Create a tenant and its first key")
            .RequirePermission(Permission.ManagePlatform)
            .RefusesIdempotencyKey();
        tenants
            .MapGet("/", ListTenants.HandleAsync)
            .WithName("ListTenants")
            .WithSummary("All tenants")
            .RequirePermission(Permission.ManagePlatform);
        tenants
            .MapGet("/{id:guid}", GetTenant.HandleAsync)
            .WithName("GetTenant")
            .WithSummary("One tenant")
            .RequirePermission(Permission.ManagePlatform);
        tenants
            .MapGet("/current/settings", Settings.GetAsync)
            .WithName("GetSettings")
            .WithSummary("The tenant's settings")
            .HasEtag()
            .RequirePermission(Permission.Administer);
        tenants
            .MapPut("/current/settings", Settings.PutAsync)
            .WithName("PutSettings")
            .WithSummary("Change the tenant's settings")
            .DemandsEtag()
            .RequirePermission(Permission.Administer);
    }
}
