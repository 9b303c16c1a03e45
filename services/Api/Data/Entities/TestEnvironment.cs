namespace Orchestra.Api.Data.Entities;

/// <summary>Where a SUT is found.</summary>
internal sealed class TestEnvironment : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required Dictionary<string, string> ServiceUrls { get; init; }
    public required Dictionary<string, string> Variables { get; init; }
    public required string[] Allow { get; init; }
    public required string[] Mask { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
