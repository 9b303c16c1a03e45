using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Data.Entities;

/// <summary>A suite: generated from a process, or made by hand.</summary>
internal sealed class Suite : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required Guid? ProcessId { get; init; }
    public required int? ProcessVersion { get; set; }
    public required Guid[] SpecIds { get; set; }
    public required SuiteOptions Options { get; init; }
    public required SuiteCoverage Coverage { get; set; }
    public required IReadOnlyList<UnboundTask> Unbound { get; set; }
    public required IReadOnlyList<ImportWarning> Warnings { get; set; }

    /// <summary>Endpoints that a person gave to tasks, by node id.</summary>
    public Dictionary<string, string> Bindings { get; set; } = [];

    /// <summary>The versions that stood for processes of other files when the suite was generated last.</summary>
    public IReadOnlyList<CalledVersion> Called { get; set; } = [];

    /// <summary>Rises with each change of the suite itself; the ETag.</summary>
    public int Revision { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
