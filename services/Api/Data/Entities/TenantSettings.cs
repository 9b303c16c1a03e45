namespace Orchestra.Api.Data.Entities;

/// <summary>What a tenant's administrators set.</summary>
internal sealed class TenantSettings : ITenantOwned
{
    /// <summary>The scheduler's highest priority.</summary>
    public const int HighestPriority = 9;

    public required Guid TenantId { get; init; }
    public int MaxParallelRuns { get; set; } = 10;
    public int MaxScenariosPerTenant { get; set; } = 10_000;
    public int DefaultRunRetentionDays { get; set; } = 90;

    /// <summary>The priority of runs that name none.</summary>
    public int DefaultPriority { get; set; }

    /// <summary>The most that a run may have.</summary>
    public int MaxPriority { get; set; } = HighestPriority;

    /// <summary>Address ranges that environments may open: the ceiling.</summary>
    public string[] OutboundAllow { get; set; } = [];

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
}
