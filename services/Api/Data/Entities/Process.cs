namespace Orchestra.Api.Data.Entities;

/// <summary>A business process; its sources are versions.</summary>
internal sealed class Process : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Key { get; init; }
    public string? Name { get; set; }
    public int LatestVersion { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
