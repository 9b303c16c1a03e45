namespace Orchestra.Contracts.Profiles;

/// <summary>A Kafka cluster of the SUT.</summary>
public sealed record KafkaProfile
{
    /// <summary>Where to ask for the brokers: <c>host:port</c>, several joined by a comma.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>How brokers are spoken with.</summary>
    public KafkaSecurity Security { get; init; }

    /// <summary>SASL: <c>PLAIN</c>, <c>SCRAM-SHA-256</c> or <c>SCRAM-SHA-512</c>.</summary>
    public string? SaslMechanism { get; init; }

    /// <summary>SASL: the user, a text or <c>secret:NAME</c>.</summary>
    public string? User { get; init; }

    /// <summary>SASL: the password, <c>secret:NAME</c>.</summary>
    public string? Password { get; init; }

    /// <summary>SSL and SASL_SSL: certificates; the system's authorities when absent.</summary>
    public TlsSettings? Tls { get; init; }
}
