using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Data.Entities;

/// <summary>A generated suite.</summary>
internal sealed class Suite : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required Guid ProcessId { get; init; }
    public required int ProcessVersion { get; init; }
    public required Guid[] SpecIds { get; init; }
    public required SuiteOptions Options { get; init; }
    public required SuiteCoverage Coverage { get; init; }
    public required IReadOnlyList<UnboundTask> Unbound { get; init; }
    public required IReadOnlyList<ImportWarning> Warnings { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
