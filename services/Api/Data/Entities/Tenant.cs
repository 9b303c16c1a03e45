namespace Orchestra.Api.Data.Entities;

/// <summary>An organisation.</summary>
internal sealed class Tenant
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
