using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Features.ApiKeys;

/// <summary>A key without the key.</summary>
internal sealed record ApiKeyResponse(
    Guid Id,
    string Name,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt
)
{
    public static ApiKeyResponse Of(ApiKey row) =>
        new(row.Id, row.Name, row.Roles, row.CreatedAt, row.CreatedBy, row.ExpiresAt, row.RevokedAt);
}
