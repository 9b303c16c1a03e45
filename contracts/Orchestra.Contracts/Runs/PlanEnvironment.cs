using Orchestra.Contracts.Profiles;

namespace Orchestra.Contracts.Runs;

/// <summary>An environment as it was when the run was planned.</summary>
public sealed record PlanEnvironment
{
    /// <summary>The environment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Service name to base URL.</summary>
    public IReadOnlyDictionary<string, string> ServiceUrls { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables (<c>vars</c>).</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Address ranges (CIDR) that this run may reach, inside the tenant's ceiling.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Names of headers and body fields that are masked, besides the built-in ones.</summary>
    public IReadOnlyList<string> Mask { get; init; } = [];

    /// <summary>Databases by the alias that steps name (<c>dataSource</c>).</summary>
    public IReadOnlyDictionary<string, DbProfile> DbProfiles { get; init; } = new Dictionary<string, DbProfile>();

    /// <summary>Kafka clusters by the alias that steps name (<c>clusterAlias</c>).</summary>
    public IReadOnlyDictionary<string, KafkaProfile> KafkaProfiles { get; init; } = new Dictionary<string, KafkaProfile>();

    /// <summary>AMQP brokers by the alias that steps name (<c>brokerAlias</c>).</summary>
    public IReadOnlyDictionary<string, QueueProfile> QueueProfiles { get; init; } = new Dictionary<string, QueueProfile>();

    /// <summary>Auth profiles by the alias that steps name (<c>auth</c>).</summary>
    public IReadOnlyDictionary<string, AuthProfile> AuthProfiles { get; init; } = new Dictionary<string, AuthProfile>();

    /// <summary>Service name to the alias of the auth profile that its calls use when a step names none.</summary>
    public IReadOnlyDictionary<string, string> ServiceAuth { get; init; } = new Dictionary<string, string>();

    /// <summary>Service name to its TLS; the system's authorities and no client certificate where it has none.</summary>
    public IReadOnlyDictionary<string, TlsSettings> ServiceTls { get; init; } = new Dictionary<string, TlsSettings>();
}
