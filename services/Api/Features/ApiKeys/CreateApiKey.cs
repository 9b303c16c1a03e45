using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.ApiKeys;

/// <summary>POST /apikeys</summary>
internal static class CreateApiKey
{
    public sealed record Request(string Name, IReadOnlyList<Role> Roles, DateTimeOffset? ExpiresAt);

    public sealed record Response(
        Guid Id,
        string Name,
        IReadOnlyList<Role> Roles,
        DateTimeOffset CreatedAt,
        DateTimeOffset? ExpiresAt,
        string Key
    );

    public static async Task<Created<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        KeyRules
            .Check(request.Roles, request.ExpiresAt, tenant.TenantId, now)
            .Text(request.Name, "name", 200)
            .ThrowIfAny("the key is not valid");
        var key = ServiceDefaults.Identity.ApiKeys.Create();
        var row = new ApiKey
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            Hash = ServiceDefaults.Identity.ApiKeys.Hash(key),
            Roles = KeyRules.NamesOf(request.Roles),
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
            ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
        };
        db.ApiKeys.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(
            $"/api/v1/apikeys/{row.Id}",
            new Response(row.Id, row.Name, request.Roles, row.CreatedAt, row.ExpiresAt, key)
        );
    }
}
