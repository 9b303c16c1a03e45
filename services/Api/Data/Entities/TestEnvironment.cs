namespace Orchestra.Api.Data.Entities;

/// <summary>Where a SUT is found.</summary>
internal sealed class TestEnvironment : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required Dictionary<string, string> ServiceUrls { get; set; }
    public required Dictionary<string, string> Variables { get; set; }
    public required string[] Allow { get; set; }
    public required string[] Mask { get; set; }

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
