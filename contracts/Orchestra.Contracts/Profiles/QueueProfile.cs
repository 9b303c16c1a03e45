namespace Orchestra.Contracts.Profiles;

/// <summary>An AMQP broker of the SUT.</summary>
public sealed record QueueProfile
{
    /// <summary>The kind of broker; <c>RABBITMQ</c> is the one there is.</summary>
    public string Kind { get; init; } = "RABBITMQ";

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port; 5672, or 5671 with TLS, when absent.</summary>
    public int? Port { get; init; }

    /// <summary>Virtual host.</summary>
    public string VirtualHost { get; init; } = "/";

    /// <summary>The user: a text or <c>secret:NAME</c>.</summary>
    public string? User { get; init; }

    /// <summary>The password: <c>secret:NAME</c>.</summary>
    public string? Password { get; init; }

    /// <summary>TLS towards the broker; none when absent.</summary>
    public TlsSettings? Tls { get; init; }
}
