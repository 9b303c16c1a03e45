using System.Text.Json.Nodes;

namespace Orchestra.Api.Data.Entities;

/// <summary>How something of the SUT is reached; environments give it an alias. Credentials in it are references, never values.</summary>
internal sealed class ConnectionProfile : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required ProfileKind Kind { get; init; }
    public required string Name { get; set; }

    /// <summary>The contract's record of the kind.</summary>
    public required JsonObject Body { get; set; }

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
