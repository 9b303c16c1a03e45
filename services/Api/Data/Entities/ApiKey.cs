namespace Orchestra.Api.Data.Entities;

/// <summary>A key of a tenant; the key itself is never stored.</summary>
internal sealed class ApiKey : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Hash { get; init; }
    public required string[] Roles { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
}
