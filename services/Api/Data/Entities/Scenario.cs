using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Data.Entities;

/// <summary>A scenario of a suite; its steps are in versions.</summary>
internal sealed class Scenario : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required Guid SuiteId { get; init; }
    public required string Key { get; init; }
    public required string Name { get; set; }

    /// <summary>Place in the suite, from 0.</summary>
    public required int Position { get; set; }
    public required int LatestVersion { get; set; }

    /// <summary>The version that runs take: the latest that is published, else the latest draft; null when all are deprecated.</summary>
    public required int? RunVersion { get; set; }

    /// <summary>Of that version: whether suite runs and runs by tag take the scenario; never without one.</summary>
    public required bool Active { get; set; }

    /// <summary>Of that version, too.</summary>
    public required string[] Tags { get; set; }

    /// <summary>What the generator made of it last, so that changes by hand are known; null for a scenario made by hand.</summary>
    public TestScenario? Generated { get; set; }

    /// <summary>Who keeps others from changing it.</summary>
    public string? LockedBy { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Rises with each change but locks; the ETag.</summary>
    public int Revision { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
