namespace Orchestra.Api.Data.Entities;

/// <summary>What a tenant's administrators set.</summary>
internal sealed class TenantSettings : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public int MaxParallelRuns { get; set; } = 10;
    public int MaxScenariosPerTenant { get; set; } = 10_000;
    public int DefaultRunRetentionDays { get; set; } = 90;

    /// <summary>Address ranges that environments may open: the ceiling.</summary>
    public string[] OutboundAllow { get; set; } = [];

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
}
