using System.Text.Json.Nodes;

namespace Orchestra.Api.Data.Entities;

/// <summary>Test data by name.</summary>
internal sealed class DataSet : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public DataSetScope Scope { get; set; }

    /// <summary>The suite that it belongs to, also as the set of one of its scenarios.</summary>
    public Guid? SuiteId { get; set; }

    /// <summary>The scenario that it belongs to.</summary>
    public Guid? ScenarioId { get; set; }
    public DataSetOrigin Origin { get; init; }
    public required string[] Tags { get; set; }
    public required JsonObject Data { get; set; }

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
