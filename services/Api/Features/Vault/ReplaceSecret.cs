using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Validation;
using Orchestra.Secrets;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Vault;

/// <summary>PUT /vault/{name}: runs that are under way take the new value when an executor next takes them up.</summary>
internal static class ReplaceSecret
{
    public sealed record Request(string Value);

    public static async Task<Ok<SecretResponse>> HandleAsync(
        string name,
        Request request,
        HttpContext http,
        SecretStore secrets,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        new FaultList().Value(request.Value).ThrowIfAny("the secret is not valid");
        var seen = await GetSecrets.FindAsync(name, unitOfWork, tenant, cancellationToken);
        Etag.DemandMatch(http, seen.Version);
        var head =
            await VaultWrites.RunAsync(
                unitOfWork,
                connection =>
                    secrets.ReplaceAsync(connection, tenant.TenantId, seen, request.Value, tenant.Principal.Subject, cancellationToken),
                cancellationToken
            ) ?? throw Etag.Stale();
        Etag.Write(http, head.Version);
        return TypedResults.Ok(SecretResponse.Of(head));
    }
}
