using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Data.Entities;

/// <summary>One version of a scenario; of it only the status changes.</summary>
internal sealed class ScenarioVersion : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid ScenarioId { get; init; }
    public required int Version { get; init; }
    public required ScenarioStatus Status { get; set; }
    public required TestScenario Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
