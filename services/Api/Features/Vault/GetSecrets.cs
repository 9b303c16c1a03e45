using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;
using Orchestra.Secrets;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Vault;

/// <summary>GET /vault and /vault/{name}: names and versions, never values.</summary>
internal static class GetSecrets
{
    public static async Task<Ok<SecretResponse>> HandleAsync(
        string name,
        HttpContext http,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var head = await FindAsync(name, unitOfWork, tenant, cancellationToken);
        Etag.Write(http, head.Version);
        return TypedResults.Ok(SecretResponse.Of(head));
    }

    public static async Task<Ok<Page<SecretResponse>>> ListAsync(
        [AsParameters] ListQuery query,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var connection = await unitOfWork.ConnectionAsync(cancellationToken);
        var rows = await SecretStore.ListAsync(connection, tenant.TenantId, before, limit + 1, cancellationToken);
        var page = ListQuery.PageOf(rows, limit, row => row.Id);
        return TypedResults.Ok(new Page<SecretResponse>([.. page.Items.Select(SecretResponse.Of)], page.NextCursor));
    }

    /// <summary>A secret of the tenant, or 404.</summary>
    public static async Task<SecretHead> FindAsync(
        string name,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        CancellationToken cancellationToken
    ) =>
        SecretRules.IsName(name)
        && await SecretStore.FindAsync(await unitOfWork.ConnectionAsync(cancellationToken), tenant.TenantId, name, cancellationToken)
            is { } head
            ? head
            : throw ApiException.NotFound("secret");
}
