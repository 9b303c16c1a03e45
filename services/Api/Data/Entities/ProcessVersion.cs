using Orchestra.Contracts.Processes;

namespace Orchestra.Api.Data.Entities;

/// <summary>One source of a process and its graph.</summary>
internal sealed class ProcessVersion : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid ProcessId { get; init; }
    public required int Version { get; init; }
    public required ProcessSourceType SourceType { get; init; }
    public required string Source { get; init; }

    /// <summary>SHA-256 of the source: an identical one answers the existing version.</summary>
    public required byte[] SourceHash { get; init; }
    public required ControlFlowGraph Graph { get; init; }

    /// <summary>Since when callers take it; null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
