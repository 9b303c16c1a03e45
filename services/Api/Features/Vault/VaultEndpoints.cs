using Orchestra.Api.Etags;
using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Vault;

internal static class VaultEndpoints
{
    public static void MapVault(this IEndpointRouteBuilder app)
    {
        var vault = app.MapGroup("/api/v1/vault").WithTags("Vault").RequirePermission(Permission.Administer);
        vault
            .MapPost("/", CreateSecret.HandleAsync)
            .WithName("CreateSecret")
            .WithSummary("Keep a secret, which is never read back")
            .HasEtag()
            .HasSecretBody()
            .Idempotent();
        vault.MapGet("/", GetSecrets.ListAsync).WithName("ListSecrets").WithSummary("The secrets' names, without their values");
        vault
            .MapGet("/{name}", GetSecrets.HandleAsync)
            .WithName("GetSecret")
            .WithSummary("One secret with its ETag, without its value")
            .HasEtag();
        vault
            .MapPut("/{name}", ReplaceSecret.HandleAsync)
            .WithName("ReplaceSecret")
            .WithSummary("Give a secret another value, from the next run on")
            .DemandsEtag();
        vault.MapDelete("/{name}", DeleteSecret.HandleAsync).WithName("DeleteSecret").WithSummary("Delete a secret for good");
    }
}
