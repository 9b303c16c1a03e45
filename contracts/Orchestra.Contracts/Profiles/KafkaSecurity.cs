namespace Orchestra.Contracts.Profiles;

/// <summary>Kafka's <c>security.protocol</c>.</summary>
public enum KafkaSecurity
{
    /// <summary>Neither TLS nor a log-in.</summary>
    Plaintext,

    /// <summary>TLS.</summary>
    Ssl,

    /// <summary>A log-in without TLS.</summary>
    SaslPlaintext,

    /// <summary>TLS and a log-in.</summary>
    SaslSsl,
}
