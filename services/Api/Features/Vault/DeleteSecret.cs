using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Secrets;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Vault;

/// <summary>DELETE /vault/{name}: whatever refers to it says from then on that it is not there.</summary>
internal static class DeleteSecret
{
    public static async Task<NoContent> HandleAsync(
        string name,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        CancellationToken cancellationToken
    ) =>
        SecretRules.IsName(name)
        && await SecretStore.DeleteAsync(await unitOfWork.ConnectionAsync(cancellationToken), tenant.TenantId, name, cancellationToken)
            ? TypedResults.NoContent()
            : throw ApiException.NotFound("secret");
}
