using Orchestra.Contracts.Profiles;

namespace Orchestra.Api.Data.Entities;

/// <summary>Where a SUT is found.</summary>
internal sealed class TestEnvironment : ITenantOwned
{
    public required Guid TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required Dictionary<string, string> ServiceUrls { get; set; }
    public required Dictionary<string, string> Variables { get; set; }
    public required string[] Allow { get; set; }
    public required string[] Mask { get; set; }

    /// <summary>Its profiles by kind and alias.</summary>
    public List<EnvironmentProfile> Profiles { get; init; } = [];

    /// <summary>Service to the alias of the auth profile that its calls use.</summary>
    public Dictionary<string, string> ServiceAuth { get; set; } = [];

    /// <summary>Service to its TLS.</summary>
    public Dictionary<string, TlsSettings> ServiceTls { get; set; } = [];

    /// <summary>Rises with each change; the ETag.</summary>
    public int Revision { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
