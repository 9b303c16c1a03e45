using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;

namespace Orchestra.Api.Data.Entities;

/// <summary>The spec of one service of the SUT.</summary>
internal sealed class ProtocolSpec : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string ProtocolId { get; init; }
    public required string ServiceName { get; init; }
    public required string Version { get; init; }
    public required string Content { get; init; }
    public required IReadOnlyList<SpecEndpoint> Endpoints { get; init; }
    public required IReadOnlyList<ImportWarning> Warnings { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
