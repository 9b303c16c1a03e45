namespace Orchestra.Api.Data.Entities;

/// <summary>A person of a tenant, by the subject that the identity provider gives.</summary>
internal sealed class Member : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Subject { get; init; }
    public required string[] Roles { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
}
