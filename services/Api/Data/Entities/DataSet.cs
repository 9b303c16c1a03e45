using System.Text.Json.Nodes;

namespace Orchestra.Api.Data.Entities;

/// <summary>Test data by name.</summary>
internal sealed class DataSet : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string[] Tags { get; init; }
    public required JsonObject Data { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
