using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Validation;
using Orchestra.Secrets;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Vault;

/// <summary>POST /vault</summary>
internal static class CreateSecret
{
    public sealed record Request(string Name, string Value);

    public static async Task<Created<SecretResponse>> HandleAsync(
        Request request,
        HttpContext http,
        SecretStore secrets,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        new FaultList().SecretName(request.Name).Value(request.Value).ThrowIfAny("the secret is not valid");
        var head = await VaultWrites.RunAsync(
            unitOfWork,
            connection =>
                secrets.CreateAsync(
                    connection,
                    tenant.TenantId,
                    Guid.CreateVersion7(time.GetUtcNow()),
                    request.Name,
                    request.Value,
                    tenant.Principal.Subject,
                    cancellationToken
                ),
            cancellationToken
        );
        if (head is null)
        {
            throw new ApiException(ErrorCode.Conflict, $"there is a secret '{request.Name}' already: replace its value there");
        }

        Etag.Write(http, head.Version);
        return TypedResults.Created($"/api/v1/vault/{head.Name}", SecretResponse.Of(head));
    }
}
