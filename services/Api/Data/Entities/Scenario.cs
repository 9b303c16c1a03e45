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
    public required int Position { get; init; }
    public required int LatestVersion { get; set; }
    public required ScenarioStatus Status { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
